"""Publish a release as a curator does: edit files, name the release, write its log."""

from pathlib import Path

from seed.files.reading import read_data
from seed.library import Library
from seed.releases.release import log_release, release_problems


def mend(data: Path, file: str, old: str, new: str) -> None:
    """Replace `old` by `new` in a file."""
    text = (data / file).read_text(encoding="utf-8")
    assert old in text
    (data / file).write_text(text.replace(old, new), encoding="utf-8")


def state(data: Path, figures: str, version: str, date: str) -> None:
    """Write these figures into a copy of the samples, and name the release."""
    head = 'source = "sample-dataset"\n'
    (data / "figures" / "renewal.toml").write_text(head + figures, encoding="utf-8")
    (data / "release.toml").write_text(f'version = "{version}"\ndate = "{date}"\n')


def publish(data: Path, before: Path | None = None) -> dict[str, int]:
    """Log the release, given the seed files of the previous one."""
    reading = read_data(data)
    assert release_problems(reading, again=False) == []
    assert reading.release
    older = Library(read_data(before).entries) if before else None
    logged = log_release(data, reading, reading.release, older)
    assert logged
    return logged.counts
