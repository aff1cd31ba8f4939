"""Parse dates as people write them: days, months, years, budget years, decades, and dates relative to today."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from api.questions.lexicon import Lexicon
from api.questions.span import Span, real_span
from api.vocabulary import days_before

YEAR = re.compile(r"(19[4-9][0-9]|20[0-4][0-9])")
DECADE = re.compile(r"((?:19|20)?[0-9]0)s")
DAY_OF_MONTH = re.compile(r"(3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th|er)?")
MONTH_NUMBER, TWO_DIGITS = re.compile(r"0[1-9]|1[0-2]"), re.compile(r"[0-9]{2}")
SMALL = re.compile(r"[1-9][0-9]?")
FIRST_OF_THE_LAST_CENTURY = 40  # "The 40s" are those of the last century, "the 30s" are to come.
MONTHS = 12
FIRST_OF_BUDGET = 7  # July.
SEASONS = {"spring": ("03", "05"), "summer": ("06", "08"), "autumn": ("09", "11")}
FULL = "last_full_budget_year"  # Which a mission that has ended had, too.
# Which month a part of a year is, and from when to when it may last where nothing is held of that month.
PARTS = {"start": ("01", "01", "03"), "middle": ("06", "05", "08"), "end": ("12", "10", "12")}
OF_DECADE = {"start": (0, 3), "middle": (4, 6), "end": (7, 9)}  # Of "the early 1990s".


@dataclass(frozen=True)
class SpanReader:
    """Parse the date that begins at a place of the words; `day` is today, `ended` the day the mission named ended.

    `amounts` are no years, `ranges` a year and what is joined to it, `in_a_row` two of several years or days.
    """

    words: list[str]
    lexicon: Lexicon
    day: str
    ended: str
    amounts: set[str]
    ranges: set[tuple[str, str]]
    in_a_row: set[tuple[str, str]]

    def are_in_a_row(self, place: int) -> bool:
        """Say whether the word before a place and the one there are two of several years."""
        return (self.word(place - 1), self.word(place)) in self.in_a_row

    def skip(self, meaning: str, place: int) -> int:
        """Return how many words from a place on have a meaning of [time]; 0 for none."""
        for length, said in self.said.get(place, ()):
            if meaning in said:
                return length
        return 0

    @cached_property
    def said(self) -> dict[int, list[tuple[int, list[str]]]]:
        """The phrases of [time] that begin at each place."""
        return {n: self.lexicon.time.all_at(self.words, n) for n in range(len(self.words))}

    def may_begin(self, place: int) -> bool:
        """Say whether a date can begin with a word: a fast check, since most words begin none."""
        word = self.word(place)  # One taken out of a sentence is empty.
        return bool(self.said.get(place)) or word in self.lexicon.months or word[:1].isdigit()

    def read(self, place: int) -> Span | None:
        """Read the date at a place; the longest reading counts."""
        if not self.may_begin(place):
            return None
        forms = (
            *(self._part_of, self._budget_year, self._short_range, self._day),
            *(self._month, self._season, self._decade, self._year),
        )
        spans = [span for form in forms if (span := form(place))]
        return max(spans, key=lambda span: span.end) if spans else None

    def relative(self, place: int) -> Span | None:
        """Read a date relative to today: this year, last month, the last five years, five years ago."""
        spans = [*self._named(place), *self._counted(place), *self._end_of_named(place)]
        return max(spans, key=lambda span: span.end) if spans else None

    @cached_property
    def _by_meaning(self) -> dict[str, str]:
        """The ISO form of each date relative to today, by its meaning in [time]."""
        year, month, begun = int(self.day[:4]), int(self.day[5:7]), _budget_begun(self.day)
        last_full = _budget_begun(days_before(self.ended, -1) if self.ended else self.day) - 1
        return {
            "this_century": f"{self.day[:2]}00/{year}",
            "this_year": str(year),
            "last_year": str(year - 1),
            "next_year": str(year + 1),
            "this_month": self.day[:7],
            "last_month": f"{year - 1}-12" if month == 1 else f"{year}-{month - 1:02}",
            "this_budget_year": _budget_year(begun),
            "last_budget_year": _budget_year(begun - 1),
            "next_budget_year": _budget_year(begun + 1),
            FULL: _budget_year(last_full),
        }

    def _named(self, place: int) -> Iterator[Span]:
        is_own = place and self.skip("own", place - 1)  # "In its last year" is that of a mission.
        for length, meanings in self.said.get(place, ()):
            for meaning in meanings:
                written = self._by_meaning.get(meaning, meaning if "/" in meaning else "")
                if written and (meaning == FULL or not is_own):
                    yield Span(place + length, written)

    def _end_of_named(self, place: int) -> Iterator[Span]:
        """Read "the end of last year" as its last month, "early this year" as its first, "July last year" as that."""
        for length, said in self.said.get(place, ()):
            for part in {*PARTS} & {*said}:  # "Fin de l'année dernière": the longest is too long.
                yield from self._month_of_named(place + length, int(PARTS[part][0]))
        if month_said := self.lexicon.months.get(self.word(place)):
            start = place + 1
            yield from self._month_of_named(start + self.skip("of", start), month_said)

    def _month_of_named(self, place: int, month: int) -> Iterator[Span]:
        behind = place + self.skip("article", place)
        for span in (*self._named(place), *self._named(behind)):
            if len(span.written) == len("2020"):
                yield Span(span.end, f"{span.written}-{month:02}")
            elif len(span.written) == len("2020-12"):  # "The end of last month".
                yield span

    def _counted(self, place: int) -> Iterator[Span]:
        year = int(self.day[:4])
        end, number = self.in_order(place, "last count years", "count last years")
        if number:
            yield Span(end, f"{year - number + 1}/{year}")
        # "Il y a cinq ans".
        end, number = self.in_order(place, "ago count years", "count years ago")
        if number:
            yield Span(end, str(year - number))

    def in_order(self, start: int, *orders: str) -> tuple[int, int]:
        """Match words with the meanings of an order; return the place behind them and the number among them, 0 for none."""
        for order in orders:
            place, number, length = start, 0, 1
            for meaning in order.split():
                length = self.skip(meaning, place)
                if meaning == "count":
                    number = self._count(place)
                    length = min(number, 1)
                if not length:
                    break
                place += length
            if length:
                return place, number
        return start, 0

    def _count(self, place: int) -> int:
        word = self.word(place)
        return int(word) if SMALL.fullmatch(word) else self.lexicon.counts.get(word, 0)

    def word(self, place: int) -> str:
        """Return the word at a place; empty behind the last."""
        return self.words[place] if place < len(self.words) else ""

    def _is_year(self, place: int) -> bool:
        before = self.words[place - 1] if place else ""  # "Resolution 1990".
        is_named = before in self.lexicon.reading.numbered or self.word(place) in self.amounts
        return bool(YEAR.fullmatch(self.word(place))) and not is_named

    def _year(self, place: int) -> Span | None:
        start = place + self.skip("year", place)
        if not self._is_year(start):
            return None
        return Span(start + 1, self.words[start], is_year=True)

    def _budget_year(self, place: int) -> Span | None:
        """Read 2024/25, 2024-2025, "the year 2024/25", "fiscal year 2024/25" and "FY24", from July to June."""
        length = self.skip("budget_year", place)
        start = place + (length or self.skip("year", place))
        start += self.skip("article", start)
        is_short = length and TWO_DIGITS.fullmatch(self.word(start))
        if not (is_short or self._is_year(start)):
            return None
        year = int(f"20{self.words[start]}" if is_short else self.words[start])
        follows = self.word(start + 1) in (str(year + 1), f"{(year + 1) % 100:02}")
        if not follows or self.are_in_a_row(start + 1):
            return Span(start + 1, str(year)) if length else None
        end = start + 2 + self.skip("budget_year", start + 2)
        return Span(end, _budget_year(year), (str(year), str(year + 1)))

    def _short_range(self, place: int) -> Span | None:
        """Read 2010-15 as a range of years; 2010-11 is a month."""
        year, last = self.word(place), self.word(place + 1)
        if not self._is_year(place) or not TWO_DIGITS.fullmatch(last):
            return None
        is_range = (year, last) in self.ranges and int(last) > max(int(year[2:]), MONTHS)
        return Span(place + 2, f"{year}/{year[:2]}{last}") if is_range else None

    def _month(self, place: int) -> Span | None:
        """Read "July 2025", "juillet 2025", 07/2025, 2025-07; "May" of "May or June 1948" is of that year."""
        month = self.lexicon.months.get(self.word(place))
        joint = max(self.skip(one, place + 1) for one in ("to", "either"))
        if month and joint:
            start = place + 1 + joint
            later = self._month(start + self.skip("during", start))
            year = later and int(later.written[:4]) - (month > int(later.written[5:7]))
            return Span(place + 1, f"{year}-{month:02}") if year else None
        start = place + 1 + self.skip("of", place + 1)
        if (self.word(place), self.word(place + 1)) in self.ranges and self._is_year(place + 1):
            month = int(self.word(place))
        if month and self._is_year(start):
            return Span(start + 1, f"{self.words[start]}-{month:02}")
        if self._is_year(place) and MONTH_NUMBER.fullmatch(self.word(place + 1)):
            return Span(place + 2, f"{self.words[place]}-{self.words[place + 1]}")
        return None

    def _day(self, place: int) -> Span | None:
        """Read "31 July 2025", "July 31st, 2025", 2025-07-31, 31/07/2025 and 07/31/2025."""
        if written := self._in_numbers(place):
            return real_span(place + 3, written)
        month = self._month(place)
        if month and self._is_year(place) and TWO_DIGITS.fullmatch(self.word(month.end)):
            return real_span(month.end + 1, f"{month.written}-{self.word(month.end)}")
        for day, rest in ((place, place + 1), (place + 1, place)):
            match = DAY_OF_MONTH.fullmatch(self.word(day))
            name = self.word(rest + self.skip("of", rest) if day == place else rest)
            year = place + 2 + (self.skip("of", rest) if day == place else 0)
            if match and name in self.lexicon.months and self._is_year(year):
                written = f"{self.words[year]}-{self.lexicon.months[name]:02}-{int(match[1]):02}"
                return real_span(year + 1, written)
        return None

    def _in_numbers(self, place: int) -> str:
        """Read 31/07/2025 and 07/31/2025 in the ISO form; empty for 05/06/2025, which may be two days."""
        both = [self.word(place), self.word(place + 1)]
        if not all(map(TWO_DIGITS.fullmatch, both)) or not self._is_year(place + 2):
            return ""
        month, day = sorted(map(int, both))
        is_sure = 0 < month <= MONTHS < day or month == day
        return f"{self.words[place + 2]}-{month:02}-{day:02}" if is_sure else ""

    def _part_of(self, place: int) -> Span | None:
        """Read "early 2020" as a month, "mid-2020" as June, "the late 1990s" as three years; of a month as the month."""
        for part, months in PARTS.items():
            length = self.skip(part, place)
            start = place + length + self.skip("article", place + length)
            if length and (decade := self._decade(start)):
                first, last = (f"{decade.written[:3]}{year}" for year in OF_DECADE[part])
                return Span(decade.end, f"{first}/{last}")
            span = self._month(start) or self._year(start) if length else None
            if span and len(span.written) > len("2020"):
                return span
            if span:
                written, first, last = (f"{span.written}-{month}" for month in months)
                return Span(span.end, written, wider=(first, last))
        return None

    def _season(self, place: int) -> Span | None:
        """Read "summer 2023" and "the spring of 2024" as their months."""
        for season, (first, last) in SEASONS.items():
            length = self.skip(season, place)
            if length and self._is_year(place + length):
                year = self.words[place + length]
                return Span(place + length + 1, f"{year}-{first}/{year}-{last}")
        return None

    def _decade(self, place: int) -> Span | None:
        """Read "the 1990s", "the 90s" and "les années 1990" as ten years."""
        length = self.skip("decade", place)
        match = DECADE.fullmatch(f"{self.word(place + length)}s" if length else self.word(place))
        if not match:
            return None
        first = match[1]
        if len(first) < len("1990"):
            first = f"{'19' if int(first) >= FIRST_OF_THE_LAST_CENTURY else '20'}{first}"
        return Span(place + length + 1, f"{first}/{first[:3]}9")


def _budget_begun(day: str) -> int:
    """Return the year in which the budget year of a day began."""
    return int(day[:4]) - (int(day[5:7]) < FIRST_OF_BUDGET)


def _budget_year(year: int) -> str:
    return f"{year}-07-01/{year + 1}-06-30"
