"""Series in files: the manifest, the CSV file beside it, and its figures or what is wrong in it."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from posixpath import normpath

from pydantic import ValidationError

from api.vocabulary import RecordType
from seed.files.entries import Entry, Problem, Reading, SeedFile
from seed.files.opening import (
    csv_reader,
    files_below,
    lenient_text,
    read_text,
    start_fault,
    why_unopened,
)
from seed.files.parsing import add_problems, parse
from seed.names import Lookup
from seed.records import FigureRecord
from seed.references import references
from seed.series.figures import Invalid, RowFigure, read_figures
from seed.series.manifest import Series, header_fault
from seed.series.rows import Reject, Row, RowReader, read_rows

SERIES = "series"  # The folder of the manifests and their rows.
LATER = "surrogateescape"  # Bytes that are no text are refused with the cell they stand in.

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class SeriesFile:
    """A series that can be read: its manifest, and the CSV file with its columns."""

    origin: SeedFile
    series: Series
    file: Path
    name: str
    header: list[str]

    def rows(self, progress: Progress = lambda *_: None) -> Iterator[Row | Reject]:
        """Read the rows with their lines, one after the other; `progress` is called with the bytes and rows read since."""
        with self.file.open("rb") as file:
            text = TextIOWrapper(file, "utf-8-sig", errors=LATER, newline="")
            reader = csv_reader(text)
            next(reader)
            reported = rows = 0
            for row in read_rows(reader, self.header):
                yield row
                rows += 1
                if (read := file.tell()) > reported:
                    progress(read - reported, rows)
                    reported, rows = read, 0


def series_manifests(root: Path) -> list[Path]:
    """List the manifests of all series; the rows stand beside each in a CSV file of the same name."""
    manifests = files_below(root / SERIES, "*.toml")
    return [file for file in manifests if not file.name.startswith("_")]


def read_series(manifest: Path, name: str, reading: Reading) -> None:
    """Read the figures of a curated series: every row of the CSV file, as the manifest says."""
    file = open_series(manifest, name, reading)
    if file is None or not _stands_beside(file, reading):
        reading.unread.add_text(RecordType.FIGURE, manifest.stem, lenient_text(manifest))
        return
    reading.shared[file.name] = [
        (file.origin, path, target) for path, target in references(file.series)
    ]
    reader = RowReader(file.series, reading.lookup() if file.series.names else Lookup([]))
    origin = SeedFile(RecordType.FIGURE, file.name, "", {})
    if next(file.rows(), None) is None:
        reading.hints.append(
            Problem(file.name, 1, "file", "has a header but no rows: is it right?")
        )
    for result in read_figures(reader, file.rows()):
        if isinstance(result, RowFigure):
            reading.entries.append(Entry(result.record, origin, (result.observation.lines[0],)))
        elif isinstance(result, Invalid):
            base = (result.observation.lines[0],)
            add_problems(result.error, origin, FigureRecord, base, reading)
            reading.unread.add_words(RecordType.FIGURE, ())
        elif isinstance(result, Reject):
            message = f"{result.cell!r} {result.reason}" if result.column else result.reason
            reading.problems.append(
                Problem(file.name, result.line, result.column or "row", message)
            )


def open_series(manifest: Path, name: str, reading: Reading) -> SeriesFile | None:
    """Open a manifest that is right about the columns of its CSV file, or add its problems."""
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
    header = _header(file, rows_name, series, origin)
    if isinstance(header, Problem):
        reading.problems.append(header)
        return None
    problems = [origin.problem(path, message) for path, message in series.problems(header)]
    reading.problems += problems
    return None if problems else SeriesFile(origin, series, file, rows_name, header)


def _header(file: Path, name: str, series: Series, manifest: SeedFile) -> list[str] | Problem:
    """Read the names of the columns, or say why the first line gives none."""
    if not file.exists():
        return manifest.problem(("file",), f"the rows are missing: put them into {name}")
    try:
        if fault := start_fault(file):
            return Problem(name, fault.line, "file", fault.message)
        with file.open(encoding="utf-8-sig", errors=LATER, newline="") as rows:
            header: list[str] = next(csv_reader(rows), [])
    except OSError as error:
        return Problem(name, 1, "file", why_unopened(error))
    except csv.Error:
        return Problem(name, 1, "file", "its first line is no row of cells separated by commas")
    message = header_fault(header, series.columns_named())
    return Problem(name, 1, "header", message) if message else header


def _stands_beside(file: SeriesFile, reading: Reading) -> bool:
    """Whether the rows of a curated series are text beside their manifest; else add the problem."""
    if file.series.file:
        message = "is for folders outside the project; here the rows stand beside the manifest"
        reading.problems.append(file.origin.problem(("file",), message))
        return False
    return read_text(file.file, file.name, reading) is not None
