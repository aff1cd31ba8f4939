"""Turning rows into bytes: rows are answered as they were checked and stored, without a second look."""

from collections.abc import Mapping
from typing import Any

from fastapi import Depends, Request, Response
from pydantic import BaseModel
from pydantic_core import to_json
from starlette.datastructures import URL

from api.errors import (
    NotAcceptable,
    NotUnderstood,
    not_offered,
    refuse_what_means_nothing,
    wrong_value,
)
from api.formats import MEDIA_TYPES, Name, choose, to_csv, to_geojson, to_ndjson, to_page
from api.queries.grammar import Found, Row
from api.queries.requests import PageRequest, Paging
from api.vocabulary import Format


async def _understand(request: Request) -> None:
    refuse_what_means_nothing(request)


DESCRIBED = '</openapi.json>; rel="describedby"; type="application/json"'
LONGEST_IN_LINKS = 1000
# Every operation refuses parameters it does not have; a plain function would cost a thread each time.
UNDERSTOOD = [Depends(_understand)]


def json_answer(content: Any) -> Response:
    """Plain data, or text that is JSON already; the tests hold every answer against its declared model."""
    text = content if isinstance(content, bytes) else to_json(content)
    return Response(text, media_type=MEDIA_TYPES[Format.JSON], headers={"Link": DESCRIBED})


def page_answer(request: Request, asked: Paging, found: Found, record: type[BaseModel]) -> Response:
    """A page of a list, in the format asked for."""
    page = envelope_of(request, request.url, asked, found)
    format = choose_format(request, asked.format, offered(record))
    fields = asked.fields if isinstance(asked, PageRequest) else None
    headers = {"Link": _links(request.url, page, format, offered(record))}
    if format is not Format.JSON:
        name = request.url.path.strip("/").removeprefix("v1/").replace("/", "-")
        headers["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    content = {
        Format.JSON: lambda: to_page(found.texts, page),
        Format.CSV: lambda: to_csv(found.rows, record, fields),
        Format.NDJSON: lambda: to_ndjson(found.texts),
        Format.GEOJSON: lambda: to_geojson(found.rows, page),
    }[format]()
    return Response(content, headers=headers, media_type=MEDIA_TYPES[format])


def _links(here: URL, page: Row, format: Format, media_types: Mapping[Format, str]) -> str:
    """Where to go from a page (RFC 8288): on, to its other formats, to the description of the API."""
    links = [f'<{page["links"]["self"]}>; rel="self"']
    if following := page["links"]["next"]:
        links.append(f'<{following}>; rel="next"')
    for other, type in media_types.items():
        # Servers and clients take only so many bytes of headers.
        if other is not format and len(here.query) <= LONGEST_IN_LINKS:
            address = _relative(here.include_query_params(format=other))
            links.append(f'<{address}>; rel="alternate"; type="{type.partition(";")[0]}"')
    return ", ".join([*links, DESCRIBED])


def envelope_of(request: Request, here: URL, asked: Paging, found: Found) -> Row:
    """What stands around the records of a page at the address `here`."""
    following = here.include_query_params(cursor=found.next_cursor) if found.next_cursor else None
    return {
        "meta": {
            "total": found.total,
            "limit": asked.limit,
            "next_cursor": found.next_cursor,
            "release": request.app.state.release.label,
            **found.hints,
        },
        "links": {"self": _relative(here), "next": following and _relative(following)},
        "facets": found.facets,
    }


def offered(record: type[BaseModel]) -> dict[Format, str]:
    """The formats a list of such records comes in, with their media types."""
    placed = "longitude" in record.model_fields
    return {name: type for name, type in MEDIA_TYPES.items() if placed or name != Format.GEOJSON}


def also_in(media_types: Mapping[Name, str]) -> dict[int | str, dict[str, Any]]:
    """How an operation declares the formats beside its first one."""
    others = list(media_types.values())[1:]
    shapes = {type: "object" if type.endswith("+json") else "string" for type in others}
    return {200: {"content": {type: {"schema": {"type": shape}} for type, shape in shapes.items()}}}


def choose_format(request: Request, wanted: Name | None, media_types: Mapping[Name, str]) -> Name:
    """The format that `format=` names, or else the one the `Accept` header likes best."""
    if wanted is None:
        found = choose(request.headers.get("accept", ""), media_types)
        if found is None:
            raise NotAcceptable(not_offered(media_types.values()))
        return found
    if wanted not in media_types:
        allowed = ", ".join(media_types)
        raise NotUnderstood(
            [wrong_value("format", f"{str(wanted)!r} is not offered here; allowed: {allowed}")]
        )
    return wanted


def _relative(url: URL) -> str:
    """An address without the host, which behind a proxy may not be the one the client knows."""
    return f"{url.path}?{url.query}" if url.query else url.path
