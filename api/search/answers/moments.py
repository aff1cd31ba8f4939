"""Choose the time of a ranking: the newest day or period with figures of enough countries or missions."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, distinct, func, select
from sqlmodel import col

from api.facts.figures import Dimensions
from api.lists.lookups import get_day_of_release
from api.lists.statements import once
from api.questions.indicators import indicator_kinds
from api.questions.question import Time
from api.questions.readings import dimensions_of
from api.search.figures.for_reading import PRESENT
from api.search.figures.series import LONGEST_YEAR
from api.tables.figures import FigureRow
from api.vocabulary import IndicatorKind, Rank, RecordType

RECENT = (
    PRESENT  # Counts no further apart are of about one time: the fuller may be the better ranking.
)
STALE = timedelta(days=1100)  # How old a ranking may be that is asked for without a time.
FULL = 2.5  # How many times fuller the fullest ranking may be than one that is newer.
Span = tuple[str, str]


@dataclass(frozen=True)
class Board:
    """What to rank: the countries of a subject, or the missions, by one indicator and its dimensions."""

    indicator: str
    subjects: tuple[str, ...]  # Whose countries are ranked, as type:code; none where missions are.
    dimensions: dict[str, str]  # A comma means that the values are added up.
    fewest: int
    may_be_old: bool = False
    among: tuple[str, ...] | None = None  # Codes of the missions that are ranked; None for all.

    @property
    def key(self) -> str:
        """The column of what is ranked."""
        return "country" if self.subjects else "subject_code"

    def filters(self, connection: Connection) -> dict[str, str]:
        """The filters of the list of its figures, without a time."""
        having = dimensions_of(connection).get(self.indicator, set())
        filters = {"indicator": self.indicator}
        for name in Dimensions.model_fields:
            if value := self.dimensions.get(name):
                filters[f"dimensions.{name}"] = value
            elif name in having:
                is_ranked = name == "country" and bool(self.subjects)
                filters[f"dimensions.{name}__isnull"] = str(not is_ranked).lower()
        return filters

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """These filters as SQL conditions, without deprecated and withdrawn figures."""
        tests: list[Any] = [
            col(FigureRow.indicator) == self.indicator,
            col(FigureRow.rank) != Rank.DEPRECATED,
            col(FigureRow.withdrawn_on).is_(None),
        ]
        codes = [one.partition(":")[2] for one in self.subjects] or self.among
        if codes is not None:
            tests.append(col(FigureRow.subject_code).in_(codes))
        if not self.subjects:
            tests.append(col(FigureRow.subject_type) == RecordType.MISSION)
        for name in Dimensions.model_fields:
            column = col(getattr(FigureRow, name))
            if name == "country" and self.subjects:
                tests.append(column > "")  # Which is looked up in an index, as "not null" is not.
            elif name in self.dimensions:
                tests.append(column.in_(self.dimensions[name].split(",")))
            else:
                tests.append(column.is_(None))
        return tests


def find_moment(connection: Connection, board: Board, time: Time | None) -> tuple[str, Span] | None:
    """Return the subject and the period of the newest ranking in the time asked for; None without one."""
    spans = _spans(time)
    if spans is None or (time and not _is_told(connection, board, time)):
        return None
    for span in spans:
        key = ("times of a ranking", str(board), span)  # Its dimensions are no key, as a dict.
        told = once(connection, key, partial(_counted, connection, board, span))
        if any(number >= board.fewest for _, _, number in told):
            return _newest(connection, board, time, told)
    return None


def _is_told(connection: Connection, board: Board, time: Time) -> bool:
    """Say whether a ranking of one day or period tells of the time asked for.

    All deaths since the start tell of no year, no single day of a decade, and what there is now not of all who ever were.
    """
    kind = indicator_kinds(connection)[board.indicator]
    if time.basis == "in":
        length = date.fromisoformat(str(time.last)) - date.fromisoformat(str(time.first))
        return kind != IndicatorKind.CUMULATIVE and length.days <= LONGEST_YEAR
    return not (time.basis in ("since_start", "in_all") and kind == IndicatorKind.STOCK)


def find_fullest_day(connection: Connection, board: Board) -> str | None:
    """Return the day on which the sum of the figures is the largest; None without one."""
    day, total = col(FigureRow.as_of), func.sum(col(FigureRow.value))
    statement = select(day).where(*board.conditions, day.is_not(None)).group_by(day)
    return connection.execute(statement.order_by(total.desc(), day.desc()).limit(1)).scalar()


def _spans(time: Time | None) -> list[Span | None] | None:
    """Return the periods to look in, the likeliest first: a calendar year, then its budget year; None for no period."""
    if time is None or time.basis in ("now", "since_start", "in_all"):
        return [None]
    if time.basis != "in" or not time.first or not time.last:
        return None
    spans: list[Span | None] = [(time.first, time.last)]
    year = str(time.written)
    if time.first[:4] == year:
        spans.append((f"{year}-07-01", f"{int(year) + 1}-06-30"))
    return spans


def _counted(
    connection: Connection, board: Board, span: Span | None
) -> list[tuple[str, Span, int]]:
    """Count the countries or missions that have a figure, by subject and period."""
    first, last = col(FigureRow.time_first), col(FigureRow.time_last)
    subject = col(FigureRow.subject_code) if board.subjects else col(FigureRow.subject_type)
    number = func.count(distinct(col(getattr(FigureRow, board.key))))
    statement = select(subject, first, last, number).where(*board.conditions)
    if span:
        statement = statement.where(first >= span[0], last <= span[1])
    statement = statement.group_by(subject, first, last)
    rows = connection.execute(statement.order_by(last.desc(), number.desc(), first.desc(), subject))
    return [(str(code), (begun, ended), int(n)) for code, begun, ended, n in rows]


def _newest(
    connection: Connection, board: Board, time: Time | None, told: list[tuple[str, Span, int]]
) -> tuple[str, Span] | None:
    """Choose the newest period about as complete as those shortly before; None where "now" is asked for and it is old."""
    counted = [one for one in told if one[2] >= board.fewest]
    today = date.fromisoformat(get_day_of_release(connection))
    newest = date.fromisoformat(counted[0][1][1])
    is_stock = indicator_kinds(connection)[board.indicator] == IndicatorKind.STOCK
    is_now = time and time.basis == "now"
    oldest = today - (PRESENT if is_now and is_stock else STALE)
    if (is_now or not (time or board.may_be_old)) and newest < oldest:
        return None
    near = [one for one in counted if date.fromisoformat(one[1][1]) >= newest - RECENT]
    fullest = max(number for _, _, number in near)
    subject, span, number = next(one for one in near if FULL * one[2] >= fullest)
    # Where each was counted on a day of its own, those of one day are no ranking.
    later = sum(number for _, (begun, _), number in told if begun > span[1])
    return (subject, span) if later < number else None
