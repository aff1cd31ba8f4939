"""Describe each related list once for all kinds of records that have it."""

from typing import Any

from api.lists.resource import Resource
from api.resources.registry import RESOURCES, related_to

Node = dict[str, Any]
PATH = "/v1/{{collection}}/{{code}}/{plural}"
OPERATION = "list_related_{plural}"


def gather_related(paths: Node) -> None:
    """Merge the operations of a related list, one for each kind of owner, into one with the kind as a parameter."""
    for child in RESOURCES.values():
        owners = [owner for owner in RESOURCES.values() if child in related_to(owner)]
        operations = [
            paths.pop(f"/v1/{owner.plural}/{{code}}/{child.plural}")["get"] for owner in owners
        ]
        if operations:
            path = PATH.format(plural=child.plural)
            paths[path] = {"get": operations[0] | _of_any(child, owners, operations[0])}


def link_to_related(owner: Resource, child: Resource) -> Node:
    """Make the OpenAPI link from a record to one of its related lists."""
    parameters = {"path.collection": owner.plural, "path.code": "$response.body#/code"}
    return {"operationId": OPERATION.format(plural=child.plural), "parameters": parameters}


def _of_any(child: Resource, owners: list[Resource], operation: Node) -> Node:
    """Make what the merged operation has in place of that of the first kind of owner."""
    collection = {
        "name": "collection",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "enum": [owner.plural for owner in owners]},
        "description": "Type of the record.",
        "example": owners[0].plural,
    }
    return {
        "tags": [child.plural],
        "summary": f"List {child.plural} related to a record",
        "description": f"The {child.plural} that refer to a record, or that cite it if it is a source, with the filters"
        " of their own list.",
        "operationId": OPERATION.format(plural=child.plural),
        "parameters": [collection, *operation["parameters"]],
    }
