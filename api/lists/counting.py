"""Count the records that pass the filters of a list: in total, by value (facets), and those with a value in a field."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, case, func, select

from api.lists.filters import Conditions, Selection
from api.lists.resource import NotRolledUp, Resource
from api.lists.statements import once
from api.lists.unknown import check_names
from api.vocabulary import Row


@dataclass(frozen=True)
class Countable:
    """The rows to be counted: the records themselves, or those of a roll-up, an aggregate of the table."""

    resource: Resource
    weight: Any  # How many records a row stands for.
    number: Any  # The SQL aggregate that counts records.
    conditions: Conditions

    def total(self) -> Select[Any]:
        """Select the total of the records that pass."""
        return select(self.number).select_from(self.resource.row).where(*self.conditions)

    def by_value(self, name: str) -> Select[Any]:
        """Select their number for each value of a field, the most frequent first."""
        value, join = self.resource.facets[name].counted(self.resource)
        number, source = self.number, select(value).select_from(self.resource.row)
        if join:  # By which a record may have the same value several times.
            number = func.count(self.resource.column("code").distinct())
            source = source.outerjoin(*join)
        statement = source.add_columns(number).where(*self.conditions).group_by(value)
        return statement.order_by(number.desc(), value.is_(None), value)

    def with_value(self, *names: str) -> Select[Any]:
        """Select, for each of some fields, the number of those that have a value there."""
        counts = [
            func.coalesce(
                func.sum(case((self.resource.column(name).is_not(None), self.weight), else_=0)), 0
            )
            for name in names
        ]
        return select(*counts).select_from(self.resource.row).where(*self.conditions)


@dataclass(frozen=True)
class Counts:
    """Total and facets of a request, each counted when it is asked for, and cached by the cache key `query`."""

    connection: Connection
    resource: Resource
    query: tuple[str, ...]
    selection: Selection

    def total(self) -> int:
        """Count the records that pass."""
        ((number,),) = self._count(Countable.total)
        return int(number)

    def facets(self, names: list[str]) -> dict[str, list[Row]]:
        """Count them by the values of some fields."""
        check_names(names, self.resource.facets, "facet", "facet")
        return {name: self._facet(name) for name in names}

    def _facet(self, name: str) -> list[Row]:
        counted = self._count(Countable.by_value, name)
        return [{"value": value, "count": int(count)} for value, count in counted]

    def with_value(self, names: Sequence[str]) -> dict[str, int]:
        """Count, for each of some fields, those that have a value there."""
        (counted,) = self._count(Countable.with_value, *names)
        return {name: int(count) for name, count in zip(names, counted, strict=True)}

    def _count(self, write: Callable[..., Select[Any]], *names: str) -> Sequence[Any]:
        """Count once for each cache key; requests that differ in their values alone share the statement."""
        connection, key = self.connection, (write, *names)
        shape = (self.resource.plural, self.selection.shape)
        statement = once(connection, (*shape, *key), lambda: write(self._source(), *names))
        return once(
            connection,
            (*self.query, *key),
            lambda: connection.execute(statement, self.selection.values).all(),
        )

    def _source(self) -> Countable:
        """Choose what to count: the roll-up, which is shorter, if it has the columns that the conditions need."""
        if self.resource.rollup:
            kind = replace(self.resource.kind, row=self.resource.rollup)
            rolled_up = replace(self.resource, kind=kind)
            with suppress(NotRolledUp):
                weight = rolled_up.column("figures")
                number = func.coalesce(func.sum(weight), 0)
                conditions = self.selection.conditions(self.connection, rolled_up)
                return Countable(rolled_up, weight, number, conditions)
        conditions = self.selection.conditions(self.connection, self.resource)
        return Countable(self.resource, 1, func.count(), conditions)
