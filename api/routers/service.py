"""What the service says of itself: the release it serves, and whether it works."""

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request, Response
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.errors import Unavailable, documented
from api.responses.records import Health, Release
from api.routers.answers import UNDERSTOOD, json_answer
from api.tables.index import ReleaseRow

router = APIRouter(dependencies=UNDERSTOOD)
PROBLEMS = documented(HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE)


@router.get(
    "/v1/release",
    response_model=Release,
    operation_id="read_release",
    summary="Read the release",
    response_description="The release.",
    tags=["release"],
    responses=PROBLEMS,
)
def read_release(request: Request) -> Response:
    """The state of the data being served: its version, its digest, and how much there is of each kind.

    The same seed files always give the same digest, so two services with one digest answer alike.
    """
    return json_answer(answer(request.app.state.release))


def answer(release: ReleaseRow) -> dict[str, Any]:
    """A release with the label that every list carries."""
    fields = [name for name in Release.model_fields if name != "release"]
    return {"release": release.label, **{name: getattr(release, name) for name in fields}}


@router.get(
    "/healthz",
    response_model=Health,
    operation_id="read_health",
    summary="Is the process alive?",
    response_description="It is.",
    tags=["release"],
    responses=documented(HTTPStatus.INTERNAL_SERVER_ERROR),
)
def read_health() -> Response:
    """Answers as long as the process runs; it does not look at the data."""
    return json_answer({"status": "ok"})


@router.get(
    "/readyz",
    response_model=Health,
    operation_id="read_readiness",
    summary="Can it answer?",
    response_description="It can.",
    tags=["release"],
    responses=PROBLEMS,
)
def read_readiness(request: Request) -> Response:
    """Answers once the data can be read; 503 while it cannot."""
    try:
        with request.app.state.engine.connect() as connection:
            connection.execute(text("SELECT 1 FROM release"))
    except DBAPIError as error:
        raise Unavailable("the database cannot be read") from error
    return json_answer({"status": "ok"})
