"""Write the downloads of a database, once when it is built; the service only finds and sends them.

The same database gives the same bytes: records in the order of their lists, no timestamp in any file.
"""

import gzip
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from io import BufferedWriter
from pathlib import Path
from types import UnionType
from typing import IO, Annotated, Any, get_args, get_origin
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pydantic import BaseModel
from pydantic_core import to_json
from sqlalchemy import Connection

from api.database.address import find_release, open_reading, read_release
from api.database.replace import remove, swapped_in
from api.exports.describe import DESCRIPTION, KEYWORDS, LICENCE
from api.exports.files import FORMS, SUMS, DownloadFormat, folder_of, forget_older
from api.facts.base import part_of
from api.formats.tabular import csv_lines
from api.lists.engine import each
from api.lists.parts import leaves
from api.lists.resource import Resource
from api.resources.registry import RESOURCES
from api.tables.release import ReleaseRow
from api.vocabulary import Row

TYPES = {bool: "boolean", int: "integer", float: "number"}
STEP = 100_000  # Bytes that are compressed together.
LEVEL = 6  # As in the archive; 9 takes twice as long, and saves 3%.
PROFILES = "https://datapackage.org/profiles/2.0"
PACKAGE = {
    "$schema": f"{PROFILES}/datapackage.json",
    "name": "peacekeeping-facts",
    "title": "Peacekeeping Facts",
    "description": DESCRIPTION,
    "keywords": KEYWORDS,
    "licenses": [
        {
            "name": "CC-BY-4.0",
            "title": "Creative Commons Attribution 4.0 International",
            "path": LICENCE,
        }
    ],
    "contributors": [{"title": "Peacekeeping Facts", "roles": ["author"]}],
}
README = """\
Peacekeeping Facts, release {label}

One table for each kind of record. `datapackage.json` describes every column, with the size and the
SHA-256 sum of every table.

A table has a row for each record and a column for each of its values: `citation.source.code` is the code of
the source in the citation. Where a record has several (names, citations), they share a cell,
with a semicolon between them, in the same order in each of their columns. An empty cell means
not known or not applicable. A text that a spreadsheet would take for a formula, beginning with
`=`, `+`, `-` or `@`, has an apostrophe in front.

A figure is what one source says once: two sources are two figures. Figures of a cumulative kind must
not be added up.

The data are free to use under CC BY 4.0 ({licence}); please name Peacekeeping Facts and
the release. The sources keep their own rights; where one says on what terms its data may be used again, the
columns called `licence` do.
"""


def publish(new: Path, database: Path) -> Path:
    """Write the downloads of the database in file `new`, which is or soon will be at `database`; return their folder.

    Keep those of the release served until now, because clients may be downloading them, and the new
    database may yet fail; remove older ones.
    """
    engine = open_reading(f"sqlite:///{new}")
    with ExitStack() as at_the_end:
        at_the_end.callback(engine.dispose)
        release = read_release(engine)
        folder = folder_of(database, release)
        at_the_end.callback(_remove_if_empty, folder.parent)
        with swapped_in(folder) as place, engine.connect() as connection:
            _write(connection, release, new, place)
        served = find_release(f"sqlite:///{database}")
        forget_older(folder, folder_of(database, served) if served else None)
        for leftover in folder.parent.glob(".*"):  # Of a load that was killed.
            remove(leftover)
    return folder


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _write(connection: Connection, release: ReleaseRow, database: Path, folder: Path) -> None:
    folder.mkdir()
    files = {format: folder / form.file for format, form in FORMS.items()}
    _link(database, files[DownloadFormat.SQLITE])
    with _opened(files[DownloadFormat.NDJSON]) as lines:
        package = _write_tables(connection, release, files[DownloadFormat.CSV], lines)
    files[DownloadFormat.DATAPACKAGE].write_bytes(package)
    sums = [f"{_sum(file)}  {file.name}\n" for file in files.values()]
    (folder / SUMS).write_text("".join(sums), encoding="utf-8")


def _link(file: Path, link: Path) -> None:
    try:
        os.link(file, link)
    except OSError:  # Not every file system can.
        shutil.copyfile(file, link)


@contextmanager
def _opened(file: Path) -> Iterator[IO[bytes]]:
    """Open a file that is compressed with gzip while it is written."""
    with (
        file.open("wb") as raw,
        gzip.GzipFile("", "wb", LEVEL, raw, mtime=0) as packed,
        _in_large_steps(packed) as lines,
    ):
        yield lines


def _in_large_steps(packed: Any) -> IO[bytes]:
    """Buffer lines before they are compressed: each call of the compressor costs as much as a line."""
    return BufferedWriter(packed, STEP)


def _noted(
    resource: Resource, records: Iterable[tuple[bytes, Row]], lines: IO[bytes]
) -> Iterator[Row]:
    """Pass records on, and write each as NDJSON on the way, so that a million are read once for both files."""
    start = b'{"type":"%b","record":' % resource.type.encode()
    for text, record in records:
        lines.write(start + text + b"}\n")
        yield record


def _write_tables(
    connection: Connection, release: ReleaseRow, file: Path, lines: IO[bytes]
) -> bytes:
    """Write CSV tables and `datapackage.json` to an archive, and all records as NDJSON; return `datapackage.json`."""
    with ZipFile(file, "w") as archive:
        resources = [
            _write_table(_noted(kind, each(connection, kind), lines), kind, archive)
            for kind in RESOURCES.values()
        ]
        content = {**PACKAGE, "version": release.label, "resources": resources}
        package = to_json(content, indent=2) + b"\n"
        archive.writestr(_member("datapackage.json"), package)
        words = README.format(label=release.label, licence=LICENCE)
        archive.writestr(_member("README.txt"), words)
    return package


def _write_table(records: Iterable[Row], resource: Resource, archive: ZipFile) -> dict[str, Any]:
    """Write the CSV table of a kind of record, and return its description for `datapackage.json`."""
    name = f"{resource.plural}.csv"
    digest, size = hashlib.sha256(), 0
    with archive.open(_member(name), "w") as packed, _in_large_steps(packed) as table:
        for line in csv_lines(records, resource.answer):
            table.write(line)
            digest.update(line)
            size += len(line)
    return {
        "name": resource.plural,
        "type": "table",
        "path": name,
        "description": resource.words,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest.hexdigest()}",
        "schema": {
            "$schema": f"{PROFILES}/tableschema.json",
            "fields": [_describe(resource.answer, path) for path in leaves(resource.answer)],
            "primaryKey": ["code"],
        },
    }


def _member(name: str) -> ZipInfo:
    """Make a member of a zip archive with fixed time, system and permissions, for the same bytes everywhere."""
    member = ZipInfo(name)
    member.compress_type, member.create_system = ZIP_DEFLATED, 3
    member.external_attr = 0o644 << 16
    return member


def _describe(record: type[BaseModel], path: tuple[str, ...]) -> dict[str, str]:
    """Describe a column by name, type, and the description of its field."""
    column: dict[str, str] = {}
    several = False
    for name in path:
        field = record.model_fields[name]
        kinds = _kinds(field.annotation)
        several = several or list in kinds
        plain = [TYPES[kind] for kind in kinds if kind in TYPES and not several]
        column = {
            "name": ".".join(path),
            "type": plain[0] if plain else "string",
            "description": str(field.description),
        }
        record = part_of(field.annotation) or record
    return column


def _kinds(annotation: Any) -> list[Any]:
    """List the types in an annotation, including `list` where it has several values."""
    origin = get_origin(annotation)
    inner = get_args(annotation)[:1] if origin is Annotated else get_args(annotation)
    own = [] if origin in (Annotated, UnionType) else [origin or annotation]
    return own + [kind for argument in inner for kind in _kinds(argument)]


def _sum(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
