"""Read the figures that bear on a claim: those on its question, and those that might have been mixed up with it.

What nearly every claim asks is compiled once for each open database and shape of question; see `_ask`.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    or_,
    select,
)
from sqlmodel import col

from api.lists.conditions import Names
from api.lists.statements import once, prepared
from api.resources.figures import FIGURES
from api.resources.moved import AboutOrMoved, Subjects, moved_questions
from api.tables.indicators import IndicatorRow
from api.vocabulary import Row

MOST_STATEMENTS = 5000
MOST_ALIKE = 400
# What is called “UN peacekeeping” without care: operations, these with political missions, the whole UN.
OPERATIONS = "organisation:un-peacekeeping"
PEACE_OPERATIONS = "organisation:un-peace-operations"
UNITED_NATIONS = "organisation:united-nations"
SIBLINGS = (OPERATIONS, PEACE_OPERATIONS, UNITED_NATIONS)
# A claim never leaves out whose people or money it counts, nor that it counts women.
NEVER_LEFT_OUT = ("country", "sex")
Limits = tuple[float | None, float | None]
Window = tuple[str, str] | None
Conditions = Sequence[ColumnElement[bool]]


@dataclass(frozen=True)
class Question:
    """What a claim is about: a subject, an indicator with its unit, and dimensions; `assumed` are not of its words.

    The number of a `fixed` indicator is set once with its subject.
    """

    subject: str
    indicator: str
    unit: str
    dimensions: dict[str, str | None]
    assumed: tuple[str, ...] = ()
    fixed: bool = False

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

    def of_subject(self, connection: Connection) -> ColumnElement[bool]:
        """Select the figures about the same subject."""
        return AboutOrMoved("subject").where_value(FIGURES, Subjects(connection, [self.subject]))

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
    return Names("subject").where_value(FIGURES, subjects)


def find_statements(connection: Connection, question: Question) -> list[Row]:
    """Find the statements on a question, in the order of their time."""
    subjects, narrowed = subjects_of(connection, question), question.narrowed

    def conditions() -> Conditions:
        same = [
            FIGURES.column(name) == (_bound(name) if name in narrowed else None)
            for name in question.dimensions
        ]
        return _about(subjects), FIGURES.column("indicator") == _bound("indicator"), *same

    key = "statements", len(subjects), *narrowed
    values = {**_named(subjects), "indicator": question.indicator, **narrowed}
    return _ask(connection, key, conditions, values, MOST_STATEMENTS)


def find_alike(
    connection: Connection, question: Question, limits: Limits, window: Window
) -> list[Row]:
    """Find the statements one step beside a question, of its time, whose numbers lie where the claimed ones do."""
    subjects = subjects_of(connection, question)
    scopes = [*subjects, *question.siblings]
    others = sorted(not_comparable(connection, question.indicator))
    narrowed = question.narrowed

    def conditions() -> Conditions:
        indicator, column = question.of_indicator(), FIGURES.column
        narrowing = [column(name) == _bound(name) for name in narrowed]
        absent = [column(name).is_(None) for name in question.dimensions if name not in narrowed]
        beside = or_(
            and_(indicator, _about(scopes), *narrowing),
            and_(indicator, _about(subjects)),
            and_(column("indicator").in_(others), _about(scopes), *narrowing, *absent),
        )
        return beside, *_between(limits), *_touching(window)

    shape = [end is None for end in limits], window is None, len(subjects), len(scopes)
    key = "alike", question.indicator, *map(str, shape), *narrowed
    values = {**_named(scopes), **narrowed, **_ends(limits, window)}
    return _ask(connection, key, conditions, values, MOST_ALIKE)


def find_beside(connection: Connection, question: Question, window: Window) -> list[Row]:
    """Find the statements of a time with the same indicator, of any part of the same subject or a sibling of it."""
    of_whom = [FIGURES.column(name) == question.narrowed.get(name) for name in NEVER_LEFT_OUT]
    scopes = [*subjects_of(connection, question), *question.siblings]
    alike = question.of_indicator(), about_any(scopes), *of_whom
    return select_figures(
        connection, *alike, *_touching(window), most=MOST_ALIKE, **_ends((None, None), window)
    )


def find_with_value(connection: Connection, question: Question, value: float) -> list[Row]:
    """Find the statements of the same subject or indicator that print a number."""
    subjects = subjects_of(connection, question)

    def conditions() -> Conditions:
        same = FIGURES.column("indicator") == _bound("indicator")
        return FIGURES.column("value") == _bound("value"), or_(_about(subjects), same)

    values = {**_named(subjects), "indicator": question.indicator, "value": value}
    return _ask(connection, ("value", len(subjects)), conditions, values, MOST_ALIKE)


def find_similar(connection: Connection, question: Question, limits: Limits) -> list[Row]:
    """Find the statements about the same subject with the same indicator whose numbers lie near the claimed ones."""
    of_whom = [FIGURES.column(name) == question.narrowed.get(name) for name in NEVER_LEFT_OUT]
    alike = question.of_subject(connection), question.of_indicator(), *of_whom
    ends = _ends(limits, None)
    return select_figures(connection, *alike, *_between(limits), most=MOST_ALIKE, **ends)


def find_not_comparable(connection: Connection, question: Question) -> list[Row]:
    """Find the statements about the same subject of indicators that this one must not be compared with."""
    others = FIGURES.column("indicator").in_(not_comparable(connection, question.indicator))
    return select_figures(
        connection,
        question.of_subject(connection),
        others,
        question.of_dimensions(),
        most=MOST_ALIKE,
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


def subjects_of(connection: Connection, question: Question) -> list[str]:
    """List the subject of a question, and those to which statements on it were moved."""
    asked = question.subject, question.indicator
    moved = [one.to for one in moved_questions(connection) if (one.subject, one.indicator) == asked]
    return [question.subject, *moved]


def select_figures(
    connection: Connection,
    *conditions: ColumnElement[bool],
    most: int = MOST_STATEMENTS,
    **values: Any,
) -> list[Row]:
    """Select the newest figures that pass, in the order of their time."""
    rows = connection.execute(_newest(conditions, most), values).all()
    return [FIGURES.record(row) for row in reversed(rows)]


def _ask(
    connection: Connection,
    key: tuple[Hashable, ...],
    conditions: Callable[[], Conditions],
    values: dict[str, Any],
    most: int,
) -> list[Row]:
    """Select figures by a statement that is compiled once for its key; the values are bound to it."""
    statement = prepared(
        connection, ("figures for claims", *key), lambda: _newest(conditions(), most)
    )
    return [FIGURES.record(row) for row in reversed(statement.ask(connection, **values))]


def _newest(conditions: Conditions, most: int) -> Select[Any]:
    order = FIGURES.column("time_last").desc(), FIGURES.column("code").desc()
    return FIGURES.select().where(*conditions).order_by(*order).limit(most)


def _bound(name: str) -> BindParameter[Any]:
    return bindparam(name, None)  # A value is given where it is asked; compiling needs one.


def _about(subjects: Sequence[str]) -> ColumnElement[bool]:
    """Select the figures about any of the subjects, which `_named` binds."""
    kind, code = FIGURES.column("subject_type"), FIGURES.column("subject_code")
    places = range(len(subjects))
    return or_(
        *(
            and_(kind == _bound(f"kind_{place}"), code == _bound(f"code_{place}"))
            for place in places
        )
    )


def _named(subjects: Sequence[str]) -> dict[str, str]:
    values = {}
    for place, subject in enumerate(subjects):
        values[f"kind_{place}"], _, values[f"code_{place}"] = subject.partition(":")
    return values


def _between(limits: Limits) -> list[ColumnElement[bool]]:
    value, (lower, upper) = FIGURES.column("value"), limits
    above = [value >= _bound("lowest")] if lower is not None else []
    return above + ([value <= _bound("highest")] if upper is not None else [])


def _touching(window: Window) -> list[ColumnElement[bool]]:
    if window is None:
        return []
    first, last = FIGURES.column("time_first"), FIGURES.column("time_last")
    return [first <= _bound("window_end"), last >= _bound("window_start")]


def _ends(limits: Limits, window: Window) -> dict[str, Any]:
    """Bind what `_between` and `_touching` compare with."""
    start, end = window or (None, None)
    values = {
        "lowest": limits[0],
        "highest": limits[1],
        "window_start": start,
        "window_end": end,
    }
    return {name: value for name, value in values.items() if value is not None}
