"""The one engine behind every list: filters, order and pages, declared per subject, run here.

A filter is one line in a subclass of `PageRequest`; it means that the column of the same name has one
of the values, unless the line names another condition from `api/queries/conditions.py`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any, ClassVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    exists,
    func,
    select,
)
from sqlalchemy import tuple_ as row_of
from sqlmodel import SQLModel, col

from api.queries.cursors import make_cursor, open_cursor
from api.queries.ordering import Key, behind, sorted_by
from api.queries.requests import PageRequest
from api.queries.words import with_words
from api.tables.index import AliasRow, CitationRow, NameRow
from api.tables.sources import SourceRow
from api.vocabulary import RecordType

LAST_FIELDS = ("note", "citations")
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
    shape: Callable[[Row], Row] = lambda row: row

    def column(self, name: str) -> Any:
        """A column of the table; that of a dimension is named for its last part."""
        return col(getattr(self.row, name.rpartition(".")[2]))

    def sortable(self) -> dict[str, str]:
        """The fields a list can be sorted by, with the column that sorts each."""
        return {"code": "code", **self.sorts}

    def select(self) -> Select[Any]:
        """The question for whole records, fields in the order of the answer."""
        if self.join:
            columns = [column.label(name) for name, column in self.join.columns.items()]
            return select(*columns).select_from(self.join.source)
        names = [name for name in self.facts.model_fields if name not in LAST_FIELDS]
        last = [name for name in LAST_FIELDS if name in self.facts.model_fields]
        return select(*[self.column(name) for name in names + last])


@dataclass(frozen=True)
class Found:
    """One page of a list; `hints` are what else is said of it."""

    rows: list[Row]
    total: int
    next_cursor: str | None
    facets: dict[str, Any] = field(default_factory=dict)
    hints: Row = field(default_factory=dict)


def find(
    connection: Connection,
    listing: Listing,
    request: PageRequest,
    within: str = "",
    *also: ColumnElement[bool],
) -> Found:
    """One page of the records that pass the filter, with the exact total.

    `within` names the record whose related list this is; `also` are the conditions that make it so.
    """
    order = _order_of(listing, request.sort)
    check_names(request.fields, answered_fields(listing), "fields", "field")
    query = [listing.plural, within, request.question()]
    types = [key.type for key in order]
    position = open_cursor(request.cursor, query, types) if request.cursor else None
    conditions = [*_conditions(connection, listing, request), *also]
    total = connection.execute(
        select(func.count()).select_from(listing.row).where(*conditions)
    ).scalar_one()
    facets = _count_facets(connection, listing, request.facet or [], conditions)
    if request.limit == 0:
        return Found([], total, None, facets)
    keys = [key.column.label(f"_{key.name}") for key in order]
    page = listing.select().add_columns(*keys).where(*conditions)
    if position:
        page = page.where(behind(order, position))
    page = page.order_by(*sorted_by(order)).limit(request.limit + 1)
    rows = [dict(row._mapping) for row in connection.execute(page)]
    positions = [[row.pop(f"_{key.name}") for key in order] for row in rows]
    more = len(rows) > request.limit
    next_cursor = make_cursor(query, positions[request.limit - 1]) if more else None
    shaped = [_trimmed(listing.shape(row), request.fields) for row in rows[: request.limit]]
    return Found(shaped, total, next_cursor, facets)


def get(
    connection: Connection, listing: Listing, code: str, fields: list[str] | None = None
) -> Row | None:
    """One record by its code, trimmed to the fields asked for."""
    check_names(fields, answered_fields(listing), "fields", "field")
    row = connection.execute(listing.select().where(listing.column("code") == code)).first()
    return _trimmed(listing.shape(dict(row._mapping)), fields) if row else None


def _trimmed(record: Row, fields: list[str] | None) -> Row:
    return {name: record[name] for name in record if name in fields} if fields else record


def each(connection: Connection, listing: Listing) -> Iterator[Row]:
    """Every record of a list in its order, a few of them at a time in memory."""
    question = listing.select().order_by(*sorted_by(_order_of(listing, None)))
    for row in connection.execute(question, execution_options={"yield_per": STEP}):
        yield listing.shape(dict(row._mapping))


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
        keys.append(Key("code", listing.column("code")))
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
    return list(listing.answered or listing.facts.model_fields)


def _count_facets(
    connection: Connection, listing: Listing, names: list[str], conditions: list[Any]
) -> dict[str, Any]:
    """How many of the records that pass have each value of each field, most first."""
    check_names(names, listing.facets, "facet", "facet")
    counted = {}
    for name in names:
        column, number = listing.column(name), func.count()
        question = select(column, number).where(*conditions).group_by(column)
        rows = connection.execute(question.order_by(number.desc(), column.is_(None), column))
        counted[name] = [{"value": value, "count": count} for value, count in rows]
    return counted
