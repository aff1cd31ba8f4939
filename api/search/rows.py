"""The figures that may answer one reading of a question, and which of them is the best at one time."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, or_, select
from sqlmodel import col

from api.questions.names import Names, Target
from api.questions.question import Question, Time
from api.questions.readings import Asked
from api.tables.figures import Dimensions, FigureRow
from api.tables.sources import SourceRow
from api.vocabulary import Grade, IndicatorKind, Rank, RecordType

# What a total may be narrowed to and still be the total that people mean.
TOTALS = {"component": "uniformed", "location": "field"}
GRADES = tuple(Grade)
COLUMNS = ("code", "subject_type", "subject_code", "time_first", "time_last", "as_of", "rank")
NEVER = "9999-12-31"
MOST_ALIKE = 20


@dataclass(frozen=True)
class Candidate:
    """What is looked at of a figure that may answer."""

    code: str
    subject: Target
    time_first: str
    time_last: str
    as_of: str | None
    rank: str
    value: float
    source: str
    grade: str | None
    dimensions: dict[str, str]

    @property
    def is_of_budget_year(self) -> bool:
        """Whether it counts a year from July to June."""
        return self.time_first.endswith("-07-01") and self.time_last.endswith("-06-30")

    @property
    def year(self) -> str:
        """The year it begins in, or of a moment the year it is of."""
        return self.time_first[:4]


def read_rows(connection: Connection, asked: Asked, *, everything: bool = False) -> list[Candidate]:
    """Read the figures of the time that is asked for; without one the newest, or `everything`."""
    row = FigureRow
    tests: list[ColumnElement[bool]] = [
        col(row.subject_code).in_([code for _, code in asked.subjects]),
        col(row.indicator) == asked.indicator,
        col(row.rank) != Rank.DEPRECATED,
        col(row.withdrawn_on).is_(None),
        *(_narrowed(asked, name) for name in Dimensions.model_fields),
    ]
    time = asked.time
    if time and time.first:
        tests.append(and_(col(row.time_last) >= time.first, col(row.time_first) <= time.last))
    elif not everything:
        tests.append(col(row.newest_until) == NEVER)
    return _read(connection, tests)


def _narrowed(asked: Asked, name: str) -> ColumnElement[bool]:
    column = col(getattr(FigureRow, name))
    if name in asked.dimensions:
        return column == asked.dimensions[name]
    total = TOTALS.get(name)
    return or_(column.is_(None), column == total) if total else column.is_(None)


def _read(connection: Connection, tests: list[ColumnElement[bool]]) -> list[Candidate]:
    names = [*COLUMNS, "value", "source", *Dimensions.model_fields]
    statement = (
        select(*[col(getattr(FigureRow, name)) for name in names], col(SourceRow.grade))
        .outerjoin(SourceRow, col(SourceRow.code) == col(FigureRow.source))
        .where(*tests)
        .order_by(FigureRow.code)
    )
    found = []
    for *columns, grade in connection.execute(statement):
        code, type, subject, first, last, as_of, rank, value, source, *narrowed = columns
        dimensions = {n: v for n, v in zip(Dimensions.model_fields, narrowed, strict=True) if v}
        target = (RecordType(type), subject)
        found.append(
            Candidate(
                *(code, target, first, last, as_of, rank, value, source, grade, dimensions),
            )
        )
    return found


def best_row(rows: list[Candidate], asked: Asked) -> Candidate | None:
    """Choose the newest of the figures, of several of one day the one with the best standing."""
    newest = max((row.time_last for row in rows), default="")
    return best_standing([row for row in rows if row.time_last == newest], asked)


def best_standing(rows: Iterable[Candidate], asked: Asked) -> Candidate | None:
    """Choose the preferred figure, then the likelier subject, the plainer total, the better source."""
    return min(rows, key=lambda row: _standing(row, asked), default=None)


def _standing(row: Candidate, asked: Asked) -> tuple[bool, int, int, int, str]:
    extra = sum(name in row.dimensions and name not in asked.dimensions for name in TOTALS)
    grade = GRADES.index(Grade(row.grade)) if row.grade else len(GRADES)
    return row.rank != Rank.PREFERRED, asked.subjects.index(row.subject), extra, grade, row.code


def nearest_in_time(rows: list[Candidate], time: Time, kind: str) -> list[Candidate]:
    """Keep the figures whose time fits best: the same, else what lies in it; never a part of a flow."""
    fits = [(fit, row) for row in rows if (fit := _fit(row, time, kind)) is not None]
    nearest = min((fit for fit, _ in fits), default=0)
    return [row for fit, row in fits if fit == nearest]


def _fit(row: Candidate, time: Time, kind: str) -> int | None:
    """Say how well the time of a figure fits: 0 is the same; None is another time, or a part of it only."""
    first, last = row.time_first, row.time_last
    if (first, last) == (time.first, time.last):
        return 0
    if kind == IndicatorKind.FLOW:
        return 1 if row.is_of_budget_year and time.written == row.year else None
    within = str(time.first) <= first and last <= str(time.last)
    return (1 if row.as_of else 2) if within else None


def codes_of_value(
    connection: Connection, question: Question, names: Names, indicators: list[str]
) -> tuple[str, ...]:
    """Return the figures of exactly a number that is typed, of what is named and measured; empty where it is not clear."""
    row = FigureRow
    values = [float(amount) for amount in sorted(question.amounts)]
    named = {code for one in question.mentions for _, code in one.targets}
    givers = [names.iso3[one.country] for one in question.mentions if one.country in names.iso3]
    tests = [col(row.value).in_(values), col(row.rank) != Rank.DEPRECATED]
    if named:
        tests.append(or_(col(row.subject_code).in_(sorted(named)), col(row.country).in_(givers)))
    if indicators:
        tests.append(col(row.indicator).in_(indicators))
    if not named and not indicators:
        return ()
    newest = select(col(row.code)).where(*tests).order_by(col(row.time_last).desc(), row.code)
    return tuple(connection.execute(newest.limit(MOST_ALIKE)).scalars())
