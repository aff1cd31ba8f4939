"""Verifying running text: sentences judged by a person, tricky ones, and the address itself.

Of the sentences in `sentences.csv`, those are `fast` that made the code for claims run a line which neither the tricky
ones, the claims of the two other tables nor a sentence above them had reached; the others are asked with `-m slow`.
"""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.claims.measure import OPEN, SENTENCES, differences, is_number, read_texts

TEXTS = read_texts(SENTENCES)
NASTY = list(
    csv.DictReader((Path(__file__).parent / "adversarial.csv").read_text("utf-8").splitlines())
)
MOST_MISREAD = 26  # Of the 717 numbers that were judged.


def ask(facts: TestClient, text: str, as_of: str = "") -> dict[str, Any]:
    """The answer to a text."""
    body = {"text": text, **({"as_of": as_of} if as_of else {})}
    answer = facts.post("/v1/verify", json=body)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def in_short(answer: dict[str, Any]) -> str:
    """An answer in the notation of `adversarial.csv`."""
    return "; ".join(f"{_claim(row['claim'])}: {row['verdict']}" for row in answer["data"])


def _claim(claim: dict[str, Any]) -> str:
    value = claim["value"] if claim["value"] is not None else f"{claim['lower']}-{claim['upper']}"
    told = claim["dimensions"].items()
    narrowed = [f"{name}={one}" for name, one in told if one and name != "location"]
    parts = (claim["subject"]["code"], claim["indicator"], str(value), claim["as_of"] or "-")
    return " ".join([*parts, *narrowed])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(text, id=text["id"], marks=[] if text["fast"] == "true" else pytest.mark.slow)
        for text in TEXTS
    ],
)
def test_only_what_is_rightly_read_of_a_text_is_judged(
    facts: TestClient, text: dict[str, str]
) -> None:
    left = ask(facts, text["text"], text["as_of"])["data"]
    for expected in json.loads(text["claims"]):
        row = next((row for row in left if is_number(expected, row["claim"])), None)
        if row:
            left.remove(row)
            is_misread = differences(expected, row["claim"]) != []
            assert row["verdict"] in (OPEN if is_misread else (*expected["verdict"], *OPEN))
            assert row["verdict"] != "contradicted" or expected["truth"] == "false"
    assert [row["words"] for row in left if row["verdict"] not in OPEN] == []


@pytest.mark.slow
def test_most_numbers_are_read_and_judged(facts: TestClient) -> None:
    missed = 0
    for text in TEXTS:
        rows = ask(facts, text["text"], text["as_of"])["data"]
        for expected in json.loads(text["claims"]):
            found = [row for row in rows if is_number(expected, row["claim"])]
            is_right = bool(found) and found[0]["verdict"] in expected["verdict"]
            missed += not is_right and text["not_understood_ok"] == "false"
    assert missed <= MOST_MISREAD


@pytest.mark.parametrize("row", NASTY, ids=lambda row: f"{row['kind']}: {row['text'][:50]}")
def test_a_nasty_sentence_is_read_as_it_is_meant_or_not_at_all(
    facts: TestClient, row: dict[str, str]
) -> None:
    assert in_short(ask(facts, row["text"], row["as_of"])) == row["read"]


def test_a_number_stands_in_the_answer_with_its_words_and_how_it_was_read(
    facts: TestClient,
) -> None:
    text = "MINUSMA closed in 2023. The mission lost 311 peacekeepers, and 300 civilians died."
    answer = ask(facts, text)
    (row,) = answer["data"]
    assert row["words"] == "The mission lost 311 peacekeepers"
    assert row["verdict"] == "supported"
    assert row["claim"]["read_as"].startswith("“the mission” is read as United Nations")
    assert row["statements"][0]["citation"]["source"]["url"].startswith("https://")
    (missed,) = answer["not_understood"]
    assert missed["words"] == "300 civilians died"
    assert "others than peacekeepers" in missed["reason"] or "no place" in missed["reason"]


@pytest.mark.parametrize(
    ("words", "as_of", "read"),
    [
        ("last year", "2025-05-29", "2024"),
        ("in 2024", "2025-05-29", "2024"),
        ("this budget year", "2025-10-20", "2025/26"),
        ("this budget year", "2025-05-20", "2024/25"),
        ("last month", "2025-01-15", "2024-12"),
        ("now", "2025-05-29", "2025-05-29"),
        ("now", "", None),
        ("at the end of 2020", "", "2020-12-31"),
        ("as of 31 July 2025", "", "2025-07-31"),
        ("in June", "2025-05-29", "2024-06"),
        ("in 2019-20", "", "2019/20"),
        ("from 1 July 2019 to 30 June 2020", "", "2019/20"),
    ],
)
def test_a_time_is_read_by_the_day_of_writing(
    facts: TestClient, words: str, as_of: str, read: str | None
) -> None:
    noun = "a budget of $500 million" if "/" in str(read) else "10,000 peacekeepers"
    (row,) = ask(facts, f"UNIFIL has {noun} {words}.", as_of)["data"]
    assert row["claim"]["as_of"] == read


def test_a_doubtful_reading_contradicts_nothing(facts: TestClient) -> None:
    clear = ask(facts, "UNIFIL had 50,000 uniformed personnel at the end of 2016.")["data"][0]
    assert clear["verdict"] == "contradicted"
    text = "At the end of 2016 UNIFIL was large. It had 50,000 uniformed personnel."
    doubtful = ask(facts, text)["data"][0]
    assert (doubtful["verdict"], doubtful["diagnosis"]) == ("cannot_verify", "several_readings")
    assert doubtful["reason"].startswith("Not judged: no time is named")


@pytest.mark.parametrize(
    ("body", "parameter", "message"),
    [
        ({}, "text", "is required, or `claims`"),
        ({"text": ""}, "text", "is empty"),
        ({"text": " \n"}, "text", "is not a text with a word in it"),
        ({"text": "x" * 2001}, "text", "has more than 2000 characters"),
        ({"text": 5}, "text", "is not text; put it in quotes"),
        ({"text": "x", "claims": [{}]}, "text", "no place beside `claims`"),
        ({"claims": [{}], "as_of": "2020"}, "as_of", "each of the claims has its own"),
        ({"text": "x", "as_of": "2020-02-30"}, "as_of", "not a date of the calendar"),
        ({"text": "x", "as_of": "1066"}, "as_of", "lies before 1945"),
        ({"text": "x", "txt": "y"}, "txt", "no parameter"),
    ],
)
def test_a_text_that_is_wrong_is_refused_with_its_place(
    facts: TestClient, body: dict[str, Any], parameter: str, message: str
) -> None:
    refused = facts.post("/v1/verify", json=body)
    told = {error["parameter"]: error["message"] for error in refused.json()["errors"]}
    assert refused.status_code == 400
    assert message in told[parameter]


def test_only_the_first_thirty_numbers_are_read(facts: TestClient) -> None:
    answer = ask(facts, "UNIFIL has 3 staff. " * 60)
    assert len(answer["data"]) + len(answer["not_understood"]) == 31
    assert answer["not_understood"][-1]["words"] == "30 more numbers"


@pytest.mark.parametrize(
    "text",
    [
        "1" * 2000,
        "UNIFIL has " + "9" * 400 + " troops.",
        "hundred " * 250,
        "UNIFIL has 999 billion billion troops.",
        "(" * 990 + "5" + ")" * 990,
        "," * 2000,
        "1-" * 1000,
        "(" * 2000,
        "half a " * 280,
        "٤٢" * 1000,
        "\ud7ff" * 2000,
    ],
)
def test_what_is_no_text_is_answered_all_the_same(facts: TestClient, text: str) -> None:
    assert ask(facts, text)["data"] == []


TOLD = {
    "personnel_deployed": "On {as_of}, {subject} had {value:,} uniformed personnel, the UN said.",
    "fatalities": "{subject} lost {value:,} people in {period_start:.4}.",
    "fatalities_since_start": "By {as_of}, {subject} had lost {value:,} peacekeepers.",
    "budget_usd": "The Assembly approved ${value:,} for {subject} for {period_start:.4}/{period_end:.4}.",
}
PART = {"personnel_deployed": {"dimensions.component": "uniformed"}}


@pytest.mark.parametrize("indicator", TOLD)
def test_a_sentence_made_of_a_figure_is_read_as_that_figure(
    facts: TestClient, indicator: str
) -> None:
    params = {
        "indicator": indicator,
        "subject_type": "mission",
        "rank": "preferred,normal",
        "qualifier": "exact",
        "dimensions.country__isnull": "true",
        "dimensions.cause__isnull": "true",
        "dimensions.sex__isnull": "true",
        "dimensions.purpose__isnull": "true",
        "dimensions.location__isnull": "true",
        "limit": "500",
        **PART.get(indicator, {"dimensions.component__isnull": "true"}),
    }
    figures = facts.get("/v1/figures", params=params).json()["data"][::15]
    assert len(figures) > 2
    for figure in figures:
        code = figure["subject"]["code"]
        sentence = TOLD[indicator].format(**{**figure, "subject": code.upper()})
        (row,) = ask(facts, sentence)["data"]
        read = (row["claim"]["subject"]["code"], row["claim"]["indicator"], row["claim"]["value"])
        assert read == (code, indicator, figure["value"])
        assert row["verdict"] != "contradicted", sentence


def test_a_text_on_all_of_peacekeeping_is_read_though_the_data_have_no_record_of_it(
    samples: TestClient,
) -> None:
    asked = {"text": "311 peacekeepers died in the mission in Mali."}
    assert samples.post("/v1/verify", json=asked).status_code == 200
