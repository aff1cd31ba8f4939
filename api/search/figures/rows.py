"""Read the candidate figures for one reading, and choose the best of one time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, or_, select
from sqlmodel import col

from api.facts.figures import TOTALS, Dimensions
from api.lists.statements import once, prepared
from api.questions.names import Names, Target
from api.questions.question import Question, Time
from api.questions.readings import AskedFigure
from api.tables.figures import FigureRow
from api.tables.sources import SourceRow
from api.vocabulary import Grade, IndicatorKind, Qualifier, Rank, RecordType

GRADES = tuple(Grade)
COLUMNS = ("code", "subject_type", "subject_code", "time_first", "time_last", "as_of", "rank")
MEASURED = ("value", "qualifier", "source")
NEVER = "9999-12-31"
MOST_ALIKE = 20
LEAST_TYPED = 20  # Smaller numbers are of figures about everything: "one in ten".
MILLION = 1_000_000
BY_CODE = attrgetter("code")


@dataclass(frozen=True)
class Candidate:
    """A figure that may answer, with the columns by which candidates are compared."""

    code: str
    subject: Target
    time_first: str
    time_last: str
    as_of: str | None
    rank: str
    value: float
    qualifier: str
    source: str
    grade: str | None
    dimensions: dict[str, str]

    @property
    def is_of_budget_year(self) -> bool:
        """Whether it counts a year from July to June."""
        return self.time_first.endswith("-07-01") and self.time_last.endswith("-06-30")

    @property
    def year(self) -> str:
        """The year it begins in."""
        return self.time_first[:4]


def read_rows(
    connection: Connection, asked: AskedFigure, *, everything: bool = False
) -> list[Candidate]:
    """Read the figures that overlap with the time asked for; without one the newest, or `everything`.

    Rows are cached by their parameters: several readings, and the questions of many people, ask for the same.
    """
    span = asked.time if asked.time and asked.time.first else None
    shape = (len(asked.subjects), frozenset(asked.dimensions), span is not None, everything)
    values = {f"subject_{place}": code for place, (_, code) in enumerate(asked.subjects)}
    values |= {"of_indicator": asked.indicator}
    values |= {f"of_{name}": value for name, value in asked.dimensions.items()}
    values |= {"first": str(span.first), "last": str(span.last)} if span else {}

    def read() -> list[Candidate]:
        statement = prepared(connection, ("candidates", shape), lambda: _candidates(*shape))
        rows = (_candidate(*row) for row in statement.ask(connection, **values))
        # Sorted here: with ORDER BY, SQLite walks the index in that order, through all figures of the indicator.
        return sorted(rows, key=BY_CODE)

    return once(connection, ("candidates", shape, *sorted(values.items())), read)


def _candidates(
    subjects: int, dimensions: frozenset[str], has_span: bool, everything: bool
) -> Select[Any]:
    """Write the SQL for a number of subjects and a set of dimensions, with or without a time; values are bound later."""
    row = FigureRow
    tests: list[ColumnElement[bool]] = [
        col(row.subject_code).in_([bindparam(f"subject_{n}", "") for n in range(subjects)]),
        col(row.indicator) == bindparam("of_indicator", ""),
        col(row.rank) != Rank.DEPRECATED,
        col(row.withdrawn_on).is_(None),
        *(_narrowed(name, is_given=name in dimensions) for name in Dimensions.model_fields),
    ]
    if has_span:
        begun: Any = bindparam("first", "")
        ended: Any = bindparam("last", "")
        tests.append(and_(col(row.time_last) >= begun, col(row.time_first) <= ended))
    elif not everything:
        tests.append(col(row.newest_until) == NEVER)
    names = [*COLUMNS, *MEASURED, *Dimensions.model_fields]
    return (
        select(*[col(getattr(FigureRow, name)) for name in names], col(SourceRow.grade))
        .outerjoin(SourceRow, col(SourceRow.code) == col(FigureRow.source))
        .where(*tests)
    )


def _narrowed(name: str, *, is_given: bool) -> ColumnElement[bool]:
    column = col(getattr(FigureRow, name))
    if is_given:
        return column == bindparam(f"of_{name}", "")
    total = TOTALS.get(name)
    return or_(column.is_(None), column == total) if total else column.is_(None)


def _candidate(*row: Any) -> Candidate:
    code, type, subject, first, last, as_of, rank, value, qualifier, source, *narrowed, grade = row
    dimensions = {n: v for n, v in zip(Dimensions.model_fields, narrowed, strict=True) if v}
    target = (RecordType(type), subject)
    return Candidate(
        *(code, target, first, last, as_of, rank, value, qualifier, source, grade, dimensions)
    )


def ever_reached(connection: Connection, asked: AskedFigure) -> bool:
    """Say whether any figure ever reached `asked.least`: then the few left of a contingent are told, too."""
    everything = read_rows(connection, replace(asked, time=None), everything=True)
    return any(row.value >= asked.least for row in everything)


def best_row(rows: list[Candidate], asked: AskedFigure) -> Candidate | None:
    """Choose the newest figure, on a tie that with the best standing."""
    newest = max((row.time_last for row in rows), default="")
    return best_standing([row for row in rows if row.time_last == newest], asked)


def best_standing(rows: Iterable[Candidate], asked: AskedFigure) -> Candidate | None:
    """Choose the preferred figure; on a tie the likelier subject, the plainer total, the better grade of source."""
    return min(rows, key=lambda row: _standing(row, asked), default=None)


def _standing(row: Candidate, asked: AskedFigure) -> tuple[bool, int, int, int, bool, str]:
    extra = sum(name in row.dimensions and name not in asked.dimensions for name in TOTALS)
    grade = GRADES.index(Grade(row.grade)) if row.grade else len(GRADES)
    # "13,000 to 14,000" are two figures; the least that it is comes first.
    is_most = row.qualifier == Qualifier.AT_MOST
    subject = asked.subjects.index(row.subject)
    return row.rank != Rank.PREFERRED, subject, extra, grade, is_most, row.code


def nearest_in_time(rows: list[Candidate], time: Time, kind: str) -> list[Candidate]:
    """Keep the figures whose time fits best: the same time, else one within it; never a part of a flow."""
    fits = [(fit, row) for row in rows if (fit := _fit(row, time, kind)) is not None]
    nearest = min((fit for fit, _ in fits), default=0)
    return [row for fit, row in fits if fit == nearest]


def _fit(row: Candidate, time: Time, kind: str) -> int | None:
    """Return how far the time of a figure is from one: 0 for the same; None for another, or for a part of a flow."""
    first, last = row.time_first, row.time_last
    if (first, last) == (time.first, time.last):
        return 0
    within = str(time.first) <= first and last <= str(time.last)
    if kind == IndicatorKind.FLOW and first < last:
        return 1 if row.is_of_budget_year and time.written == row.year else None
    return (1 if row.as_of else 2) if within else None


def codes_of_value(
    connection: Connection, question: Question, names: Names, indicators: list[str]
) -> tuple[str, ...]:
    """Return the figures with a value that is typed, of the records named and the indicators; empty if neither is given.

    A large number counts as rounded: "1.17 billion" also finds near values, the nearest first.
    """
    row = FigureRow
    named = {code for one in question.mentions for _, code in one.targets}
    amounts = map(float, sorted(question.amounts))
    typed = [amount for amount in amounts if named or amount >= LEAST_TYPED]
    if not typed or not (named or indicators):
        return ()
    givers = [names.iso3[one.country] for one in question.mentions if one.country in names.iso3]
    near = [col(row.value).between(one - _rounding(one), one + _rounding(one)) for one in typed]
    tests = [or_(*near), col(row.rank) != Rank.DEPRECATED]
    if named:
        tests.append(or_(col(row.subject_code).in_(sorted(named)), col(row.country).in_(givers)))
    if indicators:
        # `+ ""` keeps SQLite from the index of the indicator, which may have a million figures; that of the value has few.
        tests.append((col(row.indicator) + "").in_(indicators))
    newest = select(col(row.code), col(row.value)).where(*tests)
    rows = connection.execute(newest.order_by(col(row.time_last).desc(), row.code)).all()
    by_distance = sorted(rows, key=lambda one: min(abs(one[1] - amount) for amount in typed))
    return tuple(code for code, _ in by_distance[:MOST_ALIKE])


def _rounding(amount: float) -> float:
    """Return the tolerance for a typed number: half a unit of its last significant digit, from a million on; else 0."""
    digits = str(int(amount))
    return 10 ** (len(digits) - len(digits.rstrip("0"))) / 2 if amount >= MILLION else 0
