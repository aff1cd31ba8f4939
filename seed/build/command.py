"""`python -m seed load`: check every file, build the database with its downloads, or change nothing.

Apart from the other commands, which need little of what is imported here.
"""

import gc
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from api.database.address import database_at
from api.exports.write import publish
from api.settings import read_settings
from api.vocabulary import RecordType
from seed.build.external import ExternalLoad
from seed.build.load import load as load_database
from seed.build.lock import building
from seed.build.postgresql import copy_to_server
from seed.build.success import NoSuccess, refuse_loss
from seed.checks.registry import problems_of
from seed.files.entries import Entry, SeedFile
from seed.files.places import DATA
from seed.files.reading import read_data, read_folder
from seed.files.series import Progress, SeriesFile
from seed.library import Library
from seed.printing import DataFolder, in_words, refuse
from seed.series.external import ExternalSeries, external_series

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

# A record takes about as long to load as a row of so many bytes: the bar counts bytes.
BYTES = 500
OfRecords = Callable[[int], None]


@app.command()
def load(
    data: DataFolder = DATA,
    series: Annotated[
        list[Path] | None,
        typer.Option(help="Folder with series from elsewhere, to be loaded too; may be repeated."),
    ] = None,
    drop: Annotated[
        bool, typer.Option(help="Let series go that are in the database and not named now.")
    ] = False,
) -> None:
    """Check every file and build the database with its downloads, or change nothing."""
    url = read_settings().database_url
    with building(url):
        build(data, url, series or [], drop=drop)


def build(data: Path, url: str, folders: Iterable[Path] = (), *, drop: bool = False) -> None:
    """Check, load and make the downloads, with progress on a terminal; problems end the program.

    Where the address is one of a server, what is built is copied there. The caller holds the lock (`building`).
    """
    usual = gc.get_threshold()
    try:
        entries, series = _checked(data, folders)
        if not drop:
            refuse_loss(database_at(url).file, [external.file for external in series])
        _load(data, url, entries, series)
    except NoSuccess as refusal:
        for line in refusal.lines:
            typer.echo(line)
        typer.echo("nothing was done", err=True)
        raise typer.Exit(1) from None
    finally:
        gc.set_threshold(*usual)


def _checked(data: Path, folders: Iterable[Path]) -> tuple[list[Entry], list[ExternalSeries]]:
    """Return the records and the external series; end the program if either has a problem."""
    reading = read_data(data)
    files = [file for folder in folders for file in read_folder(folder, reading)]
    refuse(problems_of(reading, Library.of(reading, reading.history())))
    entries = list(_without_texts(reading.entries))
    # The records stay, and are not looked through for garbage with every thousand rows; those of others leave some.
    gc.freeze()
    gc.enable()
    gc.set_threshold(50_000, 20, 100)
    series = external_series(files, entries)
    refuse([problem for external in series for problem in external.problems()])
    return entries, series


def _without_texts(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Drop the texts of files, a fifth of the memory: only messages about problems need them."""
    bare: dict[tuple[RecordType, str], SeedFile] = {}
    for entry in entries:
        type, name = entry.type, entry.origin.name
        origin = bare.setdefault((type, name), SeedFile(type, name, "", {}))
        yield replace(entry, origin=origin)


def _load(data: Path, url: str, entries: list[Entry], series: list[ExternalSeries]) -> None:
    database = database_at(url).file
    with _progress(entries, [external.file for external in series]) as (records, rows):
        external = ExternalLoad(series, rows)
        release = load_database(
            entries,
            data,
            database,
            progress=records,
            also=lambda new: copy_to_server(new, publish(new, database), url),
            external=external,
        )
    typer.echo(f"release {release.label} with {in_words(release.counts)} is at {database_at(url)}")
    for line in external.report(database):
        typer.echo(line)


@contextmanager
def _progress(
    entries: list[Entry], files: list[SeriesFile]
) -> Iterator[tuple[OfRecords, Progress]]:
    """Show pace and time left on a terminal; yield callbacks for records and for rows loaded."""
    started, loaded = 0.0, 0
    with typer.progressbar(
        length=len(entries) * BYTES + sum(series.file.stat().st_size for series in files),
        label="Loading",
        hidden=not sys.stderr.isatty(),
        file=sys.stderr,
    ) as bar:

        def of_rows(bytes: int, rows: int) -> None:
            nonlocal started, loaded
            started, loaded = started or time.monotonic(), loaded + rows
            seconds = time.monotonic() - started
            bar.label = f"Loading, {loaded / max(seconds, 1):,.0f} rows a second"
            bar.update(bytes)

        yield lambda number: bar.update(number * BYTES), of_rows
