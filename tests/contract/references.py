"""Read the OpenAPI description with its `$ref`s resolved."""

import json
from functools import cache
from pathlib import Path
from typing import Any

BLESSED = Path(__file__).parent / "openapi.json"


@cache
def blessed_description() -> dict[str, Any]:
    """The description without its examples, which is made in seconds; that it is as blessed, `test_openapi.py` proves."""
    found: dict[str, Any] = json.loads(BLESSED.read_text(encoding="utf-8"))
    return found


def resolved(document: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """Resolve a `$ref`; return other nodes unchanged."""
    target: Any = document
    if "$ref" not in node:
        return node
    for part in node["$ref"].removeprefix("#/").split("/"):
        target = target[part]
    return dict(target)


def parameters_of(document: dict[str, Any], operation: dict[str, Any]) -> list[dict[str, Any]]:
    """The parameters of an operation, with `$ref`s resolved."""
    return [resolved(document, one) for one in operation.get("parameters", [])]


def kinds_of(operation: dict[str, Any]) -> list[str]:
    """The types of record whose related lists an operation answers; empty for other operations."""
    return [
        kind
        for one in operation["parameters"]
        if one["name"] == "collection"
        for kind in one["schema"]["enum"]
    ]


def address_of_one(document: dict[str, Any], path: str, code: str) -> str:
    """A concrete address for a path: the first type that has it, and a code."""
    (operation, *_) = document["paths"][path].values()
    kind, *_ = [*kinds_of({"parameters": parameters_of(document, operation)}), ""]
    return path.replace("{collection}", kind).replace("{code}", code)
