"""Totals and facets: how many records pass a filter, counted in rows or added up from a roll-up of them."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from api.lists.resource import Listing, NotRolledUp, check_names
from api.lists.statements import once
from api.vocabulary import Row


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


def counting_of(
    listing: Listing, passing: Callable[[Listing], list[ColumnElement[bool]]]
) -> Counting:
    """What to count for a list with these conditions: its roll-up, if that has the columns they need."""
    if listing.rollup:
        rows = replace(listing, row=listing.rollup)
        with suppress(NotRolledUp):
            number = func.coalesce(func.sum(rows.column("figures")), 0)
            return Counting(rows, number, passing(rows))
    return Counting(listing, func.count(), passing(listing))


def count_facets(
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
