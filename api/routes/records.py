"""The addresses of all records, made in one place: a list, a record, and the lists related to a record."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel
from sqlalchemy import ColumnElement, Connection
from sqlmodel import col
from starlette.datastructures import URL

from api.formats.tabular import to_page
from api.http.problems import LIST_PROBLEMS, READ_PROBLEMS, NotFound, documented
from api.http.query_parameters import ReadingRoute
from api.http.responses import (
    also_in,
    envelope_of,
    json_answer,
    offered,
    page_answer,
)
from api.lists.conditions import referring
from api.lists.engine import Found, citing, find, get_text
from api.lists.envelope import expandable
from api.lists.lookups import get_canonical_code, get_nearest_code, has_record
from api.lists.parameters import EXPANDED, ExpandableRequest, PageRequest, RecordRequest
from api.lists.resource import Listing, check_names
from api.resources.registry import RELATED, SUBJECTS, Subject
from api.tables.index import slug
from api.tables.sources import SourceRow
from api.vocabulary import WITHOUT_NUL, RecordType

Code = Annotated[
    str,
    Path(
        description="Code of the record, a lower-case slug. An acronym, a former name or another"
        " spelling is answered with a redirect to the code.",
        max_length=200,
        pattern=WITHOUT_NUL,
    ),
]
NO_RECORD = documented(HTTPStatus.NOT_FOUND)
REDIRECT: dict[int | str, dict[str, Any]] = {
    308: {
        "description": "Another name of the record.",
        "headers": {
            "Location": {
                "description": "Address of the record.",
                "schema": {"type": "string", "format": "uri-reference"},
            }
        },
    }
}


def add_records(router: APIRouter) -> None:
    """Adds the addresses of all eleven subjects."""
    add_each(router, _add_list, _add_record, _add_related_list)


def add_each(
    router: APIRouter,
    add_list: Callable[[APIRouter, Subject], None],
    add_record: Callable[[APIRouter, Subject], None],
    add_related_list: Callable[[APIRouter, Subject, Subject], None],
) -> None:
    """Adds of every subject its list, its records, and the lists related to a record."""
    for type, subject in SUBJECTS.items():
        add_list(router, subject)
        add_record(router, subject)
        for related in RELATED.get(type, ()):
            add_related_list(router, subject, SUBJECTS[related])


def _add_list(router: APIRouter, subject: Subject) -> None:
    listing = subject.listing

    def list_records(request: Request, asked: Any) -> Response:
        with request.state.edition.engine.connect() as connection:
            return page_answer(request, asked, find(connection, listing, asked), subject.record)

    accept(list_records, listing.filter)
    router.add_api_route(
        f"/v1/{listing.plural}",
        list_records,
        route_class_override=ReadingRoute,
        response_model=subject.page,
        operation_id=f"list_{listing.plural}",
        summary=f"List {listing.plural}",
        response_description="A page of the list.",
        description=f"{subject.words} Filters combine; a comma in a value means any of.",
        tags=[listing.plural],
        responses={**LIST_PROBLEMS, **also_in(offered(subject.record))},
    )


def _add_record(router: APIRouter, subject: Subject) -> None:
    listing = subject.listing
    related = [SUBJECTS[type] for type in RELATED.get(listing.record_type, ())]

    def read_record(request: Request, code: Code, asked: Any) -> Response:
        with request.state.edition.engine.connect() as connection:
            wanted = getattr(asked, "expand", None)
            check_names(wanted, _names(related), "expand", "related list")
            record = get_text(connection, listing, code, asked.fields)
            if record is None:
                return redirect_or_refuse(connection, request, listing, code)
            if wanted:
                lists = [child for child in related if child.listing.plural in wanted]
                expanded = _expand(connection, request, listing, code, lists)
                record = b'%b,"expanded":{%b}}' % (record[:-1], expanded)
            return json_answer(record)

    accept(read_record, ExpandableRequest if related else RecordRequest)
    router.add_api_route(
        f"/v1/{listing.plural}/{{code}}",
        read_record,
        route_class_override=ReadingRoute,
        response_model=expandable(subject.record, {c.listing.plural: c.page for c in related}),
        operation_id=f"read_{listing.record_type}",
        summary=f"Read one {listing.record_type}",
        response_description="The record.",
        description=f"One {listing.record_type} with everything known about it, each citation in full.",
        tags=[listing.plural],
        responses={**READ_PROBLEMS, **NO_RECORD, **REDIRECT},
    )


def _names(subjects: list[Subject]) -> list[str]:
    return [subject.listing.plural for subject in subjects]


def _expand(
    connection: Connection, request: Request, owner: Listing, code: str, lists: list[Subject]
) -> bytes:
    """The first page of each related list, as the list itself answers."""
    pages = []
    for child in lists:
        listing = child.listing
        asked = listing.filter(limit=EXPANDED)
        here = f"/v1/{owner.plural}/{code}/{listing.plural}?limit={EXPANDED}"
        found = find_related(connection, owner, code, listing, asked)
        page = to_page(found.texts, envelope_of(request, here, asked, found))
        pages.append(b'"%b":%b' % (listing.plural.encode(), page))
    return b",".join(pages)


def _add_related_list(router: APIRouter, parent: Subject, child: Subject) -> None:
    listing, owner = child.listing, parent.listing

    def list_related(request: Request, code: Code, asked: Any) -> Response:
        with request.state.edition.engine.connect() as connection:
            if not has_record(connection, owner.record_type, code):
                return redirect_or_refuse(connection, request, owner, code, f"/{listing.plural}")
            found = find_related(connection, owner, code, listing, asked)
            return page_answer(request, asked, found, child.record)

    accept(list_related, listing.filter)
    verb = "that cite" if owner.record_type is RecordType.SOURCE else "that refer to"
    router.add_api_route(
        f"/v1/{owner.plural}/{{code}}/{listing.plural}",
        list_related,
        route_class_override=ReadingRoute,
        response_model=child.page,
        operation_id=f"list_{owner.record_type}_{listing.plural}",
        summary=f"List the {listing.plural} of one {owner.record_type}",
        response_description="A page of the list.",
        description=f"The {listing.plural} {verb} the {owner.record_type}, with the filters of their own list.",
        tags=[owner.plural],
        responses={**LIST_PROBLEMS, **NO_RECORD, **REDIRECT, **also_in(offered(child.record))},
    )


def find_related(
    connection: Connection, owner: Listing, code: str, listing: Listing, asked: PageRequest
) -> Found:
    """The records of a list that refer to another record, or cite it."""

    def related(rows: Listing) -> ColumnElement[bool]:
        if owner.record_type is RecordType.SOURCE:
            return citing(rows, col(SourceRow.code) == code)
        return referring(rows, (owner.record_type, code))

    return find(connection, listing, asked, f"{owner.plural}/{code}", related)


def accept(endpoint: Callable[..., Response], asked: type[BaseModel]) -> None:
    """Tells FastAPI what can be asked; the type is known only here, not where it is written."""
    endpoint.__annotations__["asked"] = Annotated[asked, Query()]


def redirect_or_refuse(
    connection: Connection,
    request: Request,
    listing: Listing,
    code: str,
    suffix: str = "",
    *,
    root: str = "/v1",
) -> Response:
    """Leads another name of a record to its address; says of an unknown one what was probably meant."""
    canonical = canonical_or_refuse(connection, listing, code)
    address = URL(f"{root}/{listing.plural}/{canonical}{suffix}").replace(query=request.url.query)
    return RedirectResponse(address, HTTPStatus.PERMANENT_REDIRECT)


def canonical_or_refuse(connection: Connection, listing: Listing, code: str) -> str:
    """The code that another name of a record leads to; says of an unknown one what was probably meant."""
    folded = slug(code)
    known = next(
        (one for one in (code.lower(), folded) if get_text(connection, listing, one)), None
    )
    if canonical := known or get_canonical_code(connection, listing.record_type, folded):
        return canonical
    nearest = get_nearest_code(connection, listing.record_type, folded)
    hint = f"; did you mean {nearest!r}?" if nearest else ""
    raise NotFound(f"there is no {listing.record_type} {code[:160]!r}{hint}", nearest)
