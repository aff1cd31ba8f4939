"""Open seed files: a missing, binary or huge one is a problem, and is never read whole."""

import csv
import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from seed.files.encodings import Fault, encoding_fault, encoding_of, fault_of
from seed.files.entries import Problem, Reading
from seed.files.places import LARGEST_MB, LONGEST_LINE, read_bytes

START = 4_096  # Bytes that show what a file is.


def read_text(file: Path, name: str, reading: Reading) -> str | None:
    """Return the text of a curated file, or add the problem with it."""
    try:
        content = read_bytes(file)
    except OSError as error:
        reading.problems.append(Problem(name, 1, "file", why_unopened(error)))
        return None
    if len(content) > LARGEST_MB * 1_000_000:
        message = f"is larger than {LARGEST_MB} MB; a series of that size is loaded with --series"
        reading.problems.append(Problem(name, 1, "file", message))
        return None
    if fault := fault_of(content):
        reading.problems.append(Problem(name, fault.line, "file", fault.message))
        return None
    # utf-8-sig: an editor may put a mark in front that is not part of the text.
    return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def why_unopened(error: OSError) -> str:
    """Explain an OSError without the system's words."""
    if error.errno == errno.ELOOP:
        return "cannot be read: it is a link to itself"
    reasons = {
        FileNotFoundError: "is missing, or leads to a file that is not there",
        PermissionError: "cannot be read: you may not read it",
        IsADirectoryError: "cannot be read: it is a folder",
    }
    return reasons.get(type(error), "cannot be read; can you open it yourself?")


def lenient_text(file: Path) -> str | None:
    """Decode a file as far as possible; None if it cannot be read or is too large."""
    try:
        content = read_bytes(file)
    except OSError:
        return None
    if len(content) > LARGEST_MB * 1_000_000:
        return None
    return content.decode(encoding_of(content), errors="replace")


def table_fault(file: Path, encoding: str) -> Fault | None:
    """Say why a table is not text in the encoding of its manifest; it is never guessed."""
    with file.open("rb") as content:
        start = content.read(START)
        content.seek(0)
        lines = iter(lambda: content.readline(LONGEST_LINE), b"")
        return encoding_fault(start, lines, encoding)


def codec_of(file: Path, encoding: str) -> str:
    """Return the Python codec of a file: with its byte order mark, and its byte order."""
    if encoding != "utf-16":
        return "utf-8-sig" if encoding == "utf-8" else encoding
    with file.open("rb") as content:
        return encoding_of(content.read(START))


def csv_reader(text: TextIO, delimiter: str = ",") -> Any:
    """Read the rows of a CSV file; a line beyond the limit is refused like a long cell."""
    return csv.reader(_lines(text), delimiter=delimiter)


def _lines(text: TextIO) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith("\n"):
            for rest in iter(lambda: text.readline(LONGEST_LINE), ""):
                if rest.endswith(("\n", "\r")):
                    break
            line = "." * LONGEST_LINE  # The parser counts it, and refuses so long a cell.
        yield line
