"""Claims from real sentences, and tricky ones, with the verdict of a fact-checker."""

import csv
from collections import Counter
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from fastapi.testclient import TestClient

TABLE = Path(__file__).parent / "expert.csv"
CLAIMS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
MOST_WRONG = 2
MOST_LOST = 5


@pytest.mark.parametrize("row", CLAIMS, ids=lambda row: row["id"])
def test_each_sentence_gets_the_verdict_that_was_judged(
    facts: TestClient, row: dict[str, str]
) -> None:
    answer = facts.get("/v1/verify", params=dict(parse_qsl(row["request"])))
    told = answer.json() if answer.status_code == HTTPStatus.OK else {"verdict": "refused"}
    assert (told["verdict"], told.get("diagnosis") or "") == (row["verdict"], row["diagnosis"])


def test_hardly_one_is_judged_wrong_or_lost() -> None:
    judged = Counter(row["judged"] for row in CLAIMS)
    assert len(CLAIMS) == 160
    assert {*judged} <= {"right", "open", "lost", "wrong"}
    assert judged["wrong"] <= MOST_WRONG
    assert judged["lost"] <= MOST_LOST


def test_no_true_sentence_is_contradicted() -> None:
    contradicted = [row["expert"] for row in CLAIMS if row["verdict"] == "contradicted"]
    assert [words for words in contradicted if words.startswith("true")] == []


def test_who_judges_otherwise_says_why() -> None:
    assert [row["id"] for row in CLAIMS if row["judged"] != "right" and not row["why"]] == []
