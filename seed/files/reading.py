"""From files to records, or to problems that name file, line, field and what would be right."""

import csv
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from io import TextIOWrapper
from pathlib import Path
from posixpath import normpath
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from api.tables.facts import derived_fields, part_of
from api.tables.field_words import FieldWords
from api.tables.kinds import KINDS
from api.vocabulary import RecordType
from seed.files.entries import Entry, Problem, Reading, SeedFile
from seed.files.lines import Path as FieldPath
from seed.files.messages import explain, nearest
from seed.files.opening import csv_reader, read_text
from seed.names import Lookup
from seed.records import FigureRecord, Record, ReleaseRecord, class_of
from seed.releases.log import BadLog, history_files, log_files, read_log, version_numbers
from seed.series.figures import Invalid, RowFigure, read_figures
from seed.series.manifest import Series
from seed.series.rows import Reject, Row, RowReader, read_rows
from seed.words import WORDS

DATA = Path(__file__).parent.parent / "data"
RELEASE = "release.toml"
PLURALS = [kind.plural for kind in KINDS.values()]
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


def data_files(root: Path) -> Iterator[tuple[RecordType, Path]]:
    """List the files of records below `root`, in the order of kinds and names, without templates."""
    for kind in KINDS.values():
        alone = root / f"{kind.plural}.toml"
        files = [alone] if alone.exists() else []
        for file in files + sorted((root / kind.plural).glob("**/*.toml")):
            if not file.name.startswith("_"):
                yield kind.type, file


def series_manifests(root: Path) -> list[Path]:
    """List the manifests of all series; the rows stand beside each in a CSV file of the same name."""
    manifests = sorted((root / "series").glob("*.toml"))
    return [file for file in manifests if not file.name.startswith("_")]


def read_data(root: Path) -> Reading:
    """Read all records below `root` with all problems of their shape; a file that is not read is a problem too."""
    reading = Reading()
    if not root.is_dir():
        reading.problems.append(Problem(str(root), 1, "folder", "does not exist"))
        return reading
    for type, file in data_files(root):
        read_file(type, file, _display_name(file, root), reading)
    for manifest in series_manifests(root):
        read_series(manifest, _display_name(manifest, root), reading)
    reading.release = read_release(root / RELEASE, _display_name(root / RELEASE, root), reading)
    read_history(root, reading)
    _read_words(root, reading)
    reading.problems += _unread_files(root)
    return reading


def read_folder(folder: Path, reading: Reading) -> list[SeriesFile]:
    """Open the series of a folder from elsewhere, and read the records it brings along, such as sources."""
    for type, file in data_files(folder):
        read_file(type, file, file.as_posix(), reading)
    manifests = [
        file
        for file in sorted(folder.glob("*.toml"))
        if file.stem not in PLURALS and not file.name.startswith("_")
    ]
    if not manifests:
        message = (
            "holds no manifest of a series, a .toml file such as seed/data/series/_template.toml"
        )
        reading.problems.append(Problem(folder.as_posix(), 1, "folder", message))
    files = (open_series(manifest, manifest.as_posix(), reading) for manifest in manifests)
    return [file for file in files if file]


def read_release(file: Path, name: str, reading: Reading) -> ReleaseRecord | None:
    """Read what the data call their present state."""
    origin = _parse(RecordType.SOURCE, file, name, reading)
    if origin is None:
        return None
    try:
        return ReleaseRecord.model_validate(origin.content)
    except ValidationError as error:
        _add_problems(error, origin, ReleaseRecord, (), reading)
        return None


def read_history(root: Path, reading: Reading) -> None:
    """Read the logs of all releases, the first one first."""
    for file in log_files(root):
        name = _display_name(file, root)
        text = read_text(file, name, reading)
        if text is None:
            continue
        try:
            reading.releases.append(read_log(file, text, name))
        except BadLog as problem:
            reading.problems.append(Problem(name, problem.line, "file", str(problem)))
    reading.releases.sort(key=lambda log: version_numbers(log.version))


def _read_words(root: Path, reading: Reading) -> None:
    """Read the words of the field, where there are any."""
    if not (file := root / WORDS).exists():
        return
    origin = _parse(RecordType.INDICATOR, file, _display_name(file, root), reading)
    if origin is None:
        return
    try:
        FieldWords.model_validate(origin.content)
    except ValidationError as error:
        _add_problems(error, origin, FieldWords, (), reading)
    else:
        reading.words, reading.words_text = origin.content, origin.text


def _unread_files(root: Path) -> Iterator[Problem]:
    """Name the files that belong to no kind of record: in a misspelt folder, or with another ending."""
    read = {file for _, file in data_files(root)} | {root / RELEASE, root / WORDS}
    read |= set(history_files(root))
    read |= {file.with_suffix(end) for file in series_manifests(root) for end in (".toml", ".csv")}
    for file in sorted(root.glob("**/*")):
        if file.is_file() and file not in read and not file.name.startswith("_template"):
            folder = file.relative_to(root).parts[0]
            kinds = [*PLURALS, "series"]
            hint = "" if folder in kinds else nearest(folder, kinds)
            message = f"is not read: records are .toml files in {', '.join(kinds)}{hint}"
            yield Problem(_display_name(file, root), 1, "file", message)


def _display_name(file: Path, root: Path) -> str:
    return file.relative_to(root.parent.parent).as_posix()


def read_file(type: RecordType, file: Path, name: str, reading: Reading) -> None:
    """Read the records of one file: one, or a list under the name of the folder with common keys above."""
    origin = _parse(type, file, name, reading)
    if origin is None:
        return
    plural = KINDS[type].plural
    records = origin.content.get(plural)
    if not isinstance(records, list):
        _read_record(origin, origin.content, (), reading)
        return
    if not records:
        reading.problems.append(origin.problem((plural,), "holds no record"))
    common = {key: value for key, value in origin.content.items() if key != plural}
    for position, content in enumerate(records):
        if isinstance(content, dict):
            _read_record(origin, {**common, **content}, (plural, position), reading)
        else:
            message = f"is written as a block under [[{plural}]]"
            reading.problems.append(origin.problem((plural, position), message))


def read_series(manifest: Path, name: str, reading: Reading) -> None:
    """Read the figures of a curated series: every row of the CSV file, as the manifest says."""
    file = open_series(manifest, name, reading)
    if file is None:
        return
    if file.series.file:
        message = "is for folders outside the project; here the rows stand beside the manifest"
        reading.problems.append(file.origin.problem(("file",), message))
        return
    if read_text(file.file, file.name, reading) is None:
        return
    reader = RowReader(file.series, reading.lookup() if file.series.names else Lookup([]))
    origin = SeedFile(RecordType.FIGURE, file.name, "", {})
    for result in read_figures(reader, file.rows()):
        if isinstance(result, RowFigure):
            reading.entries.append(Entry(result.record, origin, (result.observation.lines[0],)))
        elif isinstance(result, Invalid):
            base = (result.observation.lines[0],)
            _add_problems(result.error, origin, FigureRecord, base, reading)
        elif isinstance(result, Reject):
            message = f"{result.cell!r} {result.reason}"
            reading.problems.append(
                Problem(file.name, result.line, result.column or "row", message)
            )


def open_series(manifest: Path, name: str, reading: Reading) -> SeriesFile | None:
    """Open a manifest that is right about the columns of its CSV file, or add its problems."""
    origin = _parse(RecordType.FIGURE, manifest, name, reading)
    if origin is None:
        return None
    try:
        series = Series.model_validate(origin.content)
    except ValidationError as error:
        _add_problems(error, origin, Series, (), reading)
        return None
    file = series.rows_beside(manifest)
    rows_name = normpath(f"{name}/../{series.file or manifest.with_suffix('.csv').name}")
    try:
        with file.open(encoding="utf-8-sig", errors=LATER, newline="") as rows:
            header: list[str] = next(csv_reader(rows), [])
    except (OSError, csv.Error) as error:
        reading.problems.append(Problem(rows_name, 1, "file", f"cannot be read: {error}"))
        return None
    problems = [origin.problem(path, message) for path, message in series.problems(header)]
    reading.problems += problems
    return None if problems else SeriesFile(origin, series, file, rows_name, header)


def _parse(type: RecordType, file: Path, name: str, reading: Reading) -> SeedFile | None:
    text = read_text(file, name, reading)
    if text is None:
        return None
    try:
        return SeedFile(type, name, text, tomllib.loads(text))
    except (ValueError, RecursionError) as error:
        message = str(error)
        place = message.rpartition("(at line ")[2].partition(",")[0]
        line = int(place) if place.isdigit() else 1
        reading.problems.append(Problem(name, line, "file", f"is not TOML: {message}"))
    return None


def _read_record(
    origin: SeedFile, content: dict[str, Any], base: FieldPath, reading: Reading
) -> None:
    record_class = class_of(origin.type)
    for path in _derived_in(content, record_class):
        message = "is worked out while loading; leave it out"
        reading.problems.append(origin.problem(path, message, base))
    try:
        record = _validator(record_class).validate_python(content)
    except ValidationError as error:
        _add_problems(error, origin, record_class, base, reading)
        if isinstance(code := content.get("code"), str):
            reading.unreadable.add((origin.type, code))
    else:
        reading.entries.append(Entry(record, origin, base))


def _derived_in(
    content: Any, part_class: type[BaseModel], path: FieldPath = ()
) -> Iterator[FieldPath]:
    """Yield the path to every field, of a record or a part of it, that no file may give."""
    if isinstance(content, list):
        for position, inner in enumerate(content):
            yield from _derived_in(inner, part_class, (*path, position))
    elif isinstance(content, dict):
        yield from ((*path, name) for name in sorted(derived_fields(part_class) & content.keys()))
        for name, inner_class in _parts_with_derived_fields(part_class).items():
            yield from _derived_in(content.get(name), inner_class, (*path, name))


@cache
def _parts_with_derived_fields(part_class: type[BaseModel]) -> dict[str, type[BaseModel]]:
    parts = {name: part_of(info.annotation) for name, info in part_class.model_fields.items()}
    return {name: part for name, part in parts.items() if part and derived_fields(part)}


@cache
def _validator(record_class: type[Record]) -> TypeAdapter[Record]:
    return TypeAdapter(record_class)  # The validation of SQLModel's own classes is slower.


def _add_problems(
    error: ValidationError,
    origin: SeedFile,
    record_class: type[BaseModel],
    base: FieldPath,
    reading: Reading,
) -> None:
    for detail in error.errors():
        path = tuple(detail["loc"])
        message = explain(detail, record_class, path)
        reading.problems.append(origin.problem(path, message, base))
