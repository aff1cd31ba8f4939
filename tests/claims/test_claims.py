"""Claims held against the sources: the table of claims, one by one, and how the address behaves."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.vocabulary import Verdict

TABLE = Path(__file__).parent / "claims.csv"
CLAIMS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
RIGHT = {"subject": "initiative:a4p", "indicator": "endorsing_member_states", "value": 155}


def asked(row: dict[str, str]) -> dict[str, str]:
    """A row of the table as parameters."""
    narrowed = dict(pair.split("=") for pair in row["dimensions"].split(";") if pair)
    plain = {name: row[name] for name in ("subject", "indicator", "value", "qualifier", "as_of")}
    given = {**plain, **{f"dimension.{name}": value for name, value in narrowed.items()}}
    return {name: value for name, value in given.items() if value}


@pytest.mark.parametrize("row", CLAIMS, ids=lambda row: " ".join(asked(row).values()))
def test_each_claim_gets_the_verdict_that_a_reader_of_the_sources_gave_it(
    facts: TestClient, row: dict[str, str]
) -> None:
    answer = facts.get("/v1/verify", params=asked(row)).json()
    assert (answer["verdict"], answer["diagnosis"] or "") == (row["verdict"], row["diagnosis"])


def test_the_table_has_claims_of_every_verdict() -> None:
    counts = dict.fromkeys(Verdict, 0)
    for row in CLAIMS:
        counts[Verdict(row["verdict"])] += 1
    assert len(CLAIMS) >= 120
    assert min(counts.values()) >= 8


def test_a_verdict_says_why_and_shows_the_words(facts: TestClient) -> None:
    claim = "subject=organisation:un-peacekeeping&indicator=fatalities_since_start"
    answer = facts.get(f"/v1/verify?{claim}&value=4300&qualifier=over").json()
    assert "gives over 4,400 people as of 27 May 2025" in answer["reason"]
    assert answer["statements"][0]["citation"]["source"]["url"].startswith("https://")
    assert answer["claim"]["indicator_name"] == "Fatalities since the start"


def test_what_was_mixed_up_is_shown(facts: TestClient) -> None:
    claim = {"subject": "mission:minusma", "indicator": "fatalities_since_start", "value": "311000"}
    answer = facts.get("/v1/verify", params=claim).json()
    assert (answer["verdict"], answer["diagnosis"]) == ("contradicted", "scale")
    assert answer["instead"]["value"] == 311


def test_disputed_claims_lead_to_the_discrepancy(facts: TestClient) -> None:
    claim = {"subject": "organisation:un-peacekeeping", "indicator": "fatalities"}
    answer = facts.get("/v1/verify", params={**claim, "value": "130", "as_of": "2020"}).json()
    assert answer["verdict"] == "disputed"
    codes = [discrepancy["code"] for discrepancy in answer["discrepancies"]]
    assert "rival-fatalities-2020-2021" in codes


def test_several_claims_are_answered_in_their_order_as_each_alone(facts: TestClient) -> None:
    claims = [{**RIGHT, "value": value} for value in (155, 154, 9)]
    together = facts.post("/v1/verify", json={"claims": claims}).json()["data"]
    assert [answer["verdict"] for answer in together] == [
        "supported",
        "supported_when_written",
        "contradicted",
    ]
    address = "/v1/verify?subject=initiative:a4p&indicator=endorsing_member_states&value=9"
    assert together[2] == facts.get(address).json()


@pytest.mark.parametrize(
    ("body", "parameter", "message"),
    [
        ("{", "body", "is not JSON"),
        ("", "body", "is required"),
        ("[]", "body", "is not an object"),
        ('{"claims": []}', "claims", "is empty"),
        (json.dumps({"claims": [RIGHT] * 51}), "claims", "has more than 50 entries"),
        ('{"claims": [{"subject": "a4p"}]}', "claims.0.subject", "written type:code"),
        (json.dumps({"claims": [{**RIGHT, "valeu": 1}]}), "claims.0.valeu", "no parameter"),
        (json.dumps({"claims": [{**RIGHT, "value": "x"}]}), "claims.0.value", "is not a number"),
        (
            json.dumps({"claims": [{**RIGHT, "dimension.country": ["JPN"]}]}),
            "claims.0.dimension.country",
            "should be a valid string",
        ),
        (
            json.dumps({"claims": [RIGHT, {**RIGHT, "subject": "initiative:a4pp"}]}),
            "claims.1.subject",
            "did you mean 'initiative:a4p'?",
        ),
    ],
)
def test_a_body_that_is_wrong_is_refused_with_its_place(
    facts: TestClient, body: str, parameter: str, message: str
) -> None:
    refused = facts.post("/v1/verify", content=body)
    error = refused.json()["errors"][0]
    assert (refused.status_code, error["parameter"]) == (400, parameter)
    assert message in error["message"]


def test_a_body_that_is_too_long_is_refused_unread(facts: TestClient) -> None:
    refused = facts.post("/v1/verify", content=b" " * 70_000)
    assert (refused.status_code, refused.json()["status"]) == (413, 413)


def test_only_claims_are_posted(facts: TestClient) -> None:
    assert facts.options("/v1/verify").headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert facts.post("/v1/missions", json={}).status_code == 413
    assert facts.put("/v1/verify").headers["allow"] == "GET, HEAD, OPTIONS, POST"


def test_an_answer_to_claims_in_a_body_is_not_kept_by_anybody(facts: TestClient) -> None:
    answer: Any = facts.post("/v1/verify", json={"claims": [RIGHT]})
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers
