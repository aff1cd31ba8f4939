"""Describe parameters as they are sent, and the allowed values of those that name fields."""

import json
from collections.abc import Iterable
from typing import Any

from api.lists.parameters import MAX_VALUES
from api.lists.resource import Resource
from api.openapi.order import order_parameters

# `citations.source.url` is allowed, too, but hundreds of such paths would hide those that people use.
LISTED_DEPTH = 2
# Filters of a field whose plain filter shows an example, or that are true or false.
LIKE_OTHERS = ("__not", "__isnull")


def describe_parameters(operation: dict[str, Any]) -> None:
    """Simplify the parameters of an operation, and sort them by use."""
    parameters = operation.get("parameters", [])
    order_parameters(parameters)
    for parameter in parameters:
        _describe(parameter)


def name_choices(
    operation: dict[str, Any], resource: Resource, children: Iterable[Resource] = ()
) -> None:
    """List the allowed values of `sort`, `fields`, `facet` and `expand`; drop one of them that has none."""
    orders = list(resource.sortable)
    choices = {
        "sort": orders + [f"-{name}" for name in orders],
        "fields": [name for name in resource.parts if name.count(".") < LISTED_DEPTH],
        "facet": list(resource.facets),
        "expand": [child.plural for child in children],
    }
    for parameter in list(operation["parameters"]):
        if parameter["name"] in choices:
            allowed = choices[parameter["name"]]
            if not allowed:
                operation["parameters"].remove(parameter)
                continue
            parameter["schema"]["items"]["enum"] = allowed
            parameter["example"] = allowed[-1:] if parameter["name"] == "sort" else allowed[:1]
        elif parameter["name"] == "code" and parameter["in"] == "query":
            parameter["example"] = [resource.example]


def _describe(parameter: dict[str, Any]) -> None:
    """Describe a parameter as it is sent: never `null`, an array where it takes several values, and with an example."""
    schema = parameter["schema"]
    examples = schema.pop("examples", None)
    if "anyOf" in schema:
        (inner,) = [option for option in schema.pop("anyOf") if option != {"type": "null"}]
        schema.update(inner)
        schema.pop("examples", None)
    for said_beside in ("title", "description"):
        schema.pop(said_beside, None)
    if not parameter["required"]:
        del parameter["required"]
    several = schema.get("type") == "array"
    if several:
        schema["minItems"], schema["maxItems"] = 1, MAX_VALUES
    if examples and not parameter["name"].endswith(LIKE_OTHERS):
        values = examples[0].split(",") if several else examples[:1]
        typed = [_typed(value, schema["items"] if several else schema) for value in values]
        parameter["example"] = typed if several else typed[0]


def _typed(example: Any, schema: dict[str, Any]) -> Any:
    written = isinstance(example, str) and schema.get("type") in ("boolean", "integer", "number")
    return json.loads(example) if written else example
