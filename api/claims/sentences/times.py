"""Find the times of a sentence: years, dates, budget years, and words such as "last year"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from api.claims.sentences.spoken import (
    BUDGET_ENDS,
    BUDGET_STARTS,
    UNKNOWN_YEAR,
    Basis,
    SpokenTime,
    join_times,
)
from api.claims.sentences.tokens import Kind, Token, is_token, word_at
from api.claims.sentences.words import OF, SentenceLexicon
from api.questions.dates import MONTH_NUMBER, YEAR
from api.tables.sentence_words import Around, TimeWord
from api.vocabulary import first_day, last_day

DAY = re.compile(r"^(?:0?[1-9]|[12]\d|3[01])$")
ORDINAL = frozenset(["st", "nd", "rd", "th", "er"])
JULY_1 = (BUDGET_STARTS, BUDGET_STARTS[:3])
JUNE_30 = (BUDGET_ENDS, BUDGET_ENDS[:3])
TO = ("to", "until", "through", "au")
WITHIN = ("in", "over", "during", "throughout", "en", "pendant", "durant")
YEARS_DIGITS = 3
YEARS = ("year", "years", "decade", "ans", "annees")
CLAUSE = 12  # Words that a date may end: `since the first mission was sent out in 1948`.
AMBIGUOUS_MONTHS = frozenset(["may", "march", "mars", "mar", "sept", "sep", "dec", "jan", "oct"])


class SentenceTimeReader:
    """Reads the times of one sentence."""

    def __init__(
        self, tokens: list[Token], lexicon: SentenceLexicon, months: dict[str, int], named: set[int]
    ) -> None:
        self.tokens = tokens
        self.words = [token.word for token in tokens]
        self.lexicon = lexicon
        self.months = months
        self.named = named  # Numbers in names: of the "2023 Peacekeeping Ministerial".

    def find(self) -> list[SpokenTime]:
        """Find the times in order."""
        return [self._compared(time) for time in join_times(list(self._find()), self.words)]

    def _compared(self, time: SpokenTime) -> SpokenTime:
        """Mark a time that is only compared with: "12 fewer than last year"."""
        before = word_at(self.words, time.start - 1)
        return replace(time, basis=Basis.COMPARED) if before in ("than", "que") else time

    def _find(self) -> Iterator[SpokenTime]:
        place = 0
        while place < len(self.tokens):
            time = None if place in self.named else self._at(place)
            if time:
                yield time
            place = time.end if time else place + 1

    def _at(self, place: int) -> SpokenTime | None:
        if self.tokens[place].kind is Kind.LABEL and not self.words[place][0].isalpha():
            return SpokenTime(place, place + 1, Basis.WORD, word=TimeWord.UNCLEAR)
        if date := self._date(place):
            return self._meant(date)
        return self._ago(place) or self._lifetime(place) or self._word(place)

    def _lifetime(self, place: int) -> SpokenTime | None:
        """Parse `in its ten years` (since the start) and `in ten years` (may be just that)."""
        if self.words[place] not in WITHIN:
            return None
        at = place + 1
        is_own = word_at(self.words, at) in ("its", "ses")
        at += is_own
        length, numbers = self.lexicon.numerals.at(self.words, at)
        if word_at(self.words, at).isdigit():
            length, numbers = 1, [int(self.words[at][:YEARS_DIGITS])]
        at += length
        unit = word_at(self.words, at)
        if unit not in YEARS:
            return None
        if is_own:
            return SpokenTime(place, at + 1, Basis.WORD, word=TimeWord.SINCE_START)
        if not length or unit == "decade":
            return None
        return SpokenTime(place, at + 1, Basis.LASTING, years=numbers[0])

    def _word(self, place: int) -> SpokenTime | None:
        length, words = self.lexicon.time.at(self.words, place)
        return SpokenTime(place, place + length, Basis.WORD, word=words[0]) if length else None

    def _ago(self, place: int) -> SpokenTime | None:
        """Mark `two years ago` and `in the past 13 years` as unclear: no date can be asked for."""
        end = self._span(place)
        if end and word_at(self.words, end) in ("ago", "earlier", "later"):
            return SpokenTime(place, end + 1, Basis.WORD, word=TimeWord.UNCLEAR)
        end = self._span(place + 1)
        if end and self.words[place] in ("past", "last", "previous", "next"):
            return SpokenTime(place, end, Basis.WORD, word=TimeWord.UNCLEAR)
        return None

    def _span(self, place: int) -> int:
        """Return the end of a number with a unit, such as `two years`; 0 if there is none."""
        is_digits = is_token(self.tokens, place, Kind.NUMBER)
        at = place + (is_digits or self.lexicon.numerals.at(self.words, place)[0])
        units = self.lexicon.units.at(self.words, at)[0] if at > place else 0
        return at + units if units else 0

    def _date(self, place: int) -> SpokenTime | None:
        return self._iso(place) or self._day(place) or self._month(place) or self._year(place)

    def _iso(self, place: int) -> SpokenTime | None:
        """Read `2025-07-31`; `2019/20` and `2011-12` are budget years."""
        year, rest = self.words[place], self.words[place + 1 : place + 5]
        if not YEAR.fullmatch(year) or len(rest) < 2 or rest[0] not in ("-", "/"):
            return None
        following = str(int(year) + 1)
        if rest[1] in (following, following[2:]):
            end = place + 3
            return SpokenTime(
                place,
                end,
                Basis.AT,
                year + BUDGET_STARTS,
                following + BUDGET_ENDS,
                is_budget_year=True,
            )
        if rest[0] == "-" and MONTH_NUMBER.fullmatch(rest[1]):
            is_day = rest[2:3] == ["-"] and len(rest) > 3 and bool(DAY.match(rest[3]))
            date = f"{year}-{rest[1]}" + (f"-{rest[3]:>02}" if is_day else "")
            return SpokenTime(place, place + (5 if is_day else 3), Basis.AT, date, date)
        if rest[0] == "-" and YEAR.fullmatch(rest[1]) and rest[1] > year:
            return SpokenTime(place, place + 3, Basis.SPAN, year, rest[1])
        return None

    def _day(self, place: int) -> SpokenTime | None:
        """Read `31 July 2025`, `the 31st of July`: the year may be missing."""
        if not DAY.match(self.words[place]):
            return None
        at = place + 1
        at += word_at(self.words, at) in ORDINAL
        at += word_at(self.words, at) in OF
        month = self._month_at(at)
        if not month:
            return None
        return self._dated(place, at + 1, month, int(self.words[place]))

    def _month(self, place: int) -> SpokenTime | None:
        """Read `July 31, 2025`, `July 2025` and `in July`."""
        month = self._month_at(place)
        if not month:
            return None
        at = place + 1
        if DAY.match(word_at(self.words, at)) and not self._is_counted(at):
            day = int(self.words[at])
            at += 1 + (word_at(self.words, at + 1) in ORDINAL)
            return self._dated(place, at, month, day)
        is_dated = bool(YEAR.fullmatch(word_at(self.words, at)))
        before = word_at(self.words, place - 1)
        is_pointed = before in ("last", "this")
        is_told = bool(self.lexicon.around.meanings.get((before,))) or is_pointed
        if not is_dated and not is_told:
            return None
        return self._dated(place - (is_pointed and not is_dated), at, month, None)

    def _dated(self, start: int, end: int, month: int, day: int | None) -> SpokenTime:
        at = end + (word_at(self.words, end) == ",")
        has_year = bool(YEAR.fullmatch(word_at(self.words, at)))
        has_year = has_year and (at == end or day is not None)
        year = self.words[at] if has_year else UNKNOWN_YEAR
        date = f"{year}-{month:02}" + (f"-{day:02}" if day else "")
        return SpokenTime(start, at + 1 if has_year else end, Basis.AT, date, date)

    def _month_at(self, place: int) -> int:
        word = word_at(self.words, place)
        is_dated = bool(YEAR.fullmatch(word_at(self.words, place + 1)))
        is_plain = word not in AMBIGUOUS_MONTHS or is_dated  # "En mars 2025".
        return self.months.get(word, 0) if is_plain or self.tokens[place].is_capital else 0

    def _is_counted(self, place: int) -> bool:
        """Tell whether a number counts the next noun: "in May 12 peacekeepers died"."""
        return bool(self.lexicon.nouns.at(self.words, place + 1)[0])

    def _year(self, place: int) -> SpokenTime | None:
        """Parse a year; before a counted noun, only after a word such as "in"."""
        token = self.tokens[place]
        if (
            token.kind is not Kind.NUMBER
            or not YEAR.fullmatch(token.word)
            or self._is_written_to(place)
        ):
            return None
        before = self.lexicon.around.ending_at(self.words, place)[0]
        is_quantity = bool(self.lexicon.before.ending_at(self.words, place)[0]) or self._is_counted(
            place
        )
        is_pointed = word_at(self.words, place - 1) in ("the", "its", "le")
        if is_quantity and not before and not is_pointed:
            return None
        end = place + 1 + (word_at(self.words, place + 1) == ":")  # "2021: 135, 2022: 96"
        return SpokenTime(place, end, Basis.AT, token.word, token.word)

    def _named_year(self, start: int) -> int:
        """Return the start of a year with a name: `the earthquake year 2010`."""
        at = start - (word_at(self.words, start - 1) in OF)
        is_named = (word_at(self.words, at - 3), word_at(self.words, at - 1)) == ("the", "year")
        return at - 3 if is_named else start

    def _since(self, start: int) -> int | None:
        """Return the place of a date's distant "since": `since the mission deployed in 2014`."""
        for place in range(start - 1, max(start - 1 - CLAUSE, -1), -1):
            token = self.tokens[place]
            if token.kind is not Kind.WORD:
                return None
            if Around.SINCE in self.lexicon.around.at(self.words, place)[1]:
                return place
        return None

    def _is_written_to(self, place: int) -> bool:
        """Tell whether a number has a unit of its own, or is the number of a resolution."""
        following = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        is_measured = following is not None and (
            following.word in ("%", "$")
            or (following.follows_directly and following.kind is Kind.WORD)
        )
        before = word_at(self.words, place - 1)
        is_label = bool(self.lexicon.labels.ending_at(self.words, place)[0])
        return is_measured or before in ("$", "€", "£") or is_label

    def _meant(self, time: SpokenTime) -> SpokenTime:
        """Add the basis of a date, from the words before it."""
        length, meanings = self.lexicon.around.ending_at(self.words, time.start)
        start, meaning = time.start - length, meanings[0] if length else Around.AT
        if time.start and is_token(self.tokens, time.start - 1, Kind.MARK, "-"):
            length, meanings = self.lexicon.around.ending_at(self.words, time.start - 1)
            start, meaning = time.start - 1 - length, meanings[0] if length else meaning
        if time.basis is Basis.SPAN:
            return replace(time, start=start)
        if not length:
            start = self._named_year(time.start)
        if meaning is Around.YEAR_FROM and word_at(self.words, time.end) in TO:
            meaning = Around.AT  # Its end is named too.
        if meaning is Around.AT and (since := self._since(start)) is not None:
            return replace(time, start=since, basis=Basis.SINCE)
        return _as_meant(replace(time, start=start), meaning)


MEANT = {
    Around.BY: Basis.BY,
    Around.SINCE: Basis.SINCE,
    Around.PART_OF: Basis.PART_OF,
    Around.BESIDE: Basis.BESIDE,
    Around.FROM: Basis.FROM,
    Around.UNTIL: Basis.UNTIL,
}


def _as_meant(time: SpokenTime, meaning: Around) -> SpokenTime:
    """Apply the words before a date: its end, a budget year that ends then, or since."""
    has_year = UNKNOWN_YEAR not in time.last
    if meaning in (Around.END_OF, Around.START_OF) and has_year:
        day = last_day(time.last) if meaning is Around.END_OF else first_day(time.first)
        return replace(time, first=day, last=day, basis=Basis.BY)
    if meaning is Around.YEAR_TO and has_year and time.last[4:] in JUNE_30:
        start = f"{int(time.last[:4]) - 1}{BUDGET_STARTS}"
        return replace(time, first=start, is_budget_year=True)
    if meaning is Around.YEAR_FROM and has_year and time.first[4:] in JULY_1:
        year = int(time.first[:4])
        days = f"{year}{BUDGET_STARTS}", f"{year + 1}{BUDGET_ENDS}"
        return replace(time, first=days[0], last=days[1], is_budget_year=True)
    return replace(time, basis=MEANT.get(meaning, time.basis))
