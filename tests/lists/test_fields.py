"""Every kind of field has the same filters on every list, with the same meaning."""

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from api.lists.fields import Bound, Choice, Date, Filtered, Number, Reference, Text
from api.lists.identifiers import Key
from api.lists.parameters import PageParams
from api.lists.resource import Resource
from api.resources.changes import CHANGES
from api.resources.coverage import COVERAGE
from api.resources.registry import RESOURCES

FILTERS_OF = {
    Date: {"__gte", "__lte", "__isnull"},
    Bound: {"__gte", "__lte", "__isnull"},
    Number: {"__gte", "__gt", "__lte", "__lt", "__isnull"},
    Choice: {"", "__not", "__isnull"},
    Key: {""},
    Reference: {"", "__not", "__isnull"},
    Text: {"__contains", "__isnull"},
}
LISTS = [*RESOURCES.values(), COVERAGE, CHANGES]
TABLE = [
    pytest.param(resource, field, id=f"{resource.plural}-{field.name}-{type(field).__name__}")
    for resource in LISTS
    for field in resource.fields
    if isinstance(field, Filtered)
]
CHOICES = [row for row in TABLE if isinstance(row.values[1], Choice)]


def parameters_of(resource: Resource) -> set[str]:
    fields = resource.filters.model_fields
    return {info.alias or name for name, info in fields.items()}


def total(client: TestClient, resource: Resource, question: str) -> int:
    response = client.get(f"/v1/{resource.plural}?limit=0&{question}")
    assert response.status_code == 200, response.text
    found: int = response.json()["meta"]["total"]
    return found


@pytest.mark.parametrize(("resource", "field"), TABLE)
def test_every_kind_of_field_has_its_filters(resource: Resource, field: Filtered) -> None:
    for suffix in FILTERS_OF[type(field)]:
        assert f"{field.name}{suffix}" in parameters_of(resource)


@pytest.mark.parametrize("resource", LISTS, ids=lambda resource: resource.plural)
def test_a_list_has_no_other_filters(resource: Resource) -> None:
    of_fields = {
        f"{field.name}{suffix}"
        for field in resource.fields
        if isinstance(field, Filtered)
        for suffix in FILTERS_OF[type(field)]
    }
    by_hand = set(resource.base_params.model_fields) | set(PageParams.model_fields)
    assert parameters_of(resource) == of_fields | by_hand


def test_a_query_parameter_without_a_condition_is_refused_when_the_model_is_built() -> None:
    class Unconditional(PageParams):
        flag: str | None = None

    with pytest.raises(TypeError, match="'flag' of MissionCoverageFilters has no"):
        _ = replace(COVERAGE, base_params=Unconditional).filters


@pytest.mark.parametrize("resource", LISTS, ids=lambda resource: resource.plural)
def test_what_can_be_sorted_or_counted_can_be_filtered(resource: Resource) -> None:
    for name in {*resource.sortable, *resource.facets}:
        filters = {other for other in parameters_of(resource) if other.partition("__")[0] == name}
        assert filters, name


@pytest.mark.parametrize(("resource", "field"), CHOICES)
def test_some_values_and_none_of_them_share_out_a_list(
    facts: TestClient, resource: Resource, field: Choice
) -> None:
    some = total(facts, resource, f"{field.name}={field.example}")
    none = total(facts, resource, f"{field.name}__not={field.example}")
    assert some + none == total(facts, resource, "")
    assert some or resource is CHANGES


@pytest.mark.parametrize(
    ("resource", "field"), [row for row in TABLE if not isinstance(row.values[1], Key)]
)
def test_known_and_unknown_share_out_a_list(
    facts: TestClient, resource: Resource, field: Filtered
) -> None:
    unknown = total(facts, resource, f"{field.name}__isnull=true")
    known = total(facts, resource, f"{field.name}__isnull=false")
    assert unknown + known == total(facts, resource, "")


@pytest.mark.parametrize(
    ("resource", "field"), [row for row in TABLE if isinstance(row.values[1], Date | Number)]
)
def test_bounds_leave_out_what_lies_beyond_and_what_is_not_known(
    facts: TestClient, resource: Resource, field: Filtered
) -> None:
    known = total(facts, resource, f"{field.name}__isnull=false")
    low = total(facts, resource, f"{field.name}__lte={field.example}")
    high = total(facts, resource, f"{field.name}__gte={field.example}")
    both = total(
        facts, resource, f"{field.name}__gte={field.example}&{field.name}__lte={field.example}"
    )
    assert low + high - both == known
    assert 0 < low < known
    assert 0 < high < known


def test_a_link_that_is_left_out_is_null(samples: TestClient) -> None:
    without = samples.get("/v1/missions?resolution__isnull=true&fields=code").json()["data"]
    assert [mission["code"] for mission in without] == ["sampo-ii", "undated-office"]


def test_what_has_no_value_is_none_of_the_values(samples: TestClient) -> None:
    others = samples.get("/v1/missions?region__not=africa&fields=code,region").json()["data"]
    assert {"code": "undated-office", "region": None} in others
