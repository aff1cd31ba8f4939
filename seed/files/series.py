"""Read series: the manifest, the CSV file beside it, and its figures or problems."""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from posixpath import normpath
from typing import Any, BinaryIO

from pydantic import ValidationError

from api.vocabulary import RecordType
from seed.files.entries import Entry, Problem, Reading, SeedFile
from seed.files.opening import (
    codec_of,
    csv_reader,
    lenient_text,
    read_text,
    table_fault,
    why_unopened,
)
from seed.files.parsing import add_problems, parse
from seed.files.places import LONGEST_LINE
from seed.names import Lookup
from seed.records import FigureRecord
from seed.references import references
from seed.series.figures import Invalid, RowFigure, read_figures
from seed.series.header import LOOKED_AT, Head, header_fault, names_of_columns
from seed.series.layout import Encoding
from seed.series.manifest import Series
from seed.series.rows import UNFILLED, Reject, Row, RowReader, read_rows

LATER = "surrogateescape"  # Bytes that are no text are refused with the cell they stand in.

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class SeriesFile:
    """A readable series: its manifest, its CSV file, and the columns of that."""

    origin: SeedFile
    series: Series
    file: Path
    name: str
    header: list[str]

    def rows(self, progress: Progress = lambda *_: None) -> Iterator[Row | Reject]:
        """Stream the rows with their lines; `progress` gets bytes and rows since its last call."""
        with _opened(self.file, self.series) as (file, reader):
            for _ in range(self.series.header_rows):
                next(reader, None)
            reported = rows = 0
            for row in read_rows(reader, self.header, self.series.skip_rows):
                yield row
                rows += 1
                if (read := file.tell()) > reported:
                    progress(read - reported, rows)
                    reported, rows = read, 0


def read_series(manifest: Path, name: str, reading: Reading) -> None:
    """Read the figures of a curated series: every row of the CSV file, as the manifest says."""
    file = open_series(manifest, name, reading, is_curated=True)
    if file is None:
        reading.unread.add_text(RecordType.FIGURE, manifest.stem, lenient_text(manifest))
        return
    reading.shared[file.name] = [
        (file.origin, path, target) for path, target in references(file.series)
    ]
    reader = RowReader(file.series, reading.lookup() if file.series.names else Lookup([]))
    origin = SeedFile(RecordType.FIGURE, file.name, "", {})
    if next(file.rows(), None) is None:
        message = "has a header and no rows"
        reading.problems.append(Problem(file.name, 1, "file", message))
        reading.unread.add_words(RecordType.FIGURE, ())
    for result in read_figures(reader, file.rows()):
        if isinstance(result, RowFigure):
            reading.entries.append(Entry(result.record, origin, (result.observation.lines[0],)))
        elif isinstance(result, Invalid):
            base = (result.observation.lines[0],)
            add_problems(result.error, origin, FigureRecord, base, reading)
            reading.unread.add_words(RecordType.FIGURE, ())
        elif isinstance(result, Reject):
            is_of_a_cell = result.column and result.cell
            message = f"{result.cell!r} {result.reason}" if is_of_a_cell else result.reason
            if result.reason == UNFILLED:
                message += "; fill its cell, or delete the row"
            reading.problems.append(
                Problem(file.name, result.line, result.column or "row", message)
            )


def open_series(
    manifest: Path, name: str, reading: Reading, *, is_curated: bool = False
) -> SeriesFile | None:
    """Open a series if its manifest fits the columns of its CSV file, or add the problems."""
    origin = parse(RecordType.FIGURE, manifest, name, reading)
    if origin is None:
        return None
    try:
        series = Series.model_validate(origin.content)
    except ValidationError as error:
        add_problems(error, origin, Series, (), reading)
        return None
    file = series.rows_beside(manifest)
    rows_name = normpath(f"{name}/../{series.file or manifest.with_suffix('.csv').name}")
    if is_curated and not _is_as_curated(series, origin, file, rows_name, reading):
        return None
    header = _header(file, rows_name, series, origin)
    if isinstance(header, Problem):
        reading.problems.append(header)
        return None
    series = series.spread(header)
    problems = [origin.problem(path, message) for path, message in series.problems(header)]
    reading.problems += problems
    return None if problems else SeriesFile(origin, series, file, rows_name, header)


def _header(file: Path, name: str, series: Series, manifest: SeedFile) -> list[str] | Problem:
    """Read the column names, or return the problem with the first lines."""
    if not file.exists():
        return manifest.problem(("file",), f"the rows are missing: put them into {name}")
    try:
        if fault := table_fault(file, series.encoding):
            return Problem(name, fault.line, "file", fault.message)
        with _opened(file, series) as (_, reader):
            rows = _first_rows(_numbered(reader, series.skip_rows))
    except OSError as error:
        return Problem(name, 1, "file", why_unopened(error))
    except csv.Error:
        return Problem(name, 1, "file", "its first lines are no rows of cells; is a quote open?")
    header = names_of_columns(rows, series)
    named = series.spread(header).columns_named()
    misfit = header_fault(Head(rows, series, named))
    return Problem(name, misfit[0], "header", misfit[1]) if misfit else header


def _first_rows(numbered: Iterator[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Read the first rows, up to a broken one, which is rejected later unless it is the first."""
    rows: list[tuple[int, list[str]]] = []
    try:
        rows.extend(islice(numbered, LOOKED_AT))
    except csv.Error:
        if not rows:
            raise
    return rows


def _numbered(reader: Any, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows, each with the line it ends on."""
    for row in reader:
        yield skipped + reader.line_num, row


@contextmanager
def _opened(file: Path, series: Series) -> Iterator[tuple[BinaryIO, Any]]:
    """Open a CSV file in its encoding, below the lines that the manifest skips."""
    codec = codec_of(file, series.encoding)
    with (
        file.open("rb") as content,
        TextIOWrapper(content, codec, errors=LATER, newline="") as text,
    ):
        for _ in range(series.skip_rows):
            text.readline(LONGEST_LINE)
        yield content, csv_reader(text, series.delimiter)


def _is_as_curated(
    series: Series, manifest: SeedFile, file: Path, name: str, reading: Reading
) -> bool:
    """Whether a curated series is UTF-8 beside its manifest; else add the problem."""
    for key, given in (("file", series.file), ("encoding", series.encoding != Encoding.UTF_8)):
        if given:
            remedy = "here the rows stand beside the manifest, in UTF-8"
            message = f"is for folders outside the project; {remedy}"
            reading.problems.append(manifest.problem((key,), message))
            return False
    return not file.exists() or read_text(file, name, reading) is not None
