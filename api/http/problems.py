"""Every failure and its one rendering, `application/problem+json` (RFC 9457).

RequestValidationError, NotUnderstood, UnknownValues, BadCursor   400: a parameter or its value
NotFound                                                          404: no such record
NotAcceptable                                                     406: no such format
NoSuchRange                                                       416: behind the end of a file
HTTPException of the framework                                    404, 405: address or method
api/http/middleware.py, before anything is read                           413, 414: a body, a long address
a reverse proxy, before that (api/OPERATIONS.md)                      429: asked too often
Unavailable, Unreadable, DBAPIError, AllTaken                     503: no database to read, or too slow
anything else                                                     500: our mistake, never its text
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from http import HTTPStatus
from typing import Any, get_args, get_origin
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as AllTaken
from starlette.exceptions import HTTPException

from api.lists.paging import BadCursor
from api.lists.records import NotFound
from api.lists.resource import Unknown, UnknownValues
from api.lists.statements import Unreadable
from api.vocabulary import form_of, probably_meant

MEDIA_TYPE = "application/problem+json"
MOST_ERRORS = 20  # A request that is wrong in more ways is told of these first.
LONGEST_ECHO = 80
LONGEST_ADDRESS = 8192
MEANINGS = {
    HTTPStatus.BAD_REQUEST: "A parameter or its value was not understood.",
    HTTPStatus.NOT_FOUND: "There is no record with this code.",
    HTTPStatus.NOT_ACCEPTABLE: "The answer does not come in any format that is asked for.",
    HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE: "The part asked for lies behind the end of the file.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is longer than we read.",
    HTTPStatus.REQUEST_URI_TOO_LONG: "The address is longer than we read.",
    HTTPStatus.TOO_MANY_REQUESTS: "The client asks too often; `Retry-After` says when to ask again.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "We made a mistake.",
    HTTPStatus.SERVICE_UNAVAILABLE: "The data cannot be read now.",
}
DETAILS = {
    HTTPStatus.NOT_FOUND: "there is nothing at this address; /docs lists all addresses",
    HTTPStatus.METHOD_NOT_ALLOWED: "this address is only read, with GET or HEAD",
    HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE: "the file ends before this range; Content-Range says where",
    HTTPStatus.REQUEST_URI_TOO_LONG: f"an address may have {LONGEST_ADDRESS} bytes",
    HTTPStatus.REQUEST_TIMEOUT: "the body did not come in time",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "only POST /v1/verify takes a body, of at most 65536 bytes",
    HTTPStatus.TOO_MANY_REQUESTS: "you ask too often; Retry-After says in how many seconds to ask again",
    HTTPStatus.INTERNAL_SERVER_ERROR: "we made a mistake; the request was right, please tell us",
    HTTPStatus.SERVICE_UNAVAILABLE: "the database cannot be read now",
}


# Findings of Pydantic in a client's words.
FINDINGS = {
    "bool_parsing": "{value} is neither true nor false",
    "float_parsing": "{value} is not a number",
    "float_type": "{value} is not a number",
    "finite_number": "{value} is not a finite number",
    "int_parsing": "{value} is not a whole number",
    "missing": "is required",
    "model_attributes_type": "{value} is not an object",
    "too_short": "is empty",
    "too_long": "has more than {max_length} entries",
}
INTERRUPTED = ("interrupted", "statement timeout")  # What engines say of a query that was cut off.
TOO_SLOW = "the question takes too long to answer; ask for less, or use /v1/release/download"
RETRY_S = 10


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
        description="Each parameter that was not understood, at most 20; empty for other problems."
    )


class NotUnderstood(Exception):
    """Parameters that mean nothing here, or are given more than once."""

    def __init__(self, errors: list[ParameterError]) -> None:
        super().__init__()
        self.errors = errors


class NotAcceptable(Exception):
    """The answer comes in none of the formats that are asked for; the message lists them."""


class NoSuchRange(HTTPException):
    """A part of a file is asked for that lies behind its end."""

    def __init__(self, size: int) -> None:
        headers = {"Content-Range": f"bytes */{size}"}
        super().__init__(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers)


class Unavailable(Exception):
    """The data cannot be read now; the message says why."""


def documented(*statuses: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    """How an operation declares its failures; `api/openapi.py` adds schema, address and example."""
    return {
        int(status): {
            "description": MEANINGS[status],
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in statuses
    }


HEALTH_PROBLEMS = documented(
    HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_URI_TOO_LONG, HTTPStatus.INTERNAL_SERVER_ERROR
)
READY_PROBLEMS = {**HEALTH_PROBLEMS, **documented(HTTPStatus.SERVICE_UNAVAILABLE)}
READ_PROBLEMS = {**READY_PROBLEMS, **documented(HTTPStatus.TOO_MANY_REQUESTS)}
LIST_PROBLEMS = {**READ_PROBLEMS, **documented(HTTPStatus.NOT_ACCEPTABLE)}


def not_offered(media_types: Iterable[str]) -> str:
    """What to say to a client that accepts none of the media types there are."""
    return (
        f"this comes as {', '.join(dict.fromkeys(type.partition(';')[0] for type in media_types))}"
    )


def problem(
    path: str, status: int, detail: str, errors: list[ParameterError] | None = None
) -> Problem:
    """The one shape of every failure."""
    return Problem(
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=quote(path, errors="replace"),
        errors=errors or [],
    )


def refuse_what_means_nothing(request: Request) -> None:
    """Refuses parameters that the operation does not have, and one value given more than once."""
    known = _parameters(request)
    given = Counter(name for name, _ in request.query_params.multi_items())
    unknown = [name for name in given if name not in known][:MOST_ERRORS]
    errors = [unknown_parameter(name, list(known)) for name in unknown]
    errors += [
        wrong_value(name, "is given more than once, but takes one value")
        for name, times in given.items()
        if times > 1 and name in known and not _takes_several(known[name])
    ]
    if errors:
        raise NotUnderstood(errors)


def _parameters(request: Request) -> dict[str, FieldInfo]:
    """The query parameters of the operation that was asked."""
    found: dict[str, FieldInfo] = {}
    for parameter in request.scope["route"].dependant.query_params:
        model = parameter.field_info.annotation
        fields = getattr(model, "model_fields", {parameter.name: parameter.field_info})
        found |= {info.alias or name: info for name, info in fields.items()}
    return found


def _takes_several(parameter: FieldInfo) -> bool:
    return any(get_origin(option) is list for option in get_args(parameter.annotation))


def unknown_parameter(name: str, known: list[str]) -> ParameterError:
    """A parameter that the operation does not have."""
    shown = name[:LONGEST_ECHO]
    message = f"there is no parameter {_shown(name)} here"
    return wrong_value(shown, message, probably_meant(shown, known), sorted(known))


def wrong_value(
    parameter: str, message: str, meant: str | None = None, allowed: Iterable[str] = ()
) -> ParameterError:
    """A parameter whose value is not understood: with the word that was meant, or all that would do."""
    choices = list(allowed)
    if meant:
        message += f"; did you mean {meant!r}?"
    elif choices:
        message += f"; allowed: {', '.join(choices)}"
    return ParameterError(parameter=parameter, message=message, did_you_mean=meant, allowed=choices)


def findings_of(error: Exception, known: list[str]) -> list[ParameterError]:
    """Each parameter that was not understood, of those that are known; none when it is about something else."""
    match error:
        case RequestValidationError():
            return [_read_finding(one, known) for one in error.errors()]
        case NotUnderstood():
            return error.errors
        case UnknownValues():
            return [_unknown_value(one) for one in error.values]
        case BadCursor():
            return [wrong_value("cursor", str(error))]
    return []


def _unknown_value(one: Unknown) -> ParameterError:
    message = f"there is no {one.kind} {_shown(one.written)}"
    return wrong_value(one.parameter, message, one.nearest, one.allowed)


def in_words(errors: list[ParameterError]) -> str:
    """All that was not understood, in one line."""
    return "; ".join(f"{error.parameter}: {error.message}" for error in errors)


AsPage = Callable[[Request, Problem, str | None], Response | None]


def install(app: FastAPI, as_page: AsPage) -> None:
    """Makes every failure of the application come in this shape, or as the page that `as_page` makes of it."""
    app.state.as_page = as_page

    @app.exception_handler(RequestValidationError)
    @app.exception_handler(NotUnderstood)
    @app.exception_handler(UnknownValues)
    @app.exception_handler(BadCursor)
    def not_understood(request: Request, error: Exception) -> Response:
        return _refuse(request, findings_of(error, list(_parameters(request))))

    @app.exception_handler(NotFound)
    def not_found(request: Request, error: NotFound) -> Response:
        return _render(request, HTTPStatus.NOT_FOUND, str(error), meant=error.meant)

    @app.exception_handler(NotAcceptable)
    def not_acceptable(request: Request, error: NotAcceptable) -> Response:
        return _render(request, HTTPStatus.NOT_ACCEPTABLE, str(error))

    @app.exception_handler(Unavailable)
    def unavailable(request: Request, error: Unavailable) -> Response:
        return _render(request, HTTPStatus.SERVICE_UNAVAILABLE, str(error))

    @app.exception_handler(DBAPIError)
    @app.exception_handler(AllTaken)
    @app.exception_handler(Unreadable)
    def unreadable(request: Request, error: DBAPIError | AllTaken | Unreadable) -> Response:
        reason = why_unreadable(error)
        if reason is not TOO_SLOW:
            request.state.edition.failing = True
        response = _render(request, HTTPStatus.SERVICE_UNAVAILABLE, reason)
        response.headers["Retry-After"] = str(RETRY_S)
        return response

    @app.exception_handler(HTTPException)
    def failed(request: Request, error: HTTPException) -> Response:
        response = _render(request, error.status_code)
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(Exception)
    def mistaken(request: Request, _: Exception) -> Response:
        return _render(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def why_unreadable(error: Exception) -> str:
    """What to say when the database gives no answer."""
    slow = any(words in str(error) for words in INTERRUPTED)
    return TOO_SLOW if slow else DETAILS[HTTPStatus.SERVICE_UNAVAILABLE]


def _refuse(request: Request, errors: list[ParameterError]) -> Response:
    errors = errors[:MOST_ERRORS]
    return _render(request, HTTPStatus.BAD_REQUEST, in_words(errors), errors)


def _render(
    request: Request,
    status: int,
    detail: str | None = None,
    errors: list[ParameterError] | None = None,
    meant: str | None = None,
) -> Response:
    known = HTTPStatus(status)
    words = detail or DETAILS.get(known, known.description)
    found = problem(request.scope["path"], status, words, errors)
    if page := request.app.state.as_page(request, found, meant):
        return page  # type: ignore[no-any-return]  # the state of an application is untyped
    return Response(found.model_dump_json(), status_code=status, media_type=MEDIA_TYPE)


def _read_finding(error: dict[str, Any], known: list[str]) -> ParameterError:
    """Pydantic's finding in a client's words."""
    name, value, context = _place(error["loc"]), _shown(error["input"]), error.get("ctx", {})
    if error["type"] == "extra_forbidden":
        return unknown_parameter(name, known)
    if error["type"] == "enum":
        allowed = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        meant = probably_meant(str(error["input"]), allowed)
        return wrong_value(name, f"{value} is not allowed", meant, allowed)
    if error["type"] in FINDINGS:
        return wrong_value(name, FINDINGS[error["type"]].format(value=value, **context))
    match error["type"]:
        case "string_pattern_mismatch":
            message = f"{value} is not {form_of(context['pattern'])}"
        case "value_error":
            message = str(context["error"])
        case "json_invalid":
            message = f"is not JSON, at character {error['loc'][1]}: {context['error']}"
        case _:
            message = f"{value}: {error['msg'][0].lower()}{error['msg'][1:]}"
    return wrong_value(name, message)


def _place(loc: Sequence[str | int]) -> str:
    """The name of a parameter, or the place in a body, such as `claims.0.value`."""
    part, *path = loc
    if part != "body":
        return str(path[0])
    named = bool(path) and isinstance(path[0], str)  # A number is how far JSON could be read.
    return ".".join(map(str, path)) if named else str(part)


def _shown(value: object) -> str:
    """A value of a client as a message may repeat it: in quotes, and not for ever."""
    text = repr(value)
    return text if len(text) <= LONGEST_ECHO else f"{text[:LONGEST_ECHO]}…"
