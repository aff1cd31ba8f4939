"""Say which release is served: its version, and how much it holds."""

from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import to_json

from api.exports.describe import list_files, to_jsonld
from api.exports.files import bring_downloads
from api.http.problems import LIST_PROBLEMS
from api.http.query_parameters import ModelQueryRoute
from api.http.responses import choose_format, json_answer
from api.lists.envelope import Answer
from api.lists.lookups import get_beginning
from api.tables.release import ReleaseRow
from api.vocabulary import PartialDate


class ReleaseFormat(StrEnum):
    """How the release is written; `jsonld` is for search engines."""

    JSON = "json"
    JSONLD = "jsonld"


class ReleaseParams(BaseModel):
    """How the release can be asked for."""

    model_config = ConfigDict(extra="forbid")

    format: ReleaseFormat | None = Field(
        default=None,
        description="How it is written, if the `Accept` header does not say it: `json`, or"
        " `jsonld` for search engines (a `Dataset` of schema.org).",
        examples=["jsonld"],
    )


router = APIRouter(route_class=ModelQueryRoute)
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
        description="Version and first digits of the digest, as every list carries it."
    )
    version: str = Field(description="Version, by year and month.", examples=["2026.11.1"])
    date: PartialDate = Field(description="Day the state was published.")
    proven_as_of: PartialDate | None = Field(
        description="Date of the newest source: nothing later is proven. Null when no source is dated."
    )
    digest: str = Field(description="SHA-256 of the seed files in canonical order.")
    counts: dict[str, int] = Field(description="Number of records of each kind.")


@router.get(
    "/v1/release",
    response_model=Release,
    operation_id="read_release",
    summary="Read the release",
    response_description="The release.",
    tags=["release"],
    responses={**LIST_PROBLEMS, **AS_DATASET},
)
def read_release(request: Request, params: Annotated[ReleaseParams, Query()]) -> Response:
    """The state of the data being served: its version, its digest, and how much there is of each kind.

    The same seed files always give the same digest, so two services with one digest answer alike.
    As JSON-LD, it is described for search engines, with its licence and the files to download.
    """
    release: ReleaseRow = request.state.served.release
    chosen = choose_format(request, params.format, MEDIA_TYPES)
    if chosen is ReleaseFormat.JSON:
        return json_answer(answer(release))
    return Response(to_json(_describe(request, release)), media_type=MEDIA_TYPES[chosen])


def answer(release: ReleaseRow) -> dict[str, Any]:
    """Describe a release, with the label that every list carries."""
    fields = [name for name in Release.model_fields if name != "release"]
    return {"release": release.label, **{name: getattr(release, name) for name in fields}}


def _describe(request: Request, release: ReleaseRow) -> dict[str, Any]:
    state = request.app.state
    engine = request.state.served.engine
    files = list_files(release, bring_downloads(engine, state.database, release)).files
    with engine.connect() as connection:
        return to_jsonld(release, files, get_beginning(connection), state.public_url)
