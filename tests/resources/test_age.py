"""The age of a figure at the release, `max_age`, and `as_of` on lists with dates."""

import csv
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.resources.age import oldest_day

LATEST = "/v1/figures?latest=true&limit=500&subject=mission:unifil&indicator=personnel_deployed"


def page(client: TestClient, address: str) -> list[dict[str, Any]]:
    response = client.get(address)
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()["data"]
    return found


def codes(client: TestClient, address: str) -> set[str]:
    return {record["code"] for record in page(client, f"{address}&limit=500")}


def test_the_age_of_a_figure_is_counted_to_the_day_of_the_release(facts: TestClient) -> None:
    release = date.fromisoformat(facts.get("/v1/release").json()["date"])
    figures = page(facts, LATEST)
    for figure in figures:
        days = (release - date.fromisoformat(figure["as_of"])).days
        assert (figure["age_days"], figure["stale"]) == (days, days > 731)
    assert {figure["stale"] for figure in figures} == {True, False}


def test_what_lies_ahead_has_no_age(facts: TestClient) -> None:
    ahead = page(facts, "/v1/figures?time__gte=2027-06&limit=5")
    assert ahead
    assert {(figure["age_days"], figure["stale"]) for figure in ahead} == {(None, False)}


def test_what_is_older_than_an_age_is_left_out(facts: TestClient) -> None:
    recent = page(facts, f"{LATEST}&max_age=2y")
    assert recent == [figure for figure in page(facts, LATEST) if not figure["stale"]]


def test_with_as_of_an_age_is_counted_back_from_that_day(facts: TestClient) -> None:
    asked = "/v1/figures?subject=mission:unifil&as_of=2015-12-31&limit=500"
    times = [
        figure["as_of"] or figure["period_end"] for figure in page(facts, f"{asked}&max_age=6m")
    ]
    assert {time[:4] for time in times} == {"2015"}
    assert len(times) < len(page(facts, asked))


def test_an_old_number_says_so_in_its_sentence(facts: TestClient) -> None:
    texts = [one["text"] for one in page(facts, f"{LATEST}&view=compact")]
    assert any("the newest held, 5 years old" in text for text in texts)


@pytest.mark.parametrize(
    ("day", "age", "before"),
    [
        ("2026-12-01", "2y", "2024-12-01"),
        ("2024-02-29", "1y", "2023-02-28"),
        ("2024-03-31", "1m", "2024-02-29"),
        ("2026-01-15", "14m", "2024-11-15"),
        ("2026-03-01", "1d", "2026-02-28"),
        ("2026-12-01", "9999y", "0001-01-01"),
        ("0002-01-01", "9999d", "0001-01-01"),
    ],
)
def test_an_age_is_counted_back_as_a_calendar_does(day: str, age: str, before: str) -> None:
    assert oldest_day(day, age) == before


@pytest.mark.parametrize("age", ["2", "y", "0y", "2w", "-1y", "1.5y", "2y ", "12345d"])
def test_what_is_no_age_is_refused(facts: TestClient, age: str) -> None:
    (error,) = facts.get("/v1/figures", params={"max_age": age}).json()["errors"]
    assert error["parameter"] == "max_age"


def test_missions_people_and_initiatives_are_asked_for_as_of_the_end_of_a_time(
    facts: TestClient,
) -> None:
    for plural in ("missions", "people"):
        as_of, on = codes(facts, f"/v1/{plural}?as_of=2015"), f"/v1/{plural}?active_on=2015-12-31"
        assert as_of
        assert as_of == codes(facts, on)
    launched = codes(facts, "/v1/initiatives?as_of=2018-03")
    assert launched == codes(facts, "/v1/initiatives?launched__lte=2018-03")
    assert "a4p" in launched
    assert "a4p-plus" not in launched


def test_missions_are_asked_for_by_what_is_known_of_them(facts: TestClient) -> None:
    every, lacking = codes(facts, "/v1/coverage?"), codes(facts, "/v1/coverage?lacks=budget_usd")
    assert (
        lacking
        | codes(facts, "/v1/coverage?have=budget_usd")
        | codes(facts, "/v1/coverage?not_applicable=budget_usd")
        == every
    )
    assert lacking == codes(facts, "/v1/coverage?not_curated=budget_usd") | codes(
        facts, "/v1/coverage?not_published=budget_usd"
    )
    refused = facts.get("/v1/coverage?lacks=budgt").json()["errors"]
    assert [(error["parameter"], error["did_you_mean"]) for error in refused] == [
        ("lacks", "budget")
    ]


def test_coverage_as_csv_has_a_column_for_each_attribute(facts: TestClient) -> None:
    lines = facts.get("/v1/coverage?code=minusma&format=csv").text.splitlines()
    (row,) = csv.DictReader(lines)
    assert row["attributes.ended"] == row["indicators.fatalities"] == "have"
    assert not {*"{:"}.intersection(lines[1])
