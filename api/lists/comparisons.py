"""Conditions behind operators: `__gte` and the like compare a column, `__not` and `__isnull` wrap another condition."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, not_
from sqlalchemy.orm import Mapped

from api.lists.resource import Condition, Read, Resource, Slot, bind_one
from api.vocabulary import first_day, last_day


@dataclass(frozen=True)
class InOrAfter(Condition):
    """The date lies in the year, month or day of the value, or later; unknown dates do not pass, here and below."""

    date: str

    def bind(self, value: Any, slot: Slot) -> Any:
        return slot(first_day(value))

    def where(self, resource: Resource, value: str) -> ColumnElement[bool]:
        return resource.column(f"{self.date}_last") >= value


@dataclass(frozen=True)
class InOrBefore(Condition):
    """The date lies in the year, month or day of the value, or earlier."""

    date: str

    def bind(self, value: Any, slot: Slot) -> Any:
        return slot(last_day(value))

    def where(self, resource: Resource, value: str) -> ColumnElement[bool]:
        return resource.column(f"{self.date}_first") <= value


@dataclass(frozen=True)
class NoneOf(Condition):
    """The negation of another condition; a record without a value passes."""

    inner: Condition

    def read(self, connection: Connection, resource: Resource, value: Any) -> Read:
        return self.inner.read(connection, resource, value)

    def bind(self, value: Any, slot: Slot) -> Any:
        return self.inner.bind(value, slot)

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        return self.inner.exclude(resource, value)


@dataclass(frozen=True)
class IsNull(Condition):
    """The field of another condition is null, or is not."""

    inner: Condition

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        absent = self.inner.is_absent(resource)
        return absent if value else not_(absent)


@dataclass(frozen=True)
class Compared(Condition):
    """The number in the column compares with the value by an operator such as `operator.ge`."""

    column: str
    operator: Callable[[Mapped[Any], Any], ColumnElement[bool]]

    bind = bind_one

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        return self.operator(resource.column(self.column), value)
