"""Opening seed files: a file that is missing, no text or too large becomes a problem, and never fills the memory."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from seed.files.entries import Problem, Reading

LARGEST_MB = 10  # Of a curated file; the largest so far is a fiftieth of it.
LONGEST_LINE = 1_000_000


def read_bytes(file: Path) -> bytes:
    """Read a curated file; of one that is too large only as many bytes as show that."""
    with file.open("rb") as content:
        return content.read(LARGEST_MB * 1_000_000 + 1)


def read_text(file: Path, name: str, reading: Reading) -> str | None:
    """Return the text of a curated file, or add the problem with it."""
    try:
        content = read_bytes(file)
        if len(content) <= LARGEST_MB * 1_000_000:
            # utf-8-sig: an editor may put a mark in front that is not part of the text.
            return content.decode("utf-8-sig").replace("\r\n", "\n")
        message = f"is larger than {LARGEST_MB} MB; a series of that size is loaded with --series"
    except UnicodeDecodeError as error:
        message = f"byte {error.start + 1} is not UTF-8; save the file as UTF-8"
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
    reading.problems.append(Problem(name, 1, "file", message))
    return None


def csv_reader(text: TextIO) -> Any:
    """Open the rows of a CSV file; a line that is far too long is refused like a cell that is."""
    return csv.reader(_lines(text))


def _lines(text: TextIO) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith("\n"):
            for rest in iter(lambda: text.readline(LONGEST_LINE), ""):
                if rest.endswith(("\n", "\r")):
                    break
            line = "." * LONGEST_LINE  # The parser counts it, and refuses so long a cell.
        yield line
