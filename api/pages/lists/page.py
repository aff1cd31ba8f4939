"""Put together the page of a list: form, filters and facets, table with numbers, charts."""

from typing import Any

from fastapi import Request, Response
from markupsafe import Markup
from sqlalchemy import Connection

from api.http.list_responses import WITHOUT_END
from api.lists.engine import RecordPage, find, get
from api.lists.lookups import get_country_names, get_names
from api.lists.paging import MAX_LIMIT
from api.lists.parameters import PageParams
from api.lists.records import find_related
from api.lists.resource import Resource
from api.lists.statements import once
from api.pages.frame.numbers import group_numbers
from api.pages.frame.page import address, page, query_of
from api.pages.frame.records import Phrase
from api.pages.frame.rendering import render
from api.pages.frame.wholes import explain_wholes
from api.pages.lists.columns import title_of
from api.pages.lists.forms import make_form
from api.pages.lists.letters import letter_links
from api.pages.lists.narrowing import chosen_filters, facet_links
from api.pages.lists.orders import BY_NAME, LISTS, ListLayout
from api.pages.lists.tables import table_of
from api.pages.openings.pictures import draw_list
from api.pages.questions.hits import list_questions_on
from api.questions.question import WHOLE
from api.resources.registry import RESOURCES
from api.vocabulary import RecordType, Row

MOST_IN_SIGHT = 60  # Missions in a timeline that stands open.


def find_list(
    connection: Connection,
    resource: Resource,
    params: PageParams,
    owner: tuple[Resource, str] | None = None,
) -> RecordPage:
    """Find a page of a list in the order of its layout, with its facets."""
    layout = LISTS.get(resource.type, ListLayout())
    asked: dict[str, Any] = {"facet": list(layout.facets) or None}
    if params.sort is None and params.q is None and layout.sort:
        asked["sort"] = list(layout.sort)
    params = params.model_copy(update=asked)
    if owner:
        return find_related(connection, *owner, resource, params)
    return find(connection, resource, params)


def show_list_page(
    connection: Connection,
    request: Request,
    resource: Resource,
    params: PageParams,
    records: RecordPage,
    *,
    title: str,
    of: Phrase | None = None,
) -> Response:
    """Render the page of a list."""
    query = query_of(request)
    countries = get_country_names(connection)
    layout = LISTS.get(resource.type, ListLayout())
    # One subject that is asked for need not be named again in each row.
    is_of_one = of is not None or "subject" in query
    table = table_of(resource, records.rows, countries, related=is_of_one)
    if of is None:
        for column in layout.numbers:
            table["columns"] |= {column.label: column.cells(connection, records.rows)}
            table["kinds"][column.label] = "number"
    return page(
        request,
        "list.html",
        title=title,
        countries=countries,
        wholes=explain_wholes(connection),
        of=of,
        opening=None if of or query else _opening(connection, resource),
        words=layout.words or resource.words,
        questions=[] if of or query else list_questions_on(connection, resource),
        description="" if of else layout.words or resource.words,
        form=_form(connection, resource, query, countries),
        chosen=chosen_filters(connection, request, query),
        facets=facet_links(connection, request, records.facets),
        letters=_letters(connection, request, resource, records.total) if of is None else [],
        table_data=table,
        pictures=[] if of else _pictures(connection, request, resource, params, records.total),
        total=records.total,
        first=bool(params.cursor) and address(request, cursor=None),
        following=records.next_cursor and address(request, cursor=records.next_cursor),
        on_one_page=records.total <= MAX_LIMIT and address(request, cursor=None, limit=MAX_LIMIT),
        formats=_formats(request, resource, None if params.sort or params.q else layout.sort),
    )


def _opening(connection: Connection, resource: Resource) -> Row | None:
    """Open the list of figures with those people ask for most; None for other lists."""
    whole = RESOURCES[RecordType(WHOLE[0][0])]
    record = get(connection, whole, WHOLE[0][1]) if resource.type is RecordType.FIGURE else None
    if record is None:
        return None
    numbers = group_numbers(connection, whole, record["code"])
    return {
        "of": title_of(whole, record, {}),
        "groups": numbers.groups,
        "rest": f"/{resource.plural}?sort=-time",
    }


def _letters(connection: Connection, request: Request, resource: Resource, total: int) -> list[Row]:
    """Return the letter links of a list by name, if it is unfiltered and longer than a page."""
    is_by_name = LISTS.get(resource.type, ListLayout()).sort == BY_NAME
    is_whole = not {*query_of(request)} - {"cursor"}
    is_long = total > resource.filters().limit
    return (
        list(letter_links(connection, request, resource))
        if is_by_name and is_whole and is_long
        else []
    )


def _form(
    connection: Connection, resource: Resource, query: Row, countries: dict[str, str]
) -> Markup:
    """Render the form of a list; cached while nothing is chosen, as it names all countries."""

    def write() -> Markup:
        choices = dict.fromkeys(("country", "nationality", "mission_country"), countries)
        choices["indicator"] = get_names(connection, RecordType.INDICATOR)
        return render("form.html", form=make_form(resource, query, choices))

    return write() if query else once(connection, ("form", resource.plural), write)


def _pictures(
    connection: Connection, request: Request, resource: Resource, params: PageParams, total: int
) -> list[Row]:
    drawn = draw_list(connection, request, resource, params)
    is_open = resource.type is not RecordType.MISSION or total <= MOST_IN_SIGHT
    return [{**picture, "open": is_open} for picture in drawn]


def _formats(request: Request, resource: Resource, sort: tuple[str, ...] | None) -> dict[str, str]:
    """Link the same records, in the same order, in each data format; as a file all of them."""
    order = {"sort": ",".join(sort)} if sort else {}
    return {
        str(format): "/v1"
        + address(
            request,
            **order,
            cursor=None,
            limit=None if format in WITHOUT_END else MAX_LIMIT,
            format=format,
        )
        for format in resource.formats
    }
