"""Handle every exception of the application: answer it as a problem document, or as a page for people.

What each exception means, and its words, stand in `api/http/problems.py`.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as AllTaken
from starlette.exceptions import HTTPException

from api.http.addresses import allowed_methods, exists, meant_address
from api.http.problems import (
    DETAILS,
    MEDIA_TYPE,
    MOST_ERRORS,
    TOO_SLOW,
    NotAcceptable,
    NotUnderstood,
    ParameterError,
    Problem,
    Unavailable,
    in_words,
    parameter_errors,
    problem,
    why_unreadable,
)
from api.http.query_parameters import query_parameters_of
from api.lists.paging import BadCursor
from api.lists.statements import Unreadable
from api.lists.unknown import NotFound, UnknownValues

RETRY_S = 10
STATUS = {
    NotFound: HTTPStatus.NOT_FOUND,
    NotAcceptable: HTTPStatus.NOT_ACCEPTABLE,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}
# Makes the page of a problem for a browser, with the code that was probably meant; None for other clients.
AsPage = Callable[[Request, Problem, str | None], Response | None]
Handler = Callable[[Request, Any], Response]


def add_error_handlers(app: FastAPI, as_page: AsPage) -> None:
    """Have every exception of the application answered as a problem, or as the page that `as_page` makes of it."""
    app.state.as_page = as_page
    handlers: dict[Handler, tuple[type[Exception], ...]] = {
        _not_understood: (RequestValidationError, NotUnderstood, UnknownValues, BadCursor),
        _refused: (NotFound, NotAcceptable, Unavailable),
        _unreadable: (DBAPIError, AllTaken, Unreadable),
        _failed: (HTTPException,),
        _mistaken: (Exception,),
    }
    for handler, errors in handlers.items():
        for error in errors:
            app.add_exception_handler(error, handler)


def _not_understood(request: Request, error: Exception) -> Response:
    errors = parameter_errors(error, list(query_parameters_of(request)))[:MOST_ERRORS]
    return _render(request, HTTPStatus.BAD_REQUEST, in_words(errors), errors)


def _refused(request: Request, error: NotFound | NotAcceptable | Unavailable) -> Response:
    meant = error.meant if isinstance(error, NotFound) else None
    return _render(request, STATUS[type(error)], str(error), meant=meant)


def _unreadable(request: Request, error: DBAPIError | AllTaken | Unreadable) -> Response:
    reason = why_unreadable(error)
    if reason is not TOO_SLOW:
        request.state.served.failing = True
    response = _render(request, HTTPStatus.SERVICE_UNAVAILABLE, reason)
    response.headers["Retry-After"] = str(RETRY_S)
    return response


def _failed(request: Request, error: HTTPException) -> Response:
    path, detail = request.scope["path"], None
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        detail = f"this address takes {allowed_methods(path)}"
    elif error.status_code == HTTPStatus.NOT_FOUND and (meant := _meant(request)):
        detail = f"there is nothing at this address; did you mean {quote(meant)}?"
    response = _render(request, error.status_code, detail)
    response.headers.update(error.headers or {})
    return response


def _meant(request: Request) -> str | None:
    """Return the path that was probably meant, if anything can be read there."""
    meant = meant_address(request.scope["path"])
    is_there = meant and exists(request.app.routes, {**request.scope, "path": meant})
    return meant if is_there else None


def _mistaken(request: Request, _: Exception) -> Response:
    return _render(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def _render(
    request: Request,
    status: int,
    detail: str | None = None,
    errors: list[ParameterError] | None = None,
    meant: str | None = None,
) -> Response:
    phrase = HTTPStatus(status)
    words = detail or DETAILS.get(phrase, phrase.description)
    document = problem(request.scope["path"], status, words, errors)
    if page := request.app.state.as_page(request, document, meant):
        return page  # type: ignore[no-any-return]  # the state of an application is untyped
    return Response(document.model_dump_json(), status_code=status, media_type=MEDIA_TYPE)
