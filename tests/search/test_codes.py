"""Codes and values as programs write them: exact names, and an answer where one is a figure."""

import pytest
from fastapi.testclient import TestClient

from tests.search.test_answers import answer_to


@pytest.mark.parametrize(
    ("typed", "indicator", "value"),
    [
        ("monusco fatalities_since_start malicious_act", "fatalities_since_start", 60),
        ("subject=mission:unisfa indicator=fatalities time=2024", "fatalities", 6),
        ("unifil fatalities_since_start cause:accident", "fatalities_since_start", 136),
        ("JPN assessed_revenue_usd 2024", "assessed_revenue_usd", 505787627),
        ("jpn assessed_revenue_usd 2024", "assessed_revenue_usd", 505787627),
        ("member_states C-34", "member_states", 157),
    ],
)
def test_a_set_of_codes_that_names_a_figure_is_answered_with_it(
    facts: TestClient, typed: str, indicator: str, value: float
) -> None:
    answer = answer_to(facts, typed)
    assert answer is not None
    assert (answer["understood"]["indicator"], answer["value"]) == (indicator, value)


@pytest.mark.parametrize(
    "typed",
    ["fatalities_since_start", "budget_usd", "what does budget_usd mean for SOM", "npl 2020"],
)
def test_codes_that_name_no_figure_are_not_answered_with_one(facts: TestClient, typed: str) -> None:
    answer = answer_to(facts, typed)
    assert answer is None or answer["kind"] != "figure"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("6,039 Nepal", "un-peace-operations-personnel-deployed-2025-07-31-"),
        ("1.17 billion MINUSCA", "minusca-budget-usd-2024-07-01-2025-06-30-"),
        ("1,171,619,700 minusca", "minusca-budget-usd-2024-07-01-2025-06-30-"),
    ],
)
def test_a_value_beside_a_name_finds_the_figure_of_that_value(
    facts: TestClient, typed: str, first: str
) -> None:
    hits = facts.get("/v1/search", params={"q": typed}).json()["data"]
    assert hits[0]["code"].startswith(first)


@pytest.mark.parametrize(
    ("claimed", "said"), [("339", "That is the number asked about"), ("400", "another number than")]
)
def test_whether_a_number_is_true_is_answered_with_the_one_that_is_held(
    facts: TestClient, claimed: str, said: str
) -> None:
    answer = answer_to(facts, f"is it true that {claimed} peacekeepers died with UNIFIL")
    assert answer is not None
    assert answer["value"] == 339
    assert said in answer["text"]


def test_two_times_that_are_compared_are_answered_with_both(facts: TestClient) -> None:
    answer = answer_to(facts, "UNIFIL deaths 2020 versus 2024")
    assert answer is not None
    assert [record["code"][:22] for record in answer["records"]] == [
        "unifil-fatalities-2020",
        "unifil-fatalities-2024",
    ]


def test_what_a_mission_costs_that_is_wound_up_is_asked_for_as_such(facts: TestClient) -> None:
    answer = answer_to(facts, "MINUSMA liquidation budget 2024/25")
    assert answer is not None
    assert answer["value"] == 202783500
    assert answer_to(facts, "UNIFIL liquidation budget 2024/25") is None


def test_the_record_that_is_named_stands_among_the_first(facts: TestClient) -> None:
    hits = facts.get("/v1/search", params={"q": "attack helicopters MONUSCO"}).json()["data"]
    assert "monusco" in [hit["code"] for hit in hits[:3]]
