"""Parse the time of a claim: a day, month, calendar year, budget year (`2019/20`), or today."""

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

from api.vocabulary import (
    IN_YEAR,
    YEARS,
    IndicatorKind,
    Row,
    days_before,
    first_day,
    last_day,
    real_date,
)
from api.wording import day_in_words

STALE_DAYS = 366
YEAR = 4  # Digits of it, with which a date begins.
YEAR_END = "-12-31"
BUDGET_YEAR = re.compile(r"^(\d{4})(?:/(\d{2}|\d{4})|-(\d{4}))$")
FORM = rf"^{YEARS}({IN_YEAR}|-\d{{4}}|/\d{{2}}(\d{{2}})?)?$"


def _budget_year_or_date(text: str) -> str:
    """Validate a date, or normalise a budget year to `2019/20`."""
    written = BUDGET_YEAR.match(text)
    if not written:
        return real_date(text)
    following = year_after(real_date(written[1]))
    budget_year = f"{written[1]}/{following[2:]}"
    if (written[2] or written[3]) not in (following, following[2:]):
        raise ValueError(f"{text!r} is no budget year; one is written {budget_year}")
    return budget_year


def year_after(year: str) -> str:
    """Return the next year; refuse one beyond the calendar."""
    return real_date(f"{int(year) + 1:04}")


WrittenTime = Annotated[
    str,
    AfterValidator(_budget_year_or_date),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": FORM,
            "examples": ["2018", "2018-03", "2018-03-28", "2019/20"],
        }
    ),
]


@dataclass(frozen=True)
class ClaimedTime:
    """First and last day of a claim's time; `today` is the day of the release."""

    start: str
    end: str
    today: str
    is_now: bool = False

    @classmethod
    def read(cls, written: str | None, today: str) -> "ClaimedTime":
        """Read a time as written; none means today."""
        if written is None:
            return cls(today, today, today, is_now=True)
        if "/" in written:
            year = written[:YEAR]
            return cls(f"{year}-07-01", f"{year_after(year)}-06-30", today)
        return cls(first_day(written), last_day(written), today)

    @property
    def span(self) -> tuple[str, str]:
        """First and last day."""
        return self.start, self.end

    @property
    def is_calendar_year(self) -> bool:
        """Tell whether the time is a whole calendar year."""
        return self.start.endswith("-01-01") and self.end == f"{self.start[:YEAR]}{YEAR_END}"

    @property
    def is_after_release(self) -> bool:
        """Tell whether the time begins after the day of the release."""
        return self.start > self.today

    @property
    def window(self) -> tuple[str, str] | None:
        """The days that a statement must overlap; None for today, when any may."""
        return None if self.is_now else self.span

    @property
    def with_a_year_around(self) -> tuple[str, str]:
        """The days from a year before to a year after."""
        return days_before(self.start, STALE_DAYS), days_before(self.end, -STALE_DAYS)

    def holds(self, span: tuple[str, str]) -> bool:
        """Tell whether a span lies within the time."""
        return self.start <= span[0] and span[1] <= self.end

    def lies_in(self, span: tuple[str, str]) -> bool:
        """Tell whether the time lies within a span."""
        return span[0] <= self.start and self.end <= span[1]

    def touches(self, span: tuple[str, str]) -> bool:
        """Tell whether the time and a span overlap."""
        return span[0] <= self.end and self.start <= span[1]

    def is_recent(self, span: tuple[str, str]) -> bool:
        """Tell whether a span ended at most a year before the time."""
        return span[1] >= days_before(self.start, STALE_DAYS)


def span_of(statement: Row) -> tuple[str, str]:
    """Return the first and last day of a statement: its period, but of a cumulative one its end."""
    end = statement["as_of"] or statement["period_end"]
    is_cumulative = statement["kind"] == IndicatorKind.CUMULATIVE
    start = (None if is_cumulative else statement["period_start"]) or end
    return first_day(start), last_day(end)


def is_budget_year(span: tuple[str, str]) -> bool:
    """Tell whether a span is a peacekeeping budget year, July to June."""
    first, last = span
    is_year = first.endswith("-07-01") and last.endswith("-06-30")
    return is_year and int(last[:YEAR]) == int(first[:YEAR]) + 1


def time_claimed_in_words(time: ClaimedTime) -> str:
    """Say the time of a claim: `today, 29 November 2026`, `2019/20`, `May 2016`."""
    if time.is_now:
        return f"today, {day_in_words(time.today)}"
    if time.is_calendar_year:
        return time.start[:YEAR]
    if is_budget_year(time.span):
        return f"the budget year {time.start[:YEAR]}/{time.end[2:YEAR]}"
    return day_in_words(time.start if time.start == time.end else time.start[:7])
