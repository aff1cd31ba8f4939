"""Declare a kind of record: its table, fields, filters, order, answer, description; and the conditions of filters."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property
from typing import Any, ClassVar, Literal, NamedTuple, get_args

from pydantic import create_model
from pydantic_core import from_json, to_json
from sqlalchemy import ColumnElement, Connection, FromClause, Select, or_, select
from sqlalchemy.orm import Mapped
from sqlmodel import col

from api.lists.as_bytes import AsBytes
from api.lists.envelope import Page
from api.lists.parameters import PageParams, TabularFormat
from api.lists.parts import parts_of
from api.lists.rendering import Rendering
from api.lists.unknown import Unknown
from api.tables.kinds import Kind, RowClass
from api.vocabulary import RecordType, Row

ParamsModel = type[PageParams]
Slot = Callable[[Any], Any]  # Takes a value, and returns the bound parameter in its place.
Joint = Callable[..., ColumnElement[bool]]
PageModel = type[Page]  # type: ignore[type-arg]  # pages of any record


class Read(NamedTuple):
    """The value of a filter as the data write it, and what in it is unknown or ambiguous there."""

    value: Any
    unknown: list[Unknown]


class Counted(NamedTuple):
    """What a facet groups by: a column, and the join to its table where a record may have several values."""

    value: ColumnElement[Any] | Mapped[Any]
    join: tuple[Any, ColumnElement[bool]] | None = None


class NotRolledUp(LookupError):
    """A roll-up (an aggregate of a table) lacks a column, so that the records themselves must be counted."""


class Condition:
    """How a filter becomes part of the SQL statement: a test of the record, or of something that belongs to it.

    Conditions with the same `joint` must hold together of one thing, such as one source or one role: `where` is
    then a test of that thing, and `joint` selects the records to which one belongs that passes all the tests.
    """

    joint: ClassVar["Joint | None"] = None

    def adapted_to(self, params: PageParams) -> "Condition":
        """Return the condition adapted to another parameter of the request that changes its meaning."""
        return self

    def read(self, connection: Connection, resource: "Resource", value: Any) -> Read:
        """Resolve the value by the data, such as names to codes; the engine adds the parameter to what is unknown."""
        return Read(value, [])

    def bind(self, value: Any, slot: Slot) -> Any:
        """Replace values that are only compared with by bound parameters, so that other values make the same SQL."""
        return value

    def where(self, resource: "Resource", value: Any) -> ColumnElement[bool]:
        """Write the condition that rows pass, by a value as `bind` returned it."""
        raise NotImplementedError

    def where_value(self, resource: "Resource", value: Any) -> ColumnElement[bool]:
        """Write the condition that rows pass, by a value as `read` returned it."""
        return self.where(resource, self.bind(value, lambda one: one))

    def exclude(self, resource: "Resource", value: Any) -> ColumnElement[bool]:
        """Write the negation of `where`, which rows without a value pass."""
        if joint := self.joint:
            return ~joint(resource, self.where(resource, value))
        return or_(~self.where(resource, value), self.is_absent(resource))

    def is_absent(self, resource: "Resource") -> ColumnElement[bool]:
        """Write the condition that the field has no value."""
        raise NotImplementedError

    def counted(self, resource: "Resource") -> Counted | None:
        """Return what a facet groups by; None where that is the column of the field."""
        return None


def bind_one(_: Condition, value: Any, slot: Slot) -> Any:
    """Replace the value by a bound parameter: the `bind` of conditions that compare with one value."""
    return slot(value)


def bind_each(_: Condition, value: Any, slot: Slot) -> Any:
    """Replace each value by a bound parameter: the `bind` of conditions that compare with several."""
    return [slot(one) for one in value]


@cache
def conditions_of(params: ParamsModel) -> list[tuple[str, str, Condition]]:
    """List the filters of a list: the name of each in its model and in an address, and its condition."""
    found = []
    for name, info in params.model_fields.items():
        if name not in PageParams.model_fields:
            condition = next((one for one in info.metadata if isinstance(one, Condition)), None)
            if condition is None:
                raise TypeError(
                    f"the query parameter {name!r} of {params.__name__} has no condition"
                )
            found.append((name, info.alias or name, condition))
    return found


@dataclass(frozen=True)
class OneOf(Condition):
    """The column has one of the values."""

    column: str

    bind = bind_each

    def where(self, resource: "Resource", value: Any) -> ColumnElement[bool]:
        """Select the rows that pass."""
        return resource.column(self.column).in_(value)

    def is_absent(self, resource: "Resource") -> ColumnElement[bool]:
        """Select the rows in which the column is empty."""
        return resource.column(self.column).is_(None)


@dataclass(frozen=True)
class Field:
    """A field by which a list can be sorted or have facets; `api/lists/fields.py` adds its filters."""

    name: str
    sort: bool = field(default=False, kw_only=True)
    facet: bool = field(default=False, kw_only=True)
    column: str = field(default="", kw_only=True)

    @property
    def sort_column(self) -> str:
        """Return the column by which the field sorts."""
        return self.column or self.name

    def counted(self, resource: "Resource") -> Counted:
        """Return what a facet of the field groups by."""
        return Counted(resource.column(self.name))

    def filters(self) -> Mapping[str, Any]:
        """Map each parameter of the field to its type and description, as `create_model` takes them."""
        return {}


@dataclass(frozen=True)
class Join:
    """The joined tables of a list, and the columns of its answers by name."""

    source: FromClause
    columns: dict[str, Any]


class Cell(StrEnum):
    """How a column of an HTML table renders the value of a field."""

    TEXT = "text"
    WORD = "word"
    TIME = "time"
    DAYS = "days"
    RECORD = "record"
    COUNTRY = "country"
    PLACE = "place"
    STATUS = "status"


@dataclass(frozen=True)
class Column:
    """One column of the HTML table of a list, after the name of the record."""

    label: str
    field: str
    cell: Cell = Cell.TEXT


@dataclass(frozen=True, kw_only=True)
class Resource(Rendering):
    """One kind of record: the query parameters of its list, its table, and how it is answered and rendered."""

    kind: Kind
    words: str
    example: str = ""
    fields: tuple[Field, ...] = ()
    base_params: ParamsModel = PageParams  # The query parameters beside the filters of `fields`.
    order: tuple[str, ...] = ("code",)
    related: tuple[RecordType, ...] = ()
    narrowed_by: str = ""  # The filter that a related list sets to its owner.
    columns: tuple[Column, ...] = ()
    citation: str | None = None  # What its `/citation` gives; None where it has none.
    join: Join | None = None
    rollup: RowClass | None = None
    shape: Callable[[Row], Row] = field(default=lambda row: row)
    unique: tuple[str, ...] = ("code",)
    mixed: bool = False  # The rows are of several types of record, named in the column `type`.

    @property
    def type(self) -> RecordType:
        """Return the type of its records."""
        return self.kind.type

    @property
    def plural(self) -> str:
        """Return the last part of the address of the list."""
        return self.kind.plural

    @property
    def row(self) -> RowClass:
        """Return its table."""
        return self.kind.row

    @cached_property
    def filters(self) -> ParamsModel:
        """Make the model of all query parameters of the list: `base_params`, and the filters of its fields."""
        made: dict[str, Any] = {}
        for field_ in self.fields:
            made |= field_.filters()
        if self.formats != get_args(TabularFormat):
            format: Any = Literal[self.formats]
            made["format"] = (format | None, self.base_params.model_fields["format"])
        name = f"{self.answer.__name__}Filters"
        words = f"The query parameters of the list of {self.plural}."
        model = create_model(name, __base__=self.base_params, __doc__=words, **made)
        conditions_of(model)  # Refuses a parameter without a condition before anyone asks for it.
        return model

    @cached_property
    def page(self) -> PageModel:
        """Make the answer model of a page of the list."""
        name, words = f"{self.answer.__name__}Page", f"A page of {self.plural}."
        return create_model(name, __base__=Page[self.answer], __doc__=words)  # type: ignore[name-defined]  # the record is known only here

    @property
    def parts(self) -> tuple[str, ...]:
        """List the dotted names that `fields` takes: the fields of a record and what is within them."""
        return parts_of(self.answer)

    @cached_property
    def sortable(self) -> dict[str, str]:
        """Map the names that `sort` takes to columns."""
        return {"code": "code"} | {
            field_.name: field_.sort_column for field_ in self.fields if field_.sort
        }

    @cached_property
    def facets(self) -> dict[str, Field]:
        """Map the names that `facet` takes to fields."""
        return {field_.name: field_ for field_ in self.fields if field_.facet}

    def column(self, name: str) -> Mapped[Any]:
        """Return a column of the table; that of a dimension is named for its last part."""
        return _column(self.row, name.rpartition(".")[2])

    @property
    def is_read_by_code(self) -> bool:
        """Tell whether a page selects the codes of its records, and then reads these by code (`kept_texts.py`)."""
        return self.join is not None and self.unique == ("code",)

    def select(self) -> Select[Any]:
        """Write the SELECT of whole records: their stored JSON, or the columns of the join."""
        if self.join:
            columns = [column.label(name) for name, column in self.join.columns.items()]
            return select(*columns).select_from(self.join.source)
        return select(AsBytes(self.column("answer")))

    def record(self, row: Sequence[Any]) -> Row:
        """Make the record of a row that `select` returned."""
        if self.join:
            return self.shape(dict(zip(self.join.columns, row, strict=False)))
        stored: Row = from_json(row[0])
        return stored

    def text(self, row: Sequence[Any]) -> bytes:
        """Return the record of a row that `select` returned as JSON."""
        if self.join:
            return to_json(self.record(row))
        stored = row[0]
        return stored if isinstance(stored, bytes) else str(stored).encode()

    def text_and_record(self, row: Sequence[Any]) -> tuple[bytes, Row]:
        """Return the record of a row both as JSON and parsed, without doing either twice."""
        record = self.record(row)
        return to_json(record) if self.join else self.text(row), record


@cache
def _column(row: RowClass, name: str) -> Mapped[Any]:
    if name not in row.model_fields:
        raise NotRolledUp(name)
    return col(getattr(row, name))
