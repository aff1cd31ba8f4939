"""A time as told in a sentence, and two of them joined into a period."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from api.claims.sentences.tokens import word_at
from api.tables.sentence_words import TimeWord

UNKNOWN_YEAR = "????"  # Of a month or a day without one.
BUDGET_STARTS, BUDGET_ENDS = "-07-01", "-06-30"
MONTH = len("2025-07")
JOINING = ("to", "through", "until", "au", "a")
BETWEEN = ("between", "entre")
NEAR = 6  # Words between the start of something and its year: `since the creation of the mission in 1978`.


class Basis(StrEnum):
    """How a time limits what is counted."""

    AT = "at"
    BY = "by"
    PART_OF = "part_of"
    SINCE = "since"
    SPAN = "span"
    BESIDE = "beside"
    FROM = "from"
    UNTIL = "until"
    COMPARED = "compared"  # Of another number, that is not told.
    START = "start"  # Only when the start was that is told before.
    LASTING = "lasting"  # For so many years.
    WORD = "word"


@dataclass(frozen=True)
class SpokenTime:
    """A time in a sentence: its tokens, basis, first and last date; or `word`, without a date."""

    start: int
    end: int
    basis: Basis
    first: str = ""  # Partial dates: a year, a month or a day.
    last: str = ""
    word: TimeWord | None = None
    is_budget_year: bool = False
    years: int = 0  # How long it lasted.

    @property
    def written(self) -> str:
        """The time as in a claim's `as_of`."""
        if self.is_budget_year:
            return f"{self.first[:4]}/{self.last[2:4]}"
        return self.last or self.first

    @property
    def has_year(self) -> bool:
        """Whether the year is given."""
        return bool(self.first) and UNKNOWN_YEAR not in self.first


def join_times(times: Sequence[SpokenTime], words: Sequence[str]) -> list[SpokenTime]:
    """Join two dates into a period: `from 2013 to 2023`; a start takes its year."""
    found: list[SpokenTime] = []
    for time in times:
        last = found[-1] if found else None
        if last and _is_year_of(last, time, words):
            found[-1] = replace(
                last, basis=Basis.SINCE, word=None, first=time.first, last=time.last
            )
            found.append(replace(time, basis=Basis.START))
        elif last and _are_joined(last, time, words):
            found[-1] = _joined(last, time, words)
        else:
            found.append(time)
    return found


def _is_year_of(start: SpokenTime, date: SpokenTime, words: Sequence[str]) -> bool:
    """Tell whether a date gives the year of a start: `since its creation in 1978`."""
    is_since = start.word is TimeWord.SINCE_START and words[start.start] in ("since", "depuis")
    between = words[start.end : date.start]
    is_near = not between or (between[0] in ("of", "de", "du") and len(between) <= NEAR)
    return is_since and is_near and date.basis is Basis.AT and "," not in between


def _joined(first: SpokenTime, second: SpokenTime, words: Sequence[str]) -> SpokenTime:
    """Join two dates into a period; from July to June it is a budget year."""
    start = first.start - (word_at(words, first.start - 1) in BETWEEN)
    joined = replace(first, start=start, end=second.end, basis=Basis.SPAN, last=second.last)
    starts, ends = (BUDGET_STARTS[:3], BUDGET_STARTS), (BUDGET_ENDS[:3], BUDGET_ENDS)
    is_year = joined.first[4:] in starts and joined.last[4:] in ends
    if not (first.has_year and is_year and int(joined.last[:4]) == int(joined.first[:4]) + 1):
        return joined
    days = f"{joined.first[:4]}{BUDGET_STARTS}", f"{joined.last[:4]}{BUDGET_ENDS}"
    return replace(joined, first=days[0], last=days[1], basis=Basis.AT, is_budget_year=True)


def _are_joined(first: SpokenTime, second: SpokenTime, words: Sequence[str]) -> bool:
    """Tell whether two dates are the ends of a period."""
    if not (first.has_year and second.has_year) or first.is_budget_year or second.is_budget_year:
        return False
    between = [*words[first.end : second.start]]
    joining = between or [*words[second.start : second.start + 1]]
    if len(between) > 1:
        return False
    are_exact = min(len(first.first), len(second.first)) >= MONTH
    if are_exact and joining[0] in (*JOINING, "-", "—"):
        return True
    before = word_at(words, first.start - 1)
    is_from = words[first.start] in ("from", "de", *BETWEEN) or before in ("from", *BETWEEN)
    return is_from and joining[0] in (*JOINING, "and", "et")
