"""Every error, its status and its message, in one shape: `application/problem+json` (RFC 9457).

`error_handlers.py` answers them.

RequestValidationError, NotUnderstood, UnknownValues, BadCursor   400: a parameter or its value
NoAnswer                                                          400: parameters that do not go together
NotFound                                                          404: no such record
NotAcceptable                                                     406: no such format
NoSuchRange                                                       416: a range behind the end of a file
HTTPException of the framework                                    404, 405: address or method
api/http/middleware.py, before anything is read                   413, 414, 415: a body, a long address
api/http/preconditions.py, when the answer is there               412: `If-Match` or `If-Unmodified-Since`
a reverse proxy, before that (api/OPERATIONS.md)                  429: rate limit
Unavailable, Unreadable, DBAPIError, AllTaken                     503: no database to read, or too slow
anything else                                                     500: our mistake, never its text
"""

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from api.constraints import form_of
from api.hints import probably_meant
from api.http.parameter_names import RARE, longer_name, nearest_name
from api.lists.paging import BadCursor
from api.lists.unknown import Unknown, UnknownValues

MEDIA_TYPE = "application/problem+json"
MOST_ERRORS = 20  # Of a request with more, the first ones are reported.
LONGEST_ECHO = 80
LONGEST_ADDRESS = 16_384  # Two hundred of the longest codes have room, even with encoded commas.
MEANINGS = {
    HTTPStatus.BAD_REQUEST: "A parameter or its value is invalid.",
    HTTPStatus.NOT_FOUND: "No record has this code.",
    HTTPStatus.NOT_ACCEPTABLE: "No requested media type is available.",
    HTTPStatus.PRECONDITION_FAILED: "A precondition (`If-Match`, `If-Unmodified-Since`) failed.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "The body is compressed.",
    HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE: "The requested range starts after the end of the file.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is too large.",
    HTTPStatus.REQUEST_URI_TOO_LONG: "The URL is too long.",
    HTTPStatus.TOO_MANY_REQUESTS: "Rate limit exceeded; `Retry-After` says when to try again.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Internal error; the request was valid.",
    HTTPStatus.SERVICE_UNAVAILABLE: "The data cannot be read at the moment.",
}
# Temporary errors, after which the same request may succeed.
PASSING = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
RETRY_AFTER = {
    "Retry-After": {
        "description": "Seconds to wait before the next request.",
        "schema": {"type": "integer", "minimum": 0},
    }
}
DETAILS = {
    HTTPStatus.NOT_FOUND: "there is nothing at this address; /docs lists all addresses",
    HTTPStatus.PRECONDITION_FAILED: "the precondition in If-Match or If-Unmodified-Since failed",
    HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE: "the file ends before this range; Content-Range says where",
    HTTPStatus.REQUEST_URI_TOO_LONG: f"an address may have {LONGEST_ADDRESS} bytes",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "the body is compressed (gzip); send it as it is, without Content-Encoding",
    HTTPStatus.REQUEST_TIMEOUT: "the body did not arrive in time",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "a body may have 65536 bytes",
    HTTPStatus.TOO_MANY_REQUESTS: "rate limit exceeded; Retry-After says how many seconds to wait",
    HTTPStatus.INTERNAL_SERVER_ERROR: "internal error; the request was valid, please tell us",
    HTTPStatus.SERVICE_UNAVAILABLE: "the database cannot be read now",
}

# Errors of Pydantic by their type, in a client's words.
VALIDATION_MESSAGES = {
    "bool_parsing": "{value} is neither true nor false",
    "float_parsing": "{value} is not a number",
    "float_type": "{value} is not a number",
    "finite_number": "{value} is not a finite number",
    "int_parsing": "{value} is not a whole number",
    "missing": "is required",
    "model_attributes_type": "{value} is not an object",
    "string_type": "{value} is not text; put it in quotes",
    "string_too_short": "is empty",
    "string_too_long": "has more than {max_length} characters",
    "less_than_equal": "{value} is more than {le:g}, the most that can be asked for",
    "greater_than_equal": "{value} is less than {ge:g}, the least that can be asked for",
    "too_short": "is empty",
    "too_long": "has more than {max_length} entries",
}
CHOICE = re.compile(r"'([^']*)'")  # As Pydantic quotes what is allowed.
INTERRUPTED = ("interrupted", "statement timeout")  # What engines say of a query that was cut off.
TOO_SLOW = "the question takes too long to answer; ask for less, or use /v1/release/download"


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
    rule: str | None = Field(
        description="Stable name of the rule by which a table of figures is refused; null otherwise.",
        examples=["several_subjects"],
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
        max_length=MOST_ERRORS,
        description="Each parameter that was not understood, at most 20; empty for other problems.",
    )


class NotUnderstood(Exception):
    """Parameters that are unknown, repeated or have a wrong value; `errors` names each of them."""

    def __init__(self, errors: list[ParameterError]) -> None:
        super().__init__()
        self.errors = errors


class NoAnswer(NotUnderstood):
    """Each parameter is valid, but not together with the others; without one of them the request may be answered."""


class NotAcceptable(Exception):
    """The answer comes in none of the formats that the client accepts; the message lists those there are."""


class NoSuchRange(HTTPException):
    """The `Range` of a request lies behind the end of the file."""

    def __init__(self, size: int) -> None:
        headers = {"Content-Range": f"bytes */{size}"}
        super().__init__(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers)


class Unavailable(Exception):
    """The data cannot be read now; the message says why."""


def documented(*statuses: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    """Declare the error responses of an operation for OpenAPI; `api/openapi` adds their examples."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        int(status): {"description": MEANINGS[status], "content": deepcopy(content)}
        | ({"headers": RETRY_AFTER} if status in PASSING else {})
        for status in statuses
    }


HEALTH_PROBLEMS = documented(
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.PRECONDITION_FAILED,
    HTTPStatus.REQUEST_URI_TOO_LONG,
    HTTPStatus.INTERNAL_SERVER_ERROR,
)
READY_PROBLEMS = {**HEALTH_PROBLEMS, **documented(HTTPStatus.SERVICE_UNAVAILABLE)}
READ_PROBLEMS = {**READY_PROBLEMS, **documented(HTTPStatus.TOO_MANY_REQUESTS)}
LIST_PROBLEMS = {**READ_PROBLEMS, **documented(HTTPStatus.NOT_ACCEPTABLE)}


def not_offered(media_types: Iterable[str]) -> str:
    """List the media types there are, in the message to a client that accepts none of them."""
    return (
        f"this comes as {', '.join(dict.fromkeys(type.partition(';')[0] for type in media_types))}"
    )


def problem(
    path: str, status: int, detail: str, errors: list[ParameterError] | None = None
) -> Problem:
    """Make a problem document: the one shape of every error."""
    return Problem(
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=quote(path, errors="replace"),
        errors=errors or [],
    )


def unknown_parameter(name: str, parameters: Sequence[str]) -> ParameterError:
    """Describe a parameter that the operation does not have, with the one that was probably meant."""
    echo = name[:LONGEST_ECHO]
    message = f"there is no parameter {_quoted(name)} here"
    return wrong_value(echo, message, nearest_name(echo, parameters), sorted(parameters))


def wrong_value(
    parameter: str,
    message: str,
    meant: str | None = None,
    allowed: Iterable[str] = (),
    *,
    rule: str | None = None,
) -> ParameterError:
    """Describe a parameter with a wrong value, with the one that was probably meant or else all that are allowed."""
    choices = list(allowed)
    if meant:
        message += f"; did you mean {meant!r}?"
    elif choices:
        message += f"; allowed: {', '.join(one for one in choices if not one.endswith(RARE))}"
    return ParameterError(
        parameter=parameter, message=message, did_you_mean=meant, allowed=choices, rule=rule
    )


def parameter_errors(error: Exception, parameters: Sequence[str] = ()) -> list[ParameterError]:
    """List the wrong parameters that an exception names; of an unknown one, suggest one of `parameters`."""
    match error:
        case RequestValidationError():
            return [_validation_error(details, parameters) for details in error.errors()]
        case NotUnderstood():
            return error.errors
        case UnknownValues():
            return [_unknown_value(value) for value in error.values]
        case BadCursor():
            return [wrong_value("cursor", str(error))]
    return []


def _unknown_value(value: Unknown) -> ParameterError:
    message = f"there is no {value.kind} {_quoted(value.written)}"
    if value.several:
        message = f"{_quoted(value.written)} may mean more than one {value.kind}"
    return wrong_value(value.parameter, message, value.nearest, value.allowed)


def in_words(errors: list[ParameterError]) -> str:
    """Join all errors into one line."""
    return "; ".join(f"{error.parameter}: {error.message}" for error in errors)


def why_unreadable(error: Exception) -> str:
    """Say why the database gave no answer: the query took too long, or the database cannot be read."""
    slow = any(words in str(error) for words in INTERRUPTED)
    return TOO_SLOW if slow else DETAILS[HTTPStatus.SERVICE_UNAVAILABLE]


def _validation_error(error: dict[str, Any], parameters: Sequence[str]) -> ParameterError:
    """Translate an error of Pydantic into a message for clients."""
    name, value, context = _place(error["loc"]), _quoted(error["input"]), error.get("ctx", {})
    if error["type"] == "extra_forbidden":
        return unknown_parameter(name, parameters)
    if error["type"] in ("enum", "literal_error"):
        allowed = CHOICE.findall(context["expected"])
        written = str(error["input"])
        meant = longer_name(written, allowed) or probably_meant(written, allowed)
        return wrong_value(name, f"{value} is not allowed", meant, allowed)
    if error["type"] in VALIDATION_MESSAGES:
        return wrong_value(name, VALIDATION_MESSAGES[error["type"]].format(value=value, **context))
    match error["type"]:
        case "string_pattern_mismatch":
            message = f"{value} is not {form_of(context['pattern'])}"
        case "value_error":
            message = str(context["error"])
        case "json_invalid":
            where = f"{context['error']}, at character {error['loc'][1]}"
            message = f'is not JSON, such as {{"text": "Over 4,300 have died."}}: {where}'
        case _:
            message = f"{value}: {error['msg'][0].lower()}{error['msg'][1:]}"
    return wrong_value(name, message)


def _place(loc: Sequence[str | int]) -> str:
    """Name the parameter, or the place in a body, such as `claims.0.value`."""
    part, *path = loc
    if part != "body":
        return str(path[0])
    named = bool(path) and isinstance(path[0], str)  # A number is how far JSON could be read.
    return ".".join(map(str, path)) if named else str(part)


def _quoted(value: object) -> str:
    """Quote a client's value in a message, truncated if it is long."""
    text = repr(value)
    return text if len(text) <= LONGEST_ECHO else f"{text[:LONGEST_ECHO]}…"
