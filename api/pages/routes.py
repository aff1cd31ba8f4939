"""Serve pages for people at the addresses of the API without `/v1`: the same queries and filters, in HTML."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection

from api.formats import citations as citing
from api.formats.citations import CitationFormat
from api.http.list_responses import WITHOUT_END
from api.http.query_parameters import CHECK_PARAMETERS, ModelQueryRoute
from api.lists.engine import RecordPage, find, get
from api.lists.lookups import get_country_names, get_linked, get_names
from api.lists.parameters import MAX_LIMIT, PageParams
from api.lists.records import find_related
from api.lists.resource import Resource
from api.pages.columns import cells_of, title_of
from api.pages.forms import make_form
from api.pages.frame import address, page, query_of
from api.pages.pictures import draw_list, draw_record
from api.pages.records import make_view, name_of
from api.resources.registry import related_to
from api.routes import citations
from api.routes.records import add_each, redirect_or_refuse
from api.vocabulary import RecordType, Row

RELATED_SHOWN = 10
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class PageRoute(ModelQueryRoute):
    """Route of a page with filters. Forms send their empty fields too; it takes them out of the address."""

    def get_route_handler(self) -> Handler:
        """Redirect from empty parameters, and from a format to the address of the API; else answer the page."""
        answer = super().get_route_handler()

        async def show_or_redirect(request: Request) -> Response:
            sent = request.query_params.multi_items()
            if any(not value for _, value in sent):
                query = urlencode([(name, value) for name, value in sent if value])
                here = quote(request.url.path)
                return RedirectResponse(f"{here}?{query}" if query else here)
            if {"format", "fields", "facet"} & {name for name, _ in sent}:
                return RedirectResponse(f"/v1{quote(request.url.path)}?{request.url.query}")
            return await answer(request)

        return show_or_redirect


def add_pages(router: APIRouter) -> None:
    """Add the pages of every kind of record."""
    add_each(router, _add_list, _add_record, _add_related_list)


def _add_list(router: APIRouter, resource: Resource) -> None:
    filters = resource.filters

    def show_list(request: Request, params: Annotated[filters, Query()]) -> Response:  # type: ignore[valid-type]  # one model for each kind
        with request.state.served.engine.connect() as connection:
            records = find(connection, resource, params)
            title = resource.plural.capitalize()
            return _list_page(connection, request, resource, params, records, title=title)

    path = f"/{resource.plural}"
    router.add_api_route(path, show_list, route_class_override=PageRoute, include_in_schema=False)


def _add_related_list(router: APIRouter, owner: Resource, child: Resource) -> None:
    filters = child.filters

    def show_related(request: Request, code: str, params: Annotated[filters, Query()]) -> Response:  # type: ignore[valid-type]  # one model for each kind
        with request.state.served.engine.connect() as connection:
            record = get(connection, owner, code)
            if record is None:
                suffix = f"/{child.plural}"
                return redirect_or_refuse(connection, request, owner, code, suffix, root="")
            records = find_related(connection, owner, code, child, params)
            of = title_of(owner, record, {})
            title = f"{child.plural.capitalize()}: {of.text}"
            return _list_page(connection, request, child, params, records, title=title, of=of)

    path = f"/{owner.plural}/{{code}}/{child.plural}"
    router.add_api_route(
        path, show_related, route_class_override=PageRoute, include_in_schema=False
    )


def _add_record(router: APIRouter, resource: Resource) -> None:
    def show_record(request: Request, code: str) -> Response:
        with request.state.served.engine.connect() as connection:
            record = get(connection, resource, code)
            if record is None:
                return redirect_or_refuse(connection, request, resource, code, root="")
            return _record_page(connection, request, resource, record)

    path = f"/{resource.plural}/{{code}}"
    router.add_api_route(path, show_record, dependencies=CHECK_PARAMETERS, include_in_schema=False)


def _list_page(
    connection: Connection,
    request: Request,
    resource: Resource,
    params: PageParams,
    records: RecordPage,
    **context: Any,
) -> Response:
    query = query_of(request)
    countries = get_country_names(connection)
    choices = dict.fromkeys(("country", "nationality", "mission_country"), countries)
    choices["indicator"] = get_names(connection, RecordType.INDICATOR)
    return page(
        request,
        "list.html",
        words=resource.words,
        form=make_form(resource, query, choices),
        filters={name: value for name, value in query.items() if name not in ("limit", "cursor")},
        table_data=_table(resource, records.rows, countries, related="of" in context),
        pictures=[] if "of" in context else draw_list(connection, request, resource, params),
        total=records.total,
        first=bool(params.cursor) and address(request, cursor=None),
        following=records.next_cursor and address(request, cursor=records.next_cursor),
        formats={
            # As a file it is whole.
            str(format): "/v1"
            + address(
                request,
                cursor=None,
                limit=None if format in WITHOUT_END else MAX_LIMIT,
                format=format,
            )
            for format in resource.formats
        },
        **context,
    )


def _table(
    resource: Resource, rows: list[Row], countries: dict[str, str], *, related: bool = False
) -> Row:
    """Gather what the table of a list needs; figures have one of their own, which names their subjects if need be."""
    is_figures = resource.type is RecordType.FIGURE
    about = {row["subject"]["code"] for row in rows} if is_figures else set()
    columns = () if is_figures else resource.columns
    return {
        "type": resource.type,
        "rows": rows,
        "one_subject": related and len(about) == 1,
        "titles": [title_of(resource, row, countries) for row in rows],
        "columns": {column.label: cells_of(column, rows, countries) for column in columns},
    }


def _record_page(
    connection: Connection, request: Request, resource: Resource, record: Row
) -> Response:
    type, code = resource.type, record["code"]
    linked, countries = get_linked(connection, type, code), get_country_names(connection)
    view = make_view(type, record, linked, countries)
    return page(
        request,
        "record.html",
        title=view.name,
        record=record,
        pictures=draw_record(connection, request, type, code),
        view=view,
        plural=resource.plural,
        list_address=f"/{resource.plural}",
        related=[
            related
            for child in related_to(resource)
            if (related := _related(connection, resource, code, child))["total"]
        ],
        cite=_citation(request, resource, record),
    )


def _related(connection: Connection, owner: Resource, code: str, child: Resource) -> Row:
    """Show the first records of a related list, and where the others are."""
    records = find_related(connection, owner, code, child, child.filters(limit=RELATED_SHOWN))
    return {
        "plural": child.plural,
        "total": records.total,
        "address": f"/{owner.plural}/{code}/{child.plural}",
        "table": _table(child, records.rows, get_country_names(connection), related=True),
    }


def _citation(request: Request, resource: Resource, record: Row) -> dict[str, str]:
    """Cite a record as text and as BibTeX."""
    release, site = request.state.served.release, request.app.state.public_url
    if resource.citation:
        return {
            format: citations.answer(release, site, resource, record, format)
            for format in (CitationFormat.TEXT, CitationFormat.BIBTEX)
        }
    key, public = (
        f"{resource.type}-{record['code']}",
        site and f"{site}/{resource.plural}/{record['code']}",
    )
    work = citing.cite_page(key, name_of(resource.type, record, {}), release, public, record)
    return {"text": citing.to_text(work), "bibtex": citing.to_bibtex(work)}
