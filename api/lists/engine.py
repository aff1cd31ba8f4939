"""The one engine behind every list: filters, order and pages, declared per subject, run here.

A filter is one line in a subclass of `PageRequest`; it means that the column of the same name has one
of the values, unless the line names another condition from `api/lists/conditions.py`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic_core import from_json, to_json
from sqlalchemy import ColumnElement, Connection, Select, bindparam, exists, select
from sqlmodel import col

from api.lists.counting import count_facets, counting_of
from api.lists.ordering import Key, behind, sorted_by
from api.lists.paging import make_cursor, open_cursor
from api.lists.parameters import PageRequest
from api.lists.resource import (
    Condition,
    Listing,
    OneOf,
    UnknownValues,
    answered_fields,
    check_names,
)
from api.lists.search_syntax import with_words
from api.lists.statements import once, prepare
from api.tables.index import CitationRow
from api.tables.sources import SourceRow
from api.vocabulary import RecordType, Row

STEP = 500


@dataclass(frozen=True)
class Found:
    """One page of a list, each record as JSON; `hints` are what else is said of it."""

    texts: list[bytes]
    total: int
    next_cursor: str | None
    facets: dict[str, Any] = field(default_factory=dict)
    hints: Row = field(default_factory=dict)

    @property
    def rows(self) -> list[Row]:
        """The records themselves."""
        return [from_json(text) for text in self.texts]


def find(
    connection: Connection,
    listing: Listing,
    request: PageRequest,
    within: str = "",
    also: Callable[[Listing], ColumnElement[bool]] | None = None,
) -> Found:
    """One page of the records that pass the filter, with the exact total.

    `within` names the record whose related list this is; `also` is the condition that makes it so.
    """
    query = (listing.plural, within, request.question())
    check_names(request.fields, answered_fields(listing), "fields", "field")
    order = _order_of(listing, request.sort)
    position = _open(request.cursor, query, order)

    once(connection, (*query, "known"), lambda: _refuse_unknown(connection, listing, request))

    def passing(rows: Listing) -> list[ColumnElement[bool]]:
        conditions = _conditions(rows, request)
        return [*conditions, also(rows)] if also else conditions

    counting = once(connection, (*query, "counting"), lambda: counting_of(listing, passing))
    total = once(connection, (*query, "total"), lambda: counting.total(connection))
    facets = count_facets(connection, listing, request.facet or [], query, counting)
    if request.limit == 0:
        return Found([], total, None, facets)
    known = tuple(value is not None for value in position)
    page = once(
        connection,
        (*query, "page", known),
        lambda: prepare(connection, _page(listing, order, known, passing(listing))),
    )
    after = {f"after_{place}": value for place, value in enumerate(position) if value is not None}
    rows = page.ask(connection, most=request.limit + 1, **after)
    texts = [_trimmed(listing.text(row), request.fields) for row in rows[: request.limit]]
    more = len(rows) > request.limit
    last = list(rows[request.limit - 1][-len(order) :]) if more else []
    return Found(texts, total, make_cursor(query, last) if more else None, facets)


def _open(cursor: str | None, query: tuple[str, ...], order: list[Key]) -> list[Any]:
    return open_cursor(cursor, query, [key.type for key in order]) if cursor else []


def _page(
    listing: Listing, order: list[Key], known: tuple[bool, ...], conditions: list[Any]
) -> Select[Any]:
    """The question for a page behind a position, of which some values are known and others null."""
    page = listing.select().add_columns(*[key.column.label(f"_{key.name}") for key in order])
    if known:
        after: list[Any] = [
            bindparam(f"after_{place}", None) if one else None for place, one in enumerate(known)
        ]
        page = page.where(behind(order, after))
    return page.where(*conditions).order_by(*sorted_by(order)).limit(bindparam("most", 0))


def get_text(
    connection: Connection, listing: Listing, code: str, fields: list[str] | None = None
) -> bytes | None:
    """One record by its code, as JSON, trimmed to the fields asked for."""
    check_names(fields, answered_fields(listing), "fields", "field")
    question = once(
        connection,
        (listing.plural, "one"),
        lambda: prepare(
            connection, listing.select().where(listing.column("code") == bindparam("wanted", None))
        ),
    )
    rows = question.ask(connection, wanted=code)
    return _trimmed(listing.text(rows[0]), fields) if rows else None


def get(connection: Connection, listing: Listing, code: str) -> Row | None:
    """One record by its code."""
    text = get_text(connection, listing, code)
    return from_json(text) if text else None


def _trimmed(text: bytes, fields: list[str] | None) -> bytes:
    if not fields:
        return text
    record = from_json(text)
    return to_json({name: record[name] for name in record if name in fields})


def each(connection: Connection, listing: Listing) -> Iterator[bytes]:
    """Every record of a list in its order as JSON, a few of them at a time in memory."""
    question = listing.select().order_by(*sorted_by(_order_of(listing, None)))
    for row in connection.execute(question, execution_options={"yield_per": STEP}):
        yield listing.text(row)


def _asked(request: PageRequest) -> Iterator[tuple[str, Condition, Any]]:
    """Each filter of the list that is asked for: its name, what it means, and its value."""
    for name, info in type(request).model_fields.items():
        value = getattr(request, name)
        if name not in PageRequest.model_fields and value is not None:
            marks = (mark for mark in info.metadata if isinstance(mark, Condition))
            yield info.alias or name, next(marks, OneOf(name)).beside(request), value


def _refuse_unknown(connection: Connection, listing: Listing, request: PageRequest) -> None:
    """Refuses values that name nothing in the data, all of them at once."""
    unknown = [
        replace(one, parameter=name)
        for name, condition, value in _asked(request)
        for one in condition.unknown(connection, listing, value)
    ]
    if unknown:
        raise UnknownValues(sorted(unknown, key=lambda one: one.parameter))


def _conditions(listing: Listing, request: PageRequest) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    of_source: list[ColumnElement[bool]] = []
    for _, condition, value in _asked(request):
        tests = of_source if condition.about_source else found
        tests.append(condition.where(listing, value))
    if of_source:
        found.append(citing(listing, *of_source))
    if request.q:
        type = listing.column("type") if listing.mixed else listing.record_type
        found.append(with_words(type, listing.column("code"), request.q))
    return found


def citing(listing: Listing, *tests: ColumnElement[bool]) -> ColumnElement[bool]:
    """The records that cite, themselves or in a part, a source that passes all the tests."""
    sources = select(col(SourceRow.code)).where(*tests)
    if listing.record_type is RecordType.FIGURE:
        return listing.column("source").in_(sources)
    return exists().where(
        col(CitationRow.record_type) == listing.record_type,
        col(CitationRow.record_code) == listing.column("code"),
        col(CitationRow.source).in_(sources),
    )


def _order_of(listing: Listing, wanted: list[str] | None) -> list[Key]:
    """The keys that order a list, ending in the unique one."""
    if wanted is None:
        return [Key(name, listing.column(name)) for name in listing.order]
    sortable = listing.sortable()
    check_names([name.removeprefix("-") for name in wanted], sortable, "sort", "order")
    keys: list[Key] = []
    for name in wanted:
        column = sortable[name.removeprefix("-")]
        if column not in (key.name for key in keys):  # Once sorted, a second word changes nothing.
            keys.append(Key(column, listing.column(column), name.startswith("-")))
    unique = listing.unique
    if unique not in (key.name for key in keys):
        keys.append(Key(unique, listing.column(unique), wanted[-1].startswith("-")))
    return keys[: 1 + [key.name for key in keys].index(unique)]
