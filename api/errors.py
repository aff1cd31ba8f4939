"""Every failure and its one rendering, `application/problem+json` (RFC 9457).

RequestValidationError, UnknownCode, BadCursor   400: a parameter or its value
NotFound                                         404: no such record
HTTPException of the framework                   404, 405: no such address or method
Unavailable, DBAPIError                          503: the database cannot be read
anything else                                    500: our mistake, never its text
"""

from difflib import get_close_matches
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException

from api.queries.cursors import BadCursor
from api.queries.grammar import UnknownCode

MEDIA_TYPE = "application/problem+json"


class ParameterError(BaseModel):
    """One parameter that was not understood."""

    parameter: str = Field(description="Name of the parameter as it was sent.")
    message: str = Field(description="What is wrong, and what would be right.")
    did_you_mean: str | None = Field(
        description="The nearest allowed word; null when none is near."
    )
    allowed: list[str] = Field(
        description="What is allowed there; empty when it is not a closed list."
    )


class Problem(BaseModel):
    """Why a request failed (RFC 9457)."""

    type: str = Field(
        description="Always `about:blank`: the status says what kind of problem it is."
    )
    title: str = Field(description="Name of the status.", examples=["Bad Request"])
    status: int = Field(description="HTTP status.", examples=[400])
    detail: str = Field(description="What went wrong, and what would be right.")
    instance: str = Field(description="Path of the request, percent-encoded.")
    errors: list[ParameterError] = Field(
        description="Each parameter that was not understood; empty for other problems."
    )


class NotFound(Exception):
    """There is no such record; the message says which, and what was probably meant."""


class Unavailable(Exception):
    """The data cannot be read now; the message says why."""


def documented(*statuses: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    """How an operation declares its failures; `include_problem` puts the schema beside them."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        int(status): {
            "description": MEANINGS[status],
            "content": {MEDIA_TYPE: {"schema": schema, "example": _example(status)}},
        }
        for status in statuses
    }


MEANINGS = {
    HTTPStatus.BAD_REQUEST: "A parameter or its value was not understood.",
    HTTPStatus.NOT_FOUND: "There is no record with this code.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "We made a mistake.",
    HTTPStatus.SERVICE_UNAVAILABLE: "The data cannot be read now.",
}


def _example(status: HTTPStatus) -> dict[str, Any]:
    return {
        "type": "about:blank",
        "title": status.phrase,
        "status": int(status),
        "detail": MEANINGS[status],
        "instance": "/v1/missions",
        "errors": [],
    }


def render(
    request: Request, status: int, detail: str, errors: list[ParameterError] | None = None
) -> Response:
    """The one shape of every failure."""
    problem = Problem(
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=quote(request.url.path),
        errors=errors or [],
    )
    return Response(problem.model_dump_json(), status_code=status, media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Makes every failure of the application come in this shape."""

    @app.exception_handler(RequestValidationError)
    def not_understood(request: Request, error: RequestValidationError) -> Response:
        known = _known_parameters(request)
        return _refuse(request, [_parameter_error(detail, known) for detail in error.errors()])

    @app.exception_handler(UnknownCode)
    def unknown_code(request: Request, error: UnknownCode) -> Response:
        return _refuse(request, [_value_error(error.parameter, str(error), error.nearest)])

    @app.exception_handler(BadCursor)
    def bad_cursor(request: Request, error: BadCursor) -> Response:
        return _refuse(request, [_value_error("cursor", str(error), None)])

    @app.exception_handler(NotFound)
    def not_found(request: Request, error: NotFound) -> Response:
        return render(request, HTTPStatus.NOT_FOUND, str(error))

    @app.exception_handler(Unavailable)
    def unavailable(request: Request, error: Unavailable) -> Response:
        return render(request, HTTPStatus.SERVICE_UNAVAILABLE, str(error))

    @app.exception_handler(HTTPException)
    def failed(request: Request, error: HTTPException) -> Response:
        detail = DETAILS.get(error.status_code, HTTPStatus(error.status_code).description)
        response = render(request, error.status_code, detail)
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(DBAPIError)
    def unreadable(request: Request, _: DBAPIError) -> Response:
        return render(request, HTTPStatus.SERVICE_UNAVAILABLE, "the database cannot be read now")

    @app.exception_handler(Exception)
    def mistaken(request: Request, _: Exception) -> Response:
        detail = "we made a mistake; the request was right, please tell us about it"
        return render(request, HTTPStatus.INTERNAL_SERVER_ERROR, detail)


DETAILS = {
    404: "there is nothing at this address; /docs lists all addresses",
    405: "this address is only read, with GET",
}


def _refuse(request: Request, errors: list[ParameterError]) -> Response:
    detail = "; ".join(f"{error.parameter}: {error.message}" for error in errors)
    return render(request, HTTPStatus.BAD_REQUEST, detail, errors)


def _value_error(parameter: str, message: str, nearest: str | None) -> ParameterError:
    hint = f"; did you mean {nearest!r}?" if nearest else ""
    return ParameterError(
        parameter=parameter, message=message + hint, did_you_mean=nearest, allowed=[]
    )


def _known_parameters(request: Request) -> list[str]:
    """The query parameters of the operation that was asked."""
    names: list[str] = []
    for parameter in request.scope["route"].dependant.query_params:
        model = parameter.field_info.annotation
        names += list(model.model_fields) if hasattr(model, "model_fields") else [parameter.name]
    return names


def _parameter_error(error: dict[str, Any], known: list[str]) -> ParameterError:
    """Pydantic's finding in a client's words."""
    name, value, context = str(error["loc"][1]), error["input"], error.get("ctx", {})
    allowed: list[str] = []
    match error["type"]:
        case "extra_forbidden":
            allowed, meant = sorted(known), _nearest(name, known)
            message = f"there is no parameter {name!r} here"
        case "enum":
            allowed = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
            meant = _nearest(str(value), allowed)
            message = f"{value!r} is not allowed"
        case "string_pattern_mismatch":
            meant, message = None, f"{value!r} does not have the form {context['pattern']}"
        case "value_error":
            meant, message = None, f"{value!r}: {context['error']}"
        case "missing":
            meant, message = None, "is required"
        case _:
            meant, message = None, f"{value!r}: {error['msg'][0].lower()}{error['msg'][1:]}"
    if meant:
        message += f"; did you mean {meant!r}?"
    elif allowed:
        message += f"; allowed: {', '.join(allowed)}"
    return ParameterError(parameter=name, message=message, did_you_mean=meant, allowed=allowed)


def _nearest(word: str, known: list[str]) -> str | None:
    close = get_close_matches(word, known, n=1)
    return close[0] if close else None
