"""The wording of numbers, dates and times, shared by sentences, pages, charts and citations."""

from typing import Any

import pytest

from api.facts.figures import bounds
from api.vocabulary import Qualifier, Unit
from api.wording import (
    UNITS,
    bounds_in_words,
    day_in_words,
    dimension_in_words,
    dimensions_in_words,
    time_in_words,
    unit_in_words,
    value_in_words,
    when_in_words,
)


def counted(
    start: str | None, end: str | None = None, as_of: str | None = None, basis: str = "stated"
) -> dict[str, Any]:
    """The time of a figure: a period, or a moment."""
    return {"as_of": as_of, "period_start": start, "period_end": end, "time_basis": basis}


def worded(value: float, qualifier: str, unit: str) -> dict[str, Any]:
    """A figure of that value."""
    lower, upper = bounds(value, Qualifier(qualifier))
    return {"value": value, "qualifier": qualifier, "unit": unit, "lower": lower, "upper": upper}


@pytest.mark.parametrize(
    ("date", "words"),
    [("2018", "2018"), ("2018-03", "March 2018"), ("2018-03-08", "8 March 2018")],
)
def test_a_date_is_as_precise_as_it_is_known(date: str, words: str) -> None:
    assert day_in_words(date) == words


@pytest.mark.parametrize(
    ("figure", "time", "when"),
    [
        (counted(None, as_of="2025-05-27"), "27 May 2025", "as of 27 May 2025"),
        (
            counted(None, as_of="2025", basis="inferred"),
            "2025",
            "as of 2025 (inferred)",
        ),
        (counted("2018-07", "2019-06"), "July 2018 to June 2019", "from July 2018 to June 2019"),
        (
            counted("2018-07-01", "2019-06-30"),
            "July 2018 to June 2019",
            "from July 2018 to June 2019",
        ),
        (
            counted("2018-07-02", "2019-06-30"),
            "2 July 2018 to 30 June 2019",
            "from 2 July 2018 to 30 June 2019",
        ),
        (counted("2020-02-01", "2020-02-29"), "February 2020", "in February 2020"),
        (counted("2019", "2019"), "2019", "in 2019"),
        (counted("2019-03-05", "2019-03-05"), "5 March 2019", "on 5 March 2019"),
    ],
)
def test_a_figure_is_of_a_moment_or_of_a_period(
    figure: dict[str, Any], time: str, when: str
) -> None:
    assert (time_in_words(figure), when_in_words(figure)) == (time, when)


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ({"date": "2018-03-28"}, "28 March 2018"),
        ({"launched": "2018-03"}, "March 2018"),
        ({"started": "2013-04-01", "ended": "2014-09-30"}, "1 April 2013 to 30 September 2014"),
        ({"started": "1994-06", "ended": None}, "from June 1994"),
        ({"started": None, "ended": "2005"}, "until 2005"),
        ({"started": "1992", "ended": "1992"}, "1992"),
        ({"started": None, "ended": None}, ""),
        ({}, ""),
    ],
)
def test_a_record_runs_as_far_as_it_is_known(record: dict[str, Any], words: str) -> None:
    assert time_in_words(record) == words


@pytest.mark.parametrize(
    ("value", "qualifier", "unit", "words", "allowed"),
    [
        (4400, "over", "people", "over 4,400 people", "above 4,400"),
        (1, "exact", "people", "1 person", "exactly 1"),
        (155, "at_least", "member_states", "at least 155 member states", "155 or more"),
        (15.5, "about", "percent", "about 15.5 per cent", "15.45 to 15.55"),
        (20, "under", "missions", "under 20 missions", "below 20"),
        (20, "up_to", "missions", "up to 20 missions", "20 or less"),
        (3, "exact", "rank", "3", "exactly 3"),
        (46, "nearly", "items", "nearly 46", "45.5 to 46"),
        (
            2_500_000_000,
            "about",
            "usd",
            "about US$ 2.5 billion",
            "US$ 2.45 billion to US$ 2.55 billion",
        ),
        (
            6_804_100_000,
            "exact",
            "usd",
            "US$ 6,804.1 million",
            "exactly US$ 6,804.1 million",
        ),
        (1_234_567_890, "over", "usd", "over US$ 1,234,567,890", "above US$ 1,234,567,890"),
        (900, "exact", "usd", "US$ 900", "exactly US$ 900"),
    ],
)
def test_a_value_keeps_its_qualifier_and_its_unit(
    value: float, qualifier: str, unit: str, words: str, allowed: str
) -> None:
    figure = worded(value, qualifier, unit)
    assert (value_in_words(figure), bounds_in_words(figure)) == (words, allowed)


@pytest.mark.parametrize("unit", Unit)
def test_every_unit_has_words(unit: Unit) -> None:
    assert unit in UNITS
    assert "_" not in unit_in_words(unit)


def test_what_a_figure_is_narrowed_to_is_named() -> None:
    dimensions = {
        "component": "military_observers",
        "sex": "female",
        "country": "GNB",
        "cause": None,
        "purpose": "field-hospitals",
    }
    assert dimensions_in_words(dimensions, {"GNB": "Guinea-Bissau"}) == (
        "military observers, women, Guinea-Bissau, field hospitals"
    )
    assert dimensions_in_words({"country": "GNB", "sex": None}) == "GNB"


def test_a_name_in_what_a_figure_is_narrowed_to_is_written_as_a_name() -> None:
    countries = {"SDN": "Sudan", "SSD": "South Sudan", "TLS": "Timor-Leste"}
    assert dimension_in_words("purpose", "mission-in-south-sudan", countries) == (
        "mission in South Sudan"
    )
    assert dimension_in_words("location", "timor-leste", countries) == "Timor-Leste"
    assert dimension_in_words("purpose", "un-support", countries) == "UN support"
