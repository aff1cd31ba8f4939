"""Conditions of figures: the newest on a day (`as_of`, `latest`), and those recorded by a day (`known_at`)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Self

from sqlalchemy import ColumnElement, and_, exists, or_, select, true
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import col

from api.facts.figures import SERIES_KEY
from api.lists.parameters import PageParams
from api.lists.resource import Condition, Resource, Slot
from api.tables.release import ReleaseTable
from api.vocabulary import Rank, last_day

# The day after it is `newest_until` of figures that no other one follows.
LAST_DAY = "9999-12-30"
Column = Callable[[str], Mapped[Any]]


@dataclass(frozen=True)
class KnownAt(Condition):
    """The figure was recorded and not withdrawn on the last day of the value."""

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        """Select the rows that pass."""
        return _known(resource.column, last_day(value))


@dataclass(frozen=True)
class Newest(Condition):
    """The figure is the newest of its series (`SERIES_KEY`) on a day, among all or among those known at another."""

    known_at: str | None = None

    def adapted_to(self, params: PageParams) -> Self:
        """Compare only with figures that were known on the day of `known_at`, if it is given."""
        return replace(self, known_at=getattr(params, "known_at", None))

    def until(self, resource: Resource, day: Any) -> ColumnElement[bool]:
        """Select the rows that are the newest on a day."""
        if self.known_at:
            return _newest_known(resource, day, last_day(self.known_at))
        return and_(resource.column("time_last") <= day, resource.column("newest_until") > day)


@dataclass(frozen=True)
class NewestOn(Newest):
    """The figure is the newest of those true of a day on or before the value."""

    def bind(self, value: Any, slot: Slot) -> Any:
        """Replace the day by a bound parameter."""
        return slot(min(last_day(value), LAST_DAY))

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        """Select the rows that pass."""
        return self.until(resource, value)


@dataclass(frozen=True)
class NewestInRelease(Newest):
    """The figure is the newest on the day of the release."""

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        """Select the rows that pass."""
        if not value:
            return true()
        if not self.known_at:  # Marked while loading.
            return resource.column("latest").is_not(None)
        return self.until(resource, select(col(ReleaseTable.date)).scalar_subquery())


def _known(column: Column, day: str) -> ColumnElement[bool]:
    # A month or a year sorts before each of its days: it counts from its first one.
    withdrawn = column("withdrawn_on")
    return and_(column("recorded_on") <= day, or_(withdrawn.is_(None), withdrawn > day))


def _newest_known(resource: Resource, day: Any, known_at: str) -> ColumnElement[bool]:
    """Apply the rule of `MARK_NEWEST` to each row: what is marked while loading cannot serve every pair of days."""
    this, other = resource.column, _other(resource)
    # Most figures are superseded by one that still stands: for these, the marks spare looking for others.
    followed_on = this("followed_on")
    not_marked = or_(followed_on.is_(None), followed_on > known_at, this("newest_until") > day)
    outdone = exists().where(
        *(other(name).is_not_distinct_from(this(name)) for name in SERIES_KEY),
        other("time_last") >= this("time_last"),
        or_(
            other("time_last") > this("time_last"),
            and_(other("rank") == Rank.PREFERRED, this("rank") != Rank.PREFERRED),
        ),
        _answers(other, day, known_at),
    )
    return and_(_answers(this, day, known_at), not_marked, ~outdone)


def _answers(column: Column, day: Any, known_at: str) -> ColumnElement[bool]:
    return and_(
        column("time_last") <= day, column("rank") != Rank.DEPRECATED, _known(column, known_at)
    )


def _other(resource: Resource) -> Column:
    """Alias the table, to compare a row with others; return the getter of its columns."""
    row = aliased(resource.row)
    return lambda name: getattr(row, name)
