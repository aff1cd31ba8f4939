"""The release logs in `releases/`: one CSV file each, of added, corrected and withdrawn records.

A file is called after the day and the version. It is written by `python -m seed release`, never by hand.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from api.facts.changes import Change
from api.vocabulary import RecordType
from seed.files.places import RELEASES
from seed.records import ReleaseRecord

HEADER = ["type", "code", "change", "digest", "statement"]
# Looked up by name; making a member of an enumeration from its name costs ten times as much.
TYPES = {str(type): type for type in RecordType}
CHANGES = {str(change): change for change in Change}
Key = tuple[RecordType, str]


class Logged(NamedTuple):
    """A line of a log: the change, and the digests of the record and of a figure's statement."""

    change: Change
    digest: str
    statement: str = ""


@dataclass(frozen=True)
class ReleaseLog:
    """The log of one release: version, date, and the change of each record."""

    name: str
    file: Path
    release: ReleaseRecord
    rows: dict[Key, Logged] = field(repr=False)

    @property
    def version(self) -> str:
        """The version of the release."""
        return self.release.version

    def line_of(self, key: Key) -> int:
        """Return the line number of a record in the file."""
        return list(self.rows).index(key) + 2


class BadLog(ValueError):
    """An invalid log file; the message says where and why."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def log_file(root: Path, release: ReleaseRecord) -> Path:
    """Return the path of the log of a release."""
    return root / RELEASES / f"{release.date}_{release.version}.csv"


def read_log(file: Path, text: str, name: str) -> ReleaseLog:
    """Read the log of one release from the name and the text of its file."""
    day, _, version = file.stem.partition("_")
    try:
        release = ReleaseRecord(version=version, date=day)
    except ValidationError:
        raise BadLog(1, "is not called DAY_VERSION.csv, such as 2026-11-21_2026.11.1") from None
    try:
        rows = csv.reader(io.StringIO(text, newline=""))
        header = next(rows, None)
        logged = dict(_read(rows))
    except csv.Error as error:
        raise BadLog(1, f"cannot be read: {error}") from error
    if header != HEADER:
        raise BadLog(1, f"does not begin with {','.join(HEADER)}")
    return ReleaseLog(name, file, release, logged)


def published(logs: Iterable[ReleaseLog]) -> dict[Key, tuple[ReleaseLog, Logged]]:
    """Return the latest log line of each record, with its release; `logs` are in order."""
    return {key: (log, row) for log in logs for key, row in log.rows.items()}


def version_numbers(version: str) -> list[int]:
    """Split a version into its numbers, which compare as versions do."""
    return [int(part) for part in version.split(".")]


def format_log(rows: Iterable[tuple[Key, Logged]]) -> str:
    """Write the log of a release as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows([*key, row.change, row.digest, row.statement] for key, row in rows)
    return text.getvalue()


def _read(rows: Iterator[list[str]]) -> Iterator[tuple[Key, Logged]]:
    for line, cells in enumerate(rows, 2):
        try:
            type, code, change, digest, statement = cells
            yield (TYPES[type], code), Logged(CHANGES[change], digest, statement)
        except (ValueError, KeyError):
            message = "is not a row of a log; take the file from the release again"
            raise BadLog(line, message) from None
