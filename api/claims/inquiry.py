"""The claim being verified, with its statements, and how other statements differ from it."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from sqlalchemy import Connection

from api.claims.answers import Diagnosis
from api.claims.ranks import is_standing
from api.claims.statements import FigureQuestion, not_comparable
from api.claims.times import YEAR, span_of
from api.claims.verdicts import Case, Weight
from api.vocabulary import Cause, Component, IndicatorKind, Row

TELLING = 21  # Smaller numbers of something else are alike by chance.
# What “peacekeepers” and “killed” may mean without saying so.
UNSAID = {
    ("component", Component.UNIFORMED.value),
    ("component", Component.MILITARY.value),
    ("cause", Cause.MALICIOUS_ACT.value),
}


class Fit(StrEnum):
    """How a statement that is not on the claim's question fits the claim."""

    HOLDS = "holds"  # The words of the claim hold there, at the claimed time.
    ALLOWS = "allows"  # They are neither proven nor excluded there.
    SAME_NUMBER = "same_number"
    BESIDE = "beside"  # What stands nearest, whatever its number.


@dataclass(frozen=True)
class Nearest:
    """A statement on another question or time than the claim's, and how it differs.

    `added`: the only dimension that, added to the claim, makes it hold; else empty.
    """

    diagnosis: Diagnosis
    statement: Row
    fit: Fit = Fit.SAME_NUMBER
    added: dict[str, str] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Tell whether the claim, as worded, is true of it at the claimed time."""
        return self.fit is Fit.HOLDS


@dataclass(frozen=True)
class Inquiry:
    """A claim being verified: its question, its number and time (`case`), and its statements."""

    connection: Connection
    question: FigureQuestion
    case: Case
    statements: list[Row]

    @cached_property
    def standing(self) -> list[Row]:
        """The statements that are neither deprecated nor withdrawn."""
        return [row for row in self.statements if is_standing(row)]

    @cached_property
    def confusable(self) -> set[str]:
        """The indicators declared not comparable with the claimed one."""
        return not_comparable(self.connection, self.question.indicator)

    @cached_property
    def own(self) -> set[tuple[str, str]]:
        """The claimed dimensions, assumed ones included."""
        return {*self.question.narrowed.items()}

    @cached_property
    def written(self) -> set[tuple[str, str]]:
        """The claimed dimensions that the claim names itself."""
        return {(name, value) for name, value in self.own if name not in self.question.assumed}

    @cached_property
    def subjects(self) -> set[str]:
        """The claimed subject, and those to which statements about it were moved."""
        return {self.question.subject, *map(subject_of, self.statements)}

    def holds_at_its_time(self, row: Row) -> bool:
        """Tell whether the claim, as worded, is true of a statement of the claimed time."""
        if row["unit"] != self.question.unit or not self.case.timing.takes(row):
            return False
        prints = row["value"] == self.case.claim.value and not self.case.timing.time.is_now
        return prints or self.case.weigh(row) is Weight.SUPPORTS

    def is_of_indicator(self, row: Row) -> bool:
        """Tell whether a statement is of the same indicator."""
        return bool(row["indicator"] == self.question.indicator)

    def is_of_kind(self, row: Row) -> bool:
        """Tell whether a statement is cumulative, or not, like those on the question."""
        kind = self.statements[-1]["kind"] if self.statements else row["kind"]
        adds_up = [one == IndicatorKind.CUMULATIVE for one in (kind, row["kind"])]
        return all(adds_up) or not any(adds_up)

    def may_mean_part(self, nearest: Nearest) -> bool:
        """Tell whether the claim may mean the part for which it holds, without naming it."""
        was_assumed = not nearest.added.keys() - {*self.question.assumed}
        return bool(nearest.added) and (was_assumed or UNSAID.issuperset(nearest.added.items()))

    def years_off(self, row: Row) -> int:
        """Return how many years a statement is from the claimed time."""
        return abs(int(span_of(row)[1][:YEAR]) - int(self.case.timing.time.end[:YEAR]))

    def is_about_then(self, row: Row) -> bool:
        """Tell whether a statement shares a year with the claimed time; for today, any does."""
        time = self.case.timing.time
        years = {day[:YEAR] for day in span_of(row)}
        return time.is_now or bool(years.intersection(day[:YEAR] for day in time.span))

    def is_year_next_door(self, nearest: Nearest) -> bool:
        """Tell whether the number claimed is that of the year before or after."""
        is_other = nearest.diagnosis is Diagnosis.OTHER_TIME and is_telling(nearest.statement)
        return is_other and self.years_off(nearest.statement) <= 1


def is_telling(row: Row) -> bool:
    """Tell whether a number is too large to be equal by chance."""
    return bool(abs(row["value"]) >= TELLING)


def narrowing_of(row: Row) -> set[tuple[str, str]]:
    """Return the dimensions of a statement."""
    return {(name, value) for name, value in row["dimensions"].items() if value}


def subject_of(row: Row) -> str:
    """Return the subject of a statement, written type:code."""
    return f"{row['subject']['type']}:{row['subject']['code']}"
