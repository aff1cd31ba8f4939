"""Pages for people, at the addresses of the API without `/v1`: the same queries, the same filters, in HTML."""

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection

from api.formats import citations as citing
from api.http.query_parameters import ReadingRoute
from api.http.responses import UNDERSTOOD, offered
from api.lists.engine import Found, find, get
from api.lists.names import get_country_names, get_linked, get_names
from api.lists.parameters import MAX_LIMIT, PageRequest
from api.lists.resource import Listing
from api.pages.columns import COLUMNS, title_of
from api.pages.forms import make_form
from api.pages.frame import address, given, page
from api.pages.pictures import draw_list, draw_record
from api.pages.records import show
from api.pages.words import name_of, say_several
from api.resources.registry import RELATED, SUBJECTS, Subject
from api.routes import citations
from api.routes.records import accept, add_each, find_related, redirect_or_refuse
from api.vocabulary import CitationFormat, RecordType, Row

RELATED_SHOWN = 10
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class PageRoute(ReadingRoute):
    """A page with filters. A form sends its empty fields too; they are taken out of the address."""

    def get_route_handler(self) -> Handler:
        """The page, once its address says only what is asked; data in a format is at the address of the API."""
        answer = super().get_route_handler()

        async def show_or_redirect(request: Request) -> Response:
            sent = request.query_params.multi_items()
            if any(not value for _, value in sent):
                kept = urlencode([(name, value) for name, value in sent if value])
                here = quote(request.url.path)
                return RedirectResponse(f"{here}?{kept}" if kept else here)
            if {"format", "fields", "facet"} & {name for name, _ in sent}:
                return RedirectResponse(f"/v1{quote(request.url.path)}?{request.url.query}")
            return await answer(request)

        return show_or_redirect


def add_pages(router: APIRouter) -> None:
    """Adds the pages of all eleven subjects."""
    add_each(router, _add_list, _add_record, _add_related_list)


def _add_list(router: APIRouter, subject: Subject) -> None:
    listing = subject.listing

    def show_list(request: Request, asked: Any) -> Response:
        with request.state.edition.engine.connect() as connection:
            found = find(connection, listing, asked)
            title = say_several(listing.record_type).capitalize()
            return _list_page(connection, request, subject, asked, found, title=title)

    accept(show_list, listing.filter)
    path = f"/{listing.plural}"
    router.add_api_route(path, show_list, route_class_override=PageRoute, include_in_schema=False)


def _add_related_list(router: APIRouter, parent: Subject, child: Subject) -> None:
    owner, listing = parent.listing, child.listing

    def show_related(request: Request, code: str, asked: Any) -> Response:
        with request.state.edition.engine.connect() as connection:
            record = get(connection, owner, code)
            if record is None:
                suffix = f"/{listing.plural}"
                return redirect_or_refuse(connection, request, owner, code, suffix, root="")
            found = find_related(connection, owner, code, listing, asked)
            of = title_of(owner.record_type, record, {})
            title = f"{say_several(listing.record_type).capitalize()}: {of.text}"
            return _list_page(connection, request, child, asked, found, title=title, of=of)

    accept(show_related, listing.filter)
    path = f"/{owner.plural}/{{code}}/{listing.plural}"
    router.add_api_route(
        path, show_related, route_class_override=PageRoute, include_in_schema=False
    )


def _add_record(router: APIRouter, subject: Subject) -> None:
    listing = subject.listing

    def show_record(request: Request, code: str) -> Response:
        with request.state.edition.engine.connect() as connection:
            record = get(connection, listing, code)
            if record is None:
                return redirect_or_refuse(connection, request, listing, code, root="")
            return _record_page(connection, request, listing, record)

    router.add_api_route(
        f"/{listing.plural}/{{code}}", show_record, dependencies=UNDERSTOOD, include_in_schema=False
    )


def _list_page(
    connection: Connection,
    request: Request,
    subject: Subject,
    asked: PageRequest,
    found: Found,
    **shown: Any,
) -> Response:
    listing = subject.listing
    chosen = given(request)
    countries = get_country_names(connection)
    named = {"country": countries, "nationality": countries, "mission_country": countries}
    indicators = get_names(connection, RecordType.INDICATOR)
    return page(
        request,
        "list.html",
        words=subject.words,
        form=make_form(listing, chosen, {**named, "indicator": indicators}),
        asked={name: value for name, value in chosen.items() if name not in ("limit", "cursor")},
        table_shown=_table(listing, found.rows, countries, related="of" in shown),
        pictures=[] if "of" in shown else draw_list(connection, request, listing, asked),
        total=found.total,
        first=bool(asked.cursor) and address(request, cursor=None),
        following=found.next_cursor and address(request, cursor=found.next_cursor),
        formats={
            str(format): "/v1" + address(request, cursor=None, limit=MAX_LIMIT, format=format)
            for format in offered(subject.record)
        },
        **shown,
    )


def _table(
    listing: Listing, rows: list[Row], countries: dict[str, str], *, related: bool = False
) -> Row:
    """What the table of a list needs; figures have one of their own, which names their subjects if need be."""
    type = listing.record_type
    about = {row["subject"]["code"] for row in rows} if type is RecordType.FIGURE else set()
    return {
        "type": type,
        "rows": rows,
        "one_subject": related and len(about) == 1,
        "titles": [title_of(type, row, countries) for row in rows],
        "columns": {
            name: [cell(row, countries) for row in rows]
            for name, cell in COLUMNS.get(type, {}).items()
        },
    }


def _record_page(
    connection: Connection, request: Request, listing: Listing, record: Row
) -> Response:
    type, code = listing.record_type, record["code"]
    shown = show(type, record, get_linked(connection, type, code), get_country_names(connection))
    return page(
        request,
        "record.html",
        title=shown.name,
        record=record,
        pictures=draw_record(connection, request, type, code),
        shown=shown,
        plural=say_several(type),
        list_address=f"/{listing.plural}",
        related=[
            related
            for kind in RELATED.get(type, ())
            if (related := _related(connection, listing, code, SUBJECTS[kind].listing))["total"]
        ],
        cite=_citation(request, listing, record),
    )


def _related(connection: Connection, owner: Listing, code: str, listing: Listing) -> Row:
    """The first records of a related list, and where the others are."""
    found = find_related(connection, owner, code, listing, listing.filter(limit=RELATED_SHOWN))
    return {
        "plural": say_several(listing.record_type),
        "total": found.total,
        "address": f"/{owner.plural}/{code}/{listing.plural}",
        "table": _table(listing, found.rows, get_country_names(connection), related=True),
    }


def _citation(request: Request, listing: Listing, record: Row) -> dict[str, str]:
    """How to cite a record, as text and as BibTeX."""
    release, site = request.state.edition.release, request.app.state.public_url
    type, code = listing.record_type, record["code"]
    if type in {subject.listing.record_type for subject in citations.CITED}:
        return {
            format: citations.answer(release, site, listing, record, format)
            for format in (CitationFormat.TEXT, CitationFormat.BIBTEX)
        }
    public = site and f"{site}/{listing.plural}/{code}"
    work = citing.cite_page(f"{type}-{code}", name_of(type, record, {}), release, public, record)
    return {"text": citing.to_text(work), "bibtex": citing.to_bibtex(work)}
