"""What a typed question is parsed into: names, indicators, dimensions, times, and the words that have no place."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from api.database.address import open_reading
from api.questions.question import Question
from api.vocabulary import RecordType
from tests.search.explain import parse

Parse = Callable[[str], Question]


@pytest.fixture(scope="module")
def parsed(built_facts: Path) -> Iterator[Parse]:
    """Parses what is typed with the words and names of the real data."""
    with open_reading(f"sqlite:///{built_facts}").connect() as connection:
        yield partial(parse, connection)


def test_the_words_for_a_number_tell_mission_indicator_dimension_and_year(parsed: Parse) -> None:
    question = parsed("How many women in uniform did UNMISS have in 2019?")
    assert question.subjects(RecordType.MISSION) == [(RecordType.MISSION, "unmiss")]
    assert question.asking == {"how_many"}
    assert {name: value for name, (value, _) in question.dimensions.items()} == {
        "sex": "female",
        "component": "uniformed",
    }
    assert question.time is not None
    assert (question.time.basis, question.time.first, question.time.last) == (
        "in",
        "2019-01-01",
        "2019-12-31",
    )
    assert not question.without_place()


@pytest.mark.parametrize(
    ("typed", "relation"),
    [("how many died in Mali", "host"), ("how many soldiers from Chad died", "contributor")],
)
def test_a_country_is_where_a_mission_works_or_who_sends_people(
    parsed: Parse, typed: str, relation: str
) -> None:
    (country,) = parsed(typed).countries
    assert country.relation == relation


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("budget of UNIFIL in the year 2024/25", "2024-07-01", "2025-06-30"),
        ("strength of UNIFIL in May 2015", "2015-05-01", "2015-05-31"),
        ("deaths in the 1990s", "1990-01-01", "1999-12-31"),
        ("fatalities from 2010 to 2015", "2010-01-01", "2015-12-31"),
    ],
)
def test_a_time_is_read_as_people_write_it(
    parsed: Parse, typed: str, first: str, last: str
) -> None:
    time = parsed(typed).time
    assert time is not None
    assert (time.first, time.last) == (first, last)


def test_mistyped_words_are_corrected_before_they_are_parsed(parsed: Parse) -> None:
    question = parsed("fatalites in unfycip")
    assert question.words == ["fatalities", "in", "unficyp"]
    assert "fatalities" in question.measures


def test_a_word_that_nothing_has_a_use_for_has_no_place(parsed: Parse) -> None:
    question = parsed("women in UNMISS with hats")
    assert {question.words[place] for place in question.without_place()} == {"hats"}


def test_a_superlative_and_a_number_make_a_ranking(parsed: Parse) -> None:
    question = parsed("the five largest missions")
    assert (question.superlatives, question.number) == ({"most"}, 5)


def test_a_question_about_another_subject_is_outside(parsed: Parse) -> None:
    assert parsed("how many people live in Japan").is_outside
