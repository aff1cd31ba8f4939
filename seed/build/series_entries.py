"""Series as search knows them: the figures of one source on one subject and indicator, as one entry.

A user who types "fatalities minusma" wants the series, not each of its numbers. The entry is named for the
whole and leads to its newest figure, whose subject and indicator ask for all of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from api.vocabulary import RecordType
from seed.library import Library
from seed.names import names_of
from seed.titles import findable, name_of

Newest = tuple[str, str]


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


class Groups(dict[Key, Group]):
    """The series by source, type and code of the subject, and indicator."""

    def note(self, key: Key, first: str, newest: Newest) -> None:
        """One more figure: its key, its first day, and its last day with its code."""
        group = self.get(key)
        if group is None:
            self[key] = Group(1, first, newest)
            return
        group.number += 1
        group.first = min(group.first, first)
        group.newest = max(group.newest, newest)

    def measured(self) -> Iterator[tuple[str, str, str]]:
        """Each subject with an indicator that there are figures of."""
        return (key[1:] for key in self)

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
