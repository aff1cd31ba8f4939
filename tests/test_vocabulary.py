"""The constrained strings, and what each of them refuses."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from api import vocabulary
from api.tables.missions import MissionKind


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (vocabulary.Slug, "unef-i"),
        (vocabulary.Slug, "endorsing_member_states"),
        (vocabulary.CountryCode, "MLI"),
        (vocabulary.LanguageCode, "en"),
        (vocabulary.ResolutionSymbol, "S/RES/2100 (2013)"),
        (vocabulary.ResolutionSymbol, "A/RES/1001 (ES-I)"),
        (vocabulary.ResolutionSymbol, "A/RES/48/267"),
        (vocabulary.PartialDate, "2018"),
        (vocabulary.PartialDate, "2018-03"),
        (vocabulary.PartialDate, "2020-02-29"),
        (vocabulary.Evidence, "one two three four five six seven eight nine ten eleven twelve"),
        (vocabulary.WebAddress, "https://psdata.un.org/dataset/DPPADPOSS-PKO"),
    ],
)
def test_a_well_formed_text_is_accepted(kind: Any, text: str) -> None:
    assert TypeAdapter(kind).validate_python(text) == text


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (vocabulary.Slug, "MINUSMA"),
        (vocabulary.Slug, "a--b"),
        (vocabulary.Slug, "a"),
        (vocabulary.CountryCode, "ML"),
        (vocabulary.CountryCode, "mli"),
        (vocabulary.LanguageCode, "english"),
        (vocabulary.ResolutionSymbol, "S/RES/2100"),
        (vocabulary.ResolutionSymbol, "S/RES/0 (2013)"),
        (vocabulary.ResolutionSymbol, "resolution 2100 (2013)"),
        (vocabulary.PartialDate, "2018-3"),
        (vocabulary.PartialDate, "2018-13"),
        (vocabulary.PartialDate, "2019-02-29"),
        (vocabulary.PartialDate, "18"),
        (vocabulary.PartialDate, "2018-03-28T00:00"),
        (
            vocabulary.Evidence,
            "one two three four five six seven eight nine ten eleven twelve more",
        ),
        (vocabulary.Evidence, "  "),
        (vocabulary.Text, ""),
        (vocabulary.WebAddress, "psdata.un.org"),
        (vocabulary.Sha256, "abc"),
        (vocabulary.Number, "7"),
        (vocabulary.Number, True),
        (vocabulary.Number, float("nan")),
        (vocabulary.Count, -1),
        (vocabulary.Count, "3"),
        (vocabulary.Ordinal, 0),
        (vocabulary.Qualifier, "more_than"),
        (MissionKind, "Peacekeeping_Operation"),
    ],
)
def test_an_ill_formed_value_is_refused(kind: Any, text: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(text)


@pytest.mark.parametrize(
    ("partial", "first", "last"),
    [
        ("2018", "2018-01-01", "2018-12-31"),
        ("2018-02", "2018-02-01", "2018-02-28"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2018-03-28", "2018-03-28", "2018-03-28"),
    ],
)
def test_a_partial_date_covers_all_the_days_it_can_mean(
    partial: str, first: str, last: str
) -> None:
    assert vocabulary.first_day(partial) == first
    assert vocabulary.last_day(partial) == last
