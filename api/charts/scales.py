"""Map values and days to coordinates, and choose the ticks of axes."""

from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

from api.vocabulary import PartialDate, first_day, last_day

STEPS = (1, 2, 5, 10)
YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 500)


@dataclass(frozen=True)
class Scale:
    """A linear scale from values to coordinates."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the coordinate of a value."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def nice_ticks(low: float, high: float, most: int = 6, smallest: float = 0) -> list[float]:
    """Choose round ticks that enclose a range, in about `most` steps."""
    rough = max((high - low) / most, smallest) or 1
    power = 10 ** floor(log10(rough))
    step = next(nice * power for nice in STEPS if nice * power >= rough * 0.999)
    return [place * step for place in range(floor(low / step), ceil(high / step) + 1)]


def year_ticks(first: int, last: int, most: int = 14) -> list[int]:
    """Choose round years within a range, fewer than `most`."""
    step = next(step for step in YEAR_STEPS if (last - first) / step < most)
    return [year for year in range(first, last + 1) if year % step == 0]


def first_of(text: PartialDate) -> int:
    """Return the earliest day a partial date can mean, as an ordinal."""
    return date.fromisoformat(first_day(text)).toordinal()


def last_of(text: PartialDate) -> int:
    """Return the latest day a partial date can mean, as an ordinal."""
    return date.fromisoformat(last_day(text)).toordinal()


def year_of(day: int) -> int:
    """Return the year of an ordinal day."""
    return date.fromordinal(day).year


def new_year(year: int) -> int:
    """Return the first day of a year, as an ordinal."""
    return date(year, 1, 1).toordinal()
