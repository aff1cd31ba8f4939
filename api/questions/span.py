"""A parsed date or range, and where in the words it ends."""

from dataclasses import dataclass

from api.vocabulary import days_before, first_day, last_day, real_date


@dataclass(frozen=True)
class Span:
    """A parsed date or range: the place behind it (`end`), and its ISO form, ends joined by a slash."""

    end: int
    written: str
    years: tuple[str, str] | None = None  # When two years may be meant instead of a budget year.
    is_year: bool = False
    wider: tuple[str, str] | None = None  # Of "the end of 2020", not of "December 2020".

    @property
    def first(self) -> str:
        """Its first day."""
        return first_day(self.written.partition("/")[0])

    @property
    def last(self) -> str:
        """Its last day."""
        return last_day(self.written.rpartition("/")[2])

    @property
    def day_after(self) -> str:
        """The day after it."""
        return days_before(self.last, -1)

    @property
    def day_before(self) -> str:
        """The day before it."""
        return days_before(self.first, 1)


def real_span(end: int, written: str) -> Span | None:
    """Return the span of a day; None where the calendar has no such day."""
    try:
        return Span(end, real_date(written))
    except ValueError:
        return None
