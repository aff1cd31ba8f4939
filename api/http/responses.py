"""Turn pages of records into responses: the negotiated format, the envelope, the `Link` header."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from fastapi import Request, Response
from pydantic import BaseModel
from pydantic_core import to_json

from api.formats.tabular import (
    COMPACT,
    MEDIA_TYPES,
    Name,
    choose,
    to_csv,
    to_geojson,
    to_ndjson,
    to_page,
)
from api.http.problems import (
    NotAcceptable,
    NotUnderstood,
    not_offered,
    wrong_value,
)
from api.lists.engine import RecordPage
from api.lists.envelope import CompactPage
from api.lists.parameters import PageParams, PagingParams
from api.lists.resource import Rendering
from api.vocabulary import Format, Row

DESCRIBED_BY = '</openapi.json>; rel="describedby"; type="application/json"'
LONGEST_IN_LINKS = 1000
# What RFC 3986 lets stand in a query; anything else, such as `>`, could end the address within `Link`.
PLAIN_IN_QUERY = "%/?:@!$&'()*+,;=~"


def json_answer(content: Any) -> Response:
    """Answer plain data, or text that is JSON already; the tests hold every answer against its declared model."""
    text = content if isinstance(content, bytes) else to_json(content)
    return Response(text, media_type=MEDIA_TYPES[Format.JSON], headers={"Link": DESCRIBED_BY})


def page_answer(
    request: Request, params: PagingParams, page: RecordPage, rendering: Rendering
) -> Response:
    """Answer a page of a list, in the format that the request names."""
    path, query = request.scope["path"], quote(request.scope["query_string"], safe=PLAIN_IN_QUERY)
    here = f"{quote(path)}?{query}" if query else quote(path)
    envelope = envelope_of(request, here, params, page)
    if params.view:
        return _compact_answer(request, params, page, rendering, envelope)
    model = rendering.answer
    offers = offered(model)
    format = choose_format(request, params.format, offers)
    fields = params.fields if isinstance(params, PageParams) else None
    headers = {"Link": _links(envelope, format, offers) + _search_link(params, page)}
    if format is not Format.JSON:
        name = path.strip("/").removeprefix("v1/").replace("/", "-")
        headers["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    content = {
        Format.JSON: lambda: to_page(page.texts, envelope),
        Format.CSV: lambda: to_csv(page.rows, model, fields),
        Format.NDJSON: lambda: to_ndjson(page.texts),
        Format.GEOJSON: lambda: to_geojson(page.rows, envelope),
    }[format]()
    return Response(content, headers=headers, media_type=MEDIA_TYPES[format])


def _compact_answer(
    request: Request, params: PagingParams, page: RecordPage, rendering: Rendering, envelope: Row
) -> Response:
    """Answer the same page with a sentence for each record."""
    if params.format not in (None, Format.JSON):
        error = wrong_value("format", "view=compact comes as JSON alone", None, [Format.JSON])
        raise NotUnderstood([error])
    if isinstance(params, PageParams) and params.fields:
        message = "has no meaning with view=compact, whose entries are text, href and source"
        raise NotUnderstood([wrong_value("fields", message)])
    offers = {Format.JSON: COMPACT}
    format = choose_format(request, params.format, offers)
    content = to_page([to_json(rendering.compact(row)) for row in page.rows], envelope)
    headers = {"Link": _links(envelope, format, offers)}
    return Response(content, headers=headers, media_type=COMPACT)


def _search_link(params: PagingParams, page: RecordPage) -> str:
    """Link to the search where a list holds nothing with all the words: the list does not guess, the search does."""
    words = getattr(params, "q", None)
    if page.total or not words or not isinstance(params, PageParams):
        return ""
    return f', </v1/search?q={quote(words)}>; rel="search"'


def _links(envelope: Row, format: Format, media_types: Mapping[Format, str]) -> str:
    """List where to go from a page (RFC 8288): on, to its other formats, to the description of the API."""
    here = envelope["links"]["self"]
    links = [f'<{here}>; rel="self"']
    if following := envelope["links"]["next"]:
        links.append(f'<{following}>; rel="next"')
    for other, type in media_types.items():
        # Servers and clients take only so many bytes of headers.
        if other is not format and len(here) <= LONGEST_IN_LINKS:
            address = _with(here, "format", other)
            links.append(f'<{address}>; rel="alternate"; type="{type.partition(";")[0]}"')
    return ", ".join([*links, DESCRIBED_BY])


def envelope_of(request: Request, here: str, params: PagingParams, page: RecordPage) -> Row:
    """Build what stands around the records of a page at the address `here`, which names no host.

    Behind a proxy, the host we know may not be the one the client knows.
    """
    return {
        "meta": {
            "total": page.total,
            "limit": params.limit,
            "next_cursor": page.next_cursor,
            "release": request.state.served.label,
            **page.hints,
        },
        "links": {
            "self": here,
            "next": page.next_cursor and _with(here, "cursor", page.next_cursor),
        },
        "facets": page.facets,
        **page.beside,
    }


def _with(address: str, name: str, value: str) -> str:
    """Set one parameter of an address; the others stay as they were written."""
    path, _, query = address.partition("?")
    others = [pair for pair in query.split("&") if pair and unquote(pair.partition("=")[0]) != name]
    return f"{path}?{'&'.join([*others, f'{name}={value}'])}"


def offered(record: type[BaseModel]) -> dict[Format, str]:
    """Map the formats a list of such records comes in to their media types."""
    placed = "longitude" in record.model_fields
    return {name: type for name, type in MEDIA_TYPES.items() if placed or name != Format.GEOJSON}


def also_in(media_types: Mapping[Name, str]) -> dict[int | str, dict[str, Any]]:
    """Declare the formats of an operation beside its first one."""
    others = list(media_types.values())[1:]
    shapes = {type: "object" if type.endswith("+json") else "string" for type in others}
    content = {type: {"schema": {"type": shape}} for type, shape in shapes.items()}
    compact = {"schema": {"$ref": f"#/components/schemas/{CompactPage.__name__}"}}
    return {200: {"content": {**content, COMPACT: compact}}}


def choose_format(request: Request, format: Name | None, media_types: Mapping[Name, str]) -> Name:
    """Return the format that `format=` names, or else the one the `Accept` header likes best."""
    if format is None:
        best = choose(request.headers.get("accept", ""), media_types)
        if best is None:
            raise NotAcceptable(not_offered(media_types.values()))
        return best
    if format not in media_types:
        allowed = ", ".join(media_types)
        raise NotUnderstood(
            [wrong_value("format", f"{str(format)!r} is not offered here; allowed: {allowed}")]
        )
    return format
