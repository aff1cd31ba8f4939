"""The day of writing, by which times such as "last year" are read."""

from dataclasses import dataclass

from api.claims.sentences.refusals import Unverifiable
from api.claims.sentences.spoken import UNKNOWN_YEAR
from api.claims.times import YEAR
from api.vocabulary import real_date

JULY = "-07"


@dataclass(frozen=True)
class Clock:
    """The day of writing, by which relative times are read; `written` is None where it is the day of the release."""

    day: str
    written: str | None = None

    @property
    def year(self) -> int:
        """Year of the day."""
        return int(self.day[:YEAR])

    def budget_year(self, before: int = 0) -> str:
        """Return the budget year of peacekeeping, July to June, that holds the day, or one before."""
        start = self.year - before - (self.day[YEAR : YEAR + 3] < JULY)
        return f"{start}/{(start + 1) % 100:02}"

    def dated(self, date: str) -> str:
        """Fill in the year of a date that names none: the last one that was over, or had begun, on the day."""
        rest = date.removeprefix(UNKNOWN_YEAR)
        if rest != date:
            date = f"{self.year - (f'{self.year}{rest}' > self.day)}{rest}"
        try:
            return date if "/" in date else real_date(date)
        except ValueError as error:
            raise Unverifiable(str(error)) from None
