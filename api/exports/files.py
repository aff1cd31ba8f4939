"""Name the downloads, and find those of a release.

They are made once, by `api/exports/write.py`, when a database is built; here they are only found. Their folder is
beside the database and named for the release and the code, so that those of two never mix. Files that another host
has built are in the database (PostgreSQL), and are copied here when they are first requested.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine

from api.database.address import Database
from api.database.replace import remove
from api.tables.release import ReleaseRow


class DownloadFormat(StrEnum):
    """Format of the whole dataset; `json` lists the files."""

    JSON = "json"
    SQLITE = "sqlite"
    NDJSON = "ndjson"
    CSV = "csv"
    DATAPACKAGE = "datapackage"


SUMS = "SHA256SUMS"
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True)
class Form:
    """One format of the downloads: its file name, media type and description."""

    file: str
    media_type: str
    content: str


FORMS = {
    DownloadFormat.SQLITE: Form(
        "peacekeeping-facts.sqlite",
        "application/vnd.sqlite3",
        "The database that answers are read from, with its search index.",
    ),
    # Records repeat their keys and their sources: compressed they are less than a tenth.
    DownloadFormat.NDJSON: Form(
        "peacekeeping-facts.ndjson.gz",
        "application/gzip",
        "Every record as it is answered, one a line with its type, compressed with gzip.",
    ),
    DownloadFormat.CSV: Form(
        "peacekeeping-facts.csv.zip",
        "application/zip",
        "A table for each kind of record, with the description of all columns.",
    ),
    DownloadFormat.DATAPACKAGE: Form(
        "datapackage.json",
        "application/vnd.datapackage+json",
        "The description of those tables and columns alone (Frictionless Data Package).",
    ),
}


@dataclass(frozen=True)
class Download:
    """One file of a release, with its size and its checksum (SHA-256)."""

    format: DownloadFormat
    path: Path
    bytes: int
    sha256: str

    @property
    def form(self) -> Form:
        """The name, media type and description of its format."""
        return FORMS[self.format]

    def name_for(self, release: ReleaseRow) -> str:
        """Return the name to save the file under, with the release, so that two releases fit in one folder."""
        stem, _, ending = self.form.file.partition(".")
        return f"{stem}-{release.label}.{ending}"


def folder_of(database: Path, release: ReleaseRow) -> Path:
    """Return the folder of the files of a release, beside its database."""
    name = f"{release.label}-{release.built_by[:8]}"
    return database.with_name(f"{database.name}.downloads") / name


def find_downloads(database: Path, release: ReleaseRow) -> dict[DownloadFormat, Download]:
    """Find the files of a release by format; none when they have not been made."""
    folder = folder_of(database, release)
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
        sums = {name: sum for sum, name in (line.split() for line in lines)}
        sizes = {name: (folder / name).stat().st_size for name in sums}
    except OSError:
        return {}
    return {
        format: Download(format, folder / form.file, sizes[form.file], sums[form.file])
        for format, form in FORMS.items()
    }


def bring_downloads(
    engine: Engine, database: Database, release: ReleaseRow
) -> dict[DownloadFormat, Download]:
    """Return the files of a release by format, after copying them here if only the database holds them."""
    if database.holds_downloads:
        with _ONE_AT_A_TIME, suppress(OSError):  # Where nothing can be written, there are none.
            if not find_downloads(database.file, release):
                _bring(database.download_parts(engine), folder_of(database.file, release))
    return find_downloads(database.file, release)


def _bring(parts: Iterator[tuple[str, bytes]], folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".") as new:
        whole = Path(new) / "whole"
        whole.mkdir()
        for name, part in parts:
            with (whole / name).open("ab") as file:
                file.write(part)
                os.fsync(file.fileno())
        with suppress(FileExistsError):  # Another process has copied the same.
            whole.rename(folder)
    forget_older(folder)


def forget_older(folder: Path, served: Path | None = None) -> None:
    """Remove the files of all releases but this one and the previous one, which clients may be downloading.

    The previous one is that in the folder `served`, or else the newest of the others.
    """
    others = [path for path in folder.parent.glob("[!.]*") if path != folder]
    others.sort(key=lambda path: (path == served, path.stat().st_mtime))
    for older in others[:-1]:
        remove(older)
