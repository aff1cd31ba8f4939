"""Judge a claim by the statements on the same question. The rule never guesses, and says what it rests on.

**Words.** The words of a claim allow numbers, as those of a statement do (`bounds` in `api/tables/figures.py`): `over`
those above the number, `about` those that round to it; `lower` and `upper` a range. A number counts as printed: 27.14
allows 27.1415, and 6.6 billion what rounds to it. A statement of the claimed time *supports* a claim that allows every
number the statement allows, or that is the bare number it prints; it *contradicts* a claim that allows none of them;
else it *leaves it open*. Deprecated and withdrawn statements do not answer.

**Time.** Only a statement of the claimed time itself contradicts.

- A stock or share of a moment within the claimed month or year may support, never contradict: it is of another day.
  One from at most a year before (a stock: before the end; a share: before the beginning) may support where none is
  nearer and the next one later does not exclude it. A rate stated for a period answers for every day of it.
- A flow answers for its very period alone. `2019/20` is a budget year. A day or month within a longer period, and a
  calendar year that touches two budget years, may be supported by it, never contradicted; of one budget year alone is
  `supported_if_narrowed`.
- A cumulative number bounds later times from below, and earlier times from above; a bound supports or contradicts like
  any number. The same number of an earlier day proves nothing: it may have grown. What a bound excludes is left open
  when a wider or narrower subject of the same name (operations, peace operations, the United Nations) allows it.
- No time means today, the day of the release. What is older than a year does not answer, and a closed mission has no
  strength; its cumulative numbers are final. A cumulative number that has passed the claimed one, by less than ten
  times, makes it `supported_when_written`; so does any older statement that supports it.
- Of a time after the release nothing can be verified, but what is decided or aimed at for that very time.

**Rank** decides before newness and before a dispute: what a preferred statement supports is supported, whatever its
rivals say; a cumulative number that a preferred one contradicts does not answer. Else cumulative numbers that fall make
both suspect, and a verdict that rests on one of them is `disputed`; so is a claim that one statement supports and
another of the same moment or period excludes.

**Derived** answers come after stated ones and are named as such (`derived.py`): counts of operations from the dates of
our missions, where a distance of one, of those on the regular budget or of political missions leaves open; deaths added
up from complete yearly rows, and operations in tables of missions that add up to the printed whole, which may support
and never contradict; zero, where a register of deaths has no row of a complete year.

**Verdict**, the first that fits: `disputed`, `supported`, `supported_when_written`, `contradicted`, each as said above.
Where none does, or only a number of another scope does (`nearest.py`): `supported_if_narrowed`, if exactly one
dimension more makes it hold and nothing of the claimed time speaks against it; `not_comparable`, if the number is that
of another scope or indicator of the same time, or nothing of just this is held; else `cannot_verify`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from api.claims.intervals import ClaimedValue, Interval, stated_for, stated_interval
from api.claims.ranks import exclude, falls, is_standing, without_outranked
from api.claims.times import STALE_DAYS, ClaimedTime, days_before, is_budget_year, span_of
from api.vocabulary import Diagnosis, IndicatorKind, Rank, Row, Verdict

PASSED_TIMES = 10
MOMENTARY = (IndicatorKind.STOCK, IndicatorKind.SHARE)


class Weight(StrEnum):
    """How one statement bears on a claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    LEAVES_OPEN = "leaves_open"


@dataclass(frozen=True)
class Judgement:
    """A verdict, why, and the statements it rests on, the most telling first; `is_bound`: by a number of another day."""

    verdict: Verdict
    statements: list[Row] = field(default_factory=list)
    diagnosis: Diagnosis | None = None
    is_bound: bool = False


@dataclass(frozen=True)
class Case:
    """A claimed number and its time, held against statements; `closed` is when the mission it is about ended."""

    claim: ClaimedValue
    time: ClaimedTime
    closed: str | None = None

    def judge(self, statements: Sequence[Row]) -> Judgement | None:
        """Judge the claim by the statements on its question; None when nothing is of its time."""
        standing = without_outranked([row for row in statements if is_standing(row)])
        answering = self._answering(standing)
        weights: dict[Weight, list[Row]] = {weight: [] for weight in Weight}
        for statement in answering:
            weights[self.weigh(statement)].append(statement)
        supporting, contradicting = weights[Weight.SUPPORTS], weights[Weight.CONTRADICTS]
        if rivals := self._rivals(supporting, contradicting, standing):
            return Judgement(Verdict.DISPUTED, rivals)
        if supporting:
            return Judgement(Verdict.SUPPORTED, supporting)
        if former := self._former(statements, standing):
            return former
        if contradicting:
            is_bound = not any(self.is_of_the_time(row) for row in contradicting)
            return Judgement(Verdict.CONTRADICTED, contradicting, is_bound=is_bound)
        return Judgement(Verdict.CANNOT_VERIFY, answering) if answering else None

    def weigh(self, statement: Row) -> Weight:
        """Tell how a statement that answers bears on the claim."""
        stated, claimed = stated_for(self.claim, statement), self.claim.interval
        bound = self._bound(statement, stated)
        if bound is None and self._prints(statement, stated):
            return Weight.SUPPORTS
        if (bound or stated).within(claimed) and not self._only_shown(statement):
            return Weight.SUPPORTS
        if bound is None and self.is_growing(statement):
            bound = Interval(stated.lower, None, stated.open)
        excluded = (bound or stated).apart_from(claimed)
        may = bound is not None or self.is_of_the_time(statement)
        return Weight.CONTRADICTS if excluded and may else Weight.LEAVES_OPEN

    def is_of_the_time(self, statement: Row) -> bool:
        """Tell whether a statement is of the claimed time itself, and so may contradict."""
        span = span_of(statement)
        if self.time.is_now:
            return self.is_final(statement) or not self._is_stale(statement)
        if statement["kind"] in MOMENTARY:
            # Of a year, neither the claim nor the statement names the day; a rate holds throughout its period.
            is_rate = statement["period_start"] is not None
            return (
                self.time.lies_in(span)
                if is_rate
                else span == self.time.span and not self.time.is_calendar_year
            )
        return span == self.time.span

    def takes(self, statement: Row) -> bool:
        """Tell whether a statement, looked at alone, is of the claimed time."""
        if self.time.is_now:
            may_grow = statement["kind"] == IndicatorKind.CUMULATIVE
            is_recent = may_grow or not self._is_stale(statement)
            return is_recent and statement in self._of_today([statement])
        span = span_of(statement)
        if statement["kind"] != IndicatorKind.FLOW:
            return self._meets(statement)
        touches = self.time.is_calendar_year and is_budget_year(span) and self.time.touches(span)
        return self.time.lies_in(span) or touches

    def _answered(self, withdrawn: Row) -> bool:
        """Tell whether a withdrawn statement answered for the claimed time while it stood."""
        if not self.time.is_calendar_year or withdrawn["kind"] != IndicatorKind.FLOW:
            return self.takes(withdrawn)
        return span_of(withdrawn) == self.time.span

    def is_growing(self, statement: Row) -> bool:
        """Tell whether a statement, asked for today, may have grown since its day."""
        is_cumulative = statement["kind"] == IndicatorKind.CUMULATIVE
        return self.time.is_now and is_cumulative and not self.is_final(statement)

    def is_final(self, statement: Row) -> bool:
        """Tell whether a cumulative number was counted after the mission had closed."""
        is_cumulative = statement["kind"] == IndicatorKind.CUMULATIVE
        return bool(self.closed and is_cumulative and span_of(statement)[0] > self.closed)

    def nearby(self, statements: Sequence[Row]) -> list[Row]:
        """Find the standing statements nearest before and after the claimed time."""
        standing = [row for row in statements if is_standing(row)]
        before = [row for row in standing if span_of(row)[1] < self.time.start]
        after = [row for row in standing if span_of(row)[0] > self.time.end]
        nearest = [max(before, key=span_of, default=None), min(after, key=span_of, default=None)]
        return [row for row in nearest if row]

    def _answering(self, standing: list[Row]) -> list[Row]:
        """Choose the statements that bear on the claimed time."""
        kind = standing[0]["kind"] if standing else None
        if self.time.is_now:
            return self._of_today(standing)
        if kind == IndicatorKind.FLOW:
            return self._of_period(standing)
        if self.time.is_after_release:
            return [row for row in standing if span_of(row) == self.time.span]
        if kind == IndicatorKind.CUMULATIVE:
            return self._bounding(standing)
        return self._of_moment(standing)

    def _of_today(self, standing: list[Row]) -> list[Row]:
        """Choose the newest statements, unless they are too old or of a mission that is closed."""
        newest = self._newest(standing)
        if newest and newest[0]["kind"] == IndicatorKind.CUMULATIVE:
            return newest
        is_closed = self.closed and self.closed < self.time.today
        return [] if is_closed else [row for row in newest if not self._is_stale(row)]

    def _of_period(self, standing: list[Row]) -> list[Row]:
        same = [row for row in standing if span_of(row) == self.time.span]
        return same or [row for row in standing if self.time.lies_in(span_of(row))]

    def _of_moment(self, standing: list[Row]) -> list[Row]:
        within = [row for row in standing if self._meets(row)]
        if within:
            return within
        nearby = self.nearby(standing)
        is_over = self.closed is not None and self.closed < self.time.start
        before = [row for row in nearby if self._still_holds(row) and not is_over][:1]
        newest = [row for row in standing if before and span_of(row) == span_of(before[0])]
        later = [row for row in nearby if row not in newest and self._follows_soon(row)]
        excluded = any(stated_interval(row).apart_from(self.claim.interval) for row in later)
        return [] if excluded else newest

    def _bounding(self, standing: list[Row]) -> list[Row]:
        """Choose the cumulative numbers of the time, and the nearest that bound it from below and from above."""
        return [row for row in standing if self._meets(row)] + self.nearby(standing)

    def _meets(self, statement: Row) -> bool:
        span = span_of(statement)
        return self.time.holds(span) or self.time.lies_in(span)

    def _bound(self, statement: Row, stated: Interval) -> Interval | None:
        """Return what a cumulative number of another day allows; None when it is of the claimed time."""
        if (
            statement["kind"] != IndicatorKind.CUMULATIVE
            or self.time.is_now
            or self._meets(statement)
        ):
            return None
        if span_of(statement)[1] < self.time.start:
            return None if self.is_final(statement) else Interval(stated.lower, None, stated.open)
        return Interval(None, stated.upper, stated.open)

    def _prints(self, statement: Row, stated: Interval) -> bool:
        """Tell whether a statement prints the bare number of a claim, or what it rounds to."""
        if not self.claim.is_bare or self._only_shown(statement):
            return False
        value = self.claim.value
        finer = Interval(value, value).within(stated) and statement["qualifier"] == "exact"
        return statement["value"] == value or finer

    def _only_shown(self, statement: Row) -> bool:
        """Tell whether a cumulative number, asked for today, is too old to be more than a bound from below."""
        if not self.is_growing(statement) or not self._is_stale(statement):
            return False
        stated = stated_for(self.claim, statement)
        return not Interval(stated.lower, None, stated.open).within(self.claim.interval)

    def _still_holds(self, statement: Row) -> bool:
        """Tell whether an earlier stock is no older than a year at the end of the time, a share at its beginning."""
        is_share = statement["kind"] == IndicatorKind.SHARE
        oldest = days_before(self.time.start if is_share else self.time.end, STALE_DAYS)
        return oldest <= span_of(statement)[1] < self.time.start

    def _follows_soon(self, statement: Row) -> bool:
        return days_before(span_of(statement)[0], STALE_DAYS) < self.time.end

    def _is_stale(self, statement: Row) -> bool:
        return not self.time.is_recent(span_of(statement))

    def _rivals(
        self, supporting: list[Row], contradicting: list[Row], standing: list[Row]
    ) -> list[Row]:
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

    def _former(self, statements: Sequence[Row], standing: list[Row]) -> Judgement | None:
        """Find what supported the claim once: withdrawn since or, where no time is claimed, older or passed."""
        once = [row for row in statements if row["rank"] != Rank.DEPRECATED]
        if not self.time.is_now:
            once = [row for row in once if row["withdrawn_on"] and self._answered(row)]
        former = [row for row in once if self._supported_once(row)]
        newest = self._newest(standing)
        if former:
            latest = max(former, key=lambda row: (row["withdrawn_on"] is None, span_of(row)))
            others = [row for row in newest if row["code"] != latest["code"]]
            return Judgement(Verdict.SUPPORTED_WHEN_WRITTEN, [latest, *others])
        passed = [row for row in newest if self._has_passed(row)]
        diagnosis = Diagnosis.PASSED_SINCE
        return Judgement(Verdict.SUPPORTED_WHEN_WRITTEN, passed, diagnosis) if passed else None

    def _supported_once(self, row: Row) -> bool:
        stated = stated_for(self.claim, row)
        prints = self.claim.is_bare and row["value"] == self.claim.value
        # Of a flow each period has a number of its own: an older one supports only the very same number.
        if self.time.is_now and row["kind"] == IndicatorKind.FLOW:
            return prints or (
                row["value"] == self.claim.value and stated.within(self.claim.interval)
            )
        return prints or stated.within(self.claim.interval)

    def _newest(self, standing: list[Row]) -> list[Row]:
        latest = max((span_of(row)[1] for row in standing), default="")
        return [row for row in standing if span_of(row)[1] == latest] if self.time.is_now else []

    def _has_passed(self, row: Row) -> bool:
        """Tell whether a cumulative number has grown past the claimed one, and not out of all likeness."""
        claimed, stated = self.claim.interval, stated_interval(row)
        if row["kind"] != IndicatorKind.CUMULATIVE or claimed.upper is None or claimed.upper <= 0:
            return False
        is_like = (stated.lower or 0) <= claimed.upper * PASSED_TIMES
        return claimed.lies_below(Interval(stated.lower, None, stated.open)) and is_like
