"""The rule by which a claim is held against statements. It never guesses, and nothing is rounded.

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
    """How one statement stands to a claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    LEAVES_OPEN = "leaves_open"


@dataclass(frozen=True)
class Allowed:
    """The numbers that words allow; an end that is left out is not itself allowed."""

    lower: float | None
    upper: float | None
    left_out: bool

    def within(self, other: "Allowed") -> bool:
        """Whether the other words allow all these numbers."""
        return _reaches(other.lower, self.lower, other, self) and _reaches(
            _turned(other.upper), _turned(self.upper), other, self
        )

    def apart_from(self, other: "Allowed") -> bool:
        """Whether there is no number that both allow."""
        return _ends_before(self, other) or _ends_before(other, self)


def allowed(value: float, qualifier: Qualifier) -> Allowed:
    """The numbers that a value in its words allows."""
    return Allowed(*bounds(value, qualifier), qualifier in (Qualifier.OVER, Qualifier.UNDER))


@dataclass(frozen=True)
class Held:
    """What of a claim is held against statements: the number, its words, its time."""

    value: float
    qualifier: Qualifier | None
    as_of: str | None

    @property
    def allowed(self) -> Allowed:
        """The numbers that the claim allows."""
        return allowed(self.value, self.qualifier or Qualifier.EXACT)


def allowed_by(statement: Row, as_of: str | None) -> Allowed:
    """The numbers that a statement allows at a time: what adds up may have grown since."""
    stated = allowed(statement["value"], Qualifier(statement["qualifier"]))
    grows = statement["kind"] == IndicatorKind.CUMULATIVE
    if grows and as_of and time_of(statement)[1] < first_day(as_of):
        return Allowed(stated.lower, None, stated.left_out)
    return stated


def _turned(end: float | None) -> float | None:
    return None if end is None else -end


def _reaches(outer: float | None, inner: float | None, wide: Allowed, narrow: Allowed) -> bool:
    if outer is None or inner is None:
        return outer is None
    return outer < inner or (outer == inner and (narrow.left_out or not wide.left_out))


def _ends_before(first: Allowed, second: Allowed) -> bool:
    if first.upper is None or second.lower is None:
        return False
    open_end = first.left_out or second.left_out
    return first.upper < second.lower or (first.upper == second.lower and open_end)


def weigh(claim: Held, statement: Row) -> Weight:
    """How a statement stands to a claim."""
    if claim.qualifier is None and statement["value"] == claim.value:
        return Weight.SUPPORTS
    stated = allowed_by(statement, claim.as_of)
    if stated.within(claim.allowed):
        return Weight.SUPPORTS
    return Weight.CONTRADICTS if stated.apart_from(claim.allowed) else Weight.LEAVES_OPEN


def time_of(statement: Row) -> tuple[str, str]:
    """First and last day of the period that a flow counts, or of the moment that a statement is true of."""
    over = statement["as_of"] or statement["period_end"]
    flows = statement["kind"] == IndicatorKind.FLOW
    begun = (statement["period_start"] if flows else None) or over
    return first_day(begun), last_day(over)


def stands(statement: Row) -> bool:
    """Whether a statement answers: it is neither deprecated nor withdrawn."""
    return statement["rank"] != Rank.DEPRECATED and statement["withdrawn_on"] is None


def of_that_time(statements: Sequence[Row], as_of: str | None) -> list[Row]:
    """Those of the statements on one question that answer for a time."""
    standing = [one for one in statements if stands(one)]
    if as_of is None or not standing:
        return _newest(standing)
    begun, over = first_day(as_of), last_day(as_of)
    if standing[0]["kind"] == IndicatorKind.FLOW:
        exactly = [one for one in standing if time_of(one) == (begun, over)]
        return exactly or [one for one in standing if _contains(time_of(one), begun, over)]
    within = [one for one in standing if begun <= time_of(one)[0] and time_of(one)[1] <= over]
    return within or _newest([one for one in standing if _still_holds(one, begun, over)])


def _contains(period: tuple[str, str], begun: str, over: str) -> bool:
    return period[0] <= begun and over <= period[1]


def _still_holds(statement: Row, begun: str, over: str) -> bool:
    """Whether a statement from before the end of a time can tell of that time."""
    if time_of(statement)[0] > over:
        return False
    oldest = date.fromisoformat(begun) - timedelta(days=STALE_DAYS)
    fades = statement["kind"] in (IndicatorKind.STOCK, IndicatorKind.SHARE)
    return not fades or time_of(statement)[1] >= oldest.isoformat()


def _newest(statements: Sequence[Row]) -> list[Row]:
    latest = max((time_of(one)[1] for one in statements), default="")
    return [one for one in statements if time_of(one)[1] == latest]


@dataclass(frozen=True)
class Judged:
    """A verdict, and the statements it rests on, the most telling first."""

    verdict: Verdict
    statements: list[Row]


def judge(claim: Held, statements: Sequence[Row]) -> Judged | None:
    """The verdict on a claim, from the statements on its very question; nothing when none is of that time."""
    answering = of_that_time(statements, claim.as_of)
    found: dict[Weight, list[Row]] = {weight: [] for weight in Weight}
    for one in answering:
        found[weigh(claim, one)].append(one)
    supporting, contradicting = found[Weight.SUPPORTS], found[Weight.CONTRADICTS]
    if rivals := [one for one in contradicting if any(_exclude(one, two) for two in supporting)]:
        return Judged(Verdict.DISPUTED, supporting + rivals)
    if supporting:
        return Judged(Verdict.SUPPORTED, supporting)
    if once := _true_once(claim, statements):
        return Judged(Verdict.SUPPORTED_WHEN_WRITTEN, [once, *answering])
    if contradicting:
        return Judged(Verdict.CONTRADICTED, contradicting)
    return Judged(Verdict.CANNOT_VERIFY, answering) if answering else None


def _exclude(one: Row, two: Row) -> bool:
    apart = allowed_by(one, None).apart_from(allowed_by(two, None))
    return apart and time_of(one) == time_of(two)


def _true_once(claim: Held, statements: Sequence[Row]) -> Row | None:
    """The newest statement that supports the claim, though it is withdrawn, or older where no time is claimed."""
    for one in sorted(_once_answering(claim, statements), key=time_of, reverse=True):
        if weigh(claim, one) is Weight.SUPPORTS:
            return one
    return None


def _once_answering(claim: Held, statements: Sequence[Row]) -> list[Row]:
    """Of a claimed time, the withdrawn ones that would answer it; of no time, all that were ever true."""
    once = [one for one in statements if one["rank"] != Rank.DEPRECATED]
    if claim.as_of is None:
        return [
            one for one in once if one["kind"] != IndicatorKind.FLOW or one["value"] == claim.value
        ]
    as_if_standing = of_that_time([{**one, "withdrawn_on": None} for one in once], claim.as_of)
    answering = {one["code"] for one in as_if_standing}
    return [one for one in once if one["withdrawn_on"] and one["code"] in answering]
