"""The response tells how each typed word was read."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

MALI = ("mali", "matched", "")
CAR = "central african republic"
CONGO = "democratic republic of the congo"


def words(client: TestClient, question: str, match: str = "best") -> list[tuple[str, str, str]]:
    """Each word with its state and what it was read as."""
    response = client.get("/v1/search", params={"q": question, "match": match, "limit": 1})
    found: list[dict[str, Any]] = response.json()["meta"]["words"]
    return [(one["word"], one["state"], " ".join(one["read_as"])) for one in found]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("the", [("the", "left_out", "")]),
        ("mali Mali MALI", [MALI]),
        ("US", [("us", "matched", "united states")]),
        ("Mali for us", [MALI, ("for", "left_out", ""), ("us", "left_out", "")]),
        ("A4P+", [("a4p plus", "matched", "a4p")]),
        ("peace-keeping", [("peace keeping", "matched", "peacekeeping")]),
        ("peacekeepingbudget", [("peacekeepingbudget", "corrected", "peacekeeping budget")]),
        ("fatalties xqzztv", [("fatalties", "corrected", "fatalities"), ("xqzztv", "unknown", "")]),
        ("Mali vs CAR", [MALI, ("vs", "left_out", ""), ("car", "matched", CAR)]),
        ("caught", [("caught", "unknown", "")]),  # And not "taught".
        ("2,5 milliards", [("2500000000", "matched", "")]),
        ("the D.R. Congo", [("the", "left_out", ""), ("d r congo", "matched", CONGO)]),
    ],
)
def test_each_word_says_what_it_was_read_as(
    facts: TestClient, question: str, told: list[tuple[str, str, str]]
) -> None:
    assert words(facts, question) == told


def test_a_strict_search_leaves_out_and_corrects_nothing(facts: TestClient) -> None:
    told = words(facts, "the fatalties of UNMISS", match="all")
    assert told == [
        ("the", "left_out", ""),
        ("fatalties", "unknown", ""),
        ("of", "left_out", ""),
        ("unmiss", "matched", ""),
    ]
