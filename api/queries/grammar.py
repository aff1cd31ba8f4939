"""The one engine behind every list: filters, order and pages, declared per subject, run here.

A filter is one line in a subclass of `PageRequest`; it means that the column of the same name has one
of the values, unless the line names another condition from `api/queries/conditions.py`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import partial
from typing import Any, ClassVar

from pydantic_core import from_json, to_json
from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    bindparam,
    exists,
    func,
    select,
)
from sqlalchemy import tuple_ as row_of
from sqlmodel import SQLModel, col

from api.queries.cursors import make_cursor, open_cursor
from api.queries.ordering import Key, behind, sorted_by
from api.queries.prepared import once, prepare
from api.queries.requests import PageRequest
from api.queries.words import with_words
from api.tables.facts import in_order
from api.tables.index import AliasRow, CitationRow, NameRow
from api.tables.sources import SourceRow
from api.vocabulary import RecordType

STEP = 500
Row = dict[str, Any]


@dataclass(frozen=True)
class Unknown:
    """A value of a filter that names nothing in the data."""

    parameter: str
    written: str
    kind: str
    nearest: str | None
    allowed: tuple[str, ...] = ()


class UnknownValues(ValueError):
    """Filters name what does not exist."""

    def __init__(self, values: list[Unknown]) -> None:
        super().__init__(f"{len(values)} unknown values")
        self.values = values


class NotRolledUp(LookupError):
    """A roll-up lacks a column, so that only the rows themselves can be counted."""


class Condition:
    """How a filter becomes part of the question, of the record or of a source it cites."""

    about_source: ClassVar[bool] = False

    def unknown(self, connection: Connection, listing: "Listing", value: Any) -> list[Unknown]:
        """What the value names that is not in the data; the parameter is filled in by the engine."""
        return []

    def where(self, listing: "Listing", value: Any) -> ColumnElement[bool]:
        """The rows that pass."""
        raise NotImplementedError


@dataclass(frozen=True)
class Join:
    """The tables a list reads beside its own, and the columns of its answers by name."""

    source: FromClause
    columns: dict[str, Any]


@dataclass(frozen=True)
class Listing:
    """One subject as a list: its table, its described fields, its filters, its order."""

    record_type: RecordType
    plural: str
    row: type[SQLModel]
    facts: type[SQLModel]
    filter: type[PageRequest]
    order: tuple[str, ...] = ("code",)
    sorts: Mapping[str, str] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    join: Join | None = None
    rollup: type[SQLModel] | None = None
    shape: Callable[[Row], Row] = lambda row: row

    def column(self, name: str) -> Any:
        """A column of the table; that of a dimension is named for its last part."""
        last = name.rpartition(".")[2]
        if last not in self.row.model_fields:
            raise NotRolledUp(last)
        return col(getattr(self.row, last))

    def sortable(self) -> dict[str, str]:
        """The fields a list can be sorted by, with the column that sorts each."""
        return {"code": "code", **self.sorts}

    def select(self) -> Select[Any]:
        """The question for whole records: their answers as stored, or the columns they are made of."""
        if self.join:
            columns = [column.label(name) for name, column in self.join.columns.items()]
            return select(*columns).select_from(self.join.source)
        return select(self.column("answer"))

    def text(self, row: Sequence[Any]) -> bytes:
        """A row that `select` found, as JSON."""
        if self.join:
            return to_json(self.shape(dict(zip(self.join.columns, row, strict=False))))
        return str(row[0]).encode()


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

    def passing(rows: Listing) -> list[ColumnElement[bool]]:
        conditions = _conditions(connection, rows, request)
        return [*conditions, also(rows)] if also else conditions

    counting = once(connection, (*query, "counting"), lambda: _counting(listing, passing))
    total = once(connection, (*query, "total"), lambda: counting.total(connection))
    facets = _count_facets(connection, listing, request.facet or [], query, counting)
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


def get_canonical_code(connection: Connection, type: RecordType, slug: str) -> str | None:
    """The code of the record that an acronym, former name or other spelling leads to."""
    question = select(col(AliasRow.code)).where(
        col(AliasRow.record_type) == type, col(AliasRow.slug) == slug
    )
    return connection.execute(question).scalar()


def get_nearest_code(connection: Connection, type: RecordType, code: str) -> str | None:
    """The known code that was probably meant."""
    if canonical := get_canonical_code(connection, type, code):
        return canonical
    question = select(col(NameRow.record_code)).where(col(NameRow.record_type) == type)
    close = get_close_matches(code, connection.execute(question).scalars().all(), n=1)
    return close[0] if close else None


def has_record(connection: Connection, type: RecordType, code: str) -> bool:
    """Whether there is a record with this code."""
    return not missing_records(connection, [(type, code)])


def _conditions(
    connection: Connection, listing: Listing, request: PageRequest
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    of_source: list[ColumnElement[bool]] = []
    unknown: list[Unknown] = []
    for name, info in type(request).model_fields.items():
        value = getattr(request, name)
        if name in PageRequest.model_fields or value is None:
            continue
        condition = next((mark for mark in info.metadata if isinstance(mark, Condition)), None)
        if condition is None:
            found.append(listing.column(name).in_(value))
            continue
        missing = condition.unknown(connection, listing, value)
        unknown += [replace(one, parameter=info.alias or name) for one in missing]
        tests = of_source if condition.about_source else found
        tests.append(condition.where(listing, value))
    if unknown:
        raise UnknownValues(sorted(unknown, key=lambda one: one.parameter))
    if of_source:
        found.append(citing(listing, *of_source))
    if request.q:
        found.append(with_words(listing.record_type, listing.column("code"), request.q))
    return found


def citing(listing: Listing, *tests: ColumnElement[bool]) -> ColumnElement[bool]:
    """The records that cite, themselves or in a part, a source that passes all the tests."""
    sources = select(col(SourceRow.code)).where(*tests)
    if listing.record_type is RecordType.FIGURE:
        passes: ColumnElement[bool] = listing.column("source").in_(sources)
        return passes
    return exists().where(
        col(CitationRow.record_type) == listing.record_type,
        col(CitationRow.record_code) == listing.column("code"),
        col(CitationRow.source).in_(sources),
    )


def missing_records(
    connection: Connection, targets: list[tuple[RecordType, str]]
) -> list[tuple[RecordType, str]]:
    """Those of the records that do not exist."""
    key = row_of(col(NameRow.record_type), col(NameRow.record_code))
    question = select(col(NameRow.record_type), col(NameRow.record_code)).where(key.in_(targets))
    known = {tuple(row) for row in connection.execute(question)}
    return [target for target in targets if target not in known]


def _order_of(listing: Listing, wanted: list[str] | None) -> list[Key]:
    """The keys that order a list, ending in the unique code."""
    if wanted is None:
        return [Key(name, listing.column(name)) for name in listing.order]
    sortable = listing.sortable()
    check_names([name.removeprefix("-") for name in wanted], sortable, "sort", "order")
    keys: list[Key] = []
    for name in wanted:
        column = sortable[name.removeprefix("-")]
        if column not in (key.name for key in keys):  # Once sorted, a second word changes nothing.
            keys.append(Key(column, listing.column(column), name.startswith("-")))
    if "code" not in (key.name for key in keys):
        keys.append(Key("code", listing.column("code"), wanted[-1].startswith("-")))
    return keys[: 1 + [key.name for key in keys].index("code")]


def check_names(names: list[str] | None, known: Iterable[str], parameter: str, kind: str) -> None:
    """Refuses names that are not of the known ones."""
    allowed = tuple(known)
    unknown = [name for name in names or [] if name not in allowed]
    if unknown:
        nearest = [next(iter(get_close_matches(name, allowed, n=1)), None) for name in unknown]
        found = zip(unknown, nearest, strict=True)
        raise UnknownValues([Unknown(parameter, name, kind, near, allowed) for name, near in found])


def answered_fields(listing: Listing) -> list[str]:
    """The fields of a record as it is answered."""
    return list(listing.answered or in_order(listing.facts))


@dataclass(frozen=True)
class Counting:
    """What is added up for totals and facets: the rows that pass, or a roll-up of them."""

    rows: Listing
    number: Any
    conditions: list[ColumnElement[bool]]

    def total(self, connection: Connection) -> int:
        """How many records pass."""
        question = select(self.number).select_from(self.rows.row).where(*self.conditions)
        return int(connection.execute(question).scalar_one())

    def by_value(self, connection: Connection, name: str) -> list[Row]:
        """How many of them have each value of a field, most first."""
        column = self.rows.column(name)
        question = select(column, self.number).where(*self.conditions).group_by(column)
        order = (self.number.desc(), column.is_(None), column)
        counted = connection.execute(question.order_by(*order))
        return [{"value": value, "count": int(count)} for value, count in counted]


def _counting(
    listing: Listing, passing: Callable[[Listing], list[ColumnElement[bool]]]
) -> Counting:
    if listing.rollup:
        rows = replace(listing, row=listing.rollup)
        with suppress(NotRolledUp):
            number = func.coalesce(func.sum(rows.column("figures")), 0)
            return Counting(rows, number, passing(rows))
    return Counting(listing, func.count(), passing(listing))


def _count_facets(
    connection: Connection,
    listing: Listing,
    names: list[str],
    query: tuple[str, ...],
    counting: Counting,
) -> dict[str, Any]:
    """How many of the records that pass have each value of each field."""
    check_names(names, listing.facets, "facet", "facet")
    facets = {}
    for name in names:
        count = partial(counting.by_value, connection, name)
        facets[name] = once(connection, (*query, "facet", name), count)
    return facets
