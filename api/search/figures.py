"""Which figure answers a reading of a question: the newest, or the one of the time that is asked for. No guess is made."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, and_, or_, select
from sqlmodel import col

from api.lists.lookups import get_day_of_release
from api.questions.names import Names
from api.questions.question import SEVERAL, Question, Time
from api.questions.readings import SAME, WHOLE, Asked, indicator_kinds, readings
from api.tables.figures import Dimensions, FigureRow
from api.tables.missions import MissionRow
from api.tables.sources import SourceRow
from api.vocabulary import Grade, IndicatorKind, Rank, RecordType

# What a total may be narrowed to and still be the total that people mean.
TOTALS = {"component": "uniformed", "location": "field"}
GRADES = (Grade.PRIMARY, Grade.OFFICIAL_DATASET, Grade.SECONDARY, Grade.TERTIARY)
PRESENT = timedelta(days=540)  # How old what is asked of the present may be.


@dataclass(frozen=True)
class Chosen:
    """The figures that answer: one, or one for each mission of a country; and what was asked."""

    asked: Asked
    codes: tuple[str, ...]


def choose_figures(
    connection: Connection, question: Question, names: Names, *, sure: bool = True
) -> Chosen | None:
    """Choose the figures that answer a question; None where one word or dimension is not accounted for.

    Not `sure`, the likeliest ones: good enough to lead the hits, and never an answer.
    """
    if len(question.times) > 1 or SEVERAL in {value for value, _ in question.dimensions.values()}:
        return None
    best: tuple[str, Chosen] | None = None
    for asked in readings(connection, question, names, sure=sure):
        if best and not _is_alike(asked, best[1].asked):
            break
        rows = _chosen_rows(connection, asked)
        newest = max((row["time_last"] for row in rows), default="")
        if rows and (best is None or newest > best[0]):
            best = newest, Chosen(asked, tuple(row["code"] for row in rows))
    return best[1] if best else None


def _is_alike(asked: Asked, other: Asked) -> bool:
    """Say whether two readings differ only in how sources name the same part of the personnel."""
    components = {asked.dimensions.get("component"), other.dimensions.get("component")}
    return asked.indicator == other.indicator and components <= SAME


def _chosen_rows(connection: Connection, asked: Asked) -> list[dict[str, Any]]:
    """Return the figure of the first subject that has one, or one for each mission of a country."""
    rows = _rows(connection, asked)
    kind = indicator_kinds(connection)[asked.indicator]
    if {*asked.subjects} == {*WHOLE}:
        best = _best(rows, asked, kind)
        return [best] if best else []
    found = []
    for type, code in asked.subjects:
        of_one = [r for r in rows if (r["subject_type"], r["subject_code"]) == (type, code)]
        if (best := _best(of_one, asked, kind)) and _began(connection, asked, type, code):
            found.append(best)
            if not asked.host:
                break
    if asked.host and found and kind != IndicatorKind.CUMULATIVE:
        newest = max(row["time_last"] for row in found)
        found = [row for row in found if row["time_last"] == newest]
    is_present = asked.host or (asked.time and asked.time.basis == "now")
    if is_present and kind == IndicatorKind.STOCK and not (asked.time and asked.time.first):
        found = [row for row in found if not _is_over(connection, row["time_last"])]
    return found


def _is_over(connection: Connection, day: str) -> bool:
    """Say whether a day is too long before the release to tell of the present."""
    release = get_day_of_release(connection)
    return date.fromisoformat(day) < date.fromisoformat(release) - PRESENT


def _began(connection: Connection, asked: Asked, type: str, code: str) -> bool:
    """Say whether "since" a year is since the start of the subject."""
    if not asked.time or asked.time.basis != "since":
        return True
    if type != RecordType.MISSION:
        return False
    started = connection.execute(
        select(col(MissionRow.started)).where(col(MissionRow.code) == code)
    ).scalar()
    return bool(started) and str(started)[:4] == str(asked.time.written)[:4]


def _rows(connection: Connection, asked: Asked) -> list[dict[str, Any]]:
    columns = ("code", "subject_type", "subject_code", "time_first", "time_last", "rank", "as_of")
    shown = [col(getattr(FigureRow, name)) for name in (*columns, *Dimensions.model_fields)]
    tests = [
        col(FigureRow.subject_code).in_([code for _, code in asked.subjects]),
        col(FigureRow.indicator) == asked.indicator,
        col(FigureRow.rank) != Rank.DEPRECATED,
        col(FigureRow.withdrawn_on).is_(None),
    ]
    for name in Dimensions.model_fields:
        column = col(getattr(FigureRow, name))
        if name in asked.dimensions:
            tests.append(column == asked.dimensions[name])
        elif name in TOTALS:
            tests.append(or_(column.is_(None), column == TOTALS[name]))
        else:
            tests.append(column.is_(None))
    if asked.time and asked.time.first:
        if asked.time.basis == "in":
            first, last = col(FigureRow.time_first), col(FigureRow.time_last)
            tests.append(and_(last >= asked.time.first, first <= asked.time.last))
    else:
        tests.append(col(FigureRow.newest_until) == "9999-12-31")
    statement = select(*shown, col(SourceRow.grade)).outerjoin(
        SourceRow, col(SourceRow.code) == col(FigureRow.source)
    )
    names = (*columns, *Dimensions.model_fields, "grade")
    rows = connection.execute(statement.where(*tests).order_by(FigureRow.code)).all()
    return [dict(zip(names, row, strict=True)) for row in rows]


def _best(rows: list[dict[str, Any]], asked: Asked, kind: str) -> dict[str, Any] | None:
    """Choose the newest of the figures, or the one of the time that is asked for."""
    if asked.time and asked.time.basis == "in" and asked.time.first:
        fitting = [(fit, row) for row in rows if (fit := _fit(row, asked.time, kind)) is not None]
        if not fitting:
            return None
        nearest = min(fit for fit, _ in fitting)
        rows = [row for fit, row in fitting if fit == nearest]
    if not rows:
        return None
    newest = max(row["time_last"] for row in rows)
    rows = [row for row in rows if row["time_last"] == newest]
    return min(rows, key=lambda row: _standing(row, asked))


def _standing(row: dict[str, Any], asked: Asked) -> tuple[Any, ...]:
    extra = sum(row[name] is not None and name not in asked.dimensions for name in TOTALS)
    grade = GRADES.index(row["grade"]) if row["grade"] in set(GRADES) else len(GRADES)
    first = [code for _, code in asked.subjects].index(row["subject_code"])
    return row["rank"] != Rank.PREFERRED, first, extra, grade, row["code"]


def _fit(row: dict[str, Any], time: Time, kind: str) -> int | None:
    """Say how well the time of a figure fits: 0 is the same; None is another time, or a part of it only."""
    first, last = row["time_first"], row["time_last"]
    if (first, last) == (time.first, time.last):
        return 0
    within = str(time.first) <= first and last <= str(time.last)
    if kind in (
        IndicatorKind.STOCK,
        IndicatorKind.SHARE,
        IndicatorKind.CUMULATIVE,
        IndicatorKind.TARGET,
    ):
        return 1 if within and row["as_of"] else (2 if within else None)
    is_fiscal_year = first.endswith("-07-01") and last.endswith("-06-30")
    whole_year = str(time.written) == str(time.first)[:4]
    return 1 if is_fiscal_year and whole_year and first[:4] == time.written else None
