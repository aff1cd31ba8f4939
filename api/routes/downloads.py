"""The route of downloads: the whole dataset as one file, with range requests."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import MalformedRangeHeader, RangeNotSatisfiable

from api.exports.describe import Downloads, list_files
from api.exports.files import FORMS, DownloadFormat, bring_downloads
from api.http.problems import LIST_PROBLEMS, NoSuchRange, Unavailable, documented
from api.http.query_parameters import ModelQueryRoute
from api.http.responses import choose_format, json_answer

router = APIRouter(prefix="/v1", tags=["release"], route_class=ModelQueryRoute)
MEDIA_TYPES = {
    DownloadFormat.JSON: "application/json",
    **{format: form.media_type for format, form in FORMS.items()},
}
BINARY = {"type": "string", "format": "binary"}
PACKAGE = {"type": "object", "description": "A Frictionless Data Package."}
FILES = {
    form.media_type: {"schema": PACKAGE if format is DownloadFormat.DATAPACKAGE else BINARY}
    for format, form in FORMS.items()
}
RANGE = {
    "Range": (
        "Byte range to send, such as `bytes=1000000-`; by default the whole file.",
        "bytes=1000000-",
    ),
    "If-Range": (
        "`ETag` of the file the range belongs to; if the file has changed, it is sent whole.",
        '"9f2c1a7e"',
    ),
}
HEADERS = [
    {"name": name, "in": "header", "description": words, "schema": {"type": "string"}}
    | {"required": False, "example": example}
    for name, (words, example) in RANGE.items()
]
ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"content": FILES},
    206: {
        "description": "The byte range requested in `Range`.",
        "content": {media_type: {"schema": BINARY} for media_type in FILES},
        "headers": {
            "Content-Range": {
                "description": "Range of bytes sent, and size of the whole file.",
                "schema": {"type": "string"},
            }
        },
    },
}


class DownloadParams(BaseModel):
    """The query parameters of a download."""

    model_config = ConfigDict(extra="forbid")

    format: DownloadFormat | None = Field(
        default=None,
        description="Format of the file; overrides the `Accept` header. `json` lists the files.",
        examples=["sqlite"],
    )


class ResumableFile(FileResponse):
    """A file response with range requests, whose errors are problem documents as everywhere."""

    @classmethod
    def _parse_range_header(cls, http_range: str, file_size: int) -> list[tuple[int, int]]:
        try:
            return super()._parse_range_header(http_range, file_size)
        except MalformedRangeHeader:
            return []  # A malformed range is ignored (RFC 9110, section 14.2).
        except RangeNotSatisfiable as error:
            raise NoSuchRange(file_size) from error


@router.get(
    "/release/download",
    response_model=Downloads,
    operation_id="read_download",
    summary="Download everything",
    response_description="The list of files, or the file requested.",
    responses={
        **LIST_PROBLEMS,
        **documented(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE),
        **ANSWERS,
    },
    openapi_extra={"parameters": HEADERS},
)
def read_download(request: Request, params: Annotated[DownloadParams, Query()]) -> Response:
    """The whole dataset in one file: a SQLite database, NDJSON, or CSV tables in a zip.

    Without `format`, lists the files with their sizes and SHA-256 checksums. Resume an interrupted download with
    `Range: bytes=1000000-`, and with the `ETag` in `If-Range`, so that parts of two releases never mix.
    """
    served = request.state.served
    release = served.release
    downloads = bring_downloads(served.engine, request.app.state.database, release)
    if not downloads:
        raise Unavailable(
            "the files of this release have not been made; make them with: python -m seed load"
        )
    chosen = choose_format(request, params.format, MEDIA_TYPES)
    if chosen is DownloadFormat.JSON:
        return json_answer(list_files(release, downloads))
    download = downloads[chosen]
    headers = {
        "Content-Disposition": f'attachment; filename="{download.name_for(release)}"',
        "ETag": f'"{download.sha256}"',
        "Last-Modified": served.last_modified,  # By which `If-Range` may name the file as well.
    }
    return ResumableFile(download.path, headers=headers, media_type=download.form.media_type)
