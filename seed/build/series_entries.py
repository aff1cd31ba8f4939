"""Series as search knows them: the figures of one source on one subject and indicator, as one entry.

A user who types "fatalities minusma" wants the series, not each of its numbers. The entry is named for the
whole and leads to its newest figure, whose subject and indicator ask for all of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from api.vocabulary import RecordType
from seed.library import Library
from seed.names import names_of
from seed.titles import findable, name_of

Newest = tuple[str, str]
LONGEST = (
    1  # A period may reach into the next year, as budgets do; a longer one is of no single year.
)


def years_of(first: str, last: str) -> range:
    """The years that a figure from one day to another tells of; none when it counts several together."""
    begin, end = int(first[:4]), int(last[:4])
    return range(begin, end + 1) if end - begin <= LONGEST else range(0)


class Key(NamedTuple):
    """What makes figures one series."""

    source: str
    subject_type: str
    subject_code: str
    indicator: str


@dataclass
class Group:
    """What is known of a series so far."""

    number: int
    first: str
    newest: Newest
    years: set[int] = field(default_factory=set)


class Groups(dict[Key, Group]):
    """The series by source, type and code of the subject, and indicator."""

    def note(self, key: Key, first: str, newest: Newest) -> None:
        """One more figure: its key, its first day, and its last day with its code."""
        group = self.get(key)
        if group is None:
            group = self[key] = Group(0, first, newest)
        group.number += 1
        group.first = min(group.first, first)
        group.newest = max(group.newest, newest)
        group.years.update(years_of(first, newest[0]))

    def measured(self) -> Iterator[tuple[str, str, str, set[int]]]:
        """Each subject with an indicator that there are figures of, and the years they tell of."""
        return ((*key[1:], group.years) for key, group in self.items())

    def entries(self, library: Library) -> Iterator[dict[str, Any]]:
        """The series as search lists them."""
        for (source, type, code, indicator), group in sorted(self.items()):
            if not group.number:  # All its figures were those of earlier rows once more.
                continue
            subject = library.by_key[RecordType(type), code]
            measured = library.by_key[RecordType.INDICATOR, indicator]
            last, newest = group.newest
            title = f"{name_of(measured, library)}: {name_of(subject, library)}"
            names = [title, indicator, code, *(name for _, name in names_of(subject.record))]
            published = name_of(library.by_key[RecordType.SOURCE, source], library)
            years = " to ".join(sorted({group.first[:4], last[:4]}))
            words = f"Series of {group.number} figures, {years}. {published}."
            yield {
                "record_type": RecordType.FIGURE.value,
                "record_code": newest,
                **findable(f"{title}, {years}", names, words),
                "time_first": group.first,
                "time_last": last,
            }
