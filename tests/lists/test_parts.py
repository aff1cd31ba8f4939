"""`fields` selects parts of records, by the names of filters and CSV columns, old ones too."""

import csv
import json

import pytest
from fastapi.testclient import TestClient

from api.lists.parameters import PageParams
from api.lists.resource import Resource
from api.resources.coverage import COVERAGE
from api.resources.registry import RESOURCES

MINUSMA = "/v1/missions/minusma?fields=code,mandates.until,citations.source.url"
# A list that a part lies in has no name of its own in JSON: each of its entries is trimmed.
DEATHS = "/v1/figures?subject=MINUSMA&indicator=fatalities_since_start&limit=3&dimensions.cause=any"


def test_fields_reach_into_parts(facts: TestClient) -> None:
    mission = facts.get(MINUSMA).json()
    assert list(mission) == ["code", "mandates", "citations"]
    assert {tuple(mandate) for mandate in mission["mandates"]} == {("until",)}
    assert {tuple(cited["source"]) for cited in mission["citations"]} == {("url",)}


def test_what_is_asked_for_whole_holds_its_parts(facts: TestClient) -> None:
    (whole,) = facts.get("/v1/missions?code=minusma&fields=mandates").json()["data"]
    assert facts.get("/v1/missions/minusma?fields=mandates.until,mandates").json() == whole


def test_csv_and_ndjson_are_trimmed_alike(facts: TestClient) -> None:
    asked = f"{DEATHS}&fields=dimensions.cause,code"
    rows = facts.get(asked).json()["data"]
    lines = facts.get(f"{asked}&format=ndjson").text.splitlines()
    assert [json.loads(line) for line in lines] == rows
    table = [*csv.DictReader(facts.get(f"{asked}&format=csv").text.splitlines())]
    assert table == [
        {"code": row["code"], "dimensions.cause": row["dimensions"]["cause"]} for row in rows
    ]


@pytest.mark.parametrize("resource", [*RESOURCES.values(), COVERAGE], ids=lambda one: one.plural)
def test_every_column_can_be_asked_for_alone(facts: TestClient, resource: Resource) -> None:
    address = f"/v1/{resource.plural}?limit=1&format=csv"
    header = facts.get(address).text.splitlines()[0]
    names = header.split(",")
    assert {*names} <= {*resource.parts}
    for name in (names[0], names[len(names) // 2], names[-1]):
        assert facts.get(f"{address}&fields={name}").text.splitlines()[0] == name


def test_a_part_that_is_not_there_is_refused(facts: TestClient) -> None:
    (error,) = facts.get("/v1/missions?fields=mandates.untill").json()["errors"]
    assert (error["parameter"], error["did_you_mean"]) == ("fields", "mandates.until")


@pytest.mark.parametrize("resource", RESOURCES.values(), ids=lambda one: one.plural)
def test_a_filter_with_a_dot_is_a_column(resource: Resource) -> None:
    infos = resource.filters.model_fields.items()
    names = [info.alias or name for name, info in infos if name not in PageParams.model_fields]
    dotted = {name.partition("__")[0] for name in names if "." in name}
    assert dotted <= {*resource.parts}
    assert {name for name in resource.facets if "." in name} <= dotted


@pytest.mark.parametrize(
    ("former", "present"),
    [
        ("/v1/figures?limit=0&dimension.cause=none", "/v1/figures?limit=0&dimensions.cause=none"),
        (
            "/v1/figures?limit=0&facet=indicator,dimension.sex&dimension.sex__not=none",
            "/v1/figures?limit=0&facet=indicator,dimensions.sex&dimensions.sex__not=none",
        ),
    ],
)
def test_a_former_name_is_answered_under_the_present_one(
    facts: TestClient, former: str, present: str
) -> None:
    answer = facts.get(former).json()
    assert answer == facts.get(present).json()
    assert answer["links"]["self"] == present


def test_former_names_are_read_in_claims(facts: TestClient) -> None:
    claim = {"subject": "MINUSMA", "indicator": "fatalities_since_start", "value": 311}
    claims = [{**claim, "dimension.cause": "illness"}, {**claim, "dimensions.cause": "illness"}]
    first, second = facts.post("/v1/verify", json={"claims": claims}).json()["data"]
    assert first == second
    assert first["claim"]["dimensions"]["cause"] == "illness"
    both = {**claims[0], **claims[1]}
    (refused,) = facts.post("/v1/verify", json={"claims": [both]}).json()["data"]
    assert [error["parameter"] for error in refused["errors"]] == ["claims.0.dimension.cause"]
