"""The description of the API as a plain page: every operation with its parameters and answers."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

Node = dict[str, Any]


@dataclass(frozen=True)
class Parameter:
    """One parameter of an operation, and what it may be."""

    name: str
    required: bool
    form: str
    words: str
    example: str


@dataclass(frozen=True)
class Operation:
    """One thing the API can be asked."""

    name: str
    method: str
    path: str
    summary: str
    words: str
    parameters: list[Parameter]
    answers: dict[str, str]


def read_operations(description: Node) -> dict[str, list[Operation]]:
    """Every operation of an OpenAPI description, by its subject."""
    found: dict[str, list[Operation]] = defaultdict(list)
    for path, methods in description["paths"].items():
        for method, node in methods.items():
            found[node["tags"][0]].append(_read_operation(description, path, method, node))
    return dict(found)


def _read_operation(description: Node, path: str, method: str, node: Node) -> Operation:
    return Operation(
        name=node["operationId"],
        method=method.upper(),
        path=path,
        summary=node["summary"],
        words=node["description"],
        parameters=[_read_parameter(description, one) for one in node.get("parameters", [])],
        answers={
            status: ", ".join(answer.get("content", {})) or answer["description"]
            for status, answer in node["responses"].items()
        },
    )


def _read_parameter(description: Node, node: Node) -> Parameter:
    node = _resolve(description, node)
    example = node.get("example", "")
    return Parameter(
        name=node["name"],
        required=node.get("required", False),
        form=_form(description, node.get("schema", {})),
        words=node["description"],
        example=",".join(map(str, example)) if isinstance(example, list) else str(example),
    )


def _form(description: Node, schema: Node) -> str:
    """What a value may be, in few words."""
    schema = _resolve(description, schema)
    if options := schema.get("anyOf"):
        forms = [_form(description, one) for one in options if one.get("type") != "null"]
        return " or ".join(dict.fromkeys(forms))
    if schema.get("type") == "array":
        return f"any of: {_form(description, schema['items'])}"
    if choices := schema.get("enum"):
        return ", ".join(map(str, choices))
    kind = str(schema.get("type", "text"))
    return {"integer": "whole number", "boolean": "true or false", "string": "text"}.get(kind, kind)


def _resolve(description: Node, node: Node) -> Node:
    """What a reference within the description stands for; anything else is itself."""
    found: Any = description
    if "$ref" not in node:
        return node
    for part in node["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return dict(found)
