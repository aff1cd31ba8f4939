"""Tell whether the process is alive and can answer, for those who watch it."""

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request, Response
from pydantic import Field
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.http.problems import HEALTH_PROBLEMS, READY_PROBLEMS, Unavailable
from api.http.query_parameters import CHECK_PARAMETERS
from api.http.responses import json_answer
from api.http.served_release import ServedRelease
from api.lists.envelope import Answer

READINESS_THREAD = CapacityLimiter(1)
router = APIRouter(dependencies=CHECK_PARAMETERS)


class Health(Answer):
    """Whether the service works."""

    status: str = Field(description="`ok` when it does.", examples=["ok"])


@router.get(
    "/healthz",
    response_model=Health,
    operation_id="read_health",
    summary="Is the process alive?",
    response_description="It is.",
    tags=["release"],
    responses=HEALTH_PROBLEMS,
)
async def read_health() -> Response:
    """Answers as long as the process runs; it does not look at the data."""
    # Not in a thread, where it would wait behind all the questions that came before.
    return json_answer({"status": "ok"})


@router.get(
    "/readyz",
    response_model=Health,
    operation_id="read_readiness",
    summary="Can it answer?",
    response_description="It can.",
    tags=["release"],
    responses=READY_PROBLEMS,
)
async def read_readiness(request: Request) -> Response:
    """Answers once the data can be read; 503 while it cannot, and when the service is about to stop."""
    if getattr(request.state, "draining", False):
        raise Unavailable("the service is about to stop")
    # In a thread of its own: a busy service, where a hundred questions wait for theirs, is ready all the same.
    await to_thread.run_sync(_check_database, request.state.served, limiter=READINESS_THREAD)
    return json_answer({"status": "ok"})


def _check_database(served: ServedRelease) -> None:
    # One row may be read from memory while the file is damaged: after a failure the whole file is checked.
    if served.failing and not served.database.is_whole():
        raise Unavailable("the database cannot be read")
    try:
        with served.engine.connect() as connection:
            connection.execute(text("SELECT 1 FROM release"))
    except DBAPIError as error:
        raise Unavailable("the database cannot be read") from error
    served.failing = False
