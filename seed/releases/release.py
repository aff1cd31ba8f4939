"""Log a release: what it adds, corrects and withdraws, before it is published."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from api.facts.changes import Change
from seed.checks.registry import problems_of
from seed.files.entries import Problem, Reading
from seed.files.places import RELEASE
from seed.library import Library
from seed.records import ReleaseRecord
from seed.releases.fields import (
    Fields,
    changed_fields,
    fields_file,
    format_fields,
    read_fields,
)
from seed.releases.history import differences
from seed.releases.log import Key, Logged, ReleaseLog, format_log, log_file, version_numbers


def release_problems(reading: Reading, *, again: bool) -> list[Problem]:
    """List the problems that prevent logging; `again` leaves out the release's own log."""
    problems = problems_of(reading, Library.of(reading, reading.history(again=again)))
    refusal = (
        _refusal(reading, reading.release, again) if reading.release and not problems else None
    )
    return (
        [*problems, Problem(f"seed/data/{RELEASE}", 1, "version", refusal)] if refusal else problems
    )


@dataclass(frozen=True)
class Outcome:
    """The result of logging: numbers of records by change, and how many lack changed fields."""

    counts: dict[str, int]
    untold: int


def log_release(
    data: Path, reading: Reading, release: ReleaseRecord, before: Library | None
) -> Outcome | None:
    """Write the log of the release, or return None when there is nothing to log.

    With the records of the release `before`, the fields that changed are written beside it. Without, those that
    were written stay for each record that is logged as it was.
    """
    rows = _rows(reading)
    own = next((log for log in reading.releases if log.version == release.version), None)
    if not rows and own is None:
        return None
    if before:
        fields = dict(changed_fields(rows, before, Library(reading.entries)))
    else:
        fields = _kept_fields(rows, own) if own else {}
    file = log_file(data, release)
    file.parent.mkdir(exist_ok=True)
    told = bool(before) or (own is not None and fields_file(own.file).exists())
    for earlier in file.parent.glob(f"*_{release.version}.*"):
        earlier.unlink()
    file.write_text(format_log(rows), encoding="utf-8", newline="\n")
    if told:
        fields_file(file).write_bytes(format_fields(fields.items()))
    counts = Counter(row.change for _, row in rows)
    untold = sum(row.change is not Change.ADDED and key not in fields for key, row in rows)
    return Outcome(
        {change: counts[change] for change in Change if change is not Change.LOADED},
        0 if before else untold,
    )


def _kept_fields(rows: list[tuple[Key, Logged]], own: ReleaseLog) -> dict[Key, Fields]:
    """Return the changed fields already written for records whose log line is the same."""
    logged = dict(rows)
    return {
        key: fields
        for key, fields in read_fields(own.file).items()
        if key in logged and logged[key] == own.rows.get(key)
    }


def _rows(reading: Reading) -> list[tuple[Key, Logged]]:
    return list(differences(Library(reading.entries), reading.history(again=True)))


def _refusal(reading: Reading, release: ReleaseRecord, again: bool) -> str | None:
    for log in reading.releases:
        if version_numbers(log.version) > version_numbers(release.version):
            return f"{release.version} is before {log.version}, which is logged; raise version and date"
        own = log.version == release.version
        if own and not again and list(log.rows.items()) != _rows(reading):
            return f"{release.version} is logged, and the data differ from it; raise version and date, or, as long as nobody has it, write it anew with --again"
    return None
