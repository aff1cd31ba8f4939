"""The time of a claim, and which statements count for it."""

from typing import Any

from fastapi.testclient import TestClient

OPERATIONS = {"subject": "organisation:un-peacekeeping"}
DEATHS = {**OPERATIONS, "indicator": "fatalities_since_start"}
BUDGET = {**OPERATIONS, "indicator": "budget_usd"}


def ask(facts: TestClient, claim: dict[str, Any]) -> dict[str, Any]:
    """The answer to a claim in an address."""
    answer = facts.get("/v1/verify", params=claim)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_a_time_after_the_release_is_refused(facts: TestClient) -> None:
    claim: dict[str, Any] = {**DEATHS, "value": 4400, "qualifier": "over", "as_of": "2040"}
    answer = facts.get("/v1/verify", params=claim)
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "as_of")
    [alone] = facts.post("/v1/verify", json={"claims": [claim]}).json()["data"]
    assert "after the day of this release" in alone["errors"][0]["message"]


def test_a_budget_year_at_the_edge_of_the_calendar_is_read_or_refused(facts: TestClient) -> None:
    claim: dict[str, Any] = {"subject": "mission:unmiss", "indicator": "personnel_deployed"}
    assert ask(facts, {**claim, "value": 5, "as_of": "0001/02"})["verdict"] == "not_comparable"
    for year in ("0000/01", "9999/00"):
        answer = facts.get("/v1/verify", params={**claim, "value": 5, "as_of": year})
        assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "as_of")


def test_what_is_aimed_at_for_a_time_after_the_release_is_verified(facts: TestClient) -> None:
    aim = {"subject": "initiative:uniformed-gender-parity-strategy", "as_of": "2028"}
    claim = {
        **aim,
        "indicator": "women_share_target",
        "value": 15,
        "dimensions.component": "troops",
    }
    assert ask(facts, claim)["verdict"] == "supported"


def test_completeness_is_that_of_the_whole_register(facts: TestClient) -> None:
    claim = {"subject": "mission:unmik", "indicator": "fatalities", "value": 0}
    assert ask(facts, {**claim, "as_of": "2024"})["verdict"] == "supported"
    assert ask(facts, {**claim, "as_of": "2025"})["verdict"] == "cannot_verify"


def test_a_month_has_no_number_of_its_year(facts: TestClient) -> None:
    claim = {"subject": "mission:minusma", "indicator": "fatalities", "value": 39}
    assert ask(facts, {**claim, "as_of": "2016"})["verdict"] == "supported"
    assert ask(facts, {**claim, "as_of": "2016-03"})["verdict"] == "cannot_verify"


def test_the_last_count_of_people_is_not_that_of_a_later_month(facts: TestClient) -> None:
    claim = {"subject": "mission:unifil", "indicator": "personnel_deployed", "value": 7574}
    claim["dimensions.component"] = "uniformed"
    assert ask(facts, {**claim, "as_of": "2026-02"})["verdict"] == "supported"
    assert ask(facts, {**claim, "as_of": "2026-09"})["verdict"] == "cannot_verify"


def test_one_operation_more_than_the_un_counted_stays_open(facts: TestClient) -> None:
    claim = {**OPERATIONS, "indicator": "missions_since_start", "as_of": "2022"}
    assert ask(facts, {**claim, "value": 72})["verdict"] == "cannot_verify"
    assert ask(facts, {**claim, "value": 74})["verdict"] == "contradicted"


def test_a_rounding_of_an_older_budget_was_right_when_written(facts: TestClient) -> None:
    answer = ask(facts, {**BUDGET, "value": 5600000000})
    assert answer["verdict"] == "supported_when_written"


def test_the_final_number_of_a_closed_mission_leaves_smaller_ones_open(facts: TestClient) -> None:
    claim = {"subject": "mission:minusma", "indicator": "fatalities_since_start"}
    answer = ask(facts, {**claim, "value": 50})
    assert (answer["verdict"], answer["diagnosis"]) == ("cannot_verify", "passed_since")
    assert "The mission ended on 31 December 2023" in answer["reason"]


def test_a_count_of_another_day_does_not_contradict_today(facts: TestClient) -> None:
    claim = {"subject": "mission:unifil", "indicator": "personnel_deployed", "value": 9000}
    claim = {**claim, "dimensions.component": "uniformed", "qualifier": "exact"}
    assert ask(facts, claim)["verdict"] == "cannot_verify"
    assert ask(facts, {**claim, "as_of": "2026-02-28"})["verdict"] == "contradicted"
