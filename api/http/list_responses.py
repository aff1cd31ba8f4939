"""Answer lists: negotiated format, envelope, `Link` header; all pages in one file as CSV or NDJSON without `limit`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, unquote

from fastapi import Request, Response
from pydantic import BaseModel
from pydantic_core import to_json
from sqlalchemy import Connection

from api.formats.atom import Feed
from api.formats.tabular import COMPACT, MEDIA_TYPES, to_csv, to_geojson, to_ndjson, to_page
from api.http.problems import NotUnderstood, wrong_value
from api.http.responses import DESCRIBED_BY, choose_format, file_headers, offered
from api.http.served_release import ServedRelease
from api.lists.engine import RecordPage
from api.lists.paging import MAX_LIMIT
from api.lists.parameters import PageParams, PagingParams
from api.lists.rendering import Rendering
from api.vocabulary import Format, Row

# Formats without an envelope, in which the pages of a list of any length follow each other in one file.
WITHOUT_END = (Format.CSV, Format.NDJSON)
LONGEST_IN_LINKS = 1000
# What RFC 3986 lets stand in a query; anything else, such as `>`, could end the address within `Link`.
PLAIN_IN_QUERY = "%/?:@!$&'()*+,;=~"
# Finds a page; the parameters are those of the list.
Find = Callable[[Connection, Any], RecordPage]


@dataclass(frozen=True)
class Writer:
    """How the records of a list are written."""

    format: Format
    record: type[BaseModel]
    fields: list[str] | None

    def write(self, page: RecordPage, envelope: Row) -> bytes:
        """Write a page that stands alone, or the first one of a file."""
        if self.format is Format.JSON:
            return to_page(page.texts, envelope)
        if self.format is Format.GEOJSON:
            return to_geojson(page.rows, envelope)
        if self.format is Format.CSV:
            return to_csv(page.rows, self.record, self.fields)
        return to_ndjson(page.texts)

    def go_on(self, page: RecordPage) -> bytes:
        """Write a later page of the same file, without a header."""
        if self.format is Format.CSV:
            return to_csv(page.rows, self.record, self.fields, header=False)
        return to_ndjson(page.texts)


def list_answer(
    request: Request, params: PagingParams, rendering: Rendering, find: Find
) -> Response:
    """Answer a list in the format that the request names: a page, or a whole file."""
    if params.view:
        return _compact_answer(request, params, rendering, find)
    offers = offered(rendering)
    format = choose_format(request, params.format, offers)
    writer = Writer(format, rendering.answer, getattr(params, "fields", None))
    whole = format in WITHOUT_END and "limit" not in params.model_fields_set
    if whole:
        params = params.model_copy(update={"limit": MAX_LIMIT})
    served: ServedRelease = request.state.served
    page = _find(served, find, params)
    if whole and page.next_cursor:
        # `api/http/middleware.py` streams it behind this answer.
        request.state.rest = _Rest(served, find, params, page.next_cursor, writer)
        page = replace(page, next_cursor=None)
    here = address_asked(request)
    envelope = envelope_of(request, here, params, page)
    headers = {"Link": _links(envelope, format, offers) + _search_link(params, page)}
    if format is Format.ATOM:
        headers |= {"X-Release": served.label}
    elif format is not Format.JSON:
        headers |= file_headers(request, format)
        headers |= {"Content-Location": address_with(here, "format", format)}
        headers |= {"X-Total-Count": str(page.total)}
    content = (
        _feed(request, params, rendering, page, envelope)
        if format is Format.ATOM
        else writer.write(page, envelope)
    )
    return Response(content, headers=headers, media_type=MEDIA_TYPES[format])


@dataclass(frozen=True)
class _Rest:
    """Read the pages after the first one of a whole file.

    Each page is read when the one before is sent, without holding a connection meanwhile: slow clients block nobody.
    """

    served: ServedRelease
    find: Find
    params: PagingParams
    cursor: str
    writer: Writer

    def __call__(self) -> Iterator[bytes]:
        cursor: str | None = self.cursor
        while cursor:
            params = self.params.model_copy(update={"cursor": cursor})
            page = _find(self.served, self.find, params)
            yield self.writer.go_on(page)
            cursor = page.next_cursor


def _feed(
    request: Request, params: PagingParams, rendering: Rendering, page: RecordPage, envelope: Row
) -> bytes:
    """Write a page as an Atom feed; its entries are whole, so that `fields` is refused."""
    if getattr(params, "fields", None):
        message = "has no meaning with format=atom, whose entries are whole"
        raise NotUnderstood([wrong_value("fields", message)])
    links = {
        name: address_with(address, "format", Format.ATOM)
        for name, address in envelope["links"].items()
        if address
    }
    day, base = request.state.served.release.date, request.app.state.public_url
    feed = Feed(f"{request.url.path} {params.cache_key()}", day, base, links)
    return feed.write([(row, rendering.sentence(row)) for row in page.rows])


def _find(served: ServedRelease, find: Find, params: PagingParams) -> RecordPage:
    with served.engine.connect() as connection:
        return find(connection, params)


def _compact_answer(
    request: Request, params: PagingParams, rendering: Rendering, find: Find
) -> Response:
    """Answer the page as `view=compact`: a sentence for each record."""
    if params.format not in (None, Format.JSON):
        error = wrong_value("format", "view=compact comes as JSON alone", None, [Format.JSON])
        raise NotUnderstood([error])
    if isinstance(params, PageParams) and params.fields:
        message = "has no meaning with view=compact, whose entries are text, href and source"
        raise NotUnderstood([wrong_value("fields", message)])
    offers = {Format.JSON: COMPACT}
    format = choose_format(request, params.format, offers)
    page = _find(request.state.served, find, params)
    envelope = envelope_of(request, address_asked(request), params, page)
    content = to_page([to_json(rendering.compact(row)) for row in page.rows], envelope)
    headers = {"Link": _links(envelope, format, offers)}
    return Response(content, headers=headers, media_type=COMPACT)


def address_asked(request: Request) -> str:
    """Return the requested path and query, without a host: behind a proxy, the client may know us by another one."""
    path, query = request.scope["path"], quote(request.scope["query_string"], safe=PLAIN_IN_QUERY)
    return f"{quote(path)}?{query}" if query else quote(path)


def _search_link(params: PagingParams, page: RecordPage) -> str:
    """Link to the search where `q` matches no record of a list: lists match strictly, the search does not."""
    words = getattr(params, "q", None)
    if page.total or not words or not isinstance(params, PageParams):
        return ""
    return f', </v1/search?q={quote(words)}>; rel="search"'


def _links(envelope: Row, format: Format, media_types: Mapping[Format, str]) -> str:
    """Write the `Link` header of a page (RFC 8288): itself, the next page, other formats, the OpenAPI document."""
    here = envelope["links"]["self"]
    links = [f'<{here}>; rel="self"']
    if following := envelope["links"]["next"]:
        links.append(f'<{following}>; rel="next"')
    for other, type in media_types.items():
        # Servers and clients take only so many bytes of headers.
        if other is not format and len(here) <= LONGEST_IN_LINKS:
            address = address_with(here, "format", other)
            links.append(f'<{address}>; rel="alternate"; type="{type.partition(";")[0]}"')
    return ", ".join([*links, DESCRIBED_BY])


def envelope_of(request: Request, here: str, params: PagingParams, page: RecordPage) -> Row:
    """Build the envelope of a page at the address `here`: `meta`, `links` and `facets`."""
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
            "next": page.next_cursor and address_with(here, "cursor", page.next_cursor),
        },
        "facets": page.facets,
        **page.beside,
    }


def address_with(address: str, name: str, value: str) -> str:
    """Set one parameter of an address; the others stay as they were written."""
    path, _, query = address.partition("?")
    others = [pair for pair in query.split("&") if pair and unquote(pair.partition("=")[0]) != name]
    return f"{path}?{'&'.join([*others, f'{name}={value}'])}"
