"""Judge a claim by the statements on the same question. The rule never guesses, and says what it rests on.

**Words.** The words of a claim allow numbers, as those of a statement do (`bounds` in `api/tables/figures.py`): `over`
those above the number, `about` those that round to it; `lower` and `upper` a range, as does a printed one. A number
counts as printed: 27.14 allows 27.1415, and 6.6 billion what rounds to it, a twentieth at most; a row of data prints
its last digit. A statement of the claimed time *supports* a claim that allows every number the statement allows, or
that is the bare number it prints; it *contradicts* a claim that allows none of them; else it *leaves it open*. Loose
words (“about”, “nearly”, bare whole hundreds) are contradicted only from a whole step of their last digit on: who
writes “nearly 2,400” does not exclude 2,337.
Deprecated and withdrawn statements do not answer.

**Time.** Only a statement of the claimed time itself contradicts.

- A stock or share of a moment within the claimed month or year may support, never contradict: it is of another day.
  So is one dated by the year that is claimed, as neither names its day. One from at most a year before (a stock: before
  the end; a share: before the beginning) may support where none is nearer and the next one later does not exclude it,
  but not people counted to the last one. A rate stated for a period answers for every day of it.
- What is set once with its subject (`fixed`: the commitments in a text, the pledges at a meeting) holds of all later
  days, and supports and contradicts there.
- A flow answers for its very period alone, or up to the claimed day. `2019/20` is a budget year, and its money that of
  its days and months too. A calendar year that touches two budget years may be supported by them, never contradicted;
  of one budget year alone, or of the first part of a year (“so far”), is `supported_if_narrowed`.
- A cumulative number bounds later times from below, and earlier times from above; a bound supports or contradicts like
  any number. The same number of an earlier day proves nothing: it may have grown. What a bound excludes is left open
  when a wider or narrower subject of the same name (operations, peace operations, the United Nations) allows it, or
  counts of operations by their dates do.
- No time means today, the day of the release. What is older than a year does not answer, and a closed mission has no
  strength. Of stocks, shares and flows only one whose period runs today contradicts. A cumulative number that has
  passed the claimed one makes it `supported_when_written`; so does any older statement that supports it, of a flow one
  that prints or rounds to it. Passed by ten times or more it is another number: the 57 honoured in a year are not all
  who died since 1948. The cumulative numbers of a closed mission are final: what they passed is left open.
- A time after the release is refused, where nothing is decided or aimed at for it. In a text it is `cannot_verify` with
  `after_release`, as the future of one sentence spoils no other.

**Scope.** What a claim may mean without saying so does not contradict it (`scopes.py`). Of people counted in a period,
those in uniform alone or those killed in attacks may be meant, and with the operations the political missions: such a
count makes it `supported_if_narrowed` or `not_comparable`; what lies between, or may be a part that is not counted, is
left open unless it is the number of the year next door. A part proves a claim of a number or more of the whole.

**Rank** decides before newness and before a dispute: what a preferred statement supports is supported, whatever its
rivals say; a cumulative number that a preferred one contradicts does not answer. What only a rival supports is
`disputed`, the preferred first: to prefer one source makes no true report of another false. Else cumulative numbers
that fall make both suspect, and a verdict that rests on one of them is `disputed`; so is a claim that one statement
supports and another of the same moment or period excludes.

**Derived** answers come after stated ones and are named as such (`derived.py`): counts of operations from the dates of
our missions, where a distance of one, of those on the regular budget or of political missions leaves open; deaths added
up from complete yearly rows, and operations in tables of missions that add up to the printed whole, which may support
and never contradict; zero, where a register of deaths has no row of a complete year.

**Verdict**, the first that fits: `disputed`, `supported`, `supported_when_written`, `contradicted`, each as said above.
Where none does, or only a number of another scope does (`nearest.py`): `supported_if_narrowed`, if exactly one
dimension more makes it hold and nothing of the claimed time speaks against it; `not_comparable`, if the number is that
of another scope or indicator of the same time, was withdrawn for its scope, or nothing of just this is held; else
`cannot_verify`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from api.claims.answers import Diagnosis, Verdict
from api.claims.intervals import ClaimedValue, Interval, stated_for, stated_interval
from api.claims.ranks import exclude, falls, is_standing, without_outranked
from api.claims.times import span_of
from api.claims.timing import Timing
from api.vocabulary import IndicatorKind, Rank, Row

PASSED_TIMES = 10


class Weight(StrEnum):
    """Whether a statement supports or contradicts a claim, or neither."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    LEAVES_OPEN = "leaves_open"


@dataclass(frozen=True)
class Judgement:
    """A verdict with its statements, the most telling first; `is_bound`: of another day."""

    verdict: Verdict
    statements: list[Row] = field(default_factory=list)
    diagnosis: Diagnosis | None = None
    is_bound: bool = False


@dataclass(frozen=True)
class Case:
    """A claimed number and time, to be judged by statements."""

    claim: ClaimedValue
    timing: Timing

    def judge(self, statements: Sequence[Row]) -> Judgement | None:
        """Judge the claim by the statements on its question; None when nothing is of its time."""
        standing = without_outranked([row for row in statements if is_standing(row)])
        answering = self.timing.answering(standing, self.claim.interval)
        weights: dict[Weight, list[Row]] = {weight: [] for weight in Weight}
        for statement in answering:
            weights[self.weigh(statement)].append(statement)
        supporting, contradicting = weights[Weight.SUPPORTS], weights[Weight.CONTRADICTS]
        if rivals := _rivals(supporting, contradicting, standing):
            return Judgement(Verdict.DISPUTED, rivals)
        if supporting:
            return Judgement(Verdict.SUPPORTED, supporting)
        if former := self._former(statements, standing):
            return former
        if contradicting:
            is_bound = not any(self.timing.is_of_the_time(row) for row in contradicting)
            return Judgement(Verdict.CONTRADICTED, contradicting, is_bound=is_bound)
        return Judgement(Verdict.CANNOT_VERIFY, answering) if answering else None

    def weigh(self, statement: Row) -> Weight:
        """Weigh one statement: whether it supports or contradicts the claim."""
        stated, claimed = stated_for(self.claim, statement), self.claim.interval
        bound = self._bound(statement, stated)
        if bound is None and self._prints(statement, stated):
            return Weight.SUPPORTS
        if (bound or stated).within(claimed) and not self._only_shown(statement):
            return Weight.SUPPORTS
        if bound is None and self.timing.is_growing(statement):
            bound = Interval(stated.lower, None, stated.open)
        excluded = (bound or stated).apart_from(self.claim.reach)
        may = bound is not None or self.timing.is_of_the_time(statement)
        return Weight.CONTRADICTS if excluded and may else Weight.LEAVES_OPEN

    def _bound(self, statement: Row, stated: Interval) -> Interval | None:
        """Return the bound that a cumulative number of another day sets, None at the time."""
        is_cumulative, time = statement["kind"] == IndicatorKind.CUMULATIVE, self.timing.time
        if not is_cumulative or time.is_now or self.timing.meets(statement):
            return None
        if span_of(statement)[1] < time.start:
            is_final = self.timing.is_final(statement)
            return None if is_final else Interval(stated.lower, None, stated.open)
        return Interval(None, stated.upper, stated.open)

    def _prints(self, statement: Row, stated: Interval) -> bool:
        """Tell whether a statement prints the bare claimed number, or a rounding of it."""
        if not self.claim.is_bare or self._only_shown(statement):
            return False
        value = self.claim.value
        is_exact = statement["qualifier"] == "exact"
        finer = is_exact and Interval(value, value).within(stated)
        printed = Interval(statement["value"], statement["value"])
        coarser = is_exact and printed.within(self.claim.interval)  # 21.9 for 21.85
        return statement["value"] == value or finer or coarser

    def _only_shown(self, statement: Row) -> bool:
        """Tell whether a stale cumulative number, for today, is only a lower bound."""
        if not self.timing.is_growing(statement) or not self.timing.is_stale(statement):
            return False
        stated = stated_for(self.claim, statement)
        return not Interval(stated.lower, None, stated.open).within(self.claim.interval)

    def _former(self, statements: Sequence[Row], standing: list[Row]) -> Judgement | None:
        """Judge by statements that supported the claim once: withdrawn, or for today outdated."""
        once = [row for row in statements if row["rank"] != Rank.DEPRECATED]
        if not self.timing.time.is_now:
            once = [row for row in once if row["withdrawn_on"] and self.timing.answered(row)]
        former = [row for row in once if self._supported_once(row)]
        newest = self.timing.newest(standing)
        if former:
            latest = max(former, key=lambda row: (row["withdrawn_on"] is None, span_of(row)))
            others = [row for row in newest if row["code"] != latest["code"]]
            return Judgement(Verdict.SUPPORTED_WHEN_WRITTEN, [latest, *others])
        passed = [row for row in newest if self._has_passed(row)]
        if not passed:
            return None
        is_final = self.timing.is_final(passed[0])
        verdict = Verdict.CANNOT_VERIFY if is_final else Verdict.SUPPORTED_WHEN_WRITTEN
        return Judgement(verdict, passed, Diagnosis.PASSED_SINCE)

    def _supported_once(self, row: Row) -> bool:
        stated = stated_for(self.claim, row)
        prints = self.claim.is_bare and row["value"] == self.claim.value
        # Of a flow each period has a number of its own: an older one supports only its own number, or a rounding of it.
        if self.timing.time.is_now and row["kind"] == IndicatorKind.FLOW:
            is_own = row["value"] == self.claim.value or self.claim.is_rounding
            return prints or (is_own and stated.within(self.claim.interval))
        return prints or stated.within(self.claim.interval)

    def _has_passed(self, row: Row) -> bool:
        """Tell whether a cumulative number outgrew the claimed one, by less than ten times."""
        claimed, stated = self.claim.interval, stated_interval(row)
        if row["kind"] != IndicatorKind.CUMULATIVE or claimed.upper is None or claimed.upper <= 0:
            return False
        is_like = (stated.lower or 0) <= claimed.upper * PASSED_TIMES
        return claimed.lies_below(Interval(stated.lower, None, stated.open)) and is_like


def _rivals(supporting: list[Row], contradicting: list[Row], standing: list[Row]) -> list[Row]:
    """Choose the statements that dispute a claim: of one time, or cumulative ones that fall."""
    if any(row["rank"] == Rank.PREFERRED for row in supporting):
        return []
    for rival in contradicting:
        for support in supporting:
            if exclude(rival, support) and span_of(rival) == span_of(support):
                pair = [rival, support] if rival["rank"] == Rank.PREFERRED else [support, rival]
                return [*pair, *(row for row in supporting if row not in pair)]
    for row in supporting + contradicting:
        if fallen := [other for other in standing if falls(row, other) or falls(other, row)]:
            return [row, fallen[0]]
    return []
