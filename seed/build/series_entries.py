"""Search entries of series: one for all figures of one source, subject and indicator.

A user who types "fatalities minusma" wants the series, not each of its numbers. The entry is named for the
whole and leads to its newest total, whose subject and indicator ask for all of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from api.vocabulary import RecordType, Row
from seed.build.postings import SearchText
from seed.build.search_text import series_text
from seed.library import Library
from seed.names import names_of
from seed.titles import name_of, search_fields

Newest = tuple[bool, str, str]  # Whether it is the total, its last day and its code.
LONGEST = (
    1  # A period may reach into the next year, as budgets do; a longer one is of no single year.
)


def years_of(first: str, last: str) -> range:
    """Return the years that a figure covers; none if it sums up several years."""
    begin, end = int(first[:4]), int(last[:4])
    return range(begin, end + 1) if end - begin <= LONGEST else range(0)


class SeriesKey(NamedTuple):
    """Figures with the same key form one series."""

    source: str
    subject_type: str
    subject_code: str
    indicator: str


@dataclass
class Series:
    """Count, first and last day and years of a series, and the figure that its entry leads to."""

    number: int
    first: str
    last: str
    newest: Newest
    years: set[int] = field(default_factory=set)


class SeriesIndex(dict[SeriesKey, Series]):
    """Series by their keys."""

    def count(self, key: SeriesKey, first: str, newest: Newest) -> None:
        """Count one more figure; `newest` compares it with the one that the entry leads to."""
        _, last, _ = newest
        series = self.get(key)
        if series is None:
            series = self[key] = Series(0, first, last, newest)
        series.number += 1
        series.first = min(series.first, first)
        series.last = max(series.last, last)
        series.newest = max(series.newest, newest)
        series.years.update(years_of(first, last))

    def measured(self) -> Iterator[tuple[str, str, str, set[int]]]:
        """List the subjects and indicators of all series, with their years."""
        return ((*key[1:], series.years) for key, series in self.items())

    def entries(self, library: Library) -> Iterator[tuple[Row, SearchText]]:
        """Make the search entries of all series, each with its searchable text."""
        for (source, type, code, indicator), series in sorted(self.items()):
            if not series.number:  # All its figures were those of earlier rows once more.
                continue
            subject = library.by_key[RecordType(type), code]
            measure = library.by_key[RecordType.INDICATOR, indicator]
            title = f"{name_of(measure, library)}: {name_of(subject, library)}"
            names = [title, indicator, code, *(name for _, name in names_of(subject.record))]
            publisher = name_of(library.by_key[RecordType.SOURCE, source], library)
            years = " to ".join(sorted({series.first[:4], series.last[:4]}))
            words = f"Series of {series.number} figures, {years}. {publisher}."
            row = {
                "record_type": RecordType.FIGURE.value,
                "record_code": series.newest[-1],
                **search_fields(f"{title}, {years}", names, words),
                "time_first": series.first,
                "time_last": series.last,
                "figures": series.number,
            }
            yield row, series_text(row, indicator, names[2:], words)
