"""Read files into records, or problems that name file, line, field and remedy."""

import os
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from api.facts.base import derived_fields, part_of
from api.facts.kinds import DESCRIBED
from api.hints import probably_meant
from api.tables.field_words import FieldWords
from api.vocabulary import RecordType
from seed.files.entries import Entry, Problem, Reading, SeedFile
from seed.files.lines import Path as FieldPath
from seed.files.lines import line_of
from seed.files.meant import add_what_is_meant
from seed.files.messages import nearest
from seed.files.opening import lenient_text, read_text
from seed.files.parsing import add_problems, parse
from seed.files.places import (
    QUESTIONS,
    RELEASE,
    SERIES,
    WORDS,
    data_files,
    files_below,
    history_files,
    log_files,
    question_files,
    series_manifests,
    without_templates,
)
from seed.files.series import SeriesFile, open_series, read_series
from seed.known import KNOWN, Known
from seed.question_pages import read_question_page
from seed.records import Record, ReleaseRecord, class_of
from seed.releases.log import BadLog, read_log, version_numbers
from seed.words import written_out

PLURALS = [kind.plural for kind in DESCRIBED.values()]
ALONE = (RELEASE, WORDS, KNOWN)  # Files that hold no records.
SHEETS = {".xlsx", ".xls", ".ods", ".numbers", ".tsv"}
TEXTS = {".txt", ".yml", ".yaml", ".json", ".toml", ".md", ".csv", ""}
FOLDERS = [*PLURALS, SERIES, QUESTIONS]


def read_data(root: Path) -> Reading:
    """Read all records below `root`, and collect all problems, unread files included."""
    reading = Reading()
    if not root.is_dir():
        reading.problems.append(Problem(str(root), 1, "folder", "does not exist"))
        return reading
    _find_closed_folders(root, reading)
    for type, file in data_files(root):
        read_file(type, file, _display_name(file, root), reading)
    _find_unread_files(root, reading)
    for manifest in series_manifests(root):  # Last, since they look records up by name.
        read_series(manifest, _display_name(manifest, root), reading)
    reading.release = read_release(root / RELEASE, _display_name(root / RELEASE, root), reading)
    read_history(root, reading)
    _compare_release(root, reading)
    _read_words(root, reading)
    _read_known(root, reading)
    add_what_is_meant(reading)
    for file in question_files(root):
        read_question_page(file, _display_name(file, root), reading)
    return reading


def read_folder(folder: Path, reading: Reading) -> list[SeriesFile]:
    """Open the external series of a folder, and read the records it brings, such as sources."""
    for type, file in data_files(folder):
        read_file(type, file, file.as_posix(), reading)
    written = without_templates(files_below(folder, "*.toml"))
    manifests = [file for file in written if file.stem not in PLURALS]
    if not manifests:
        message = (
            "holds no manifest of a series, a .toml file such as seed/data/series/_template.toml"
        )
        reading.problems.append(Problem(folder.as_posix(), 1, "folder", message))
    files = (open_series(manifest, manifest.as_posix(), reading) for manifest in manifests)
    return [file for file in files if file]


def read_release(file: Path, name: str, reading: Reading) -> ReleaseRecord | None:
    """Read version and date of the release."""
    origin = parse(RecordType.SOURCE, file, name, reading)
    if origin is None:
        return None
    try:
        return ReleaseRecord.model_validate(origin.content)
    except ValidationError as error:
        add_problems(error, origin, ReleaseRecord, (), reading)
        return None


def read_history(root: Path, reading: Reading) -> None:
    """Read the logs of all releases, in the order of their versions."""
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


def _compare_release(root: Path, reading: Reading) -> None:
    """Refuse a release dated before one that is logged, and hint at one that is dated after today."""
    if reading.release is None:
        return
    day, logged = (
        reading.release.date,
        max((log.release.date for log in reading.releases), default=""),
    )
    line = line_of((root / RELEASE).read_text(encoding="utf-8-sig"), ("date",))
    name = _display_name(root / RELEASE, root)
    if day < logged:
        message = f"{day} is before {logged}, the day of a release that is logged"
        reading.problems.append(Problem(name, line, "date", message))
    elif day > date.today().isoformat():
        message = f"{day} lies in the future: once it is logged, no figure can be recorded after it until then"
        reading.hints.append(Problem(name, line, "date", message))


def _read_words(root: Path, reading: Reading) -> None:
    """Read the words of the field, where there are any."""
    if not (file := root / WORDS).exists():
        return
    origin = parse(RecordType.INDICATOR, file, _display_name(file, root), reading)
    if origin is None:
        return
    try:
        FieldWords.model_validate(origin.content)
    except ValidationError as error:
        add_problems(error, origin, FieldWords, (), reading)
    else:
        reading.words, reading.words_text = written_out(origin.content), origin.text


def _read_known(root: Path, reading: Reading) -> None:
    """Read the reference counts and lists, if there are any."""
    if not (file := root / KNOWN).exists():
        return
    origin = parse(RecordType.SOURCE, file, _display_name(file, root), reading)
    if origin is None:
        return
    try:
        reading.known = Known.model_validate(origin.content)
    except ValidationError as error:
        add_problems(error, origin, Known, (), reading)
    else:
        reading.known_file = origin


def _find_closed_folders(root: Path, reading: Reading) -> None:
    """Report each folder without read permission: its files would seem deleted."""
    errors: list[OSError] = []
    for _ in os.walk(root, onerror=errors.append):
        pass  # Only what cannot be listed is of interest.
    for folder in (Path(str(error.filename)) for error in errors):
        message = "cannot be read: you may not list its files"
        reading.problems.append(Problem(_display_name(folder, root), 1, "folder", message))
        for type in _kinds_in(folder.relative_to(root).parts[0]):
            reading.unread.add_text(type, folder.name, None)


def _find_unread_files(root: Path, reading: Reading) -> None:
    """Report files that are not read: in a misspelt folder, or with another suffix."""
    read = {file for _, file in data_files(root)} | {root / name for name in ALONE}
    read |= {*history_files(root), *question_files(root)}
    read |= {file.with_suffix(end) for file in series_manifests(root) for end in (".toml", ".csv")}
    for file in files_below(root, "**/*"):
        if file.is_file() and file not in read and not file.name.startswith("_template"):
            folder = file.relative_to(root).parts[0]
            message = f"is not read: {_remedy(file, folder)}"
            reading.problems.append(Problem(_display_name(file, root), 1, "file", message))
            text, stem = lenient_text(file), file.name.partition(".")[0]
            for type in _kinds_in(folder):
                reading.unread.add_text(type, stem, text)


def _remedy(file: Path, folder: str) -> str:
    """Say what a file should be called, or where it belongs."""
    name = file.name.partition(".")[0]
    if folder not in FOLDERS:
        return f"records are .toml files in {', '.join(FOLDERS)}{nearest(folder, FOLDERS)}"
    if folder == SERIES and file.suffix == ".csv" and file.parent.name == SERIES:
        return f"its manifest {name}.toml is missing; copy {SERIES}/_template.toml to that name"
    if file.suffix.lower() in SHEETS or (folder == SERIES and file.suffix.lower() == ".csv"):
        return f"save the rows as {name}.csv, with commas and in UTF-8, beside {name}.toml"
    if file.suffix.lower() in TEXTS or file.name.lower().endswith(".toml"):
        return f"call it {name}.toml, or move it out of {folder}"
    return "records are .toml files, rows of a series .csv files"


def _kinds_in(folder: str) -> list[RecordType]:
    """Return the kinds of records that a folder, or a misspelt one, may hold."""
    meant = folder if folder in FOLDERS else probably_meant(folder, FOLDERS)
    if meant == SERIES:
        return [RecordType.FIGURE]
    return [kind.type for kind in DESCRIBED.values() if meant in (kind.plural, None)]


def _display_name(file: Path, root: Path) -> str:
    return file.relative_to(root.parent.parent).as_posix()


def read_file(type: RecordType, file: Path, name: str, reading: Reading) -> None:
    """Read a file of one record, or of a list with common keys above it."""
    origin = parse(type, file, name, reading)
    if origin is None:
        reading.unread.add_text(type, file.stem, lenient_text(file))
        return
    plural = DESCRIBED[type].plural
    if (heading := _wrong_heading(origin, plural)) is not None:
        reading.problems.append(heading)
        reading.unread.add_text(type, file.stem, origin.text)
        return
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


def _wrong_heading(origin: SeedFile, plural: str) -> Problem | None:
    """Refuse a misspelt heading such as `[figures]` or `[[figure]]`, whose keys would be lost."""
    fields = class_of(origin.type).model_fields
    for key, value in origin.content.items():
        if not _is_block(value) or key in fields:
            continue
        if key != plural and probably_meant(key, [plural]):
            remedy = f"is no heading here; write [[{plural}]], or no heading above a single record"
            return origin.problem((key,), remedy)
        if key == plural and isinstance(value, dict):
            return origin.problem((key,), f"is a list of records; write [[{plural}]]")
    return None


def _is_block(value: object) -> bool:
    return isinstance(value[0] if isinstance(value, list) and value else value, dict)


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
        fits = add_problems(error, origin, record_class, base, reading)
        stem = "" if base else Path(origin.name).stem
        reading.unread.add_content([origin.type] if fits else RecordType, stem, content)
    else:
        reading.entries.append(Entry(record, origin, base))


def _derived_in(
    content: Any, part_class: type[BaseModel], path: FieldPath = ()
) -> Iterator[FieldPath]:
    """Yield the path of every derived field that a file gives, though it may not."""
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
