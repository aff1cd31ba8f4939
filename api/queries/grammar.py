"""The one engine behind every list: filters, order and pages, declared per subject, run here.

A filter is one line in a subclass of `PageRequest`; it means that the column of the same name has one
of the values, unless the line names another condition from `api/queries/conditions.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, false, func, or_, select
from sqlalchemy import tuple_ as row_of
from sqlmodel import SQLModel, col

from api.queries.cursors import make_cursor, open_cursor
from api.tables.index import AliasRow, NameRow
from api.vocabulary import CountryCode, RecordType

MAX_LIMIT = 500
LAST_FIELDS = ("note", "citations")
Row = dict[str, Any]
T = TypeVar("T")


def _split_commas(value: object) -> object:
    texts = [value] if isinstance(value, str) else value
    if isinstance(texts, list):
        return [part for text in texts for part in str(text).split(",")]
    return value


AnyOf = Annotated[list[T] | None, BeforeValidator(_split_commas)]
AnyCaseCountry = Annotated[CountryCode, BeforeValidator(str.upper)]


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
        max_length=2000,
        description="Where the page starts: leave it out for the first page, then follow"
        " `links.next`, which carries it.",
    )


class UnknownCode(ValueError):
    """A filter names a record that does not exist."""

    def __init__(self, parameter: str, written: str, nearest: str | None) -> None:
        super().__init__(f"there is no {written!r}")
        self.parameter = parameter
        self.nearest = nearest


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
    conditions = [*_conditions(connection, listing, request), *also]
    total = connection.execute(
        select(func.count()).select_from(listing.row).where(*conditions)
    ).scalar_one()
    if request.limit == 0:
        return Found([], total, None)
    asked_for = request.model_dump_json(exclude={"limit", "cursor"}, exclude_none=True)
    query = [listing.plural, within, *listing.order, asked_for]
    position = [listing.column(name).label(f"_{name}") for name in listing.order]
    page = listing.select().add_columns(*position).where(*conditions)
    if request.cursor is not None:
        page = page.where(_behind(listing, open_cursor(request.cursor, query, len(position))))
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
    return not _missing(connection, [(type, code)])


def _conditions(
    connection: Connection, listing: Listing, request: PageRequest
) -> list[ColumnElement[bool]]:
    found = []
    for name, info in type(request).model_fields.items():
        value = getattr(request, name)
        if name in PageRequest.model_fields or value is None:
            continue
        condition = next((mark for mark in info.metadata if hasattr(mark, "where")), None)
        if condition is None:
            found.append(listing.column(name).in_(value))
            continue
        for target in _missing(connection, condition.targets(value)):
            nearest = get_nearest_code(connection, *target)
            meant = condition.written((target[0], nearest)) if nearest else None
            raise UnknownCode(name, condition.written(target), meant)
        found.append(condition.where(listing, value))
    return found


def _missing(
    connection: Connection, targets: list[tuple[RecordType, str]]
) -> list[tuple[RecordType, str]]:
    if not targets:
        return []
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
