"""Tell whether a contradicting number may count other people than the claim, more or fewer.

“Peacekeepers” are those in uniform to one, and all personnel of all missions to the next; “killed” is by any cause, or
in attacks. The same year then has several right numbers, and what may be one of them is not false.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, exists, select

from api.claims.answers import Diagnosis, Verdict
from api.claims.derived import Derived, source_of
from api.claims.intervals import Interval
from api.claims.missions import read_missions
from api.claims.ranks import is_standing
from api.claims.statements import OPERATIONS, FigureQuestion, select_figures
from api.claims.times import span_of
from api.claims.verdicts import Weight
from api.facts.components import REGISTERED
from api.lists.statements import once
from api.resources.figures import FIGURES
from api.vocabulary import Cause, IndicatorKind, RecordType, Row, Unit
from api.wording import number_in_words, when_in_words

# Where those in uniform are not counted apart: of all who died in operations, a fifth wore no uniform.
FEWEST_IN_UNIFORM = 0.75


@dataclass(frozen=True)
class OtherScope:
    """The verdict if a narrower or wider count is meant, with its derived number."""

    verdict: Verdict
    diagnosis: Diagnosis
    derived: Derived | None = None


@dataclass(frozen=True)
class Whole:
    """A count of people that contradicts a claim."""

    connection: Connection
    question: FigureQuestion
    statement: Row

    def other_scope(self, claimed: Interval) -> OtherScope | None:
        """Find another scope that the claim may mean; None where none is near its number."""
        of_people = self.question.unit == Unit.PEOPLE
        has_parts = of_people and self._is_counted_by("component", *REGISTERED)
        if not has_parts or self.question.dimensions["component"]:
            return None
        value = self.statement["value"]
        is_below = claimed.lies_below(Interval(value, value))
        scope = self._narrower(claimed) if is_below else self._wider(claimed)
        # Within a period some count until another day; of one day, nothing lies between two counts.
        is_exact = scope is not None and scope.verdict is not Verdict.CANNOT_VERIFY
        return scope if is_exact or self.statement["kind"] == IndicatorKind.FLOW else None

    def _narrower(self, claimed: Interval) -> OtherScope | None:
        """Narrow the count to those in uniform, or to those killed in attacks."""
        value, what = self.statement["value"], Diagnosis.OTHER_DIMENSION
        if claimed.lies_below(Interval(1, 1)):
            return None
        rows = self._rows_of("component", REGISTERED)
        if rows:
            lower = sum(row["value"] for row in rows)
            sentence = f"Those in uniform alone are {number_in_words(lower)} {self._when}"
            return _within(lower, value, claimed, _derive(lower, value, sentence, rows), what)
        in_uniform = Interval(value * FEWEST_IN_UNIFORM, value)
        if self._may_mean_attacks() or not in_uniform.apart_from(claimed):
            return OtherScope(Verdict.CANNOT_VERIFY, what)
        return None

    def _may_mean_attacks(self) -> bool:
        """Tell whether deaths in attacks may be meant, and are not counted apart at this time."""
        attacks = (Cause.MALICIOUS_ACT,)
        if self.question.dimensions["cause"] or not self._is_counted_by("cause", *attacks):
            return False
        return not self._rows_of("cause", attacks)

    def _wider(self, claimed: Interval) -> OtherScope | None:
        """Widen the count by the UN's political missions."""
        if self.question.subject != OPERATIONS or self.question.narrowed:
            return None
        codes = [one.record["code"] for one in read_missions(self.connection)]
        of_missions = FIGURES.column("subject_type") == RecordType.MISSION
        rows = self._rows(
            of_missions,
            FIGURES.column("subject_code").in_(codes),
            self.question.of_dimensions(),
        )
        upper, value = sum(row["value"] for row in rows), self.statement["value"]
        if upper <= value:
            return None
        sentence = (
            f"With the political missions of the UN they are {number_in_words(upper)} {self._when}"
        )
        derived = _derive(value, upper, sentence, rows)
        return _within(upper, value, claimed, derived, Diagnosis.OTHER_SUBJECT)

    @property
    def _when(self) -> str:
        return when_in_words(self.statement)

    def _rows_of(self, dimension: str, parts: tuple[str, ...]) -> list[Row]:
        return self._rows(
            self.question.of_subject(self.connection),
            self.question.of_dimensions(but=dimension),
            FIGURES.column(dimension).in_(parts),
        )

    def _rows(self, *conditions: ColumnElement[bool]) -> list[Row]:
        start, end = span_of(self.statement)
        of_time = FIGURES.column("time_first") == start, FIGURES.column("time_last") == end
        rows = select_figures(self.connection, self.question.of_indicator(), *of_time, *conditions)
        return [row for row in rows if is_standing(row)]

    def _is_counted_by(self, dimension: str, *parts: str) -> bool:
        """Tell whether an indicator has figures for these parts at all."""
        found = exists().where(self.question.of_indicator(), FIGURES.column(dimension).in_(parts))
        key = ("parts counted", self.question.indicator, dimension)
        return once(
            self.connection, key, lambda: bool(self.connection.execute(select(found)).scalar())
        )


def _within(
    other: float, whole: float, claimed: Interval, derived: Derived, diagnosis: Diagnosis
) -> OtherScope | None:
    """Judge a claim by another count: equal, between the two, or beyond (None)."""
    if Interval(other, other).within(claimed):
        is_part = other < whole
        verdict = Verdict.SUPPORTED_IF_NARROWED if is_part else Verdict.NOT_COMPARABLE
        return OtherScope(verdict, diagnosis, derived)
    if Interval(min(other, whole), max(other, whole)).apart_from(claimed):
        return None
    return OtherScope(Verdict.CANNOT_VERIFY, diagnosis, derived)


def _derive(lower: float, upper: float, sentence: str, rows: list[Row]) -> Derived:
    return Derived("other_scope", lower, upper, sentence, Weight.LEAVES_OPEN, source_of(rows))
