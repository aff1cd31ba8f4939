"""Totals and parts by dimension: `none` asks for totals, `any` for parts."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.agents.tools import TOOLS
from api.facts.figures import Dimensions
from tests.service import release_server_of

DEATHS = "/v1/figures?subject=organisation:un-peacekeeping&indicator=fatalities"


def total(client: TestClient, filters: str) -> int:
    response = client.get(f"{DEATHS}&limit=0&{filters}")
    assert response.status_code == 200, response.text
    count: int = response.json()["meta"]["total"]
    return count


def test_deaths_of_each_year_add_up_to_those_counted_since_the_start(facts: TestClient) -> None:
    register = "source=un-data-hub-fatalities-2025-04-04&breakdown=none&limit=500"
    years = facts.get(f"{DEATHS}&{register}").json()["data"]
    since_the_start = f"{DEATHS}_since_start&{register}&latest=true"
    (counted,) = facts.get(since_the_start).json()["data"]
    assert sum(figure["value"] for figure in years) == counted["value"] > 4000


@pytest.mark.parametrize("dimension", Dimensions.model_fields)
def test_a_figure_is_narrowed_so_or_it_is_not(facts: TestClient, dimension: str) -> None:
    name = f"dimensions.{dimension}"
    whole, part = total(facts, f"{name}=none"), total(facts, f"{name}=any")
    assert whole + part == total(facts, f"{name}=none,any") == total(facts, "")
    assert whole == total(facts, f"{name}__isnull=true") == total(facts, f"{name}__not=any")
    assert part == total(facts, f"{name}__not=none")


def test_a_total_is_asked_for_beside_some_of_its_parts(facts: TestClient) -> None:
    illness = total(facts, "dimensions.cause=illness")
    assert illness > 0
    beside = total(facts, "dimensions.cause=none,illness")
    assert beside == total(facts, "dimensions.cause=none") + illness
    assert beside + total(facts, "dimensions.cause__not=none,illness") == total(facts, "")
    countries = total(facts, "dimensions.country=none,France,JPN")
    assert countries == total(facts, "dimensions.country=none") + total(
        facts, "dimensions.country=FR,392"
    )


def test_totals_and_parts_are_all_figures(facts: TestClient) -> None:
    whole, part = total(facts, "breakdown=none"), total(facts, "breakdown=any")
    assert whole + part == total(facts, "")
    page = facts.get(f"{DEATHS}&breakdown=none&limit=500").json()["data"]
    assert len(page) == whole
    assert not any(any(figure["dimensions"].values()) for figure in page)


def test_totals_alone_make_a_chart_where_totals_and_parts_make_none(facts: TestClient) -> None:
    chart = f"{DEATHS.replace('figures', 'figures/chart.svg')}&time__gte=2015"
    assert facts.get(chart).status_code == 400
    totals = facts.get(f"{chart}&breakdown=none")
    assert totals.status_code == 200
    whole = chart.partition("&time")[0]
    drawn = facts.get(f"{whole}&dimensions.cause=none")
    assert drawn.text == facts.get(f"{whole}&breakdown=none").text


def test_a_tool_lists_totals_alone(facts: TestClient) -> None:
    engine: Any = release_server_of(facts.app).current.engine
    filters = {"subject": ["UN peacekeeping"], "indicator": "fatalities", "breakdown": "none"}
    with engine.connect() as connection:
        answer = TOOLS["list_records"].ask(connection, {"type": "figure", "filters": filters})
    assert answer["total"] == total(facts, "breakdown=none")


def test_what_is_no_value_of_a_dimension_is_refused_beside_none(facts: TestClient) -> None:
    refused = facts.get(f"{DEATHS}&dimensions.purpose=none,nothing&dimensions.country=any,Narnia")
    assert [error["message"] for error in refused.json()["errors"]] == [
        "there is no purpose 'nothing'",
        "there is no country 'Narnia'",
    ]
