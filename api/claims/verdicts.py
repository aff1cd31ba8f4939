"""Judge a claim by the statements on the same question. The rule never guesses, and nothing is rounded.

**Bounds.** The words of a claim allow numbers, as those of a statement do (`bounds` in `api/tables/figures.py`):
`over` those above the number, itself left out; `at_least` also itself; `about` those that round to it, and so on.
A statement *supports* a claim when the claim allows every number that the statement allows, *contradicts* it when
it allows none of them, and else *leaves it open*: who wrote `about 4,000` has neither proven 4,012 nor excluded it.
A claim without a qualifier is the bare number: a statement that prints this very number supports it, however it is
worded, and the answer shows the words; held against any other number, the claim counts as `exact`.

**Time.** Deprecated and withdrawn statements do not answer.

- Without `as_of`, the newest statements answer.
- Of a flow, those of exactly the period `as_of`; where there is none, those of a longer period that contains it:
  any day of a budget year asks for that year.
- Of everything else, those of a moment within the month or year `as_of`; where there is none, the newest that
  had begun by then. A stock or a share does not answer when it is older than a year; a cumulative number that is
  older only says that there were at least so many.

**Verdict**, the first that fits:

1. `disputed`: of two statements of one moment or period that exclude each other, one supports, one contradicts.
2. `supported`: one of that time supports; within a month or year, one moment is enough.
3. `supported_when_written`: one of that time that we have withdrawn since supports; or, where no time is claimed, an
   older or withdrawn one (of a flow, one that prints the same number).
4. `contradicted`: one of that time contradicts.
5. `cannot_verify`: those of that time leave it open; or there are only statements of another time.
6. `not_comparable`: nothing is counted of the claim's very subject, indicator and dimensions, but something alike: the
   same with other dimensions, or an indicator that this one must not be compared with.
7. `cannot_verify`: nothing is curated, or the datasets we read publish none.

**Diagnosis**, the first that fits, of what does not hold: the statement that decides prints the number a thousand or
a million times as much or as little; a statement of another time prints this very number; one with other dimensions;
one of the same subject and unit under another indicator; one of the same indicator about another subject. For the
last two, numbers up to twenty are alike by chance and diagnose nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from api.tables.figures import bounds
from api.vocabulary import IndicatorKind, Qualifier, Rank, Row, Verdict, first_day, last_day

STALE_DAYS = 366


class Weight(StrEnum):
    """How one statement bears on a claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    LEAVES_OPEN = "leaves_open"


# Intervals instead of a tolerance: a verdict must be explainable in one sentence.
@dataclass(frozen=True)
class Interval:
    """The numbers that words allow; an open interval does not hold its own ends."""

    lower: float | None
    upper: float | None
    open: bool

    def within(self, other: "Interval") -> bool:
        """Tell whether the other interval holds all numbers of this one."""
        return _reaches(other.lower, self.lower, other, self) and _reaches(
            _negated(other.upper), _negated(self.upper), other, self
        )

    def apart_from(self, other: "Interval") -> bool:
        """Tell whether the two intervals have no number in common."""
        return _ends_before(self, other) or _ends_before(other, self)


@dataclass(frozen=True)
class ClaimedValue:
    """The part of a claim that is compared with statements: its number, its words, its time."""

    value: float
    qualifier: Qualifier | None
    as_of: str | None

    @property
    def interval(self) -> Interval:
        """The numbers that the claim allows."""
        return _interval(self.value, self.qualifier or Qualifier.EXACT)


@dataclass(frozen=True)
class Judgement:
    """A verdict, and the statements it rests on, the most telling first."""

    verdict: Verdict
    statements: list[Row]


def judge(claim: ClaimedValue, statements: Sequence[Row]) -> Judgement | None:
    """Judge a claim by the statements on its question; None when no statement is of its time."""
    answering = statements_for(statements, claim.as_of)
    weights: dict[Weight, list[Row]] = {weight: [] for weight in Weight}
    for statement in answering:
        weights[weigh(claim, statement)].append(statement)
    supporting, contradicting = weights[Weight.SUPPORTS], weights[Weight.CONTRADICTS]
    if rivals := _rivals(contradicting, supporting):
        return Judgement(Verdict.DISPUTED, supporting + rivals)
    if supporting:
        return Judgement(Verdict.SUPPORTED, supporting)
    if former := _former_support(claim, statements):
        return Judgement(Verdict.SUPPORTED_WHEN_WRITTEN, [former, *answering])
    if contradicting:
        return Judgement(Verdict.CONTRADICTED, contradicting)
    return Judgement(Verdict.CANNOT_VERIFY, answering) if answering else None


def weigh(claim: ClaimedValue, statement: Row) -> Weight:
    """Tell how a statement bears on a claim."""
    if claim.qualifier is None and statement["value"] == claim.value:
        return Weight.SUPPORTS
    stated = _stated_interval(statement, claim.as_of)
    if stated.within(claim.interval):
        return Weight.SUPPORTS
    return Weight.CONTRADICTS if stated.apart_from(claim.interval) else Weight.LEAVES_OPEN


def is_standing(statement: Row) -> bool:
    """Tell whether a statement still answers: it is neither deprecated nor withdrawn."""
    return statement["rank"] != Rank.DEPRECATED and statement["withdrawn_on"] is None


def statements_for(statements: Sequence[Row], as_of: str | None) -> list[Row]:
    """Choose the statements on one question that answer for a time; without one, the newest."""
    standing = [statement for statement in statements if is_standing(statement)]
    if as_of is None or not standing:
        return _newest(standing)
    start, end = first_day(as_of), last_day(as_of)
    if standing[0]["kind"] == IndicatorKind.FLOW:
        return _of_period(standing, start, end)
    within = [row for row in standing if start <= _time_of(row)[0] and _time_of(row)[1] <= end]
    return within or _newest([row for row in standing if _still_holds(row, start, end)])


def _of_period(statements: list[Row], start: str, end: str) -> list[Row]:
    """Choose the statements of exactly a period, or else those of longer periods that contain it."""
    exact = [row for row in statements if _time_of(row) == (start, end)]
    return exact or [
        row for row in statements if _time_of(row)[0] <= start and end <= _time_of(row)[1]
    ]


def _still_holds(statement: Row, start: str, end: str) -> bool:
    """Tell whether a statement from before the end of a time can answer for that time."""
    first, last = _time_of(statement)
    if first > end:
        return False
    oldest = date.fromisoformat(start) - timedelta(days=STALE_DAYS)
    fades = statement["kind"] in (IndicatorKind.STOCK, IndicatorKind.SHARE)
    return not fades or last >= oldest.isoformat()


def _newest(statements: Sequence[Row]) -> list[Row]:
    latest = max((_time_of(statement)[1] for statement in statements), default="")
    return [statement for statement in statements if _time_of(statement)[1] == latest]


def _rivals(contradicting: list[Row], supporting: list[Row]) -> list[Row]:
    """Choose the contradicting statements that exclude a supporting one of the same time."""
    return [
        rival for rival in contradicting if any(_exclude(rival, support) for support in supporting)
    ]


def _exclude(first: Row, second: Row) -> bool:
    apart = _stated_interval(first, None).apart_from(_stated_interval(second, None))
    return apart and _time_of(first) == _time_of(second)


def _former_support(claim: ClaimedValue, statements: Sequence[Row]) -> Row | None:
    """Find the newest withdrawn or older statement that supports the claim."""
    former = _former_answers(claim, statements)
    supporting = [row for row in former if weigh(claim, row) is Weight.SUPPORTS]
    return next(iter(sorted(supporting, key=_time_of, reverse=True)), None)


def _former_answers(claim: ClaimedValue, statements: Sequence[Row]) -> list[Row]:
    """Choose what answered once: for a claimed time, what is withdrawn of it; without one, all that was ever true."""
    once = [row for row in statements if row["rank"] != Rank.DEPRECATED]
    if claim.as_of is None:
        # Of a flow each period has a number of its own: an older one supports only the very same number.
        return [
            row for row in once if row["kind"] != IndicatorKind.FLOW or row["value"] == claim.value
        ]
    as_if_standing = statements_for([{**row, "withdrawn_on": None} for row in once], claim.as_of)
    answering = {row["code"] for row in as_if_standing}
    return [row for row in once if row["withdrawn_on"] and row["code"] in answering]


def _time_of(statement: Row) -> tuple[str, str]:
    """Return the first and last day of the period that a flow counts, or of the moment of any other statement."""
    end = statement["as_of"] or statement["period_end"]
    is_flow = statement["kind"] == IndicatorKind.FLOW
    start = (statement["period_start"] if is_flow else None) or end
    return first_day(start), last_day(end)


def _stated_interval(statement: Row, as_of: str | None) -> Interval:
    """Return the numbers that a statement allows at a time: a cumulative number may have grown since."""
    stated = _interval(statement["value"], Qualifier(statement["qualifier"]))
    grows = statement["kind"] == IndicatorKind.CUMULATIVE
    if grows and as_of and _time_of(statement)[1] < first_day(as_of):
        return Interval(stated.lower, None, stated.open)
    return stated


def _interval(value: float, qualifier: Qualifier) -> Interval:
    return Interval(*bounds(value, qualifier), qualifier in (Qualifier.OVER, Qualifier.UNDER))


def _negated(end: float | None) -> float | None:
    return None if end is None else -end


def _reaches(outer: float | None, inner: float | None, wide: Interval, narrow: Interval) -> bool:
    if outer is None or inner is None:
        return outer is None
    return outer < inner or (outer == inner and (narrow.open or not wide.open))


def _ends_before(first: Interval, second: Interval) -> bool:
    if first.upper is None or second.lower is None:
        return False
    is_open = first.open or second.open
    return first.upper < second.lower or (first.upper == second.lower and is_open)
