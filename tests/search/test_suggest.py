"""Suggestions: from the beginning of a name, or from a name in a spreadsheet's spelling."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.search.preparing import prepare_search
from tests.service import release_server_of, served

MESSY = Path(__file__).with_name("messy_names.csv")
RIGHT_FIRST = 0.95


def suggested(client: TestClient, **params: Any) -> list[str]:
    response = client.get("/v1/suggest", params=params)
    assert response.status_code == 200, response.text
    return [one["code"] for one in response.json()["data"]]


def test_names_as_spreadsheets_hold_them_lead_to_their_record(facts: TestClient) -> None:
    with MESSY.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    wrong = [
        row
        for row in rows
        if suggested(facts, q=row["written"], type=row["type"])[:1] != [row["code"]]
    ]
    assert len(rows) >= 200
    assert len(wrong) <= (1 - RIGHT_FIRST) * len(rows), wrong


@pytest.mark.parametrize(
    ("typed", "type", "expected"),
    [
        ("minust", "mission", ["minustah"]),
        ("UNEF", "mission", ["unef-i", "unef-ii"]),
        ("unifil", "mission", ["unifil"]),
        ("brazz", "country", ["cog"]),
        ("a4p+", "initiative", ["a4p-plus"]),
        ("zzzz", "mission", []),
    ],
)
def test_the_beginning_of_a_name_is_enough(
    facts: TestClient, typed: str, type: str, expected: list[str]
) -> None:
    found = suggested(facts, q=typed, type=type)
    assert sorted(found[: len(expected)]) == expected
    assert bool(found) == bool(expected)


@pytest.mark.parametrize("typed", ["*", '"', "?", " ", "%00"])
def test_what_holds_no_word_is_refused(facts: TestClient, typed: str) -> None:
    answer = facts.get(f"/v1/suggest?q={typed}")
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "q")


def test_names_are_read_when_a_release_is_prepared(
    built_samples: Path, count_statements: Callable[[TestClient], Any]
) -> None:
    with served(f"sqlite:///{built_samples}") as client:
        prepare_search(release_server_of(client.app).current.unhurried)
        with count_statements(client) as statements:
            assert suggested(client, q="sampo")
    assert statements == []


def test_a_suggestion_says_by_which_name_it_was_found(facts: TestClient) -> None:
    page = facts.get("/v1/suggest?q=burma").json()
    assert page["data"][0] == {
        "type": "country",
        "code": "mmr",
        "name": "Myanmar",
        "matched": "Burma",
        "href": "/v1/countries/mmr",
    }


def test_suggestions_go_on_behind_a_page(facts: TestClient) -> None:
    every = suggested(facts, q="un", type="mission", limit=500)
    page, pages = "/v1/suggest?q=un&type=mission&limit=40", []
    while page:
        answer = facts.get(page).json()
        pages += [one["code"] for one in answer["data"]]
        page = answer["links"]["next"]
    assert pages == every
    assert len(set(every)) == len(every) > 80
