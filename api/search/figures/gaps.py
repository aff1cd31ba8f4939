"""Find known gaps: the question is understood, no figure of its time is held, and the data prove that."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import col

from api.facts.components import EVERYBODY
from api.facts.figures import Dimensions
from api.questions.indicator_codes import APPROVED, DEATHS, STRENGTH
from api.questions.indicators import indicator_kinds, indicator_units
from api.questions.names import Names, Target
from api.questions.question import WHOLE, Question
from api.questions.readings import AskedFigure, readings
from api.search.figures.for_question import Chosen, is_clear
from api.search.figures.rows import best_row, best_standing, ever_reached, read_rows
from api.tables.coverage import CoverageRow, CoveredIndicators, CoveredYears, Measure
from api.tables.figures import FigureRow
from api.tables.index import LinkRow, NameRow
from api.tables.indicators import IndicatorRow
from api.vocabulary import Coverage, IndicatorKind, RecordType, Unit
from api.wording import plain

# What coverage tells year by year, by the indicator.
MEASURES = {
    DEATHS: Measure.DEATHS,
    STRENGTH: Measure.STRENGTH,
    APPROVED: Measure.BUDGET,
}
STOCK = IndicatorKind.STOCK
COUNTED = (STOCK, IndicatorKind.SHARE)  # At one time, or another.
ABSENT = (Coverage.NOT_PUBLISHED, Coverage.NOT_CURATED)


@dataclass(frozen=True)
class Gap:
    """A reading without a figure, the names of indicator and subject, and what proves that there is none.

    `is_begun`: the newest figure held covers a part of the time.
    """

    asked: AskedFigure
    indicator: str
    subject: str
    # The newest figure, if it is older than the time asked for; else the last before and the first after it.
    nearest: tuple[str, ...] = ()
    is_begun: bool = False
    coverage: str | None = None  # What coverage says of it.


def find_gap(connection: Connection, question: Question, names: Names) -> Gap | None:
    """Find the gap that a question asks about; None where the reading is not clear, or the subject did not exist then."""
    if not is_clear(question) or question.extreme or question.breakdowns:
        return None
    for reading in readings(connection, question, names):
        asked = _of_then(connection, names, reading)
        target = asked.subjects[0]
        if len(asked.subjects) > 1 and {*asked.subjects} != {*WHOLE}:
            return None
        if not _is_in_life(connection, names, asked, target):
            return None
        is_elsewhere = not _has_time(asked) and names.succeeded_in_place(target[1])
        gap = None if is_elsewhere else _older(connection, asked) or _between(connection, asked)
        gap = gap or _not_covered(connection, asked, target)
        if gap:
            return None if _of_events(connection, asked, target) else gap
    return None


def _of_then(connection: Connection, names: Names, asked: AskedFigure) -> AskedFigure:
    """Keep the one subject that existed at the time asked for, as one of the missions in the Congo; else all."""
    alive = tuple(one for one in asked.subjects if _is_in_life(connection, names, asked, one))
    return replace(asked, subjects=alive) if _has_time(asked) and len(alive) == 1 else asked


def find_in_event(connection: Connection, question: Question, names: Names) -> Chosen | None:
    """Choose the figure of an event that is linked to the subject, of exactly the time asked for."""
    if not is_clear(question) or question.time is None or question.breakdowns or question.extreme:
        return None
    for asked in readings(connection, question, names):
        if {*asked.dimensions.values()} - EVERYBODY:
            continue  # Who are only some of them is not told.
        rows = _of_events(connection, asked, asked.subjects[0])
        span = asked.time and (asked.time.first, asked.time.last)
        same = [code for code, *times in rows if tuple(times) == span]
        if same:
            return Chosen(replace(asked, dimensions={}), tuple(same[:1]))
    return None


def _of_events(connection: Connection, asked: AskedFigure, target: Target) -> Sequence[Any]:
    """Read the figures of events that are linked to the subject, within the time asked for."""
    time, row = asked.time, FigureRow
    if time is None or not time.first:
        return ()
    events = select(col(LinkRow.record_code)).where(
        col(LinkRow.record_type) == RecordType.EVENT,
        col(LinkRow.target_type) == target[0],
        col(LinkRow.target_code) == target[1],
    )
    figures = select(col(row.code), col(row.time_first), col(row.time_last)).where(
        col(row.subject_type) == RecordType.EVENT,
        col(row.subject_code).in_(events),
        col(row.indicator) == asked.indicator,
        col(row.time_first) >= time.first,
        col(row.time_last) <= str(time.last),
        *(col(getattr(row, name)).is_(None) for name in Dimensions.model_fields),
    )
    # Sorted here: with ORDER BY, SQLite walks the index in that order, through all figures of the indicator.
    return sorted(connection.execute(figures).all())


def _is_in_life(connection: Connection, names: Names, asked: AskedFigure, target: Target) -> bool:
    """Say whether a time has begun and overlaps with the life of a mission; money may be approved in advance."""
    time = asked.time
    if time is None or time.basis in ("since_start", "in_all", "now"):
        return True
    started, ended = names.lives.get(target[1], ("", ""))
    is_money = indicator_units(connection)[asked.indicator] == Unit.USD
    has_begun = str(time.first) <= min(ended or names.day, names.day)
    is_flow = indicator_kinds(connection)[asked.indicator] == IndicatorKind.FLOW
    is_to_come = is_money and is_flow and not ended
    return time.basis == "in" and (has_begun or is_to_come) and str(time.last) >= started


def _has_time(asked: AskedFigure) -> bool:
    return bool(asked.time and asked.time.first)


def _older(connection: Connection, asked: AskedFigure) -> Gap | None:
    """Find the gap after the newest figure, if that is older than the time asked for."""
    time, is_stock = asked.time, indicator_kinds(connection)[asked.indicator] == STOCK
    # "How many are there" asks for the present.
    first, last = (time.first, time.last) if time and time.first else (None, None)
    newest = best_row(read_rows(connection, replace(asked, time=None)), asked)
    if newest is None or not (last or (asked.several and is_stock)):
        return None
    is_newer = bool(last) and newest.time_last >= str(last)
    if is_newer or (newest.value < asked.least and not ever_reached(connection, asked)):
        return None
    asked = replace(asked, subjects=(newest.subject,))
    indicator, subject = _names(connection, asked)
    is_begun = bool(first) and newest.time_last >= str(first)
    return Gap(asked, indicator, subject, (newest.code,), is_begun)


def _between(connection: Connection, asked: AskedFigure) -> Gap | None:
    """Find the gap between two counts: the last before the time asked for, and the first after it."""
    time, kind = asked.time, indicator_kinds(connection)[asked.indicator]
    if time is None or time.basis != "in" or kind not in COUNTED:
        return None
    rows = read_rows(connection, replace(asked, time=None), everything=True)
    rows = [row for row in rows if row.subject == asked.subjects[0] and row.value >= asked.least]
    before = [row for row in rows if row.time_last < str(time.first)]
    after = [row for row in rows if row.time_first > str(time.last)]
    if not before or not after or len(before) + len(after) < len(rows):
        return None
    next_day = min(row.time_first for row in after)
    following = best_standing([row for row in after if row.time_first == next_day], asked)
    told = [one.code for one in (best_row(before, asked), following) if one]
    return Gap(asked, *_names(connection, asked), tuple(told))


def _not_covered(connection: Connection, asked: AskedFigure, target: Target) -> Gap | None:
    """Find the gap of a mission that coverage states: not published, or not curated."""
    type, code = target
    if type != RecordType.MISSION or asked.dimensions.keys() - {"component"}:
        return None
    row = CoverageRow
    statement = select(col(row.indicators), col(row.years)).where(col(row.code) == code)
    found = connection.execute(statement).first()
    years = [CoveredYears.model_validate(years) for years in found[1]] if found else []
    indicators = CoveredIndicators.model_validate(found[0]).model_dump() if found else {}
    status = _status(asked, indicators, years) if found else None
    if status not in ABSENT:
        return None
    indicator, subject = _names(connection, asked)
    said = f"Coverage says “{plain(str(status))}”."
    return Gap(asked, indicator, subject, coverage=said)


def _status(
    asked: AskedFigure, indicators: dict[str, Coverage], years: list[CoveredYears]
) -> Coverage | None:
    """Return the status that coverage gives for the indicator, else for the year asked for."""
    time = asked.time
    if (status := indicators.get(asked.indicator)) in ABSENT:
        return status
    if time is None or not time.first or time.first[:4] != str(time.last)[:4]:
        return None
    year = int(time.first[:4])
    measure = MEASURES.get(asked.indicator)
    told = (one for one in years if one.measure == measure)
    return next((one.status for one in told if one.first_year <= year <= one.last_year), None)


def _names(connection: Connection, asked: AskedFigure) -> tuple[str, str]:
    """Read the names of the indicator and of the subject."""
    type, code = asked.subjects[0]
    indicator = select(col(IndicatorRow.name)).where(col(IndicatorRow.code) == asked.indicator)
    subject = select(col(NameRow.name)).where(
        col(NameRow.record_type) == type, col(NameRow.record_code) == code
    )
    return (
        str(connection.execute(indicator).scalar_one()),
        str(connection.execute(subject).scalar_one()),
    )
