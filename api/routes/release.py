"""The routes about the service itself: the release being served, and the health checks."""

from enum import StrEnum
from typing import Annotated, Any

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import to_json
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.exports.describe import list_files, to_jsonld
from api.exports.files import bring_downloads
from api.http.problems import HEALTH_PROBLEMS, LIST_PROBLEMS, READY_PROBLEMS, Unavailable
from api.http.query_parameters import CHECK_PARAMETERS, ModelQueryRoute
from api.http.responses import choose_format, json_answer
from api.http.served_release import ServedRelease
from api.lists.envelope import Answer
from api.tables.release import ReleaseRow
from api.vocabulary import PartialDate


class ReleaseFormat(StrEnum):
    """How the release is written; `jsonld` is for search engines."""

    JSON = "json"
    JSONLD = "jsonld"


class ReleaseParams(BaseModel):
    """The query parameters of the release."""

    model_config = ConfigDict(extra="forbid")

    format: ReleaseFormat | None = Field(
        default=None,
        description="Format of the response; overrides the `Accept` header: `json`, or"
        " `jsonld` for search engines (a `Dataset` of schema.org).",
        examples=["jsonld"],
    )


READINESS_THREAD = CapacityLimiter(1)
router = APIRouter(dependencies=CHECK_PARAMETERS)
queried = APIRouter(route_class=ModelQueryRoute)
MEDIA_TYPES = {
    ReleaseFormat.JSON: "application/json",
    ReleaseFormat.JSONLD: "application/ld+json",
}
AS_DATASET: dict[int | str, dict[str, Any]] = {
    200: {"content": {MEDIA_TYPES[ReleaseFormat.JSONLD]: {"schema": {"type": "object"}}}}
}


class Release(Answer):
    """The state of the data that is being served."""

    release: str = Field(
        description="State of the data, as in `meta.release` of every list:"
        " version, and first digits of the digest."
    )
    version: str = Field(description="Version, by year and month.", examples=["2026.11.1"])
    date: PartialDate = Field(description="Day the state was published.")
    proven_as_of: PartialDate | None = Field(
        description="Date of the newest source: nothing later is proven. Null when no source is dated."
    )
    digest: str = Field(description="SHA-256 of the seed files in canonical order.")
    counts: dict[str, int] = Field(description="Number of records of each kind.")


class Health(Answer):
    """Whether the service works."""

    status: str = Field(description="Always `ok`.", examples=["ok"])


@queried.get(
    "/v1/release",
    response_model=Release,
    operation_id="read_release",
    summary="Read the release",
    response_description="The release.",
    tags=["release"],
    responses={**LIST_PROBLEMS, **AS_DATASET},
)
def read_release(request: Request, params: Annotated[ReleaseParams, Query()]) -> Response:
    """The release being served: its version, its digest, and the number of records of each type.

    The same seed files always give the same digest, so two services with one digest give the same answers.
    As JSON-LD, the dataset is described for search engines, with its licence and the files to download.
    """
    release: ReleaseRow = request.state.served.release
    chosen = choose_format(request, params.format, MEDIA_TYPES)
    if chosen is ReleaseFormat.JSON:
        return json_answer(release_answer(release))
    return Response(to_json(_as_dataset(request, release)), media_type=MEDIA_TYPES[chosen])


def release_answer(release: ReleaseRow) -> dict[str, Any]:
    """Make the answer for a release, with the label that every list carries."""
    fields = [name for name in Release.model_fields if name != "release"]
    return {"release": release.label, **{name: getattr(release, name) for name in fields}}


def _as_dataset(request: Request, release: ReleaseRow) -> dict[str, Any]:
    # Imported late, as the health checks of this module do not need it.
    from api.lists.lookups import get_earliest_date  # noqa: PLC0415

    state = request.app.state
    engine = request.state.served.engine
    files = list_files(release, bring_downloads(engine, state.database, release)).files
    with engine.connect() as connection:
        return to_jsonld(release, files, get_earliest_date(connection), state.public_url)


@router.get(
    "/healthz",
    response_model=Health,
    operation_id="read_health",
    summary="Liveness check",
    response_description="The process is alive.",
    tags=["release"],
    responses=HEALTH_PROBLEMS,
)
async def read_health() -> Response:
    """Answers 200 while the process runs, without reading the data."""
    # Not in a worker thread, where it would queue behind all earlier requests.
    return json_answer({"status": "ok"})


@router.get(
    "/readyz",
    response_model=Health,
    operation_id="read_readiness",
    summary="Readiness check",
    response_description="The service is ready.",
    tags=["release"],
    responses=READY_PROBLEMS,
)
async def read_readiness(request: Request) -> Response:
    """Answers 200 while the data can be read, otherwise 503, also when the service is about to stop."""
    if getattr(request.state, "draining", False):
        raise Unavailable("the service is about to stop")
    # In a thread of its own: a busy service, where a hundred requests wait for a worker thread, is ready all the same.
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
