"""Read the figures that bear on a claim: those on its question, and those that might have been mixed up with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic_core import from_json
from sqlalchemy import ColumnElement, Connection, and_, or_, select
from sqlmodel import col

from api.lists.conditions import Names
from api.lists.statements import once
from api.resources.figures import FIGURES
from api.resources.moved import AboutOrMoved
from api.tables.indicators import IndicatorRow
from api.vocabulary import Row

MOST_STATEMENTS = 5000
MOST_ALIKE = 400
# What is called “UN peacekeeping” without care: operations, these with political missions, the whole UN.
SIBLINGS = (
    "organisation:un-peacekeeping",
    "organisation:un-peace-operations",
    "organisation:united-nations",
)


# A claim never leaves out whose people or money it counts, nor that it counts women.
NEVER_LEFT_OUT = ("country", "sex")
Limits = tuple[float | None, float | None]
Window = tuple[str, str] | None


@dataclass(frozen=True)
class Question:
    """What a claim is about: a subject, an indicator with its unit, and dimensions."""

    subject: str
    indicator: str
    unit: str
    dimensions: dict[str, str | None]

    @property
    def narrowed(self) -> dict[str, str]:
        """The dimensions that are claimed."""
        return {name: value for name, value in self.dimensions.items() if value}

    @property
    def siblings(self) -> list[str]:
        """Subjects that go by the same name with another scope."""
        return [one for one in SIBLINGS if one != self.subject] if self.subject in SIBLINGS else []

    def about(self, subject: str, **dimensions: str | None) -> "Question":
        """Ask the same of another subject, or narrowed further."""
        return replace(self, subject=subject, dimensions={**self.dimensions, **dimensions})

    def of_subject(self) -> ColumnElement[bool]:
        """Select the figures about the same subject."""
        return AboutOrMoved("subject").where(FIGURES, [self.subject])

    def of_indicator(self) -> ColumnElement[bool]:
        """Select the figures of the same indicator."""
        return FIGURES.column("indicator") == self.indicator

    def of_dimensions(self, but: str | None = None) -> ColumnElement[bool]:
        """Select the figures that are narrowed to just the same, leaving one dimension open."""
        # SQLAlchemy compares with None by IS NULL: a claim without a dimension is not narrowed.
        same = (
            FIGURES.column(name) == text for name, text in self.dimensions.items() if name != but
        )
        return and_(*same)


def about_any(subjects: Sequence[str]) -> ColumnElement[bool]:
    """Select the figures about any of the subjects."""
    return Names("subject").where(FIGURES, subjects)


def find_statements(connection: Connection, question: Question) -> list[Row]:
    """Find the statements on a question, in the order of their time."""
    conditions = question.of_subject(), question.of_indicator(), question.of_dimensions()
    return select_figures(connection, *conditions)


def find_alike(
    connection: Connection, question: Question, interval: Limits, window: Window
) -> list[Row]:
    """Find the statements one step beside a question, of its time, whose numbers lie where the claimed ones do."""
    limits = [*_between(interval), *_touching(window)]
    others = sorted(not_comparable(connection, question.indicator))
    subjects = about_any([question.subject, *question.siblings])
    narrowing = [FIGURES.column(name) == text for name, text in question.narrowed.items()]
    beside = or_(
        and_(question.of_indicator(), subjects, *narrowing),
        and_(question.of_indicator(), question.of_subject()),
        and_(FIGURES.column("indicator").in_(others), subjects, question.of_dimensions()),
    )
    return select_figures(connection, *limits, beside, most=MOST_ALIKE)


def find_beside(connection: Connection, question: Question, window: Window) -> list[Row]:
    """Find the statements of a time with the same indicator, of any part of the same subject or a sibling of it."""
    of_whom = [FIGURES.column(name) == question.narrowed.get(name) for name in NEVER_LEFT_OUT]
    subjects = about_any([question.subject, *question.siblings])
    alike = question.of_indicator(), subjects, *of_whom, *_touching(window)
    return select_figures(connection, *alike, most=MOST_ALIKE)


def find_with_value(connection: Connection, question: Question, value: float) -> list[Row]:
    """Find the statements of the same subject or indicator that print a number."""
    same = FIGURES.column("value") == value
    nearly = or_(question.of_subject(), question.of_indicator())
    return select_figures(connection, same, nearly, most=MOST_ALIKE)


def find_similar(connection: Connection, question: Question, limits: Limits) -> list[Row]:
    """Find the statements about the same subject with the same indicator, first those near the claimed numbers."""
    of_whom = [FIGURES.column(name) == question.narrowed.get(name) for name in NEVER_LEFT_OUT]
    alike = question.of_subject(), question.of_indicator(), *of_whom
    near = select_figures(connection, *alike, *_between(limits), most=MOST_ALIKE)
    return near or select_figures(connection, *alike, most=MOST_ALIKE)


def find_not_comparable(connection: Connection, question: Question) -> list[Row]:
    """Find the statements about the same subject of indicators that this one must not be compared with."""
    others = FIGURES.column("indicator").in_(not_comparable(connection, question.indicator))
    return select_figures(
        connection, question.of_subject(), others, question.of_dimensions(), most=MOST_ALIKE
    )


def not_comparable(connection: Connection, indicator: str) -> set[str]:
    """Find the indicators that one must not be compared with, as either of the two says."""
    table = select(col(IndicatorRow.code), col(IndicatorRow.not_comparable_with))
    named = once(
        connection,
        ("indicators not comparable",),
        lambda: {code: set(others) for code, others in connection.execute(table)},
    )
    return named[indicator] | {code for code, others in named.items() if indicator in others}


def _between(limits: Limits) -> list[ColumnElement[bool]]:
    value = FIGURES.column("value")
    lower, upper = limits
    above = [value >= lower] if lower is not None else []
    return above + ([value <= upper] if upper is not None else [])


def _touching(window: Window) -> list[ColumnElement[bool]]:
    if window is None:
        return []
    return [FIGURES.column("time_first") <= window[1], FIGURES.column("time_last") >= window[0]]


def select_figures(
    connection: Connection, *conditions: ColumnElement[bool], most: int = MOST_STATEMENTS
) -> list[Row]:
    """Select the newest figures that pass, in the order of their time."""
    order = FIGURES.column("time_last").desc(), FIGURES.column("code").desc()
    query = FIGURES.select().where(*conditions).order_by(*order).limit(most)
    return [from_json(FIGURES.text(row)) for row in reversed(connection.execute(query).all())]
