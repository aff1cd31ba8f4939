"""From files to records, or to problems that name file, line, field and what would be right."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from api.vocabulary import RecordType
from seed.explaining import explain, nearest
from seed.lines import Path as FieldPath
from seed.lines import line_of
from seed.records import CLASSES, FOLDERS, Record, ReleaseRecord
from seed.series import Series

DATA = Path(__file__).parent / "data"
RELEASE = "release.toml"


@dataclass(frozen=True, order=True)
class Problem:
    """Something a curator should change, and where."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.message}"


@dataclass(frozen=True)
class SeedFile:
    """A file that could be parsed."""

    type: RecordType
    name: str
    text: str = field(repr=False)
    content: dict[str, Any] = field(repr=False)

    def problem(self, path: FieldPath, message: str, base: FieldPath = ()) -> Problem:
        """A problem with the field at `path` of the record at `base`, which in a CSV file is its line."""
        return Problem(self.name, self._line(path, base), dotted(path) or "record", message)

    def _line(self, path: FieldPath, base: FieldPath) -> int:
        if base and isinstance(base[0], int):
            return base[0]
        # What a record of a list does not say itself, the head of the file says for all of them.
        if base and path and path[0] in self.content and path[0] not in self._own_keys(base):
            return line_of(self.text, path)
        return line_of(self.text, (*base, *path))

    def _own_keys(self, base: FieldPath) -> Any:
        return self.content[str(base[0])][base[1]]


@dataclass(frozen=True)
class Entry:
    """A record and the place it was read from: a file, and `base` when it holds several."""

    record: Record
    origin: SeedFile
    base: FieldPath = ()

    @property
    def type(self) -> RecordType:
        """What the record is about."""
        return self.origin.type

    @property
    def in_series(self) -> bool:
        """Whether it is one row of a long series."""
        return bool(self.base) and isinstance(self.base[0], int)

    @property
    def key(self) -> tuple[RecordType, str]:
        """What makes it one of a kind."""
        return self.type, self.record.code

    def problem(self, path: FieldPath, message: str) -> Problem:
        """A problem with one of its fields."""
        return self.origin.problem(path, message, self.base)


@dataclass
class Reading:
    """What the files hold: the records that could be read, and the problems of the rest."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unreadable: set[tuple[RecordType, str]] = field(default_factory=set)


def data_files(root: Path) -> Iterator[tuple[RecordType, Path]]:
    """Every file of records below `root`, in the order of kinds and names; templates are left out."""
    for folder, type in FOLDERS.items():
        alone = root / f"{folder}.toml"
        files = [alone] if alone.exists() else []
        for file in files + sorted((root / folder).glob("**/*.toml")):
            if not file.name.startswith("_"):
                yield type, file


def series_manifests(root: Path) -> list[Path]:
    """The manifests of all series; the rows stand beside each in a CSV file of the same name."""
    manifests = sorted((root / "series").glob("*.toml"))
    return [file for file in manifests if not file.name.startswith("_")]


def read_data(root: Path) -> Reading:
    """All records below `root` with all problems of their shape; no file there is passed over."""
    reading = Reading()
    if not root.is_dir():
        reading.problems.append(Problem(str(root), 1, "folder", "does not exist"))
        return reading
    for type, file in data_files(root):
        read_file(type, file, _shown(file, root), reading)
    for manifest in series_manifests(root):
        read_series(manifest, _shown(manifest, root), reading)
    read_release(root / RELEASE, _shown(root / RELEASE, root), reading)
    reading.problems += _passed_over(root)
    return reading


def read_release(file: Path, name: str, reading: Reading) -> ReleaseRecord | None:
    """What the data call their present state."""
    origin = _parse(RecordType.SOURCE, file, name, reading)
    if origin is None:
        return None
    try:
        return ReleaseRecord.model_validate(origin.content)
    except ValidationError as error:
        _report(error, origin, ReleaseRecord, (), reading)
        return None


def _passed_over(root: Path) -> Iterator[Problem]:
    """Files that no kind of record claims: a misspelt folder, another ending."""
    read = {file for _, file in data_files(root)} | {root / RELEASE}
    read |= {file.with_suffix(end) for file in series_manifests(root) for end in (".toml", ".csv")}
    for file in sorted(root.glob("**/*")):
        if file.is_file() and file not in read and not file.name.startswith("_template"):
            folder = file.relative_to(root).parts[0]
            kinds = [*FOLDERS, "series"]
            hint = "" if folder in kinds else nearest(folder, kinds)
            message = f"is not read: records are .toml files in {', '.join(kinds)}{hint}"
            yield Problem(_shown(file, root), 1, "file", message)


def _shown(file: Path, root: Path) -> str:
    return file.relative_to(root.parent.parent).as_posix()


def read_file(type: RecordType, file: Path, name: str, reading: Reading) -> None:
    """The records of one file: one, or a list under the name of the folder with common keys above."""
    origin = _parse(type, file, name, reading)
    if origin is None:
        return
    plural = next(folder for folder, its_type in FOLDERS.items() if its_type is type)
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
    """The figures of a series: every row of the CSV file, read as the manifest says."""
    origin = _parse(RecordType.FIGURE, manifest, name, reading)
    if origin is None:
        return
    try:
        plan = Series.model_validate(origin.content)
    except ValidationError as error:
        _report(error, origin, Series, (), reading)
        return
    rows_name = name.removesuffix(".toml") + ".csv"
    try:
        text = manifest.with_suffix(".csv").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reading.problems.append(Problem(rows_name, 1, "file", f"cannot be read: {error}"))
        return
    table = csv.DictReader(text.splitlines())
    header = list(table.fieldnames or [])
    for path, column in plan.columns_named():
        if column not in header:
            message = f"the CSV file has no column {column!r}{nearest(column, header)}"
            reading.problems.append(origin.problem(path, message))
            return
    rows = SeedFile(RecordType.FIGURE, rows_name, "", {})
    for row in table:
        _read_record(rows, plan.figure(row), (table.line_num,), reading)


def _parse(type: RecordType, file: Path, name: str, reading: Reading) -> SeedFile | None:
    try:
        # utf-8-sig: an editor may put a mark in front that is not part of the text.
        text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        return SeedFile(type, name, text, tomllib.loads(text))
    except UnicodeDecodeError as error:
        message = f"byte {error.start + 1} is not UTF-8; save the file as UTF-8"
        reading.problems.append(Problem(name, 1, "file", message))
    except OSError as error:
        reading.problems.append(Problem(name, 1, "file", f"cannot be read: {error.strerror}"))
    except (ValueError, RecursionError) as error:
        message = str(error)
        place = message.rpartition("(at line ")[2].partition(",")[0]
        line = int(place) if place.isdigit() else 1
        reading.problems.append(Problem(name, line, "file", f"is not TOML: {message}"))
    return None


def dotted(path: FieldPath) -> str:
    """A path of keys as a curator reads it: `roles[1].title`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(
        "."
    )


def _read_record(
    origin: SeedFile, content: dict[str, Any], base: FieldPath, reading: Reading
) -> None:
    record_class = CLASSES[origin.type]
    try:
        record = TypeAdapter(record_class).validate_python(content)
    except ValidationError as error:
        _report(error, origin, record_class, base, reading)
        if isinstance(code := content.get("code"), str):
            reading.unreadable.add((origin.type, code))
    else:
        reading.entries.append(Entry(record, origin, base))


def _report(
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
