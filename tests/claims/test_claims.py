"""Verifying claims over HTTP: a table of claims with verdicts, and the address itself."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.claims.answers import Verdict
from tests.claims.test_expert import CLAIMS as SENTENCES

TABLE = Path(__file__).parent / "claims.csv"
CLAIMS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
RIGHT = {
    "subject": "initiative:a4p",
    "indicator": "endorsing_member_states",
    "value": 155,
    "as_of": "2022-05-19",
}
DEATHS = {"subject": "organisation:un-peacekeeping", "indicator": "fatalities_since_start"}
BUDGET = {"subject": "organisation:un-peacekeeping", "indicator": "budget_usd"}


def asked(row: dict[str, str]) -> dict[str, str]:
    """A row of the table as parameters."""
    narrowed = dict(pair.split("=") for pair in row["dimensions"].split(";") if pair)
    plain = {name: row[name] for name in ("subject", "indicator", "value", "qualifier", "as_of")}
    given = {**plain, **{f"dimensions.{name}": value for name, value in narrowed.items()}}
    return {name: value for name, value in given.items() if value}


@pytest.mark.parametrize("row", CLAIMS, ids=lambda row: " ".join(asked(row).values()))
def test_each_claim_gets_the_verdict_that_a_reader_of_the_sources_gave_it(
    facts: TestClient, row: dict[str, str]
) -> None:
    answer = facts.get("/v1/verify", params=asked(row)).json()
    assert (answer["verdict"], answer["diagnosis"] or "") == (row["verdict"], row["diagnosis"])


def test_the_table_has_claims_of_every_verdict() -> None:
    counts = dict.fromkeys(Verdict, 0)
    for row in CLAIMS + SENTENCES:
        if row["verdict"] != "refused":
            counts[Verdict(row["verdict"])] += 1
    assert len(CLAIMS) >= 120
    assert min(counts.values()) >= 8


def ask(facts: TestClient, claim: dict[str, Any]) -> dict[str, Any]:
    """The answer to a claim in an address."""
    answer = facts.get("/v1/verify", params=claim)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_a_verdict_says_why_and_how_old_its_statement_is(facts: TestClient) -> None:
    answer = ask(facts, {**DEATHS, "value": "4,200", "qualifier": "over"})
    assert answer["verdict"] == "supported"
    assert "gives 4,222 people as of 4 April 2025, " in answer["reason"]
    assert "before this release" in answer["reason"]
    assert answer["statements"][0]["citation"]["source"]["url"].startswith("https://")
    assert answer["claim"]["indicator_name"] == "Fatalities since the start"


def test_a_stock_of_another_day_leaves_open_and_shows_before_and_after(facts: TestClient) -> None:
    claim = {"subject": "mission:UNAMIR", "indicator": "personnel_deployed", "value": 2548}
    answer = ask(facts, {**claim, "as_of": "1994-04", "dimensions.component": "uniformed"})
    assert answer["verdict"] == "cannot_verify"
    assert [one["as_of"] for one in answer["nearby"]] == ["1993-12-31", "1994-12-31"]
    assert "31 December 1993" in answer["reason"]
    assert "31 December 1994" in answer["reason"]


def test_a_derived_number_names_its_rule_and_its_records(facts: TestClient) -> None:
    claim = {"subject": "organisation:un-peacekeeping", "indicator": "ongoing_missions"}
    answer = ask(facts, {**claim, "value": 13, "as_of": "2003-03"})
    assert (answer["verdict"], answer["statements"]) == ("supported", [])
    assert answer["derived"]["rule"] == "operations_running"
    assert len(answer["derived"]["records"]) == 13
    assert {"mission"} == {record["type"] for record in answer["derived"]["records"]}


@pytest.mark.parametrize(
    ("time", "verdict"),
    [("2019/20", "supported"), ("2019/2020", "supported"), ("2020/21", "contradicted")],
)
def test_a_budget_year_is_a_time(facts: TestClient, time: str, verdict: str) -> None:
    claim = {**BUDGET, "value": 6510000000, "qualifier": "about", "as_of": time}
    assert ask(facts, claim)["verdict"] == verdict


def test_a_calendar_year_says_of_which_budget_year_a_claim_holds(facts: TestClient) -> None:
    answer = ask(facts, {**BUDGET, "value": 6580000000, "qualifier": "about", "as_of": "2020"})
    assert (answer["verdict"], answer["diagnosis"]) == ("supported_if_narrowed", "budget_year")
    assert "July 2020 to June 2021" in answer["reason"]


def test_a_range_is_claimed_by_its_ends(facts: TestClient) -> None:
    claim = {"subject": "organisation:un-peace-operations", "indicator": "personnel_deployed"}
    claim |= {"as_of": "2023", "dimensions.component": "uniformed"}
    answer = ask(facts, {**claim, "lower": "70,000", "upper": "80 000"})
    assert answer["verdict"] == "supported"
    told = answer["claim"]
    assert (told["value"], told["lower"], told["upper"]) == (None, 70000, 80000)


def test_a_country_is_read_as_the_dimension_it_is(facts: TestClient) -> None:
    claim = {"subject": "country:India", "indicator": "fatalities_since_start", "value": 163}
    answer = ask(facts, claim)
    assert (answer["verdict"], answer["diagnosis"]) == ("supported_when_written", "passed_since")
    assert answer["claim"]["subject"]["code"] == "un-peace-operations"
    assert answer["claim"]["dimensions"]["country"] == "IND"
    assert answer["claim"]["read_as"] in answer["reason"]


@pytest.mark.parametrize(
    ("subject", "indicator"),
    [
        ("MINUSMA", "fatalities_since_start"),
        ("mission:Minusma", "Fatalities since the start"),
        ("the UN mission in Mali", "deaths since the start"),
    ],
)
def test_a_claim_is_about_what_its_words_name(
    facts: TestClient, subject: str, indicator: str
) -> None:
    answer = ask(facts, {"subject": subject, "indicator": indicator, "value": 311})
    told = answer["claim"]
    assert (told["subject"]["code"], told["indicator"]) == ("minusma", "fatalities_since_start")
    assert answer["verdict"] == "supported"


def test_words_that_may_mean_several_are_refused_with_all_of_them(facts: TestClient) -> None:
    claim: dict[str, Any] = {
        "subject": "Congo",
        "indicator": "deaths",
        "value": 14,
        "as_of": "2023",
    }
    refused = facts.get("/v1/verify", params=claim)
    allowed = {error["parameter"]: error["allowed"] for error in refused.json()["errors"]}
    assert refused.status_code == 400
    assert allowed["subject"] == ["mission:monusco", "mission:monuc", "mission:onuc"]
    assert allowed["indicator"] == ["fatalities", "fatalities_since_start"]


@pytest.mark.parametrize(
    ("claim", "dimensions"),
    [
        (
            {"subject": "India", "indicator": "personnel_deployed", "value": 5384},
            {"country", "component"},
        ),
        (
            {
                "subject": "MONUSCO",
                "indicator": "civilian_staff",
                "value": 1657,
                "dimensions.component": "civilians",
            },
            set(),
        ),
    ],
)
def test_nobody_need_write_what_goes_without_saying(
    facts: TestClient, claim: dict[str, Any], dimensions: set[str]
) -> None:
    day = {"India": "2024-12-31", "MONUSCO": "2025-12-31"}[claim["subject"]]
    answer = ask(facts, {**claim, "as_of": day})
    narrowed = {name for name, text in answer["claim"]["dimensions"].items() if text}
    assert (answer["verdict"], narrowed) == ("supported", dimensions)
    assert answer["claim"]["read_as"] in answer["reason"]


def test_a_missing_row_of_a_register_is_none(facts: TestClient) -> None:
    claim = {"subject": "mission:unifil", "indicator": "fatalities", "as_of": "2017"}
    assert ask(facts, {**claim, "value": 0})["derived"]["rule"] == "no_row_in_register"
    assert ask(facts, {**claim, "value": 5})["verdict"] == "contradicted"


@pytest.mark.parametrize(
    ("qualifier", "value", "verdict"),
    [
        ("nearly", 76000, "cannot_verify"),
        ("about", 76000, "cannot_verify"),
        ("nearly", 90000, "contradicted"),
        ("over", 76000, "contradicted"),
        ("exact", 76000, "contradicted"),
    ],
)
def test_loose_words_do_not_exclude_what_is_a_step_off(
    facts: TestClient, qualifier: str, value: int, verdict: str
) -> None:
    claim = {"subject": "organisation:un-peace-operations", "indicator": "personnel_deployed"}
    claim = {**claim, "dimensions.component": "uniformed", "as_of": "2022-01-31"}
    assert ask(facts, {**claim, "value": value, "qualifier": qualifier})["verdict"] == verdict


def test_the_same_statement_is_said_once(facts: TestClient) -> None:
    answer = ask(facts, {**BUDGET, "value": 5590000, "as_of": "2024/25"})
    assert (answer["verdict"], answer["diagnosis"]) == ("contradicted", "scale")
    assert answer["reason"].count("US$ 5.59 billion") == 1


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
    undated = {name: value for name, value in RIGHT.items() if name != "as_of"}
    claims = [RIGHT, {**undated, "value": 154}, {**RIGHT, "value": 9}]
    together = facts.post("/v1/verify", json={"claims": claims}).json()["data"]
    assert [answer["verdict"] for answer in together] == [
        "supported",
        "supported_when_written",
        "contradicted",
    ]
    assert together[2] == ask(facts, claims[2])


@pytest.mark.parametrize(
    ("body", "parameter", "message"),
    [
        ("{", "body", "is not JSON"),
        ("Over 4,300 have died.", "body", 'is not JSON, such as {"text": '),
        ("", "body", "is required"),
        ("[]", "body", "is not an object"),
        ('{"claims": []}', "claims", "is empty"),
        (json.dumps({"claims": [RIGHT, []]}), "claims.1", "is not an object"),
        (json.dumps({"claims": [RIGHT] * 51}), "claims", "has more than 50 entries"),
    ],
)
def test_a_body_that_is_wrong_is_refused_with_its_place(
    facts: TestClient, body: str, parameter: str, message: str
) -> None:
    refused = facts.post("/v1/verify", content=body)
    error = refused.json()["errors"][0]
    assert (refused.status_code, error["parameter"]) == (400, parameter)
    assert message in error["message"]


@pytest.mark.parametrize(
    ("claim", "parameter", "message"),
    [
        ({**RIGHT, "subject": " "}, "subject", "or by one of its names"),
        ({**RIGHT, "subject": "a4pp"}, "subject", "there is no record 'a4pp'"),
        ({**RIGHT, "valeu": 1}, "valeu", "no parameter"),
        ({**RIGHT, "value": "x"}, "value", "is not a number"),
        ({**RIGHT, "value": "4,300"}, "value", "is not a number"),
        ({**RIGHT, "value": True}, "value", "is not a number"),
        ({**RIGHT, "value": None}, "value", "is required"),
        ({**RIGHT, "lower": 3}, "value", "beside a range"),
        ({**RIGHT, "value": None, "lower": 3, "upper": 2}, "value", "lower 3 is above upper 2"),
        ({**RIGHT, "as_of": "2019/21"}, "as_of", "one is written 2019/20"),
        ({**RIGHT, "as_of": "2019-13"}, "as_of", "is not a date of the calendar"),
        (
            {**RIGHT, "dimensions.country": ["JPN"]},
            "dimensions.country",
            "is not text",
        ),
        ({**RIGHT, "dimensions.country": "JPM"}, "dimensions.country", "there is no country"),
        ({**RIGHT, "subject": "mission:minusmaa"}, "subject", "did you mean 'mission:minusma'?"),
        ({}, "subject", "is required"),
    ],
)
def test_a_claim_that_is_not_understood_is_told_so_in_its_place(
    facts: TestClient, claim: Any, parameter: str, message: str
) -> None:
    answer = facts.post("/v1/verify", json={"claims": [RIGHT, claim, RIGHT]})
    first, refused, last = answer.json()["data"]
    assert (answer.status_code, first["verdict"], last) == (200, "supported", first)
    named = {error["parameter"]: error["message"] for error in refused["errors"]}
    assert message in named[".".join(filter(None, ["claims.1", parameter]))]


def test_a_body_that_is_too_long_is_refused_unread(facts: TestClient) -> None:
    refused = facts.post("/v1/verify", content=b" " * 70_000)
    assert (refused.status_code, refused.json()["status"]) == (413, 413)


def test_only_claims_are_posted(facts: TestClient) -> None:
    assert facts.options("/v1/verify").headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert facts.post("/v1/missions", json={}).status_code == 405
    assert facts.put("/v1/verify").headers["allow"] == "GET, HEAD, OPTIONS, POST"


def test_an_answer_to_claims_in_a_body_is_not_kept_by_anybody(facts: TestClient) -> None:
    answer: Any = facts.post("/v1/verify", json={"claims": [RIGHT]})
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


@pytest.mark.parametrize("day", ["0001-01-01", "0001", "9998-12-31", "9999", "9999-12-31"])
@pytest.mark.parametrize(
    ("subject", "indicator"),
    [
        ("mission:unficyp", "budget_recommended_usd"),
        ("organisation:un-peacekeeping", "fatalities_since_start"),
    ],
)
def test_a_claim_at_the_ends_of_the_calendar_is_judged(
    facts: TestClient, subject: str, indicator: str, day: str
) -> None:
    claim = {"subject": subject, "indicator": indicator, "value": 5, "as_of": day}
    assert facts.post("/v1/verify", json={"claims": [claim]}).status_code == 200
