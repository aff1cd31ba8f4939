"""Facets of fields with several values, or with references: counted as their filters match."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

COUNTED = [
    ("missions", "country"),
    ("initiatives", "participant"),
    ("events", "participant"),
    ("events", "subject"),
    ("statements", "subject"),
    ("statements", "speaker"),
    ("statements", "topic"),
    ("figures", "subject"),
    ("figures", "attributed_to"),
]


def page(client: TestClient, address: str) -> dict[str, Any]:
    response = client.get(address)
    assert response.status_code == 200, response.text
    content: dict[str, Any] = response.json()
    return content


@pytest.mark.parametrize(("plural", "name"), COUNTED)
@pytest.mark.parametrize("filters", ["", "&q=mali"])
def test_a_facet_counts_what_its_filter_finds(
    facts: TestClient, plural: str, name: str, filters: str
) -> None:
    counted = page(facts, f"/v1/{plural}?limit=0&facet={name}{filters}")["facets"][name]
    assert counted == sorted(counted, key=lambda one: -one["count"])
    for one in [*counted[:3], *counted[-2:]]:
        asked = f"{name}={one['value']}" if one["value"] else f"{name}__isnull=true"
        found = page(facts, f"/v1/{plural}?limit=0&{asked}{filters}")["meta"]["total"]
        # Who asks for a former subject is led to the figures that were moved from it.
        assert found == one["count"] or (plural == "figures" and found > one["count"]), one


def test_a_facet_beside_its_own_filter_counts_the_other_values_of_the_same_records(
    facts: TestClient,
) -> None:
    counted = page(facts, "/v1/missions?limit=0&facet=country&country=SSD")
    values = {one["value"]: one["count"] for one in counted["facets"]["country"]}
    assert values["SSD"] == counted["meta"]["total"]
    assert values["SDN"] < values["SSD"]


def test_hits_are_counted_by_their_kind(facts: TestClient) -> None:
    found = page(facts, "/v1/search?q=mali&facet=type&limit=3")
    counted = {one["value"]: one["count"] for one in found["facets"]["type"]}
    assert sum(counted.values()) == found["meta"]["total"]
    for type in ("mission", "figure"):
        alone = page(facts, f"/v1/search?q=mali&type={type}&limit=0")["meta"]["total"]
        assert counted[type] == alone
    assert page(facts, "/v1/search?q=mali&limit=0")["facets"] == {}


def test_a_chain_is_a_mission_with_all_before_and_after_it(facts: TestClient) -> None:
    chain = [one["code"] for one in page(facts, "/v1/missions?chain=MINUSTAH")["data"]]
    assert chain == ["mifh", "minustah", "minujusth", "binuh"]
    for code in chain:
        assert [one["code"] for one in page(facts, f"/v1/missions?chain={code}")["data"]] == chain
    (error,) = facts.get("/v1/missions?chain=minustha").json()["errors"]
    assert (error["parameter"], error["did_you_mean"]) == ("chain", "minustah")


def test_figures_are_bounded_by_what_their_words_allow(facts: TestClient) -> None:
    narrow = "/v1/figures?limit=500&qualifier__not=exact&lower__gte=1000&upper__lte=5000"
    for figure in page(facts, narrow)["data"]:
        assert 1000 <= figure["lower"] <= figure["upper"] <= 5000
    whole = page(facts, "/v1/figures?limit=0")["meta"]["total"]
    states = ("upper__isnull=true", "upper__gte=1000", "upper__lte=999.99")
    assert whole == sum(
        page(facts, f"/v1/figures?limit=0&{one}")["meta"]["total"] for one in states
    )


def test_events_as_of_a_day_are_those_that_had_begun(facts: TestClient) -> None:
    found = page(facts, "/v1/events?as_of=2016-06&limit=500")
    assert max(event["started"] for event in found["data"]) <= "2016-06-30"
