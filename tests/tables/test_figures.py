"""The bounds of a number with a qualifier."""

import pytest

from api.facts.figures import bounds
from api.vocabulary import Qualifier


@pytest.mark.parametrize(
    ("qualifier", "value", "lower", "upper"),
    [
        (Qualifier.EXACT, 154, 154, 154),
        (Qualifier.EXACT, 0, 0, 0),
        (Qualifier.OVER, 7000, 7000, None),
        (Qualifier.AT_LEAST, 7000, 7000, None),
        (Qualifier.UNDER, 0.5, None, 0.5),
        (Qualifier.AT_MOST, 35, None, 35),
        (Qualifier.UP_TO, 35, None, 35),
        (Qualifier.ABOUT, 175_000, 174_500, 175_500),
        (Qualifier.ABOUT, 60, 55, 65),
        (Qualifier.ABOUT, 22.6, 22.55, 22.65),
        (Qualifier.ABOUT, 100_000, 90_000, 110_000),
        (Qualifier.CLOSE_TO, 30, 27, 30),
        (Qualifier.CLOSE_TO, 90_000_000, 85_000_000, 90_000_000),
        (Qualifier.NEARLY, 80, 75, 80),
    ],
)
def test_bounds_follow_from_value_and_words(
    qualifier: Qualifier, value: float, lower: float | None, upper: float | None
) -> None:
    found_lower, found_upper = bounds(value, qualifier)
    assert found_lower == pytest.approx(lower)
    assert found_upper == pytest.approx(upper)


@pytest.mark.parametrize("qualifier", list(Qualifier))
def test_every_qualifier_has_bounds_around_its_value(qualifier: Qualifier) -> None:
    lower, upper = bounds(100, qualifier)
    assert (lower if lower is not None else 100) <= 100 <= (upper if upper is not None else 100)
