"""The published OpenAPI document: accepted as a file, complete, and true of every answer."""

import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import TypeAdapter

from api.lists.resource import Resource
from api.resources.registry import RESOURCES, related_to
from tests.blessing import BLESSING, assert_blessed
from tests.contract.references import BLESSED, parameters_of, resolved

MOST_BYTES = 300_000  # What a reader of the description, a person or a program, has to take in.
ASKED = ("Claim", "ClaimsOrText")  # What is sent to us may be left out where it has a default.


@pytest.fixture(scope="module")
def document(facts: TestClient) -> dict[str, Any]:
    """The OpenAPI document."""
    content: dict[str, Any] = facts.get("/openapi.json").json()
    return content


@pytest.fixture(scope="module")
def operations(document: dict[str, Any]) -> dict[str, Any]:
    """Every operation by its address, with `$ref`s resolved."""
    return {
        path if method == "get" else f"{method} {path}": operation
        | {"parameters": parameters_of(document, operation)}
        | {
            "responses": {
                status: resolved(document, one) for status, one in operation["responses"].items()
            }
        }
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def without_examples(document: dict[str, Any]) -> str:
    """The document as it is blessed: without examples, which change with the data."""
    for operation in [one for methods in document["paths"].values() for one in methods.values()]:
        for response in operation["responses"].values():
            for content in response.get("content", {}).values():
                content.pop("example", None)
    for example in document["components"]["examples"].values():
        example["value"] = None
    for schema in document["components"]["schemas"].values():
        schema.pop("examples", None)
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def test_the_shape_is_the_blessed_one(facts: TestClient) -> None:
    shape = without_examples(facts.get("/openapi.json").json())
    if BLESSING:
        BLESSED.write_text(shape, encoding="utf-8")
    assert_blessed(BLESSED.name, BLESSED.read_text(encoding="utf-8"), shape)


def test_the_description_is_short(facts: TestClient) -> None:
    assert len(facts.get("/openapi.json").content) <= MOST_BYTES


def test_only_reading_is_offered_and_a_body_for_claims_alone(document: dict[str, Any]) -> None:
    offered = {path: set(methods) for path, methods in document["paths"].items()}
    assert offered.pop("/v1/verify") == {"get", "post"}
    assert set.union(*offered.values()) == {"get"}


def test_every_address_to_try_is_answered_with_something(
    facts: TestClient, operations: dict[str, Any]
) -> None:
    for path, operation in operations.items():
        examples = {one["name"]: one.get("example") for one in operation["parameters"]}
        if not path.startswith("post"):
            address = operation.get("x-try") or path.format_map(examples)
            answer = facts.get(address)
            assert answer.status_code == 200, address
            is_list = answer.headers["content-type"] == "application/json"
            assert not is_list or answer.json().get("data", ["one"]), address


def test_parameters_stand_in_the_order_of_their_use(operations: dict[str, Any]) -> None:
    names = [parameter["name"] for parameter in operations["/v1/missions"]["parameters"]]
    order = ["q", "kind", "active_in", "acronym", "started__gte", "limit", "source", "kind__not"]
    assert sorted(order, key=names.index) == order
    paths = list(operations)
    assert paths.index("/v1/missions") < paths.index("/v1/missions/timeline.svg")


def test_every_operation_is_explained(operations: dict[str, Any]) -> None:
    for path, operation in operations.items():
        assert operation["summary"], path
        assert len(operation["description"]) > 40, path
        assert operation["tags"], path


def test_every_operation_has_a_stable_name_of_its_own(operations: dict[str, Any]) -> None:
    names = [operation["operationId"] for operation in operations.values()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"(list|read|verify)_[a-z_]+|search", name) for name in names)


def test_every_operation_shows_an_example(
    document: dict[str, Any], operations: dict[str, Any]
) -> None:
    for path, operation in operations.items():
        content = operation["responses"]["200"]["content"]
        assert shows_example(document, next(iter(content.values()))), path


def shows_example(document: dict[str, Any], content: dict[str, Any]) -> bool:
    """Whether a response has an example, or the schema of its records has one."""
    schema = resolved(document, content["schema"])
    parts = [
        resolved(document, {"$ref": one}) for one in re.findall(r"#[\w/]+", json.dumps(schema))
    ]
    return any("example" in one or one.get("examples") for one in (content, schema, *parts))


def test_every_parameter_is_explained_and_shown(operations: dict[str, Any]) -> None:
    for path, operation in operations.items():
        for parameter in operation.get("parameters", []):
            name = parameter["name"]
            assert parameter["description"], (path, name)
            if name not in ("limit", "cursor") and not name.endswith(("__not", "__isnull")):
                assert parameter["example"] not in ("", []), (path, name)


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
            _, beside = schema["allOf"]
            assert (list(beside["properties"]), "required" in beside) == (["expanded"], False), name
        elif not name.endswith("Lists") and name not in ASKED:
            assert seldom == set(), name


def test_every_operation_declares_its_problems(operations: dict[str, Any]) -> None:
    for path, operation in operations.items():
        problems = {
            status: response["content"]
            for status, response in operation["responses"].items()
            if status == "default" or int(status) >= 400
        }
        assert problems.keys() & {"500", "default"}, path
        assert "422" not in problems, path
        if "{code}" in path:
            assert "404" in problems, path
        for content in problems.values():
            assert list(content) == ["application/problem+json"]


def test_every_reference_leads_somewhere_and_every_component_is_referred_to(
    document: dict[str, Any],
) -> None:
    used = set(re.findall(r'"#/components/(\w+)/([\w.]+)"', json.dumps(document)))
    held = {(kind, name) for kind, ones in document["components"].items() for name in ones}
    assert used == held


def test_answers_say_where_they_lead(operations: dict[str, Any]) -> None:
    links = {path: one["responses"]["200"].get("links") for path, one in operations.items()}
    assert links["/v1/{collection}/{code}/statements"] == {
        "statement": {
            "operationId": "read_statement",
            "parameters": {"code": "$response.body#/data/0/code"},
        }
    }
    assert list(links["/v1/events/{code}"]) == ["statements", "discrepancies"]
    assert links["/v1/release"] is None


@pytest.mark.parametrize(
    "resource",
    [
        # The figures alone are thousands.
        pytest.param(one, marks=[pytest.mark.slow] if one.plural == "figures" else [])
        for one in RESOURCES.values()
    ],
    ids=lambda one: one.plural,
)
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
            path = f"/v1/{{collection}}/{{code}}/{child.plural}"
            assert resource.plural in operations[path]["parameters"][0]["schema"]["enum"]
            address = f"/v1/{resource.plural}/{resource.example}/{child.plural}"
            assert facts.get(address).status_code == 200
