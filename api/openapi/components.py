"""Move what several operations repeat to components, and refer to it."""

import json
from collections import defaultdict
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from api.formats.tabular import MEDIA_TYPES
from api.http.problems import (
    DETAILS,
    MEANINGS,
    MEDIA_TYPE,
    documented,
    not_offered,
    problem,
    unknown_parameter,
)
from api.openapi.schemas import REFERENCE
from api.resources.registry import RESOURCES
from api.vocabulary import Format

Node = dict[str, Any]
FAILED_AT = "/v1/missions"  # The `instance` in the examples of errors.
# The errors that every operation on data may answer, whatever its parameters.
OF_ALL = (
    HTTPStatus.NOT_ACCEPTABLE,
    HTTPStatus.PRECONDITION_FAILED,
    HTTPStatus.REQUEST_URI_TOO_LONG,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.SERVICE_UNAVAILABLE,
)
DEFAULT = "default"
PARAMETER = "#/components/parameters/{name}"
RESPONSE = "#/components/responses/{name}"


def operations_of(document: Node) -> Iterator[Node]:
    """Yield every operation of an OpenAPI document."""
    for methods in document["paths"].values():
        yield from methods.values()


def share_failures(document: Node) -> None:
    """Share the responses of errors and redirects, with examples; those of `OF_ALL` become the `default` response."""
    shared = document["components"].setdefault("responses", {})
    for operation in operations_of(document):
        responses = operation["responses"]
        # Validation answers 400 here, never the 422 that FastAPI adds by itself.
        responses.pop("422", None)
        if all(str(int(status)) in responses for status in OF_ALL):
            for status in OF_ALL:
                del responses[str(int(status))]
            responses[DEFAULT] = _any_other_failure()
        for status in [status for status in responses if status[0] != "2"]:
            shared.setdefault(status, responses[status])
            responses[status] = {"$ref": RESPONSE.format(name=status)}
    for status, response in shared.items():
        if MEDIA_TYPE in response.get("content", {}):
            shown = HTTPStatus.SERVICE_UNAVAILABLE if status == DEFAULT else HTTPStatus(int(status))
            response["content"][MEDIA_TYPE]["example"] = _example_of(shown)


def _any_other_failure() -> Node:
    """Make the `default` response: the errors that all operations on data have in common."""
    meanings = [f"{int(status)}: {MEANINGS[status]}" for status in OF_ALL]
    failure: Node = documented(HTTPStatus.SERVICE_UNAVAILABLE)[HTTPStatus.SERVICE_UNAVAILABLE]
    return failure | {"description": f"Any other failure. {' '.join(meanings)}"}


def share_pages(document: Node) -> None:
    """Share the response of a list and of the related lists with the same kind of record."""
    shared, paths = document["components"].setdefault("responses", {}), document["paths"]
    for resource in RESOURCES.values():
        reference = {"$ref": RESPONSE.format(name=resource.plural)}
        shared[resource.plural] = paths[f"/v1/{resource.plural}"]["get"]["responses"]["200"]
        for path in paths:
            if path.endswith(f"/{resource.plural}"):
                paths[path]["get"]["responses"]["200"] = reference


def share_lists(document: Node) -> None:
    """Share the schema of parameters that take several values of one enum or string."""
    schemas = document["components"]["schemas"]
    for operation in operations_of(document):
        for parameter in operation.get("parameters", []):
            if kind := parameter["schema"].get("items", {}).get("$ref"):
                name = f"{kind.rpartition('/')[2]}List"
                described = parameter["schema"] | {"description": "Any of these."}
                if schemas.setdefault(name, described) == described:
                    parameter["schema"] = {"$ref": REFERENCE.format(model=name)}


def share_parameters(document: Node) -> None:
    """Share each parameter that several operations have.

    Of several forms of one name, that of most operations is called by the name alone; the others by list and name.
    """
    users: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for operation in operations_of(document):
        for parameter in operation.get("parameters", []):
            users[parameter["name"]][_form(parameter)].append(operation)
    shared: Node = {}
    for name, forms in users.items():
        number = sum(len(operations) for operations in forms.values())
        for form, operations in forms.items():
            if len(operations) > 1:
                list_ = operations[0]["operationId"].partition("_")[2]
                usual = len(operations) > number / 2
                _refer(operations, form, name if usual else f"{list_}.{name}", shared)
    document["components"]["parameters"] = shared


def _refer(operations: list[Node], form: str, name: str, shared: Node) -> None:
    for operation in operations:
        for place, parameter in enumerate(operation["parameters"]):
            if "name" in parameter and _form(parameter) == form:
                shared.setdefault(name, parameter)
                operation["parameters"][place] = {"$ref": PARAMETER.format(name=name)}


def _form(parameter: Node) -> str:
    """Return what equal parameters share: all but the example; that counts for codes alone, which differ by kind."""
    left_out = () if parameter["name"] == "code" else ("example",)
    return json.dumps({key: one for key, one in parameter.items() if key not in left_out})


def _example_of(status: HTTPStatus) -> Node:
    """Make an example of an error, as it would be answered."""
    errors = []
    detail = DETAILS.get(status, status.description)
    if status is HTTPStatus.BAD_REQUEST:
        errors = [unknown_parameter("limmit", ["cursor", "limit"])]
        detail = f"limmit: {errors[0].message}"
    elif status is HTTPStatus.NOT_FOUND:
        detail = "there is no mission 'nowhere'"
    elif status is HTTPStatus.NOT_ACCEPTABLE:
        detail = not_offered([MEDIA_TYPES[format] for format in Format])
    return problem(FAILED_AT, status, detail, errors).model_dump()
