"""Turning rows into bytes: rows are answered as they were checked and stored, without a second look."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from fastapi import Depends, Request, Response
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
    refuse_what_means_nothing,
    wrong_value,
)
from api.lists.engine import Found
from api.lists.envelope import CompactPage
from api.lists.parameters import PageRequest, Paging
from api.resources.answers import MissionCoverage, RecordChange, SearchHit
from api.resources.registry import SUBJECTS
from api.resources.sentences import entry
from api.vocabulary import Format, Row


async def _understand(request: Request) -> None:
    refuse_what_means_nothing(request)


DESCRIBED = '</openapi.json>; rel="describedby"; type="application/json"'
LONGEST_IN_LINKS = 1000
# What RFC 3986 lets stand in a query; anything else, such as `>`, could end the address within `Link`.
PLAIN_IN_QUERY = "%/?:@!$&'()*+,;=~"
# Where a record is found; hits and changes carry their own address.
ADDRESSES: dict[type[BaseModel], str] = {
    **{subject.record: f"/v1/{subject.listing.plural}/{{code}}" for subject in SUBJECTS.values()},
    MissionCoverage: "/v1/coverage?code={code}",
    RecordChange: "",
    SearchHit: "",
}
# Every operation refuses parameters it does not have; a plain function would cost a thread each time.
UNDERSTOOD = [Depends(_understand)]


def json_answer(content: Any) -> Response:
    """Plain data, or text that is JSON already; the tests hold every answer against its declared model."""
    text = content if isinstance(content, bytes) else to_json(content)
    return Response(text, media_type=MEDIA_TYPES[Format.JSON], headers={"Link": DESCRIBED})


def page_answer(request: Request, asked: Paging, found: Found, record: type[BaseModel]) -> Response:
    """A page of a list, in the format asked for."""
    path, query = request.scope["path"], quote(request.scope["query_string"], safe=PLAIN_IN_QUERY)
    here = f"{quote(path)}?{query}" if query else quote(path)
    page = envelope_of(request, here, asked, found)
    if asked.view:
        return _compact_answer(request, asked, found, record, page)
    format = choose_format(request, asked.format, offered(record))
    fields = asked.fields if isinstance(asked, PageRequest) else None
    headers = {"Link": _links(page, format, offered(record))}
    if format is not Format.JSON:
        name = path.strip("/").removeprefix("v1/").replace("/", "-")
        headers["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    content = {
        Format.JSON: lambda: to_page(found.texts, page),
        Format.CSV: lambda: to_csv(found.rows, record, fields),
        Format.NDJSON: lambda: to_ndjson(found.texts),
        Format.GEOJSON: lambda: to_geojson(found.rows, page),
    }[format]()
    return Response(content, headers=headers, media_type=MEDIA_TYPES[format])


def _compact_answer(
    request: Request, asked: Paging, found: Found, record: type[BaseModel], page: Row
) -> Response:
    """The same page, a sentence for each record."""
    if asked.format not in (None, Format.JSON):
        wrong = wrong_value("format", "view=compact comes as JSON alone", None, [Format.JSON])
        raise NotUnderstood([wrong])
    if isinstance(asked, PageRequest) and asked.fields:
        message = "has no meaning with view=compact, whose entries are text, href and source"
        raise NotUnderstood([wrong_value("fields", message)])
    offers = {Format.JSON: COMPACT}
    format = choose_format(request, asked.format, offers)
    content = to_page([to_json(one) for one in compact(record, found)], page)
    headers = {"Link": _links(page, format, offers)}
    return Response(content, headers=headers, media_type=COMPACT)


def compact(record: type[BaseModel], found: Found) -> list[Row]:
    """Each record of a page in a sentence, with its address and source."""
    address = ADDRESSES[record]
    return [entry(record, row, address.format(code=row["code"])) for row in found.rows]


def _links(page: Row, format: Format, media_types: Mapping[Format, str]) -> str:
    """Where to go from a page (RFC 8288): on, to its other formats, to the description of the API."""
    here = page["links"]["self"]
    links = [f'<{here}>; rel="self"']
    if following := page["links"]["next"]:
        links.append(f'<{following}>; rel="next"')
    for other, type in media_types.items():
        # Servers and clients take only so many bytes of headers.
        if other is not format and len(here) <= LONGEST_IN_LINKS:
            address = _with(here, "format", other)
            links.append(f'<{address}>; rel="alternate"; type="{type.partition(";")[0]}"')
    return ", ".join([*links, DESCRIBED])


def envelope_of(request: Request, here: str, asked: Paging, found: Found) -> Row:
    """What stands around the records of a page at the address `here`, which names no host.

    Behind a proxy, the host we know may not be the one the client knows.
    """
    return {
        "meta": {
            "total": found.total,
            "limit": asked.limit,
            "next_cursor": found.next_cursor,
            "release": request.state.edition.release.label,
            **found.hints,
        },
        "links": {
            "self": here,
            "next": found.next_cursor and _with(here, "cursor", found.next_cursor),
        },
        "facets": found.facets,
    }


def _with(address: str, name: str, value: str) -> str:
    """An address with one parameter set; the others stay as they were written."""
    path, _, query = address.partition("?")
    others = [one for one in query.split("&") if one and unquote(one.partition("=")[0]) != name]
    return f"{path}?{'&'.join([*others, f'{name}={value}'])}"


def offered(record: type[BaseModel]) -> dict[Format, str]:
    """The formats a list of such records comes in, with their media types."""
    placed = "longitude" in record.model_fields
    return {name: type for name, type in MEDIA_TYPES.items() if placed or name != Format.GEOJSON}


def also_in(media_types: Mapping[Name, str]) -> dict[int | str, dict[str, Any]]:
    """How an operation declares the formats beside its first one."""
    others = list(media_types.values())[1:]
    shapes = {type: "object" if type.endswith("+json") else "string" for type in others}
    content = {type: {"schema": {"type": shape}} for type, shape in shapes.items()}
    told = {"schema": {"$ref": f"#/components/schemas/{CompactPage.__name__}"}}
    return {200: {"content": {**content, COMPACT: told}}}


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
