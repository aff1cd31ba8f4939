"""Resolve the times of a passage against the day of writing, to the `as_of` of a claim."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from api.claims.sentences.clock import Clock
from api.claims.sentences.refusals import OtherKind, Unverifiable
from api.claims.sentences.spoken import Basis, SpokenTime
from api.claims.times import YEAR, YEAR_END
from api.claims.timing import MOMENTARY
from api.tables.sentence_words import TimeWord
from api.vocabulary import IndicatorKind, days_before, first_day, last_day

DAY = len("2025-07-31")
FLOWS = (IndicatorKind.FLOW, IndicatorKind.TARGET)
GROWING = (TimeWord.SO_FAR, TimeWord.SINCE_START)
LONG = (Basis.SINCE, Basis.SPAN, Basis.LASTING)
OVER = (TimeWord.LAST_YEAR, TimeWord.LAST_BUDGET_YEAR, TimeWord.LAST_MONTH)
BEFORE = (TimeWord.THAT_YEAR, TimeWord.THAT_YEARS_END, TimeWord.THAT_TIME)


class Tense(StrEnum):
    """The tense of the verbs."""

    PRESENT = "present"
    PERFECT = "perfect"
    PAST = "past"
    PLUPERFECT = "pluperfect"


@dataclass(frozen=True)
class Life:
    """First and last day of a subject; `is_event`: a meeting on that day."""

    start: str | None = None
    end: str | None = None
    is_event: bool = False

    def lasted(self, years: int) -> bool:
        """Tell whether it lasted so many years, give or take one."""
        if self.start is None or self.end is None:
            return False
        return abs(int(self.end[:YEAR]) - int(self.start[:YEAR]) - years) <= 1

    def began_within(self, first: str, last: str) -> bool:
        """Tell whether it began between two days."""
        return self.start is not None and first <= self.start <= last


@dataclass(frozen=True)
class Moment:
    """The `as_of` of a claim; `said`: how it was read.

    `doubt`: why not to contradict it; `is_part`: it is shorter than the counted periods; `is_present`: the day of
    writing is meant, for which the newest figure is told; `event_day`: the day of the counted meeting.
    """

    as_of: str | None
    said: str | None = None
    doubt: str | None = None
    is_part: bool = False
    is_present: bool = False
    event_day: str | None = None


@dataclass(frozen=True)
class PassageTimes:
    """The times of a passage, its tense, and the time mentioned last before it."""

    times: tuple[SpokenTime, ...]
    tense: Tense | None
    phrases: tuple[str, ...]
    former: str | None = None
    is_borrowed: bool = False  # The time stands with another number.
    is_total: bool = False  # What had been counted up to a day is told.

    def words(self) -> set[TimeWord]:
        """The times told by words such as "last year"."""
        return {time.word for time in self.times if time.word}

    def quoted(self, time: SpokenTime) -> str:
        """The phrase of a time, in quotation marks."""
        return f"“{self.phrases[self.times.index(time)]}”"

    def quoted_word(self, *words: TimeWord) -> str:
        """The phrase of the first of these times."""
        return self.quoted(next(time for time in self.times if time.word in words))


def resolve(when: PassageTimes, kind: str, *, is_money: bool, life: Life, clock: Clock) -> Moment:
    """Resolve the time for a kind of indicator; refuse a time for which none is counted."""
    moment = _resolve(when, kind, is_money=is_money, life=life, clock=clock)
    return _at_event(moment, kind, life)


def _resolve(when: PassageTimes, kind: str, *, is_money: bool, life: Life, clock: Clock) -> Moment:
    """Resolve the time by the words alone; `_at_event` adds the day of a meeting."""
    _refuse_unclear(when, kind, is_money=is_money)
    dates = _dates(when)
    if len({date.written for date in dates}) > 1:
        raise Unverifiable(f"several times are named: {', '.join(when.phrases)}")
    since = [time for time in when.times if time.basis in LONG]
    if kind == IndicatorKind.SHARE and len(since) == 1 and since[0].basis is Basis.SPAN:
        return Moment(since[0].first, f"{when.quoted(since[0])} is read as {since[0].first}")
    if len(since) == 1 and kind == IndicatorKind.CUMULATIVE and _begins_life(since[0], life):
        return Moment(since[0].last)
    for time in since:
        if not _is_life(time, life):
            raise Unverifiable(f"nothing is counted {when.quoted(time)}")
    if since or when.words() & {*GROWING}:
        return _grown(when, kind, dates, clock, is_start=bool(since))
    if dates:
        return _dated(when, dates[0], kind, clock)
    return _relative(when, kind, is_money=is_money, life=life, clock=clock)


def _at_event(moment: Moment, kind: str, life: Life) -> Moment:
    """Add the day of a meeting, if it lies in the claimed time or none is claimed."""
    if not life.is_event or kind != IndicatorKind.STOCK or moment.is_part:
        return moment
    as_of = moment.as_of
    is_then = as_of is None or life.began_within(first_day(as_of), last_day(as_of))
    return replace(moment, event_day=life.start, doubt=None) if is_then else moment


def _refuse_unclear(when: PassageTimes, kind: str, *, is_money: bool) -> None:
    words = when.words()
    is_weekday = len(when.times) == 1 and kind not in MOMENTARY
    unclear = {TimeWord.UNCLEAR, *([TimeWord.WEEKDAY] if is_weekday else [])} & words
    if unclear:
        raise Unverifiable(f"{when.quoted_word(*unclear)} names no time we can ask for")
    if TimeWord.YEARLY in words and not is_money:
        usual = when.quoted_word(TimeWord.YEARLY)
        raise Unverifiable(f"{usual} tells what is usual, which nobody counts")
    open_ended = [Basis.BESIDE]
    open_ended += [] if kind in MOMENTARY else [Basis.FROM]
    open_ended += [] if kind == IndicatorKind.CUMULATIVE else [Basis.UNTIL]
    beside = [time for time in when.times if time.basis in open_ended]
    if beside:
        raise Unverifiable(f"nothing is counted {when.quoted(beside[0])}")


def _dates(when: PassageTimes) -> list[SpokenTime]:
    of_one_moment = (Basis.AT, Basis.BY, Basis.PART_OF, Basis.FROM, Basis.UNTIL)
    return [time for time in when.times if time.basis in of_one_moment]


def _begins_life(time: SpokenTime, life: Life) -> bool:
    is_start = life.start is not None and life.start[:YEAR] == time.first[:YEAR]
    return time.basis is Basis.SPAN and is_start


def _is_life(time: SpokenTime, life: Life) -> bool:
    """Tell whether a period is the subject's whole life, as in "since the start"."""
    if time.basis is Basis.LASTING:
        return life.lasted(time.years)
    is_start = life.start is not None and life.start[:YEAR] == time.first[:YEAR]
    if time.basis is Basis.SINCE:
        return is_start
    return is_start and life.end is not None and life.end[:YEAR] == time.last[:YEAR]


def _grown(
    when: PassageTimes, kind: str, dates: Sequence[SpokenTime], clock: Clock, *, is_start: bool
) -> Moment:
    """Resolve "so far" and "since the start": up to the date told, or the day of writing."""
    only_so_far = not is_start and TimeWord.SINCE_START not in when.words()
    if TimeWord.THIS_YEAR in when.words():
        raise Unverifiable("a year that is not over is counted nowhere")
    if kind != IndicatorKind.CUMULATIVE and not (only_so_far and kind == IndicatorKind.STOCK):
        raise OtherKind("a number since the start is told, and there is none of this kind")
    if dates:
        return Moment(clock.dated(dates[0].written))
    return Moment(clock.written, _until(clock), is_present=clock.written is not None)


def _until(clock: Clock) -> str | None:
    return f"up to {clock.written}" if clock.written else None


def _dated(when: PassageTimes, date: SpokenTime, kind: str, clock: Clock) -> Moment:
    """Resolve an explicit date."""
    written = clock.dated(date.written)
    said = None if date.written == written else f"{when.quoted(date)} is read as {written}"
    is_up_to = date.basis in (Basis.BY, Basis.UNTIL) or (when.is_total and len(written) == DAY)
    if kind == IndicatorKind.CUMULATIVE:
        if when.tense is Tense.PLUPERFECT and date.basis is Basis.AT:
            return Moment(written, said, "it may be a number of this time, or up to it")
        if not is_up_to:
            raise OtherKind("a number of one period is told, and there is only one since the start")
        return Moment(written, said)
    is_part = kind in FLOWS and not date.is_budget_year and len(written) > YEAR
    if kind == IndicatorKind.FLOW and is_up_to:
        raise OtherKind("a number up to a day is told, and there is only one of a period")
    if kind in FLOWS and date.basis is Basis.PART_OF:
        raise Unverifiable(f"a part of {written} is counted nowhere")
    return Moment(written, said, is_part=is_part)


def _relative(when: PassageTimes, kind: str, *, is_money: bool, life: Life, clock: Clock) -> Moment:
    """Resolve a relative time, such as "last year", or the tense alone."""
    words = when.words()
    for word, written in _periods(clock).items():
        if word in words:
            return _of_period(when, word, written, kind, clock, is_money=is_money)
    if words & {*BEFORE}:
        return _as_before(when, kind)
    return _now(when, kind, is_money=is_money, life=life, clock=clock)


def _of_period(
    when: PassageTimes, word: TimeWord, written: str, kind: str, clock: Clock, *, is_money: bool
) -> Moment:
    """Resolve "last year" or "this month": for stocks, this one means the day of writing."""
    if kind == IndicatorKind.CUMULATIVE:
        raise OtherKind("a number of one period is told, and there is only one since the start")
    is_over = word in OVER
    if kind not in FLOWS and not is_over:
        return Moment(clock.written, f"{when.quoted_word(word)} is read as the day of writing")
    said = f"{when.quoted_word(word)} is read as {written}"
    doubt = None if is_over or is_money else "the year was not over"
    return Moment(written, said, doubt, _is_part(written, kind))


def _periods(clock: Clock) -> dict[TimeWord, str]:
    month = clock.day[: YEAR + 3]
    before = days_before(f"{month}-01", 1)[: YEAR + 3]
    return {
        TimeWord.THIS_BUDGET_YEAR: clock.budget_year(),
        TimeWord.LAST_BUDGET_YEAR: clock.budget_year(1),
        TimeWord.LAST_YEAR: str(clock.year - 1),
        TimeWord.THIS_YEAR: str(clock.year),
        TimeWord.LAST_MONTH: before,
        TimeWord.THIS_MONTH: month,
    }


def _as_before(when: PassageTimes, kind: str) -> Moment:
    phrase = when.quoted_word(*BEFORE)
    if not when.former:
        raise Unverifiable(f"{phrase} points to no time that is named before")
    if TimeWord.THAT_YEARS_END in when.words() and kind not in FLOWS:
        written = f"{when.former[:YEAR]}{YEAR_END}"
        return Moment(written, f"{phrase} is read as {written}")
    if kind == IndicatorKind.CUMULATIVE:
        raise OtherKind("a number of one period is told, and there is only one since the start")
    is_year = TimeWord.THAT_YEAR in when.words()
    written = when.former[:YEAR] if is_year and "/" not in when.former else when.former
    return Moment(written, f"{phrase} is read as {written}", is_part=_is_part(written, kind))


def _is_part(written: str, kind: str) -> bool:
    return kind in FLOWS and "/" not in written and len(written) > YEAR


def _now(when: PassageTimes, kind: str, *, is_money: bool, life: Life, clock: Clock) -> Moment:
    """Resolve a sentence without a time: by its tense, and by the time mentioned before."""
    said = f"no time is named: read as of {clock.written}" if clock.written else None
    is_past = when.tense is Tense.PAST and TimeWord.NOW not in when.words()
    is_final = life.end is not None and last_day(life.end) < clock.day
    past = "the sentence is in the past, and names no time"
    if kind == IndicatorKind.CUMULATIVE:
        # "Costs" says what a year costs; what all years have cost is told in the perfect.
        if is_money and (when.tense is Tense.PRESENT or TimeWord.YEARLY in when.words()):
            raise OtherKind("a number of one year is told, and there is only one since the start")
        doubt = past if is_past and not is_final else None
        doubt = doubt or (None if when.tense else "no verb and no time tells when")
        return Moment(clock.written, said, doubt, is_present=clock.written is not None)
    if kind == IndicatorKind.FLOW and not is_money:
        return Moment(clock.written, said, "no time is named")
    if is_past and when.former:
        doubt = f"no time is named: read as {when.former}, which is named before"
        return Moment(when.former, doubt, doubt, _is_part(when.former, kind))
    if when.tense is Tense.PERFECT and kind in FLOWS:
        return Moment(clock.written, said, "no time is named")
    is_present = kind == IndicatorKind.STOCK and clock.written is not None and not is_past
    return Moment(clock.written, said, past if is_past else None, is_present=is_present)
