"""Coverage: for each mission what is known, and why the rest is not."""

from fastapi.testclient import TestClient


def test_each_mission_says_what_is_known_and_why_not(samples: TestClient) -> None:
    page = samples.get("/v1/coverage").json()
    first, second, undated = page["data"]
    assert (first["code"], first["attributes"]["headquarters"], first["attributes"]["lead"]) == (
        "sampo-i",
        "have",
        "not_curated",
    )
    assert second["attributes"]["ended"] == "not_applicable"
    assert undated["attributes"]["started"] == "not_curated"
    assert first["indicators"]["fatalities"] == "not_published"
    assert first["indicators"]["budget_usd"] == "not_curated"


def test_totals_count_all_missions(samples: TestClient) -> None:
    totals = samples.get("/v1/coverage?kind=special_political_mission").json()["facets"]
    assert totals["attributes"]["acronym"] == {"have": 2, "not_curated": 1}
    assert totals["attributes"]["ended"] == {"have": 1, "not_applicable": 1, "not_curated": 1}


def test_partner_operations_are_not_blamed_for_what_the_un_does_not_count(
    facts: TestClient,
) -> None:
    (kfor,) = facts.get("/v1/coverage?code=kfor").json()["data"]
    assert kfor["indicators"]["fatalities"] == "not_applicable"


def test_every_peacekeeping_operation_has_dates_and_countries(facts: TestClient) -> None:
    page = facts.get("/v1/coverage?kind=peacekeeping_operation&limit=500").json()
    assert page["meta"]["total"] == 71
    for mission in page["data"]:
        assert mission["attributes"]["started"] == "have", mission["code"]
        assert mission["attributes"]["region"] == "have", mission["code"]
