"""All records together, findable by type and code, and by the names they are looked for."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from api.tables.index import slug
from api.tables.indicators import IndicatorFacts
from api.tables.sources import SourceFacts
from api.vocabulary import RecordType
from seed.files.entries import Entry
from seed.names import names_of, short_codes_of
from seed.records import FigureRecord, Record
from seed.releases.log import ReleaseLog


class Library:
    """All records that were read, findable by type and code."""

    def __init__(
        self,
        entries: list[Entry],
        unreadable: Iterable[tuple[RecordType, str]] = (),
        releases: Sequence[ReleaseLog] = (),
        day: str | None = None,
    ) -> None:
        self.entries = entries
        self.day = day  # The day of the release; rules about the present rest without one.
        self.unreadable = set(unreadable)
        self.releases = releases

    @cached_property
    def by_key(self) -> dict[tuple[RecordType, str], Entry]:
        """The first record of each type and code."""
        entries: dict[tuple[RecordType, str], Entry] = {}
        for entry in self.entries:
            entries.setdefault(entry.key, entry)
        return entries

    @cached_property
    def codes(self) -> dict[RecordType, list[str]]:
        """The codes of each type."""
        codes: dict[RecordType, list[str]] = defaultdict(list)
        for type, code in self.by_key:
            codes[type].append(code)
        return codes

    @cached_property
    def figures(self) -> list[tuple[Entry, FigureRecord]]:
        """All figures with the place each was read from."""
        return [
            (entry, entry.record)
            for entry in self.entries
            if isinstance(entry.record, FigureRecord)
        ]

    @cached_property
    def shared_slugs(self) -> set[tuple[RecordType, str]]:
        """The slugs that mean more than one record of a type, as of people of one name: they lead to none."""
        slugs = Counter(
            (entry.type, name) for entry in self.entries for name in set(other_slugs(entry))
        )
        return {key for key, number in slugs.items() if number > 1}

    def record(self, type: RecordType, code: str) -> Record | None:
        """Return a record by its type and code."""
        entry = self.by_key.get((type, code))
        return entry.record if entry else None

    def indicator(self, code: str) -> IndicatorFacts | None:
        """Return an indicator by its code."""
        record = self.record(RecordType.INDICATOR, code)
        return record if isinstance(record, IndicatorFacts) else None

    def source(self, code: str) -> SourceFacts | None:
        """Return a source by its code."""
        record = self.record(RecordType.SOURCE, code)
        return record if isinstance(record, SourceFacts) else None


def other_slugs(entry: Entry) -> Iterator[str]:
    """List the slugs, other than its code, under which a record is looked for."""
    names = (name for _, name in names_of(entry.record))
    for name in (*names, *short_codes_of(entry.record)):
        if slug(name) not in ("", entry.record.code):
            yield slug(name)
