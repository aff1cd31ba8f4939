"""Find what a claim that does not hold has probably mixed up, and where else its words hold, at the claimed time."""

from dataclasses import dataclass, field
from functools import cached_property
from math import inf, log

from sqlalchemy import Connection

from api.claims.intervals import Interval, stated_interval
from api.claims.ranks import is_standing
from api.claims.statements import (
    NEVER_LEFT_OUT,
    Question,
    find_alike,
    find_not_comparable,
    find_similar,
    find_statements,
    find_with_value,
    not_comparable,
)
from api.claims.times import YEAR, span_of
from api.claims.verdicts import Case, Weight
from api.vocabulary import Cause, Component, Diagnosis, IndicatorKind, Row, Unit

FACTORS = (1_000, 1_000_000)
PERCENT = 100
WARNED = 10  # Of indicators that we warn not to compare, smaller ones tell too.
NEAR = 1.5
FEW_YEARS = 5  # A number of something else is not mixed up with one of another age.
# What “peacekeepers” and “killed” may mean without saying so.
UNSAID = {
    ("component", Component.UNIFORMED.value),
    ("component", Component.MILITARY.value),
    ("cause", Cause.MALICIOUS_ACT.value),
}
TELLING = 21  # Smaller numbers of something else are alike by chance.


@dataclass(frozen=True)
class Nearest:
    """A statement on another question or of another time than a claim, and what sets it apart.

    `added` is the dimension that makes the claim hold, where it is the only one; `holds`: the words of the claim
    hold there at the claimed time.
    """

    diagnosis: Diagnosis
    statement: Row
    holds: bool = False
    added: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Search:
    """Where to look for a claim that does not hold: its question, its case, and the statements of its question."""

    connection: Connection
    question: Question
    case: Case
    statements: list[Row]

    @cached_property
    def standing(self) -> list[Row]:
        """The statements of the question that still answer."""
        return [row for row in self.statements if is_standing(row)]

    def find(self, answering: list[Row]) -> Nearest | None:
        """Find the nearest: another scale, one scope beside at the same time, the same number elsewhere."""
        beside = [*answering, *self.case.timing.nearby(self.statements)]
        return self._scaled(beside) or self._one_step_beside() or self._same_number(answering)

    def find_of_another_time(self) -> Nearest | None:
        """Find a statement on the same question but of another time: the same number, or else the nearest."""
        same = [row for row in self.standing if row["value"] == self.case.claim.value]
        nearest = (same or self.case.timing.nearby(self.standing) or self.standing)[-1:]
        return Nearest(Diagnosis.OTHER_TIME, nearest[0]) if nearest else None

    def find_similar(self) -> Nearest | None:
        """Find the statement about the same subject that measures something similar and is most like the claim."""
        if near := self._most_alike(
            find_similar(self.connection, self.question, _limits(self.case.claim.interval))
        ):
            return Nearest(Diagnosis.OTHER_DIMENSION, near)
        others = find_not_comparable(self.connection, self.question)
        near = self._most_alike(others)
        return Nearest(Diagnosis.OTHER_INDICATOR, near) if near else None

    def allows_in_other_scope(self) -> Row | None:
        """Find the statement of a sibling subject that allows what a bound of this one excludes."""
        for subject in self.question.siblings:
            statements = find_statements(self.connection, self.question.about(subject))
            judgement = self.case.judge(statements)
            if judgement and judgement.statements and judgement.verdict != "contradicted":
                return judgement.statements[0]
        return None

    def may_mean_part(self, nearest: "Nearest") -> bool:
        """Tell whether the words of a claim may mean the part of which alone it holds, without naming it."""
        return UNSAID.issuperset(nearest.added.items()) and bool(nearest.added)

    def is_year_next_door(self, nearest: "Nearest") -> bool:
        """Tell whether the number claimed is that of the year before or after."""
        is_other = nearest.diagnosis is Diagnosis.OTHER_TIME and self._telling(nearest.statement)
        return is_other and self._years_off(nearest.statement) <= 1

    @property
    def _kind(self) -> str | None:
        return self.statements[-1]["kind"] if self.statements else None

    @cached_property
    def confusable(self) -> set[str]:
        """The indicators that this one must not be compared with."""
        return not_comparable(self.connection, self.question.indicator)

    def _scaled(self, statements: list[Row]) -> Nearest | None:
        value = self.case.claim.value
        is_share = self.question.unit == Unit.PERCENT
        for factor in (*FACTORS, *([PERCENT] if is_share else [])):
            for row in statements:
                if value and any(
                    _is_like(value, scaled)
                    for scaled in (row["value"] * factor, row["value"] / factor)
                ):
                    return Nearest(Diagnosis.SCALE, row)
        return None  # fmt: skip

    def _one_step_beside(self) -> Nearest | None:
        """Find where the words of the claim hold at its time: one dimension more or less, another scope."""
        rows = find_alike(self.connection, self.question, _limits(self.case.claim.interval))
        holding = [row for row in rows if is_standing(row) and self._holds_at_its_time(row)]
        own = {*self.question.narrowed.items()}
        here = [row for row in holding if self._is_of_subject(row) and self._same_indicator(row)]
        narrowings = _by_step([row for row in here if own < _narrowing(row)], own)
        unsaid = {step: row for step, row in narrowings.items() if step in UNSAID}
        for steps in (narrowings, unsaid):
            if len(steps) == 1:
                [(step, row)] = steps.items()
                return Nearest(Diagnosis.OTHER_DIMENSION, row, True, dict([step]))
        one_off = [row for row in here if len(_narrowing(row) ^ own) == 1 and self._telling(row)]
        elsewhere = [
            (Diagnosis.OTHER_DIMENSION, one_off),
            (Diagnosis.OTHER_SUBJECT, [row for row in holding if self._is_scope(row, own)]),
            (Diagnosis.OTHER_INDICATOR, [row for row in holding if self._is_other_indicator(row)]),
        ]
        if found := next((Nearest(what, rows[-1], True) for what, rows in elsewhere if rows), None):
            return found
        beside = [
            row for row in holding if self._same_indicator(row) and not self._is_of_subject(row)
        ]
        steps = _by_step([row for row in beside if own < _narrowing(row)], own)
        if len(steps) != 1:
            return None
        return Nearest(Diagnosis.OTHER_SUBJECT, next(iter(steps.values())), holds=True)

    def _holds_at_its_time(self, row: Row) -> bool:
        if row["unit"] != self.question.unit or not self.case.timing.takes(row):
            return False
        prints = row["value"] == self.case.claim.value and not self.case.timing.time.is_now
        return prints or self.case.weigh(row) is Weight.SUPPORTS

    def _telling(self, row: Row) -> bool:
        return bool(abs(row["value"]) >= TELLING)

    def _is_of_subject(self, row: Row) -> bool:
        # What was moved to another subject still answers for this one.
        return _subject(row) in {self.question.subject, *map(_subject, self.statements)}

    def _same_indicator(self, row: Row) -> bool:
        return bool(row["indicator"] == self.question.indicator)

    def _is_scope(self, row: Row, own: set[tuple[str, str]]) -> bool:
        """Tell whether a statement is on the same question, but of a sibling subject."""
        is_sibling = _subject(row) in self.question.siblings
        return is_sibling and self._same_indicator(row) and _narrowing(row) == own

    def _is_other_indicator(self, row: Row) -> bool:
        """Tell whether a statement counts alike, in the same way of time, what must not be compared."""
        runs_alike = self._kind is None or _adds_up(row["kind"]) == _adds_up(self._kind)
        return self._telling(row) and runs_alike and not self._same_indicator(row)

    def _same_number(self, answering: list[Row]) -> Nearest | None:
        """Find a statement with the very number of the claim, of another time or about something else."""
        if self.case.claim.value is None:
            return None
        alike = find_with_value(self.connection, self.question, self.case.claim.value)
        candidates = [
            Nearest(diagnosis, row)
            for row in alike
            if is_standing(row) and row not in answering and (diagnosis := self._diagnose(row))
        ]
        order = list(Diagnosis)

        def unlikeness(near: Nearest) -> tuple[bool, int, int]:
            # What runs otherwise in time is mixed up most: the honoured of a year with the dead since 1948.
            other = near.statement
            runs_otherwise = self._kind and _adds_up(other["kind"]) != _adds_up(self._kind)
            is_warned = other["indicator"] in self.confusable and runs_otherwise
            is_sure = near.diagnosis is Diagnosis.OTHER_INDICATOR and is_warned
            is_told = is_sure and self._telling(other)
            return not is_told, order.index(near.diagnosis), self._years_off(other)

        return min(candidates, key=unlikeness, default=None)

    def _diagnose(self, other: Row) -> Diagnosis | None:
        """Tell what sets a statement apart from a claim; None when they are too unlike to be mixed up."""
        same_dimensions = other["dimensions"] == self.question.dimensions
        of_subject = self._is_of_subject(other)
        if of_subject and self._same_indicator(other):
            if same_dimensions:
                return Diagnosis.OTHER_TIME
            return Diagnosis.OTHER_DIMENSION if self._is_about_then(other) else None
        is_warned = other["indicator"] in self.confusable and abs(other["value"]) >= WARNED
        if not same_dimensions or not (self._telling(other) or (is_warned and of_subject)):
            return None
        if not of_subject:
            is_near = (
                _subject(other) in self.question.siblings or self._years_off(other) <= FEW_YEARS
            )
            return Diagnosis.OTHER_SUBJECT if is_near and self._same_indicator(other) else None
        return Diagnosis.OTHER_INDICATOR if other["unit"] == self.question.unit else None

    def _years_off(self, row: Row) -> int:
        return abs(int(span_of(row)[1][:YEAR]) - int(self.case.timing.time.end[:YEAR]))

    def _is_about_then(self, row: Row) -> bool:
        """Tell whether a statement is of about the claimed time: of the same year, or where today is meant."""
        years = {day[:YEAR] for day in span_of(row)}
        return self.case.timing.time.is_now or bool(
            years & {day[:YEAR] for day in self.case.timing.time.span}
        )

    def _most_alike(self, rows: list[Row]) -> Row | None:
        """Choose the standing statement most like the claim: by its words, its narrowing, its time and its size."""
        own = {*self.question.narrowed.items()}
        claim = self.case.claim
        value = claim.value or claim.lower or claim.upper

        def unlikeness(row: Row) -> tuple[bool, int, int, float]:
            fits = stated_interval(row).within(claim.interval)
            size = abs(log(row["value"] / value)) if value and row["value"] / value > 0 else inf
            return not fits, len(_narrowing(row) ^ own), self._years_off(row), size

        return min((row for row in rows if is_standing(row)), key=unlikeness, default=None)


def _adds_up(kind: str) -> bool:
    return kind == IndicatorKind.CUMULATIVE


def _limits(claimed: Interval) -> tuple[float | None, float | None]:
    """Return between which numbers to look: “over 100” is not mixed up with a thousand."""
    lower, upper = claimed.lower, claimed.upper
    if upper is None and lower and lower > 0:
        return lower, lower * NEAR
    return (upper / NEAR, upper) if lower is None and upper and upper > 0 else (lower, upper)


def _by_step(rows: list[Row], own: set[tuple[str, str]]) -> dict[tuple[str, str], Row]:
    """Group statements that are narrowed by exactly one dimension more, by that dimension."""
    steps = {}
    for row in rows:
        added = _narrowing(row) - own
        if len(added) == 1 and not {name for name, _ in added}.intersection(NEVER_LEFT_OUT):
            steps[next(iter(added))] = row
    return steps


def _narrowing(row: Row) -> set[tuple[str, str]]:
    return {(name, value) for name, value in row["dimensions"].items() if value}


def _subject(row: Row) -> str:
    return f"{row['subject']['type']}:{row['subject']['code']}"


def _is_like(value: float, other: float) -> bool:
    return Interval(other, other) == Interval(value, value) or abs(value - other) < 1e-9 * abs(
        value
    )
