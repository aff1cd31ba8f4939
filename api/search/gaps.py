"""Known gaps: all of a question is understood, no figure of its time is held, and the data say so themselves."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection, select
from sqlmodel import col

from api.questions.names import Names, Target
from api.questions.question import WHOLE, Question
from api.questions.readings import Asked, readings
from api.search.figures import is_clear
from api.search.rows import best_row, read_rows
from api.tables.coverage import CoverageRow, CoveredIndicators, CoveredYears, Measure
from api.tables.figures import FigureRow
from api.tables.index import LinkRow, NameRow
from api.tables.indicators import IndicatorRow
from api.vocabulary import Coverage, RecordType
from api.wording import plain

# What coverage tells year by year, by the indicator.
MEASURES = {
    "fatalities": Measure.DEATHS,
    "personnel_deployed": Measure.STRENGTH,
    "budget_usd": Measure.BUDGET,
}
ABSENT = (Coverage.NOT_PUBLISHED, Coverage.NOT_CURATED)


@dataclass(frozen=True)
class Gap:
    """A question without a figure: what was asked, in names, and what proves that there is none.

    `is_begun`: the newest figure that is held counts a part of the time.
    """

    asked: Asked
    indicator: str
    subject: str
    nearest: tuple[
        str, ...
    ] = ()  # The newest figure that is held, if it is older than what is asked.
    is_begun: bool = False
    coverage: str | None = None  # What coverage says of it.


def find_gap(connection: Connection, question: Question, names: Names) -> Gap | None:
    """Find the gap that a question asks about; None where it is not clear, or lies outside the life of the subject."""
    if not is_clear(question) or question.extreme or question.breakdowns:
        return None
    for asked in readings(connection, question, names):
        target = asked.subjects[0]
        if len(asked.subjects) > 1 and {*asked.subjects} != {*WHOLE}:
            return None
        if not _is_past(names, asked, target):
            return None
        gap = _older(connection, asked) or _not_covered(connection, asked, target)
        if gap:
            return None if _is_told_of_an_event(connection, asked, target) else gap
    return None


def _is_told_of_an_event(connection: Connection, asked: Asked, target: Target) -> bool:
    """Say whether such a figure is held of an event that is about the subject, within the time that is asked for."""
    time = asked.time
    if time is None or not time.first:
        return False
    events = select(col(LinkRow.record_code)).where(
        col(LinkRow.record_type) == RecordType.EVENT,
        col(LinkRow.target_type) == target[0],
        col(LinkRow.target_code) == target[1],
    )
    figure = select(col(FigureRow.code)).where(
        col(FigureRow.subject_type) == RecordType.EVENT,
        col(FigureRow.subject_code).in_(events),
        col(FigureRow.indicator) == asked.indicator,
        col(FigureRow.time_first) >= time.first,
        col(FigureRow.time_last) <= str(time.last),
    )
    return connection.execute(figure.limit(1)).first() is not None


def _is_past(names: Names, asked: Asked, target: Target) -> bool:
    """Say whether the time that is asked for has begun, and lies in the life of a mission."""
    time = asked.time
    if time is None or time.basis in ("since_start", "in_all", "now"):
        return True
    started, ended = names.lives.get(target[1], ("", ""))
    last = min(ended or names.day, names.day)
    return time.basis == "in" and str(time.first) <= last and str(time.last) >= started


def _older(connection: Connection, asked: Asked) -> Gap | None:
    """Find the newest figure of what is asked, where it is older than the time that is asked for."""
    time = asked.time
    if time is None or not time.first:
        return None
    rows = read_rows(connection, replace(asked, time=None))
    newest = best_row(rows, asked)
    if newest is None or newest.time_last >= str(time.last) or newest.value < asked.least:
        return None
    asked = replace(asked, subjects=(newest.subject,))
    indicator, subject = _names(connection, asked)
    is_begun = newest.time_last >= time.first
    return Gap(asked, indicator, subject, (newest.code,), is_begun)


def _not_covered(connection: Connection, asked: Asked, target: Target) -> Gap | None:
    """Find what coverage says of a mission of which no such figure is held."""
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
    asked: Asked, indicators: dict[str, Coverage], years: list[CoveredYears]
) -> Coverage | None:
    """Return what coverage says of the indicator as such, else of the year that is asked for."""
    time = asked.time
    if (status := indicators.get(asked.indicator)) in ABSENT:
        return status
    if time is None or not time.first or time.first[:4] != str(time.last)[:4]:
        return None
    year = int(time.first[:4])
    measure = MEASURES.get(asked.indicator)
    told = (one for one in years if one.measure == measure)
    return next((one.status for one in told if one.first_year <= year <= one.last_year), None)


def _names(connection: Connection, asked: Asked) -> tuple[str, str]:
    """Return the names of the indicator and of the subject."""
    type, code = asked.subjects[0]
    indicator = select(col(IndicatorRow.name)).where(col(IndicatorRow.code) == asked.indicator)
    subject = select(col(NameRow.name)).where(
        col(NameRow.record_type) == type, col(NameRow.record_code) == code
    )
    return (
        str(connection.execute(indicator).scalar_one()),
        str(connection.execute(subject).scalar_one()),
    )
