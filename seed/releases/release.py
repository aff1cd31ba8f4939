"""Logging a release: what it adds, corrects and withdraws, written down before it is published."""

from collections import Counter
from pathlib import Path

from api.facts.changes import Change
from seed.checks.registry import problems_of
from seed.files.entries import Problem, Reading
from seed.files.reading import RELEASE
from seed.library import Library
from seed.records import ReleaseRecord
from seed.releases.fields import changed_fields, fields_file, format_fields
from seed.releases.history import differences
from seed.releases.log import Key, Logged, ReleaseLog, format_log, log_file, version_numbers


def release_problems(reading: Reading, *, again: bool) -> list[Problem]:
    """List what keeps the release from being logged; `again` leaves its own log out of the comparison."""
    logs = _others(reading) if again else reading.history()
    problems = problems_of(reading, Library.of(reading, logs))
    refusal = (
        _refusal(reading, reading.release, again) if reading.release and not problems else None
    )
    return (
        [*problems, Problem(f"seed/data/{RELEASE}", 1, "version", refusal)] if refusal else problems
    )


def log_release(
    data: Path, reading: Reading, release: ReleaseRecord, before: Library | None
) -> dict[str, int]:
    """Write the log of the release, and return how many records it adds, corrects and withdraws.

    With the records of the release `before`, the fields that changed are written beside it.
    """
    rows = _rows(reading)
    file = log_file(data, release)
    file.parent.mkdir(exist_ok=True)
    for earlier in file.parent.glob(f"*_{release.version}.*"):
        earlier.unlink()
    file.write_text(format_log(rows), encoding="utf-8", newline="\n")
    if before:
        changes = changed_fields(rows, before, Library(reading.entries))
        fields_file(file).write_bytes(format_fields(changes))
    counts = Counter(row.change for _, row in rows)
    return {change: counts[change] for change in Change if change is not Change.LOADED}


def _others(reading: Reading) -> list[ReleaseLog]:
    version = reading.release.version if reading.release else None
    return [log for log in reading.releases if log.version != version]


def _rows(reading: Reading) -> list[tuple[Key, Logged]]:
    return list(differences(Library(reading.entries), _others(reading)))


def _refusal(reading: Reading, release: ReleaseRecord, again: bool) -> str | None:
    for log in reading.releases:
        if version_numbers(log.version) > version_numbers(release.version):
            return f"{release.version} is before {log.version}, which is logged; raise version and date"
        own = log.version == release.version
        if own and not again and list(log.rows.items()) != _rows(reading):
            return f"{release.version} is logged, and the data differ from it; raise version and date, or, as long as nobody has it, write it anew with --again"
    return None
