"""All records in memory, looked up by type and code, or by another name."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property

from pydantic import BaseModel

from api.facts.base import Citation, CitedSource, Reference
from api.facts.folding import slug
from api.facts.indicators import IndicatorFacts
from api.facts.kinds import DESCRIBED
from api.facts.sources import SourceFacts
from api.vocabulary import RecordType
from seed.files.entries import Entry, Reading, SeedFile, Shared
from seed.files.lines import Path as FieldPath
from seed.files.messages import nearest
from seed.files.unread import Unread
from seed.known import Known
from seed.names import names_of, short_codes_of
from seed.records import FigureRecord, Record
from seed.references import Target, parts, places, references_of
from seed.releases.log import Key, Logged, ReleaseLog, published
from seed.words import Words

REFERRING = (CitedSource, Reference)  # Made once: `A | B` makes a type wherever it stands.


class Library:
    """All records that were read, looked up by type and code."""

    def __init__(
        self,
        entries: list[Entry],
        unread: Unread | None = None,
        releases: Sequence[ReleaseLog] = (),
        day: str | None = None,
        *,
        known: Known | None = None,
        known_file: SeedFile | None = None,
        words: Words | None = None,
        shared: Shared | None = None,
    ) -> None:
        self.entries = entries
        self.day = day  # The day of the release; rules about the present rest without one.
        self.unread = unread or Unread()
        self.releases = releases
        self.known = known or Known()
        self.known_file = known_file  # To name its lines.
        self.words = words or {}
        self.shared = shared or {}

    @classmethod
    def of(cls, reading: Reading, releases: Sequence[ReleaseLog]) -> "Library":
        """Make the library of all that was read, with the release logs to compare it with."""
        return cls(
            reading.entries,
            reading.unread,
            releases,
            reading.day,
            known=reading.known,
            known_file=reading.known_file,
            words=reading.words,
            shared=reading.shared,
        )

    @cached_property
    def by_key(self) -> dict[tuple[RecordType, str], Entry]:
        """Records by type and code; of duplicates, the one in the file named after its code."""
        entries: dict[tuple[RecordType, str], Entry] = {}
        for entry in self.entries:
            if not entries.setdefault(entry.key, entry).is_named_by_its_file:
                entries[entry.key] = entry
        return entries

    @cached_property
    def codes(self) -> dict[RecordType, list[str]]:
        """The codes of each type."""
        codes: dict[RecordType, list[str]] = defaultdict(list)
        for type, code in self.by_key:
            codes[type].append(code)
        return codes

    @cached_property
    def latest_day(self) -> str:
        """The last day that counts as past: of the release, or tomorrow (today east of us)."""
        tomorrow = date.today() + timedelta(days=1)
        return max(tomorrow.isoformat(), self.day or "")

    @cached_property
    def figures(self) -> list[tuple[Entry, FigureRecord]]:
        """All figures with the place each was read from."""
        return [
            (entry, entry.record)
            for entry in self.entries
            if isinstance(entry.record, FigureRecord)
        ]

    @cached_property
    def _walked(self) -> list[tuple[Entry, FieldPath, BaseModel]]:
        """All records and their parts: one walk, kept for the checks of parts and of references."""
        return [(entry, path, part) for entry in self.entries for path, part in parts(entry.record)]

    @cached_property
    def parts(self) -> list[tuple[Entry, FieldPath, BaseModel]]:
        """All records and the described parts inside them, each with its path, but references."""
        return [one for one in self._walked if not isinstance(one[2], REFERRING)]

    @cached_property
    def references(self) -> list[tuple[Entry, FieldPath, Target]]:
        """All references between records, each with the path to it."""
        return [
            (entry, inner, target)
            for entry, path, part in self._walked
            for inner, target in references_of(part, path)
        ]

    @cached_property
    def places(self) -> list[tuple[Entry, FieldPath, Citation]]:
        """The citations of records, each with its path; series have theirs in the manifest."""
        return [
            (entry, path, place)
            for entry in self.entries
            if not entry.in_series
            for path, place in places(entry.record)
        ]

    @cached_property
    def shared_slugs(self) -> set[tuple[RecordType, str]]:
        """Ambiguous slugs, such as those of people of one name: they resolve to no record."""
        slugs = Counter(
            (entry.type, name) for entry in self.entries for name in set(other_slugs(entry))
        )
        return {key for key, number in slugs.items() if number > 1}

    @cached_property
    def named(self) -> dict[tuple[RecordType, str], Entry]:
        """Records by type and the slug of another name or code; the first of several."""
        named: dict[tuple[RecordType, str], Entry] = {}
        for entry in self.by_key.values():
            for name in other_slugs(entry):
                named.setdefault((entry.type, name), entry)
        return named

    def no_such(self, type: RecordType, code: str) -> str:
        """Word the message that a record is missing, with the one that was meant, or a remedy."""
        shown = code.upper() if type is RecordType.COUNTRY else code
        if entry := self.named.get((type, slug(code))):
            remedy = f"; did you mean {entry.record.code!r}?"
        else:
            remedy = (
                nearest(code, self.codes[type]) or f"; add its record to {DESCRIBED[type].plural}"
            )
        return f"there is no {type} {shown!r}{remedy}"

    @cached_property
    def published(self) -> dict[Key, tuple[ReleaseLog, Logged]]:
        """The last line of each record in the release logs, with its release."""
        return published(self.releases)

    @cached_property
    def gone(self) -> set[tuple[RecordType, str]]:
        """Records that a release published and that exist no more, under another name either."""
        return {
            (type, code)
            for type, code in self.published
            if (type, code) not in self.by_key and (type, slug(code)) not in self.named
        }

    def has(self, type: RecordType, code: str) -> bool:
        """Whether a record exists, or may exist once unreadable or removed files are mended."""
        key = (type, code)
        return key in self.by_key or key in self.gone or self.unread.may_mean(type, code)

    def record(self, type: RecordType, code: str) -> Record | None:
        """Return a record by its type and code."""
        entry = self.by_key.get((type, code))
        return entry.record if entry else None

    def indicator(self, code: str) -> IndicatorFacts | None:
        """Return an indicator by its code."""
        return self._indicators.get(code)

    @cached_property
    def _indicators(self) -> dict[str, IndicatorFacts]:
        """The indicators by code, kept because checks look one up for every figure."""
        found = (
            (code, self.record(RecordType.INDICATOR, code))
            for code in self.codes[RecordType.INDICATOR]
        )
        return {code: record for code, record in found if isinstance(record, IndicatorFacts)}

    def source(self, code: str) -> SourceFacts | None:
        """Return a source by its code."""
        record = self.record(RecordType.SOURCE, code)
        return record if isinstance(record, SourceFacts) else None


def other_slugs(entry: Entry) -> Iterator[str]:
    """List the slugs, other than its code, under which a record is looked for."""
    names = (name for _, name in names_of(entry.record))
    for name in (*names, *short_codes_of(entry.record)):
        if (other := slug(name)) not in ("", entry.record.code):
            yield other
