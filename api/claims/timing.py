"""Choose the statements that count at the claimed time, and those that may contradict."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.claims.intervals import Interval, stated_interval
from api.claims.ranks import is_standing
from api.claims.times import STALE_DAYS, ClaimedTime, is_budget_year, span_of
from api.vocabulary import IndicatorKind, Row, Unit, days_before

HUNDREDS = 100  # People in whole hundreds were rounded by whoever prints them.
MOMENTARY = (IndicatorKind.STOCK, IndicatorKind.SHARE)


@dataclass(frozen=True)
class Timing:
    """The claimed time, for a subject; `closed` is the last day of a mission that has ended.

    `fixed`: the number was set once with its subject, and is true of every later day.
    """

    time: ClaimedTime
    closed: str | None = None
    fixed: bool = False

    def is_of_the_time(self, statement: Row) -> bool:
        """Tell whether a statement is of the claimed time itself, and so may contradict."""
        span = span_of(statement)
        if self.holds_on(statement):
            return True
        if self.time.is_now:
            return self._is_of_today(statement)
        if statement["kind"] not in MOMENTARY:
            return span == self.time.span
        if statement["period_start"] is not None:
            return self.time.lies_in(span)  # A rate holds throughout its period.
        # Of a year, neither the claim nor the statement names the day.
        return span == self.time.span and not self.time.is_calendar_year

    def holds_on(self, statement: Row) -> bool:
        """Tell whether a number that never changes had been set by the end of the time."""
        return self.fixed and span_of(statement)[0] <= self.time.end

    def _is_of_today(self, statement: Row) -> bool:
        """Tell whether a statement is of today: its period runs, it is a target, or it grows."""
        if statement["kind"] in (*MOMENTARY, IndicatorKind.FLOW):
            return self.time.lies_in(span_of(statement))
        return self.is_final(statement) or not self.is_stale(statement)

    def takes(self, statement: Row) -> bool:
        """Tell whether a single statement counts at the claimed time."""
        if self.time.is_now:
            may_grow = statement["kind"] == IndicatorKind.CUMULATIVE
            is_recent = may_grow or not self.is_stale(statement)
            return is_recent and statement in self._of_today([statement])
        if statement["kind"] != IndicatorKind.FLOW:
            return self.meets(statement)
        span = span_of(statement)
        touches = self.time.is_calendar_year and is_budget_year(span) and self.time.touches(span)
        return self._is_counted_by(statement) or touches

    def answered(self, withdrawn: Row) -> bool:
        """Tell whether a withdrawn statement answered for the claimed time while it stood."""
        if not self.time.is_calendar_year or withdrawn["kind"] != IndicatorKind.FLOW:
            return self.takes(withdrawn)
        return span_of(withdrawn) == self.time.span

    def meets(self, statement: Row) -> bool:
        """Tell whether a statement's span lies within the claimed time, or contains it."""
        span = span_of(statement)
        return self.time.holds(span) or self.time.lies_in(span)

    def begins(self, statement: Row) -> bool:
        """Tell whether a statement counts the first part of the year, as `2020 so far` does."""
        start, end = span_of(statement)
        of_year = self.time.is_calendar_year and statement["kind"] == IndicatorKind.FLOW
        return of_year and start == self.time.start < end < self.time.end

    def is_growing(self, statement: Row) -> bool:
        """Tell whether a cumulative number may have grown since, when today is claimed."""
        is_cumulative = statement["kind"] == IndicatorKind.CUMULATIVE
        return self.time.is_now and is_cumulative and not self.is_final(statement)

    def is_final(self, statement: Row) -> bool:
        """Tell whether a cumulative number is of a day after the mission closed."""
        is_cumulative = statement["kind"] == IndicatorKind.CUMULATIVE
        return bool(self.closed and is_cumulative and span_of(statement)[0] > self.closed)

    def is_stale(self, statement: Row) -> bool:
        """Tell whether a statement ended over a year before the time, and may be outdated."""
        return not (self.holds_on(statement) or self.time.is_recent(span_of(statement)))

    def nearby(self, statements: Sequence[Row]) -> list[Row]:
        """Return the nearest standing statements before and after the time."""
        standing = [row for row in statements if is_standing(row)]
        before = [row for row in standing if span_of(row)[1] < self.time.start]
        after = [row for row in standing if span_of(row)[0] > self.time.end]
        nearest = [max(before, key=span_of, default=None), min(after, key=span_of, default=None)]
        return [row for row in nearest if row]

    def newest(self, standing: list[Row]) -> list[Row]:
        """Return the newest statements, if today is claimed; else none."""
        latest = max((span_of(row)[1] for row in standing), default="")
        return [row for row in standing if span_of(row)[1] == latest] if self.time.is_now else []

    def answering(self, standing: list[Row], claimed: Interval) -> list[Row]:
        """Choose the statements that count at the claimed time."""
        kind = standing[0]["kind"] if standing else None
        if self.time.is_now:
            return self._of_today(standing)
        if kind == IndicatorKind.FLOW:
            return self._of_period(standing)
        if self.time.is_after_release:
            return [row for row in standing if span_of(row) == self.time.span]
        if kind == IndicatorKind.CUMULATIVE:
            return [row for row in standing if self.meets(row)] + self.nearby(standing)
        return self._of_moment(standing, claimed)

    def _of_today(self, standing: list[Row]) -> list[Row]:
        """Choose the newest statements, unless they are stale or the mission has closed."""
        newest = self.newest(standing)
        if newest and newest[0]["kind"] == IndicatorKind.CUMULATIVE:
            return newest
        is_closed = self.closed and self.closed < self.time.today
        return [] if is_closed else [row for row in newest if not self.is_stale(row)]

    def _of_period(self, standing: list[Row]) -> list[Row]:
        same = [row for row in standing if span_of(row) == self.time.span]
        return same or [row for row in standing if self._is_counted_by(row)]

    def _is_counted_by(self, statement: Row) -> bool:
        """Tell whether a flow's period is the time, ends on its day, or is its budget year."""
        span = span_of(statement)
        is_up_to_day = self.time.start == self.time.end == span[1]
        is_in_force = statement["unit"] == Unit.USD and is_budget_year(span)
        return span == self.time.span or is_up_to_day or (is_in_force and self.time.lies_in(span))

    def _of_moment(self, standing: list[Row], claimed: Interval) -> list[Row]:
        """Choose stocks within the time, else the last before if the next allows the claim."""
        within = [row for row in standing if self.meets(row)]
        if within:
            return within
        nearby = self.nearby(standing)
        is_over = self.closed is not None and self.closed < self.time.start
        may_hold = not is_over and not _is_head_count(standing, claimed)
        before = [row for row in nearby if may_hold and self._still_holds(row)][:1]
        newest = [row for row in standing if before and span_of(row) == span_of(before[0])]
        later = [row for row in nearby if row not in newest and self._follows_soon(row)]
        return [] if any(stated_interval(row).apart_from(claimed) for row in later) else newest

    def _still_holds(self, statement: Row) -> bool:
        """Tell whether an earlier stock is a year old at most at the end (a share: the start)."""
        if self.holds_on(statement):
            return True
        is_share = statement["kind"] == IndicatorKind.SHARE
        oldest = days_before(self.time.start if is_share else self.time.end, STALE_DAYS)
        return oldest <= span_of(statement)[1] < self.time.start

    def _follows_soon(self, statement: Row) -> bool:
        return days_before(span_of(statement)[0], STALE_DAYS) < self.time.end


def _is_head_count(standing: list[Row], claimed: Interval) -> bool:
    """Tell whether an exact number of people is claimed: it is true of its own day only."""
    number = claimed.lower
    if number is None or number != claimed.upper or number % HUNDREDS == 0:
        return False
    return any(row["unit"] == Unit.PEOPLE for row in standing)
