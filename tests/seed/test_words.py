"""Checks of the words of the field: what they mean exists in the data."""

import pytest

from seed.checks.words import check_words
from seed.files.entries import Reading
from seed.files.places import DATA
from seed.files.reading import read_data
from seed.library import Library
from seed.words import phrases_of, read_lexicon, written_out
from tests.conftest import SAMPLES


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"synonyms": {"sampo, xqzzt": ["x"]}}, "'xqzzt' stands in no record"),
        ({"phrases": {"xqzzt": ["a b"]}}, "'xqzzt' stands in no record"),
        ({"indicators": {"nonsense": {"asked_as": ["x"]}}}, "there is no indicator 'nonsense'"),
        ({"subjects": {"mission:no": ["x"]}}, "there is no 'mission:no'"),
        ({"demonyms": {"xyz": ["x"]}}, "there is no 'country:xyz'"),
        ({"dimensions": {"height": {"tall": ["x"]}}}, "there is no dimension 'height'"),
        ({"dimensions": {"sex": {"tall": ["x"]}}}, "sex is never 'tall'"),
        ({"sentences": {"asked_as": {"nonsense": ["x"]}}}, "there is no indicator 'nonsense'"),
    ],
)
def test_words_that_lead_nowhere_are_refused(words: dict[str, object], message: str) -> None:
    text = "# first line\nxqzzt nonsense mission:no country:xyz height tall\n"
    (problem,) = check_words(words, text, Library(read_data(SAMPLES / "data").entries))
    assert problem.message.startswith(message)
    assert problem.line == 2


def test_a_phrase_with_choices_stands_for_all_of_them() -> None:
    assert phrases_of("[the] [last|final|] budget year") == [
        "the last budget year",
        "the final budget year",
        "the budget year",
        "last budget year",
        "final budget year",
        "budget year",
    ]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("[right|just now", "has a choice without an end"),
        ("[share|%] of", "'% of' holds a sign that is not read"),
    ],
)
def test_what_is_wrong_with_a_choice_is_told_at_its_line(written: str, message: str) -> None:
    words = written_out({"time": {"now": ["at present", written]}})
    text = f'[time]\nnow = [\n"at present",\n"{written}",\n]\n'
    (problem,) = check_words(words, text, Library(read_data(SAMPLES / "data").entries))
    assert (problem.line, message in problem.message) == (4, True)


def test_every_indicator_can_be_asked_for(real_reading: Reading) -> None:
    words = read_lexicon(DATA)
    entries = real_reading.entries
    codes = {entry.record.code for entry in entries if entry.type == "indicator"}
    assert set(words["indicators"]) == codes
    assert check_words(words, real_reading.words_text, Library(entries)) == []
