"""Names and folders of the data files, and lists of the files of each kind."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from api.facts.kinds import DESCRIBED
from api.vocabulary import RecordType

DATA = Path(__file__).parent.parent / "data"
RELEASE = "release.toml"
WORDS = "words.toml"
SERIES = "series"  # The folder of the manifests and their rows.
QUESTIONS = "questions"
RELEASES = "releases"
LARGEST_MB = 10  # Of a curated file; the largest so far is a fiftieth of it.
LONGEST_LINE = 1_000_000
# Hidden files, back-ups, locks and swap files of editors, what merges and systems leave.
LEFT_BEHIND = re.compile(
    r"\..*|.*~|~\$.*|#.*#|.*\.(bak|orig|rej|swp|swo|tmp|temp|old|lnk)|__MACOSX|Thumbs\.db|desktop\.ini",
    re.IGNORECASE,
)


def files_below(folder: Path, pattern: str) -> list[Path]:
    """List the files of a folder, without hidden and temporary files and back-ups."""
    above = len(folder.parts)
    return sorted(
        file
        for file in folder.glob(pattern)
        if not any(LEFT_BEHIND.match(part) for part in file.parts[above:])
    )


def read_bytes(file: Path) -> bytes:
    """Read a curated file, but no more than one byte over the size limit."""
    with file.open("rb") as content:
        # Room for what is there: for the most that there may be, each read would ask the system for 10 MB.
        size = os.fstat(content.fileno()).st_size
        return content.read(min(size, LARGEST_MB * 1_000_000) + 1)


def data_files(root: Path) -> Iterator[tuple[RecordType, Path]]:
    """List the files of records below `root`, in the order of kinds and names, without templates."""
    for kind in DESCRIBED.values():
        alone = root / f"{kind.plural}.toml"
        files = [alone] if alone.exists() else []
        for file in without_templates(files + files_below(root / kind.plural, "**/*.toml")):
            yield kind.type, file


def without_templates(files: list[Path]) -> list[Path]:
    """Leave out the templates, whose names begin with an underscore."""
    return [file for file in files if not file.name.startswith("_")]


def series_manifests(root: Path) -> list[Path]:
    """List the manifests of all series; the rows stand beside each in a CSV file of the same name."""
    return without_templates(files_below(root / SERIES, "*.toml"))


def question_files(root: Path) -> list[Path]:
    """List the files of question pages, without the template."""
    return without_templates(files_below(root / QUESTIONS, "*.toml"))


def log_files(root: Path) -> list[Path]:
    """List the release logs, by day."""
    return sorted((root / RELEASES).glob("*.csv"))


def history_files(root: Path) -> list[Path]:
    """List the release logs, and the files of changed fields beside them."""
    return sorted(
        file for file in (root / RELEASES).glob("*") if file.suffix in (".csv", ".ndjson")
    )
