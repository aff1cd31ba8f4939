"""The one engine behind every list: filters, order and pages, declared per subject, run here.

A filter is one line in a subclass of `PageRequest`; it means that the column of the same name has one
of the values, unless the line names another condition from `api/queries/conditions.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, false, func, or_, select
from sqlalchemy import tuple_ as row_of
from sqlmodel import SQLModel, col

from api.queries.cursors import make_cursor, open_cursor
from api.tables.index import AliasRow, NameRow
from api.vocabulary import FORMS, CountryCode, Format, RecordType

MAX_LIMIT = 500
MAX_VALUES = 100
CURSOR = r"^[A-Za-z0-9_-]+$"
FORMS[CURSOR] = "a cursor; take it from links.next"
LAST_FIELDS = ("note", "citations")
Row = dict[str, Any]
T = TypeVar("T")


def _split_commas(value: object) -> object:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list):
        return value
    parts = list(dict.fromkeys(part for text in texts for part in str(text).split(",")))
    if len(parts) > MAX_VALUES:
        raise ValueError(f"names {len(parts)} values; at most {MAX_VALUES} fit in one question")
    return parts


def _any_case(code: str) -> str:
    return code.upper() if code.isascii() else code


AnyOf = Annotated[list[T] | None, BeforeValidator(_split_commas)]
AnyCaseCountry = Annotated[CountryCode, BeforeValidator(_any_case)]


def asked(description: str, example: str) -> Any:
    """What the docs page says of a filter."""
    return Field(default=None, description=description, examples=[example])


class PageRequest(BaseModel):
    """What every list can be asked: how many, and from where."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(
        default=50,
        ge=0,
        le=MAX_LIMIT,
        description="Records per page, at most 500; 0 answers the total alone.",
    )
    cursor: str | None = Field(
        default=None,
        min_length=1,
        max_length=2000,
        pattern=CURSOR,
        description="Where the page starts: leave it out for the first page, then follow"
        " `links.next`, which carries it.",
    )
    format: Format | None = Field(
        default=None,
        examples=["csv"],
        description="How the page is written, if the `Accept` header does not say it: `json`, `csv`,"
        " `ndjson`, and `geojson` for missions. The rows, their order and the limits are the same.",
    )

    def question(self) -> str:
        """What is asked, apart from which page of it and how it is written."""
        return self.model_dump_json(exclude=set(PageRequest.model_fields), exclude_none=True)


@dataclass(frozen=True)
class Unknown:
    """A value of a filter that names nothing in the data."""

    parameter: str
    written: str
    kind: str
    nearest: str | None


class UnknownValues(ValueError):
    """Filters name what does not exist."""

    def __init__(self, values: list[Unknown]) -> None:
        super().__init__(f"{len(values)} unknown values")
        self.values = values


class Condition:
    """How a filter becomes part of the question."""

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
    join: Join | None = None
    shape: Callable[[Row], Row] = lambda row: row

    def column(self, name: str) -> Any:
        """A column of the table."""
        return col(getattr(self.row, name))

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
    """One page of a list."""

    rows: list[Row]
    total: int
    next_cursor: str | None


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
    query = [listing.plural, within, *listing.order, request.question()]
    position = open_cursor(request.cursor, query, len(listing.order)) if request.cursor else None
    conditions = [*_conditions(connection, listing, request), *also]
    total = connection.execute(
        select(func.count()).select_from(listing.row).where(*conditions)
    ).scalar_one()
    if request.limit == 0:
        return Found([], total, None)
    keys = [listing.column(name).label(f"_{name}") for name in listing.order]
    page = listing.select().add_columns(*keys).where(*conditions)
    if position:
        page = page.where(_behind(listing, position))
    page = page.order_by(*_order(listing)).limit(request.limit + 1)
    rows = [dict(row._mapping) for row in connection.execute(page)]
    positions = [[row.pop(f"_{name}") for name in listing.order] for row in rows]
    more = len(rows) > request.limit
    next_cursor = make_cursor(query, positions[request.limit - 1]) if more else None
    return Found([listing.shape(row) for row in rows[: request.limit]], total, next_cursor)


def get(connection: Connection, listing: Listing, code: str) -> Row | None:
    """One record by its code."""
    row = connection.execute(listing.select().where(listing.column("code") == code)).first()
    return listing.shape(dict(row._mapping)) if row else None


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
    found, unknown = [], []
    for name, info in type(request).model_fields.items():
        value = getattr(request, name)
        if name in PageRequest.model_fields or value is None:
            continue
        condition = next((mark for mark in info.metadata if isinstance(mark, Condition)), None)
        if condition is None:
            found.append(listing.column(name).in_(value))
        else:
            missing = condition.unknown(connection, listing, value)
            unknown += [replace(one, parameter=name) for one in missing]
            found.append(condition.where(listing, value))
    if unknown:
        raise UnknownValues(unknown)
    return found


def missing_records(
    connection: Connection, targets: list[tuple[RecordType, str]]
) -> list[tuple[RecordType, str]]:
    """Those of the records that do not exist."""
    key = row_of(col(NameRow.record_type), col(NameRow.record_code))
    question = select(col(NameRow.record_type), col(NameRow.record_code)).where(key.in_(targets))
    known = {tuple(row) for row in connection.execute(question)}
    return [target for target in targets if target not in known]


def _order(listing: Listing) -> list[ColumnElement[Any]]:
    """What is not known comes last, on every database engine."""
    columns = [listing.column(name) for name in listing.order[:-1]]
    keys = [key for column in columns for key in (column.is_(None), column)]
    return [*keys, listing.column("code")]


def _behind(listing: Listing, position: list[str | None]) -> ColumnElement[bool]:
    """The rows behind a position, key by key, with unknown values behind all known ones."""
    behind: ColumnElement[bool] = false()
    for name, value in reversed(list(zip(listing.order, position, strict=True))):
        column = listing.column(name)
        if value is None:
            behind = and_(column.is_(None), behind)
        elif name == "code":
            behind = column > value
        else:
            behind = or_(column > value, column.is_(None), and_(column == value, behind))
    return behind
