"""Query the figures on a claim's question, and those that might have been mixed up with it.

The usual queries are compiled once for each open database and shape of question (see `_ask`).
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
class FigureQuestion:
    """What a claim asks of the figures: a subject, an indicator with its unit, and dimensions.

    `assumed`: dimensions the claim does not name; `fixed`: the number is set once with its subject.
    """

    subject: str
    indicator: str
    unit: str
    dimensions: dict[str, str | None]
    assumed: tuple[str, ...] = ()
    fixed: bool = False

    @property
    def narrowed(self) -> dict[str, str]:
        """The claimed dimensions, without empty ones."""
        return {name: value for name, value in self.dimensions.items() if value}

    @property
    def siblings(self) -> list[str]:
        """The subjects often given the same name, but of another scope."""
        return [one for one in SIBLINGS if one != self.subject] if self.subject in SIBLINGS else []

    def about(self, subject: str, **dimensions: str | None) -> "FigureQuestion":
        """Return the same question about another subject, or with other dimensions."""
        return replace(self, subject=subject, dimensions={**self.dimensions, **dimensions})

    def of_subject(self, connection: Connection) -> ColumnElement[bool]:
        """Return the SQL condition of the same subject, moved statements included."""
        return AboutOrMoved("subject").where_value(FIGURES, Subjects(connection, [self.subject]))

    def of_indicator(self) -> ColumnElement[bool]:
        """Return the SQL condition of the same indicator."""
        return FIGURES.column("indicator") == self.indicator

    def of_dimensions(self, but: str | None = None) -> ColumnElement[bool]:
        """Return the SQL condition of exactly these dimensions, one of them left open."""
        # SQLAlchemy compares with None by IS NULL: a claim without a dimension is not narrowed.
        same = (
            FIGURES.column(name) == text for name, text in self.dimensions.items() if name != but
        )
        return and_(*same)


def about_any(subjects: Sequence[str]) -> ColumnElement[bool]:
    """Return the SQL condition of any of the subjects."""
    return Names("subject").where_value(FIGURES, subjects)


def find_statements(connection: Connection, question: FigureQuestion) -> list[Row]:
    """Find the statements on a question, oldest first."""
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
    connection: Connection, question: FigureQuestion, limits: Limits, window: Window
) -> list[Row]:
    """Find statements of the time and near the number that differ in one respect."""
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


def find_beside(connection: Connection, question: FigureQuestion, window: Window) -> list[Row]:
    """Find statements of a time on the indicator, of any part of the subject or a sibling."""
    of_whom = [FIGURES.column(name) == question.narrowed.get(name) for name in NEVER_LEFT_OUT]
    scopes = [*subjects_of(connection, question), *question.siblings]
    alike = question.of_indicator(), about_any(scopes), *of_whom
    return select_figures(
        connection, *alike, *_touching(window), most=MOST_ALIKE, **_ends((None, None), window)
    )


def find_with_value(connection: Connection, question: FigureQuestion, value: float) -> list[Row]:
    """Find statements of the same subject or indicator with exactly this number."""
    subjects = subjects_of(connection, question)

    def conditions() -> Conditions:
        same = FIGURES.column("indicator") == _bound("indicator")
        return FIGURES.column("value") == _bound("value"), or_(_about(subjects), same)

    values = {**_named(subjects), "indicator": question.indicator, "value": value}
    return _ask(connection, ("value", len(subjects)), conditions, values, MOST_ALIKE)


def find_similar(connection: Connection, question: FigureQuestion, limits: Limits) -> list[Row]:
    """Find statements on the subject and indicator, of any part, with a number in the limits."""
    of_whom = [FIGURES.column(name) == question.narrowed.get(name) for name in NEVER_LEFT_OUT]
    alike = question.of_subject(connection), question.of_indicator(), *of_whom
    ends = _ends(limits, None)
    return select_figures(connection, *alike, *_between(limits), most=MOST_ALIKE, **ends)


def find_not_comparable(connection: Connection, question: FigureQuestion) -> list[Row]:
    """Find statements about the subject on indicators declared not comparable."""
    others = FIGURES.column("indicator").in_(not_comparable(connection, question.indicator))
    return select_figures(
        connection,
        question.of_subject(connection),
        others,
        question.of_dimensions(),
        most=MOST_ALIKE,
    )


def not_comparable(connection: Connection, indicator: str) -> set[str]:
    """Return the indicators not comparable with one, as either of the two declares."""
    table = select(col(IndicatorRow.code), col(IndicatorRow.not_comparable_with))
    named = once(
        connection,
        ("indicators not comparable",),
        lambda: {code: set(others) for code, others in connection.execute(table)},
    )
    return named[indicator] | {code for code, others in named.items() if indicator in others}


def subjects_of(connection: Connection, question: FigureQuestion) -> list[str]:
    """Return the subject of a question, and those to which its statements were moved."""
    asked = question.subject, question.indicator
    moved = [one.to for one in moved_questions(connection) if (one.subject, one.indicator) == asked]
    return [question.subject, *moved]


def select_figures(
    connection: Connection,
    *conditions: ColumnElement[bool],
    most: int = MOST_STATEMENTS,
    **values: Any,
) -> list[Row]:
    """Select the newest figures that meet the conditions, oldest first."""
    rows = connection.execute(_newest(conditions, most), values).all()
    return [FIGURES.record(row) for row in reversed(rows)]


def _ask(
    connection: Connection,
    key: tuple[Hashable, ...],
    conditions: Callable[[], Conditions],
    values: dict[str, Any],
    most: int,
) -> list[Row]:
    """Run a compiled statement, cached by its key; the values are bound parameters."""
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
    """Return the SQL condition of the subjects, with the parameters that `_named` binds."""
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
    """Return the values of the parameters in `_between` and `_touching`."""
    start, end = window or (None, None)
    values = {
        "lowest": limits[0],
        "highest": limits[1],
        "window_start": start,
        "window_end": end,
    }
    return {name: value for name, value in values.items() if value is not None}
