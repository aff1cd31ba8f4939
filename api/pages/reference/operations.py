"""Parse the OpenAPI description for the reference page: operations, parameters, responses."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from api.pages.lists.forms import RARE

Node = dict[str, Any]
SHARED = "#/components/parameters/"
TRY = "x-try"  # An extension of the description: the reference runs it, Swagger UI fills it in.


@dataclass(frozen=True)
class Parameter:
    """A query or path parameter, and its type in words."""

    name: str
    required: bool
    form: str
    words: str
    example: str
    key: str | None = None  # Under which the description says it for several operations.

    @property
    def is_rare(self) -> bool:
        """Tell whether the filter is `__not` or `__isnull`, which the general part explains."""
        return self.name.endswith(RARE)


@dataclass
class Operation:
    """One operation of the API."""

    name: str
    method: str
    path: str
    summary: str
    words: str
    parameters: list[Parameter]
    answers: dict[str, str]
    tried: str | None

    @property
    def filled_in(self) -> str | None:
        """Return the path with example parameters; None unless it is a GET."""
        examples = {one.name: one.example for one in self.parameters}
        return self.path.format_map(examples) if self.method == "GET" else None


def read_operations(description: Node) -> dict[str, list[Operation]]:
    """Read every operation of an OpenAPI description, by its tag."""
    subjects: dict[str, list[Operation]] = defaultdict(list)
    for path, methods in description["paths"].items():
        for method, node in methods.items():
            subjects[node["tags"][0]].append(_read_operation(description, path, method, node))
    operations = [one for found in subjects.values() for one in found]
    if any(one.tried for one in operations):  # Else these are other data than ours.
        for one in operations:
            one.tried = one.tried or one.filled_in
    return dict(subjects)


def read_shared(description: Node) -> list[Parameter]:
    """Read the parameters that several operations share, sorted by name."""
    shared = description["components"]["parameters"]
    read = (_read_parameter(description, {"$ref": f"{SHARED}{key}"}) for key in shared)
    return sorted((one for one in read if not one.is_rare), key=lambda one: (one.name, one.key))


def _read_operation(description: Node, path: str, method: str, node: Node) -> Operation:
    return Operation(
        name=node["operationId"],
        method=method.upper(),
        path=path,
        summary=node["summary"],
        words=node["description"],
        parameters=[
            _read_parameter(description, parameter) for parameter in node.get("parameters", [])
        ],
        answers={
            status: _read_answer(_resolve(description, answer))
            for status, answer in node["responses"].items()
            if status.startswith("2")
        },
        tried=node.get(TRY),
    )


def _read_parameter(description: Node, node: Node) -> Parameter:
    reference = node.get("$ref", "").removeprefix(SHARED)
    node = _resolve(description, node)
    example = node.get("example", "")
    return Parameter(
        key=reference or None,
        name=node["name"],
        required=node.get("required", False),
        form=_form(description, node.get("schema", {})),
        words=node["description"],
        example=",".join(map(str, example)) if isinstance(example, list) else str(example),
    )


def _read_answer(node: Node) -> str:
    """Name the media types of a response; without content, its description."""
    return ", ".join(node.get("content", {})) or str(node["description"])


def _form(description: Node, schema: Node) -> str:
    """Describe the type of a schema in few words."""
    schema = _resolve(description, schema)
    if options := schema.get("anyOf"):
        forms = [_form(description, option) for option in options if option.get("type") != "null"]
        return " or ".join(dict.fromkeys(forms))
    if schema.get("type") == "array":
        return f"any of: {_form(description, schema['items'])}"
    if choices := schema.get("enum"):
        return ", ".join(map(str, choices))
    kind = str(schema.get("type", "text"))
    return {"integer": "whole number", "boolean": "true or false", "string": "text"}.get(kind, kind)


def _resolve(description: Node, node: Node) -> Node:
    """Resolve a `$ref` within the description; return other nodes unchanged."""
    target: Any = description
    if "$ref" not in node:
        return node
    for part in node["$ref"].removeprefix("#/").split("/"):
        target = target[part]
    return dict(target)
