"""Constrained strings, enums and partial dates, and the values that each refuses."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from api import constraints, vocabulary
from api.facts.missions import MissionKind


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (constraints.Slug, "unef-i"),
        (constraints.Slug, "endorsing_member_states"),
        (constraints.CountryCode, "MLI"),
        (constraints.LanguageCode, "en"),
        (constraints.ResolutionSymbol, "S/RES/2100 (2013)"),
        (constraints.ResolutionSymbol, "A/RES/1001 (ES-I)"),
        (constraints.ResolutionSymbol, "A/RES/48/267"),
        (vocabulary.PartialDate, "2018"),
        (vocabulary.PartialDate, "2018-03"),
        (vocabulary.PartialDate, "2020-02-29"),
        (constraints.Evidence, "one two three four five six seven eight nine ten eleven twelve"),
        (constraints.WebAddress, "https://psdata.un.org/dataset/DPPADPOSS-PKO"),
    ],
)
def test_a_well_formed_text_is_accepted(kind: Any, text: str) -> None:
    assert TypeAdapter(kind).validate_python(text) == text


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (constraints.Slug, "MINUSMA"),
        (constraints.Slug, "a--b"),
        (constraints.Slug, "a"),
        (constraints.CountryCode, "ML"),
        (constraints.CountryCode, "mli"),
        (constraints.LanguageCode, "english"),
        (constraints.ResolutionSymbol, "S/RES/2100"),
        (constraints.ResolutionSymbol, "S/RES/0 (2013)"),
        (constraints.ResolutionSymbol, "resolution 2100 (2013)"),
        (vocabulary.PartialDate, "2018-3"),
        (vocabulary.PartialDate, "2018-13"),
        (vocabulary.PartialDate, "2019-02-29"),
        (vocabulary.PartialDate, "18"),
        (vocabulary.PartialDate, "2018-03-28T00:00"),
        (
            constraints.Evidence,
            "one two three four five six seven eight nine ten eleven twelve more",
        ),
        (constraints.Evidence, "  "),
        (constraints.Text, ""),
        (constraints.WebAddress, "psdata.un.org"),
        (constraints.Sha256, "abc"),
        (constraints.Number, "7"),
        (constraints.Number, True),
        (constraints.Number, float("nan")),
        (constraints.Count, -1),
        (constraints.Count, "3"),
        (constraints.Ordinal, 0),
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
