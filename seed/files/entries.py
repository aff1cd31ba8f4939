"""Records and problems, each with its place in a file."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from api.facts.question_pages import QuestionPageFacts
from api.vocabulary import RecordType
from seed.files.lines import Path as FieldPath
from seed.files.lines import line_of
from seed.files.unread import Unread
from seed.known import Known
from seed.names import Lookup
from seed.records import Record, ReleaseRecord
from seed.releases.log import ReleaseLog
from seed.words import Words


@dataclass(frozen=True, order=True)
class Problem:
    """Something a curator should change, and where."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.message}"


@dataclass(frozen=True)
class SeedFile:
    """A file that could be parsed."""

    type: RecordType
    name: str
    text: str = field(repr=False)
    content: dict[str, Any] = field(repr=False)

    def problem(self, path: FieldPath, message: str, base: FieldPath = ()) -> Problem:
        """Make a problem with the field at `path` of the record at `base` (in CSV, its line)."""
        return Problem(self.name, self._line(path, base), dotted(path) or "record", message)

    def _line(self, path: FieldPath, base: FieldPath) -> int:
        if base and isinstance(base[0], int):
            return base[0]
        # What a record of a list does not say itself, the head of the file says for all of them.
        if base and path and path[0] in self.content and path[0] not in self._own_keys(base):
            return line_of(self.text, path)
        return line_of(self.text, (*base, *path))

    def _own_keys(self, base: FieldPath) -> Any:
        return self.content[str(base[0])][base[1]]


class Unclear(StrEnum):
    """The kind of a value that is not understood."""

    COUNTRY = "country"
    REFERENCE = "reference"
    QUALIFIER = "qualifier"


class Vague(NamedTuple):
    """A value not understood, with its problem: what it means is looked up after reading all."""

    problem: Problem
    value: str
    kind: Unclear


class QuestionPage(NamedTuple):
    """A question page with the file it was read from."""

    facts: QuestionPageFacts
    origin: SeedFile


# What the manifest of each CSV file, by its name, says of all rows: the records it refers to, each with its place.
Shared = dict[str, list[tuple[SeedFile, FieldPath, tuple[RecordType, str]]]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A record with its file, and `base`, its place in a file with several."""

    record: Record
    origin: SeedFile
    base: FieldPath = ()

    @property
    def type(self) -> RecordType:
        """The type of the record."""
        return self.origin.type

    @property
    def in_series(self) -> bool:
        """Whether the record is a row of a series."""
        return bool(self.base) and isinstance(self.base[0], int)

    @property
    def is_named_by_its_file(self) -> bool:
        """Whether the file is named after the record; true in a file with several."""
        return bool(self.base) or self.origin.name.endswith(f"/{self.record.code}.toml")

    @property
    def key(self) -> tuple[RecordType, str]:
        """Type and code, which identify the record."""
        return self.type, self.record.code

    def problem(self, path: FieldPath, message: str) -> Problem:
        """Make a problem with one of its fields."""
        return self.origin.problem(path, message, self.base)


@dataclass
class Reading:
    """The result of reading the files: records, and problems with the rest."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    hints: list[Problem] = field(default_factory=list)  # What may be right, seen while reading.
    vague: list[Vague] = field(default_factory=list)  # What may mean something that is held.
    shared: Shared = field(default_factory=dict)
    unread: Unread = field(default_factory=Unread)
    known: Known = field(default_factory=Known)
    known_file: SeedFile | None = None
    question_pages: list[QuestionPage] = field(default_factory=list)
    words: Words = field(default_factory=dict)
    words_text: str = ""  # As written, to name the lines of problems.
    release: ReleaseRecord | None = None
    releases: list[ReleaseLog] = field(default_factory=list)

    @property
    def day(self) -> str | None:
        """The day of the release; none when that cannot be read."""
        return self.release.date if self.release else None

    def history(self, *, again: bool = False) -> list[ReleaseLog]:
        """Return the releases to compare with; none if records are unread, which would seem gone.

        `again` leaves out the log of the present release, which is to be written anew.
        """
        if self.problems:
            return []
        own = self.release.version if again and self.release else None
        return [log for log in self.releases if log.version != own]

    def lookup(self) -> Lookup:
        """Make a lookup of the records read so far by the names that datasets use."""
        records = ((entry.type, entry.record) for entry in self.entries)
        return Lookup(records, self.unread.may_mean)


def dotted(path: FieldPath) -> str:
    """Write a path of keys as a curator reads it: `roles[1].title`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(
        "."
    )
