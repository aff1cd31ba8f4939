"""Until when a post counts as held, and who is shown as its holder on a day."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from seed.build.load import load
from seed.checks.registry import check, hints
from seed.files.reading import read_data
from seed.library import Library
from tests.conftest import SAMPLES

PERSON = """
code = "{code}"
name = "{code}"
summary = "Of the samples."
citations = [{{ source = "sample-dataset", locator = "row 1", supports = ["name", "summary"] }}]

[[roles]]
title = "Head"
body = "mission:sampo-i"
functions = ["head_of_mission"]
citation = {{ source = "sample-dataset", locator = "row 1" }}
{keys}
"""
Heads = Callable[..., Path]


@pytest.fixture
def heads(tmp_path: Path) -> Heads:
    """Write the samples with some heads of a mission, given by code and the keys of the role."""

    def write(**keys_of: str) -> Path:
        data = Path(shutil.copytree(SAMPLES / "data", tmp_path / "seed" / "data"))
        for code, keys in keys_of.items():
            file = data / "people" / f"{code}.toml"
            file.write_text(PERSON.format(code=code, keys=keys), encoding="utf-8")
        return data

    return write


def rows(data: Path, question: str) -> list[tuple[str | None, ...]]:
    """The rows of a query to the loaded database."""
    database = data.parent / "facts.sqlite"
    entries = read_data(data).entries
    assert [str(problem) for problem in check(Library(entries))] == []
    load(entries, data, database)
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(question).fetchall()


def ends(data: Path) -> list[tuple[str | None, ...]]:
    """The derived end of each head's term."""
    return rows(
        data,
        "SELECT person, held_until, held_until_basis FROM role WHERE body_type = 'mission' ORDER BY person",
    )


def on(data: Path, day: str) -> list[tuple[str | None, ...]]:
    """Who led the mission on a day, as a list of people would ask for it."""
    return rows(
        data,
        "SELECT person FROM role WHERE body_code = 'sampo-i' AND function = 'head_of_mission'"
        f" AND time_first <= '{day}' AND time_last >= '{day}' ORDER BY person",
    )


def test_a_stated_end_is_the_end(heads: Heads) -> None:
    data = heads(first='started = "1990"\nended = "1992-06"')
    assert ends(data) == [("first", "1992-06", "stated")]


def test_without_an_end_a_post_counts_as_held_while_a_source_shows_it(heads: Heads) -> None:
    data = heads(first='started = "1990-03"\nas_of = "1991-05-02"', second='started = "1993-01"')
    assert ends(data) == [("first", "1991-05-02", "shown"), ("second", "1993-01", "shown")]


def test_whoever_comes_next_in_a_list_does_not_end_a_term(heads: Heads) -> None:
    data = heads(first='started = "1990-03-05"', second='started = "1993-01"')
    assert on(data, "1990-03-05") == [("first",)]
    assert on(data, "1992-01-01") == []


def test_a_successor_whom_a_source_names_ends_a_term_by_inference(heads: Heads) -> None:
    data = heads(
        first='started = "1990-03"', second='started = "1993-01"\npredecessor = "person:first"'
    )
    assert ends(data) == [("first", "1993-01", "next_holder"), ("second", "1993-01", "shown")]
    assert on(data, "1992-01-01") == [("first",)]


def test_a_role_without_dates_is_kept_and_active_on_no_day(heads: Heads) -> None:
    assert ends(heads(first='note = "No dates are given."')) == [("first", None, None)]


def test_a_person_told_of_twice_in_one_post_held_it_between(heads: Heads) -> None:
    data = heads(first='as_of = "1990"')
    file = data / "people" / "first.toml"
    again = PERSON.partition("\n[[roles]]")[2].format(keys='as_of = "1992-04"')
    file.write_text(f"{file.read_text(encoding='utf-8')}\n[[roles]]{again}", encoding="utf-8")
    assert on(data, "1991-07-01") == [("first",)]


def test_the_answer_says_until_when_and_why(heads: Heads) -> None:
    data = heads(first='started = "1990"\nended = "1992"')
    ((answer,),) = rows(data, "SELECT answer FROM person WHERE code = 'first'")
    (role,) = json.loads(str(answer))["roles"]
    assert (role["held_until"], role["held_until_basis"]) == ("1992", "stated")


@pytest.fixture
def refused(heads: Heads) -> list[str]:
    """The problems of a file that gives derived fields."""
    reading = read_data(heads(first='held_until = "1992"\nheld_until_basis = "stated"'))
    return [str(problem) for problem in reading.problems]


def test_a_file_that_writes_what_is_worked_out_is_refused(refused: list[str]) -> None:
    assert refused == [
        "seed/data/people/first.toml:12: roles[0].held_until: is worked out while loading;"
        " leave it out",
        "seed/data/people/first.toml:13: roles[0].held_until_basis: is worked out while loading;"
        " leave it out",
    ]


@pytest.mark.parametrize(
    ("second", "number"),
    [
        ('started = "1992-05-01"', 1),
        ('started = "1992-05-01"\nacting = true', 0),
        ('started = "1992-06-30"', 0),
        ('started = "1992"', 0),
    ],
)
def test_two_heads_at_once_are_a_hint_unless_one_is_acting(
    heads: Heads, second: str, number: int
) -> None:
    data = heads(first='started = "1990"\nended = "1992-06-30"', second=second)
    told = [str(hint) for hint in hints(Library(read_data(data).entries))]
    words = "first and second were both head_of_mission of sampo-i then"
    line = f"seed/data/people/second.toml:12: roles[0].started: {words}"
    assert told == [line] * number
