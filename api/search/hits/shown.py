"""Choose the figure that is shown for a series: by the dimensions and the time asked for, else the newest total."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, case, or_, select
from sqlmodel import col

from api.facts.figures import TOTALS, Dimensions
from api.lists.statements import prepared
from api.search.hits.entries import Entry, Series
from api.search.hits.wanted import Wanted
from api.tables.figures import FigureRow
from api.vocabulary import Rank

ANY_TIME = {"first": "", "last": "9999-12-31"}


def figure_of_series(connection: Connection, entry: Entry, wanted: Wanted) -> str:
    """Return the code of the figure shown for an entry; that of the entry itself where none fits better."""
    if not entry.figures or not entry.series:
        return entry.code
    offered = {
        name: value for name, value in wanted.narrowed.items() if (name, value) in entry.narrowed
    }
    time = wanted.time
    times = [ANY_TIME]
    if time and time.basis == "in":
        times.insert(0, {"first": str(time.first), "last": str(time.last)})
    elif not offered:
        return entry.code
    for narrowed in (offered, {}) if offered else ({},):
        for days in times:
            if code := _newest(connection, entry.series, narrowed, days):
                return code
    return entry.code


def _newest(
    connection: Connection, series: Series, narrowed: Mapping[str, str], days: Mapping[str, str]
) -> str | None:
    """Return the newest figure of a series with these dimensions in a time, preferably one that lies within it."""
    source, (type, subject), indicator = series
    names = tuple(narrowed)
    statement = prepared(connection, ("figure of a series", names), lambda: _select(names))
    values = {"source": source, "type": type, "subject": subject, "indicator": indicator}
    rows = statement.ask(connection, **values, **narrowed, **days)
    return rows[0][0] if rows else None


def _select(narrowed: tuple[str, ...]) -> Select[Any]:
    """Select the figures of a series with these dimensions and no others, the best first."""
    row = FigureRow
    tests: list[Any] = [
        col(row.subject_code) == bindparam("subject", ""),
        col(row.indicator) == bindparam("indicator", ""),
        col(row.subject_type) == bindparam("type", ""),
        col(row.source) == bindparam("source", ""),
        col(row.time_last) >= bindparam("first", ""),
        col(row.time_first) <= bindparam("last", ""),
        col(row.rank) != Rank.DEPRECATED,
        col(row.withdrawn_on).is_(None),
    ]
    order: list[Any] = []
    for name in Dimensions.model_fields:
        column = col(getattr(row, name))
        if name in narrowed:
            tests.append(column == bindparam(name, ""))
        elif name in TOTALS:
            tests.append(or_(column.is_(None), column == TOTALS[name]))
            order.append(case((column.is_(None), 0), else_=1))
        else:
            tests.append(column.is_(None))
    within = and_(
        col(row.time_first) >= bindparam("first", ""), col(row.time_last) <= bindparam("last", "")
    )
    newest = (case((within, 0), else_=1), col(row.time_last).desc())
    return select(col(row.code)).where(*tests).order_by(*newest, *order, col(row.code)).limit(1)
