"""What a list is made of: its table, its fields, its filters, its order; and what a filter can be."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from pydantic_core import to_json
from sqlalchemy import ColumnElement, Connection, FromClause, Select, select
from sqlalchemy.orm import Mapped
from sqlmodel import SQLModel, col

from api.lists.parameters import PageRequest
from api.tables.facts import in_order
from api.vocabulary import RecordType, Row, probably_meant


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

    def beside(self, request: PageRequest) -> "Condition":
        """What it means where another filter of the request bears on it."""
        return self

    def unknown(self, connection: Connection, listing: "Listing", value: Any) -> list[Unknown]:
        """What the value names that is not in the data; the parameter is filled in by the engine."""
        return []

    def where(self, listing: "Listing", value: Any) -> ColumnElement[bool]:
        """The rows that pass."""
        raise NotImplementedError


@dataclass(frozen=True)
class OneOf(Condition):
    """The column has one of the values: what a filter means that says nothing else."""

    column: str

    def where(self, listing: "Listing", value: Any) -> ColumnElement[bool]:
        """The rows that pass."""
        return listing.column(self.column).in_(value)


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
    unique: str = "code"
    mixed: bool = False  # Of several types, each row's own in its column `type`.

    def column(self, name: str) -> Mapped[Any]:
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


def answered_fields(listing: Listing) -> list[str]:
    """The fields of a record as it is answered."""
    return list(listing.answered or in_order(listing.facts))


def check_names(names: list[str] | None, known: Iterable[str], parameter: str, kind: str) -> None:
    """Refuses names that are not of the known ones."""
    allowed = tuple(known)
    unknown = [
        Unknown(parameter, name, kind, probably_meant(name, allowed), allowed)
        for name in names or []
        if name not in allowed
    ]
    if unknown:
        raise UnknownValues(unknown)
