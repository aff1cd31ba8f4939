"""The routes of citations, ready to paste, of figures, missions and initiatives."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.formats.citations import MEDIA_TYPES, CitationFormat, cite, write
from api.http.problems import LIST_PROBLEMS
from api.http.query_parameters import ModelQueryRoute
from api.http.responses import choose_format
from api.lists.engine import get
from api.lists.resource import Resource
from api.resources.registry import RESOURCES
from api.routes.records import NO_RECORD, REDIRECT, Code, redirect_or_refuse
from api.tables.release import ReleaseRow
from api.vocabulary import Row

CITED = [resource for resource in RESOURCES.values() if resource.citation]
# File extensions of the formats that reference managers open; text is shown in the browser.
ENDINGS = {CitationFormat.BIBTEX: "bib", CitationFormat.CSL: "json", CitationFormat.RIS: "ris"}
SHAPES = {CitationFormat.CSL: {"type": "array", "items": {"type": "object"}}}


class CitationParams(BaseModel):
    """The query parameters of a citation."""

    model_config = ConfigDict(extra="forbid")

    format: CitationFormat | None = Field(
        default=None,
        description="Format of the citation; overrides the `Accept` header: `text`,"
        " `bibtex`, `csl` (CSL-JSON) or `ris`.",
        examples=["bibtex"],
    )


def make_router() -> APIRouter:
    """Make a route for each kind of record that has citations."""
    router = APIRouter(prefix="/v1", route_class=ModelQueryRoute)
    for resource in CITED:
        _add_citation(router, resource)
    return router


def citation_of(
    release: ReleaseRow, site: str, resource: Resource, record: Row, format: CitationFormat
) -> str:
    """Write the citation of a record, with its address on the public site if there is one."""
    address = f"{site}/v1/{resource.plural}/{record['code']}" if site else ""
    return write(cite(resource.type, record, release, address), format)


def _add_citation(router: APIRouter, resource: Resource) -> None:
    def read_citation(
        request: Request, code: Code, params: Annotated[CitationParams, Query()]
    ) -> Response:
        with request.state.served.engine.connect() as connection:
            record = get(connection, resource, code)
            if record is None:
                return redirect_or_refuse(connection, request, resource, code, "/citation")
        chosen = choose_format(request, params.format, MEDIA_TYPES)
        release, site = request.state.served.release, request.app.state.public_url
        content = citation_of(release, site, resource, record, chosen)
        headers = {}
        if ending := ENDINGS.get(chosen):
            headers["Content-Disposition"] = f'attachment; filename="{code}.{ending}"'
        return Response(content, headers=headers, media_type=MEDIA_TYPES[chosen])

    router.get(
        f"/{resource.plural}/{{code}}/citation",
        response_class=Response,
        operation_id=f"read_{resource.type}_citation",
        summary=f"Cite one {resource.type}",
        response_description="The citation.",
        description=f"{resource.citation} The citation names the release, so that the cited state"
        f" can be found again; it has no access date, because a release does not change.",
        tags=[resource.plural],
        responses={**LIST_PROBLEMS, **NO_RECORD, **REDIRECT, **_formats()},
    )(read_citation)


def _formats() -> dict[int | str, dict[str, object]]:
    content = {
        media_type: {"schema": SHAPES.get(format, {"type": "string"})}
        for format, media_type in MEDIA_TYPES.items()
    }
    return {200: {"content": content}}
