"""The age of a figure, counted to the day of the release, so that answers do not change while a release is served."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Self

from pydantic import StringConstraints
from sqlalchemy import ColumnElement, Connection, literal_column
from sqlmodel import col

from api.constraints import FORMS
from api.lists.lookups import get_day_of_release
from api.lists.parameters import PageParams
from api.lists.resource import Condition, Read, Resource, bind_one
from api.tables.figures import FigureRow
from api.vocabulary import Row, days_before, last_day

AGE = r"^[1-9]\d{0,3}[dmy]$"
FORMS[AGE] = "an age in days, months or years, such as 90d, 6m or 2y"
Age = Annotated[str, StringConstraints(pattern=AGE)]
OLD = "2y"  # A newest figure that is older is `stale`.
READ_FOR_AGE = {
    "time_last": col(FigureRow.time_last),
    "newest_until": col(FigureRow.newest_until),
    # As literal SQL, it costs no compiling.
    "release_day": literal_column("(SELECT date FROM release)"),
}
PARTS = re.compile(r"(\d+)(.)")


@dataclass(frozen=True)
class NoOlderThan(Condition):
    """The figure is no older than the value, counted to the day of the release or to `as_of`."""

    as_of: str | None = None

    def adapted_to(self, params: PageParams) -> Self:
        """Count ages to the day of `as_of`, if it is given."""
        return replace(self, as_of=getattr(params, "as_of", None))

    def read(self, connection: Connection, resource: Resource, value: Any) -> Read:
        """Convert the age to the earliest day that passes."""
        day = last_day(self.as_of) if self.as_of else get_day_of_release(connection)
        return Read(oldest_day(day, value), [])

    bind = bind_one

    def where(self, resource: Resource, value: str) -> ColumnElement[bool]:
        """Select the rows that pass."""
        return resource.column("time_last") >= value


@lru_cache(1000)
def oldest_day(day: str, age: str) -> str:
    """Return the day an age before another one; in a month that is too short, its last day."""
    end = date.fromisoformat(day)
    number, unit = PARTS.fullmatch(age).groups()  # type: ignore[union-attr]  # ages have this form
    if unit == "d":
        return days_before(day, int(number))
    months = end.year * 12 + end.month - 1 - int(number) * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    if year < date.min.year:
        return date.min.isoformat()
    return date(year, month + 1, min(end.day, monthrange(year, month + 1)[1])).isoformat()


def age_of(row: Row) -> int | None:
    """Count the days from the time of a figure to the release; None where it is of a later time."""
    days = (date.fromisoformat(row["release_day"]) - date.fromisoformat(row["time_last"])).days
    return days if days >= 0 else None


def is_stale(row: Row) -> bool:
    """Tell whether a figure is old, yet the newest of its subject, indicator and dimensions."""
    today: str = row["release_day"]
    newest_until, time_last = row["newest_until"] or "", str(row["time_last"])
    return newest_until > today and time_last < oldest_day(today, OLD)
