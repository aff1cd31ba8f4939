"""Make the JSON Schemas of the parameters and answers of tools, short and without references."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from api.vocabulary import Row

TEXT: Row = {"type": "string"}
MAYBE: Row = {"type": ["string", "null"]}
NUMBER: Row = {"type": "integer"}
MANY: Row = {"type": "array"}
SENTENCE: Row = {"type": "object", "properties": {"text": TEXT, "href": TEXT, "source": MAYBE}}
PAGED: Row = {"total": NUMBER, "next_cursor": MAYBE, "hint": MAYBE}
LISTED: Row = {"data": {"type": "array", "items": SENTENCE}} | PAGED
ANSWERED: Row = {"answer": {"type": ["object", "null"]}}
# Keys that are left out, as each token of a schema in a prompt costs, and a tool explains a refusal anyway.
OMITTED = (
    "$ref",
    "title",
    "anyOf",
    "examples",
    "default",
    "pattern",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
)


def schema_of(
    model: type[BaseModel],
    names: Iterable[str],
    required: Iterable[str],
    overrides: Mapping[str, Row],
) -> Row:
    """Make the JSON Schema of some parameters of a model; `overrides` replaces keys of single ones."""
    schema = model.model_json_schema()
    parts = schema.pop("$defs", {})
    fields = {name: _plain(schema["properties"][name], parts) for name in names}
    for name in required:
        # A required parameter that is a list takes one value.
        fields[name] = {**fields[name], **fields[name].pop("items", {})}
    return {
        "type": "object",
        "properties": {name: field | overrides.get(name, {}) for name, field in fields.items()},
        "required": list(dict.fromkeys([*required, *schema.get("required", [])])),
        "additionalProperties": False,
    }


def answer_schema(parts: Mapping[str, Row]) -> Row:
    """Make the JSON Schema of an answer: these parts, and the release, which every answer names."""
    properties = {**parts, "release": TEXT}
    return {"type": "object", "properties": properties, "required": list(properties)}


def _plain(schema: Any, parts: Row) -> Any:
    """Simplify a schema: inline references, drop titles, and null in optional fields."""
    if isinstance(schema, list):
        return [_plain(part, parts) for part in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {
        name: _plain(value, parts)
        for name, value in schema.items()
        if name not in OMITTED and value is not None
    }
    if "$ref" in schema:
        enum = parts[schema["$ref"].rpartition("/")[2]]
        plain |= {"type": enum["type"], "enum": enum["enum"]}
    for option in schema.get("anyOf", []):
        if option != {"type": "null"}:
            plain |= _plain(option, parts)
    return plain
