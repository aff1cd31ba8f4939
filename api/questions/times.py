"""Find the times that are asked for: dates and ranges as people write them, and words such as "so far"."""

import re
from dataclasses import dataclass, replace

from api.questions.dates import SpanReader
from api.questions.lexicon import Lexicon
from api.questions.names import Names
from api.questions.question import Basis, Question, Time
from api.questions.recent_dates import read_recent
from api.questions.span import Span
from api.vocabulary import RecordType

FIRST_DAY, LAST_DAY = "1900-01-01", "9999-12-31"
SPOKEN: tuple[Basis, ...] = ("now", "since_start", "in_all", "in_all_missions", "next")
UNTIMED = ("held", "in_all_missions")
YEAR = re.compile(r"\b\d{4}(?=-|/|$)")
NEXT_TO = {"year_before": -1, "year_after": 1}
INTRODUCED = ("since", "until", "before", "after", "between", "during")


def read_times(question: Question, lexicon: Lexicon, names: Names) -> None:
    """Add the times that are asked for, and mark their words as taken."""
    day, missions = names.day, question.subjects(RecordType.MISSION)
    ended = names.lives.get(missions[0][1], ("", ""))[1] if len(missions) == 1 else ""
    typed = (question.amounts, question.ranges, question.in_a_row)
    spans = SpanReader(question.words, lexicon, day, min(ended, day), *typed)
    reader = QuestionTimeReader(question, lexicon, spans)
    place = 0
    while place < len(question.words):
        is_open = place not in question.taken and reader.may_begin(place)
        length, time = reader.read(place) if is_open else (0, None)
        if time:
            question.taken |= set(range(place, place + length))
            question.times.append(time)
        place += length or 1
    question.newest_years = sum(int(str(t.written)) for t in question.times if t.basis == "held")
    question.times = _settled([one for one in question.times if one.basis not in UNTIMED], day)
    _add_next_to(question, lexicon)


def _add_next_to(question: Question, lexicon: Lexicon) -> None:
    """Read "the year before" and "a year later" relative to the one time that is named: "2025/26, and the year before"."""
    time = question.time
    if time is None or time.basis != "in":
        return
    for place in range(len(question.words)):
        for length, meanings in lexicon.time.all_at(question.words, place):
            said = set(range(place, place + length))
            years = next((NEXT_TO[one] for one in meanings if one in NEXT_TO), 0)
            if years and not said & question.taken:
                question.taken |= said
                question.times.append(years_from(time, years))
                return


def years_from(time: Time, years: int) -> Time:
    """Return a time moved by some years, negative ones back."""
    first, last, written = (
        YEAR.sub(lambda year: str(int(year[0]) + years), str(one))
        for one in (time.first, time.last, time.written)
    )
    return Time(time.basis, first, last, written)


@dataclass(frozen=True)
class QuestionTimeReader:
    """Parse the time that begins at a place of the words."""

    question: Question
    lexicon: Lexicon
    spans: SpanReader

    def may_begin(self, place: int) -> bool:
        """Say whether a time can begin with a word, a fast check; "the year before" is none of its own beside another."""
        may = self.spans.may_begin(place) or self.question.words[place] in self.lexicon.counts
        if not may or not self.question.times:
            return may
        return not any(NEXT_TO.keys() & {*meanings} for _, meanings in self.spans.said[place])

    def read(self, place: int) -> tuple[int, Time | None]:
        """Return the length in words and the time of the longest reading at a place; 0 and None for none."""
        spoken = self._since_it_began(place), self._spoken(place)
        found = [*spoken, self._relative(place), self._introduced(place)]
        return max(found, key=lambda one: one[0])

    def _spoken(self, place: int) -> tuple[int, Time | None]:
        for length, meanings in self.spans.said[place]:
            if basis := next((one for one in SPOKEN if one in meanings), None):
                return length, Time(basis)
        return 0, None

    def _since_it_began(self, place: int) -> tuple[int, Time | None]:
        """Read "since MINUSCA began" and "since the mission in Mali was set up" as since the start."""
        words, end = self.question.words, self._after("since", place)
        if end == place:
            return 0, None
        while end < len(words) and self._names(end):
            end += 1
        length, meanings = self.lexicon.listing.at(words, end)
        if not {*range(place, end)} & self.question.named or "began" not in meanings:
            return 0, None
        return end + length - place, Time("since_start")

    def _names(self, place: int) -> bool:
        """Say whether a word belongs to the naming of a mission: a name, a stop word, or a word for a mission."""
        words, lexicon = self.question.words, self.lexicon
        is_mission = "mission" in lexicon.listing.at(words, place)[1]
        return is_mission or place in self.question.named or words[place] in lexicon.stop_words

    def _relative(self, place: int) -> tuple[int, Time | None]:
        """Read a time relative to today, with the word before it: "over the last five years"."""
        start = self._after("during", place)
        behind = start + self.spans.skip("article", start)
        held = ("last count years as_held", "count last years as_held")
        end, number = self.spans.in_order(behind, *held)  # "The last two years you have".
        if number:
            return end - place, Time("held", written=str(number))
        span = self.spans.relative(start)
        if not span and behind > start:
            span = self.spans.relative(behind)
        if span:
            return span.end - place, _within(span)
        # "A été" is no summer.
        is_introduced = {*self.question.words[place:start]} - self.lexicon.reading.perfect
        recent = read_recent(self.spans, behind, is_introduced=bool(is_introduced))
        if recent is None:
            return 0, None
        return recent.end - place, replace(_within(recent), is_guessed=True)

    def _introduced(self, place: int) -> tuple[int, Time | None]:
        """Read a date or a range, with the word that gives its basis: "since 2013", "from 2010 to 2015"."""
        for length, meanings in (*self.spans.said[place], (0, [])):
            if length and not {*meanings} & {*INTRODUCED}:
                continue
            start = place + length + self.spans.skip("article", place + length)
            # "The fiscal year July 2024 to June 2025".
            span = self.spans.read(start) or self.spans.read(self._after("budget_year", start))
            if span and not {*range(start, span.end)} & self.question.taken:
                return self._ranged(place, meanings, span)
        return 0, None

    def _ranged(self, place: int, meanings: list[str], first: Span) -> tuple[int, Time]:
        if not meanings or {*meanings} & {"between", "since", "during"}:
            joint = self.spans.skip("to", first.end)
            start = first.end + joint + self.spans.skip("article", first.end + joint)
            # Two days in a row are the ends of a period, as codes are typed: 2024-07-01/2025-06-30.
            is_dashed = (*self.question.words[start - 1 : start + 1],) in self.spans.ranges
            is_open = joint or is_dashed or first.is_year or len(first.written) == len(FIRST_DAY)
            is_open = is_open and not self.spans.are_in_a_row(start)
            last = self.spans.read(start) if is_open else None
            if (
                last
                and last.first > first.first
                and (first.written, last.written) not in self.spans.in_a_row
                and not (joint and self._is_apart(meanings, first))
            ):
                return last.end - place, _between(first, last)
        onwards = self.spans.skip("onwards", first.end)
        if onwards:
            return first.end + onwards - place, _since(first)
        return first.end - place, _time(meanings, first)

    def _is_apart(self, meanings: list[str], first: Span) -> bool:
        """Whether "and" joins two times, rather than the ends of one: "in 2015 and 2020", not "between"."""
        joint = self.question.words[first.end]
        is_and = "conjunction" in self.lexicon.time.meanings.get((joint,), ())
        return is_and and "between" not in meanings

    def _after(self, meaning: str, place: int) -> int:
        """Return the place behind a phrase with a meaning, or the same place without one."""
        return place + self.spans.skip(meaning, place)


def _time(meanings: list[str], span: Span) -> Time:
    if "after" in meanings:
        return replace(_since(span), first=span.day_after)
    if "before" in meanings:
        return Time("until", FIRST_DAY, span.day_before, span.written)
    if "until" in meanings:
        return Time("until", FIRST_DAY, span.last, span.written)
    is_stretch = "/" in span.written and not span.years  # "Missions from the 1990s" are of them.
    is_since = "since" in meanings and not {*meanings} & {"during", is_stretch and "between"}
    return _since(span) if is_since else _within(span)


def _since(span: Span) -> Time:
    return Time("since", span.first, LAST_DAY, span.written)


def _within(span: Span) -> Time:
    time = Time("in", span.first, span.last, span.written, span.years)
    return replace(time, wider=span.wider)


def _between(first: Span, last: Span) -> Time:
    """Return the range from one date to another, as people write it: 2010/2015."""
    start, end = first.written.partition("/")[0], last.written.rpartition("/")[2]
    return Time.within(start, end)


def _settled(times: list[Time], day: str) -> list[Time]:
    """Leave out times that only repeat another: "in total" beside a year or "now", "so far" beside "now" or this year."""
    dated = [time for time in times if time.first]
    if dated:
        is_open = all(day <= str(time.last) for time in dated)
        repeating = ("in_all", "next", "since_start") if is_open else ("in_all", "next")
        weak = [time for time in times if time.basis in repeating]
        return [time for time in times if time not in weak]
    bases = {time.basis for time in times}
    if len(bases) > 1:
        bases -= {"in_all"}
    if bases == {"now", "since_start"}:
        return [Time("since_start")]
    return [Time(basis) for basis in sorted(bases)]
