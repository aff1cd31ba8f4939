"""The day of writing, against which relative times such as "last year" are resolved."""

from dataclasses import dataclass

from api.claims.sentences.refusals import Unverifiable
from api.claims.sentences.spoken import UNKNOWN_YEAR
from api.claims.times import YEAR
from api.vocabulary import real_date

JULY = "-07"


@dataclass(frozen=True)
class Clock:
    """The day of writing; `written` is None if it was not given and is the release's day."""

    day: str
    written: str | None = None

    @property
    def year(self) -> int:
        """The year of writing."""
        return int(self.day[:YEAR])

    def budget_year(self, before: int = 0) -> str:
        """Return the peacekeeping budget year (July to June) of the day, or one before."""
        start = self.year - before - (self.day[YEAR : YEAR + 3] < JULY)
        return f"{start}/{(start + 1) % 100:02}"

    def dated(self, date: str) -> str:
        """Complete a date without a year by the last such date up to the day of writing."""
        rest = date.removeprefix(UNKNOWN_YEAR)
        if rest != date:
            date = f"{self.year - (f'{self.year}{rest}' > self.day)}{rest}"
        try:
            return date if "/" in date else real_date(date)
        except ValueError as error:
            raise Unverifiable(str(error)) from None
