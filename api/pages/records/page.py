"""Put together the page of a record, in the order in which readers want it."""

from typing import Any

from fastapi import Request, Response
from sqlalchemy import Connection

from api.formats import citations as citing
from api.formats.citations import CitationFormat
from api.lists.lookups import get_country_names, get_linked
from api.lists.records import find_related
from api.lists.resource import Resource
from api.pages.frame.numbers import group_numbers, newest_of_each
from api.pages.frame.page import page
from api.pages.frame.previews import describe, to_structured
from api.pages.frame.records import make_view, name_of
from api.pages.frame.wholes import explain_wholes
from api.pages.lists.tables import table_of
from api.pages.openings.boxes import Opening, fill_boxes
from api.pages.openings.kinds import OPENINGS
from api.pages.openings.lines import Owner
from api.pages.openings.pictures import draw_record
from api.pages.records.posts import list_posts
from api.pages.records.timelines import tell_story
from api.resources.registry import related_to
from api.routes.citations import citation_of
from api.vocabulary import RecordType, Row

RELATED_SHOWN = 6
# Whose figures are grouped by indicator, and whose posts are listed: of others these are a list of their own.
GROUPED = {
    *(RecordType.MISSION, RecordType.INITIATIVE, RecordType.COUNTRY),
    *(RecordType.ORGANISATION, RecordType.PERSON),
}
WITH_POSTS = {RecordType.MISSION, RecordType.ORGANISATION}
NEWEST_FIRST = {RecordType.EVENT: "-started", RecordType.STATEMENT: "-date"}


def show_page(
    connection: Connection, request: Request, resource: Resource, record: Row
) -> Response:
    """Render the page of a record: opening, charts, parts, figures, related lists, sources."""
    type, code = resource.type, record["code"]
    linked, countries = get_linked(connection, type, code), get_country_names(connection)
    view = make_view(type, record, linked, countries)
    is_initiative = type is RecordType.INITIATIVE
    owner = Owner(connection, type, record)
    boxes = fill_boxes(OPENINGS.get(type, Opening()), owner)
    return page(
        request,
        "record.html",
        title=view.name,
        record=record,
        view=view,
        countries=countries,
        wholes=explain_wholes(connection),
        plural=resource.plural,
        list_address=f"/{resource.plural}",
        boxes=boxes,
        description=describe(record, (one.told for box in boxes for one in box.answers)),
        structured=to_structured(type, record, countries, request.app.state.public_url),
        pictures=draw_record(request, owner),
        story=tell_story(connection, record) if is_initiative else [],
        posts=list_posts(connection, type, code) if type in WITH_POSTS else [],
        numbers=group_numbers(connection, resource, code) if type in GROUPED else None,
        newest=newest_of_each(connection, code) if type is RecordType.INDICATOR else [],
        related=_all_related(connection, resource, code),
        cite=_citation(request, resource, record),
        notes_shown=True,
    )


def _all_related(connection: Connection, resource: Resource, code: str) -> list[Row]:
    elsewhere = set()
    if resource.type in GROUPED | {RecordType.INDICATOR}:
        elsewhere.add(RecordType.FIGURE)
    if resource.type in WITH_POSTS:
        elsewhere.add(RecordType.PERSON)
    lists = [
        _related(connection, resource, code, child)
        for child in related_to(resource)
        if child.type not in elsewhere
    ]
    return [one for one in lists if one["total"]]


def _related(connection: Connection, owner: Resource, code: str, child: Resource) -> Row:
    """Return the first records of a related list, with its address."""
    order: dict[str, Any] = {}
    if child.type in NEWEST_FIRST:
        order["sort"] = [NEWEST_FIRST[child.type]]
    shown = child.filters(limit=RELATED_SHOWN, **order)
    records = find_related(connection, owner, code, child, shown)
    return {
        "plural": child.plural,
        "total": records.total,
        "address": f"/{owner.plural}/{code}/{child.plural}",
        "table": table_of(child, records.rows, get_country_names(connection), related=True),
    }


def _citation(request: Request, resource: Resource, record: Row) -> dict[str, str]:
    """Cite a record as text and as BibTeX."""
    release, site = request.state.served.release, request.app.state.public_url
    if resource.citation:
        return {
            format: citation_of(release, site, resource, record, format)
            for format in (CitationFormat.TEXT, CitationFormat.BIBTEX)
        }
    key = f"{resource.type}-{record['code']}"
    address = site and f"{site}/{resource.plural}/{record['code']}"
    work = citing.cite_page(key, name_of(resource.type, record, {}), release, address, record)
    return {"text": citing.to_text(work), "bibtex": citing.to_bibtex(work)}
