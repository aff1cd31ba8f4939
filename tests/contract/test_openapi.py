"""The published shape of the API: blessed as a file, complete, and true of every answer."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import TypeAdapter

from api.lists.resource import Resource
from api.resources.registry import RESOURCES, related_to
from tests.blessing import BLESSING, assert_blessed

BLESSED = Path(__file__).parent / "openapi.json"
ASKED = ("Claim", "ClaimList")  # What is sent to us may be left out where it has a default.


@pytest.fixture(scope="module")
def document(facts: TestClient) -> dict[str, Any]:
    """The OpenAPI document."""
    content: dict[str, Any] = facts.get("/openapi.json").json()
    return content


@pytest.fixture(scope="module")
def operations(document: dict[str, Any]) -> dict[str, Any]:
    """Every operation by its address."""
    return {
        path if method == "get" else f"{method} {path}": operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def without_examples(document: dict[str, Any]) -> str:
    """The document as it is blessed; examples change with the data."""
    for operation in [one for methods in document["paths"].values() for one in methods.values()]:
        for response in operation["responses"].values():
            for content in response.get("content", {}).values():
                content.pop("example", None)
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def test_the_shape_is_the_blessed_one(facts: TestClient) -> None:
    shape = without_examples(facts.get("/openapi.json").json())
    if BLESSING:
        BLESSED.write_text(shape, encoding="utf-8")
    assert_blessed(BLESSED.name, BLESSED.read_text(encoding="utf-8"), shape)


def test_only_reading_is_offered_and_a_body_for_claims_alone(document: dict[str, Any]) -> None:
    offered = {path: set(methods) for path, methods in document["paths"].items()}
    assert offered.pop("/v1/verify") == {"get", "post"}
    assert set.union(*offered.values()) == {"get"}


def test_every_operation_is_explained(operations: dict[str, Any]) -> None:
    for path, operation in operations.items():
        assert operation["summary"], path
        assert len(operation["description"]) > 40, path
        assert operation["tags"], path


def test_every_operation_has_a_stable_name_of_its_own(operations: dict[str, Any]) -> None:
    names = [operation["operationId"] for operation in operations.values()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"(list|read|verify)_[a-z_]+|search", name) for name in names)


def test_every_operation_shows_an_example(operations: dict[str, Any]) -> None:
    for path, operation in operations.items():
        content = operation["responses"]["200"]["content"]
        preferred = next(iter(content))
        assert content[preferred].get("example"), path


def test_every_parameter_is_explained_and_shown(operations: dict[str, Any]) -> None:
    for path, operation in operations.items():
        for parameter in operation.get("parameters", []):
            assert parameter["description"], (path, parameter["name"])
            if parameter["name"] not in ("limit", "cursor"):
                assert parameter["example"] not in ("", []), (path, parameter["name"])


def test_every_field_is_explained(document: dict[str, Any]) -> None:
    for name, schema in document["components"]["schemas"].items():
        assert schema.get("description"), name
        for field, content in schema.get("properties", {}).items():
            assert content.get("description"), (name, field)


def test_every_field_of_an_answer_is_always_there_unless_it_is_asked_for(
    document: dict[str, Any],
) -> None:
    for name, schema in document["components"]["schemas"].items():
        seldom = set(schema.get("properties", {})) - set(schema.get("required", []))
        if name.endswith("InFull"):
            assert seldom == {"expanded"}, name
        elif not name.endswith("Lists") and name not in ASKED:
            assert seldom == set(), name


def test_every_operation_declares_its_problems(operations: dict[str, Any]) -> None:
    for path, operation in operations.items():
        problems = {
            status: response["content"]
            for status, response in operation["responses"].items()
            if int(status) >= 400
        }
        assert "500" in problems, path
        assert "422" not in problems, path
        if "{code}" in path:
            assert "404" in problems, path
        for content in problems.values():
            assert list(content) == ["application/problem+json"]


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    names = set(re.findall(r"#/components/schemas/([\w.]+)", json.dumps(document)))
    assert names <= set(document["components"]["schemas"])


def test_answers_say_where_they_lead(operations: dict[str, Any]) -> None:
    links = {path: one["responses"]["200"].get("links") for path, one in operations.items()}
    assert links["/v1/events/{code}/statements"] == {
        "read_statement": {
            "operationId": "read_statement",
            "parameters": {"code": "$response.body#/data/0/code"},
        }
    }
    assert list(links["/v1/events/{code}"]) == ["list_event_statements", "list_event_discrepancies"]
    assert links["/v1/release"] is None


@pytest.mark.parametrize("resource", RESOURCES.values(), ids=lambda one: one.plural)
def test_every_real_record_has_the_declared_shape(facts: TestClient, resource: Resource) -> None:
    declared = set(resource.answer.model_json_schema(mode="serialization")["properties"])
    address: str | None = f"/v1/{resource.plural}?limit=500"
    while address:
        page = facts.get(address).json()
        for record in page["data"]:
            assert set(record) == declared
            validated = TypeAdapter(resource.answer).validate_python(record)
            assert json.loads(validated.model_dump_json()) == record
        address = page["links"]["next"]


def test_every_related_list_answers(facts: TestClient, operations: dict[str, Any]) -> None:
    for resource in RESOURCES.values():
        for child in related_to(resource):
            path = f"/v1/{resource.plural}/{{code}}/{child.plural}"
            assert path in operations
            address = path.replace("{code}", resource.example)
            assert facts.get(address).status_code == 200
