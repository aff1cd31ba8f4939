"""`python -m seed check | load | verify | release | derive`: the curator's commands."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from api.database.address import database_at
from api.exports.write import publish
from api.settings import read_settings
from seed import derive
from seed.build.external import ExternalLoad
from seed.build.load import load as load_database
from seed.build.lock import building
from seed.build.postgresql import copy_to_server
from seed.checks.evidence import verify as run_verify
from seed.checks.registry import hints, problems_of
from seed.files.entries import Problem, Reading
from seed.files.folding import lines_of
from seed.files.reading import DATA, read_data, read_folder
from seed.files.series import Progress, SeriesFile
from seed.library import Library
from seed.records import counts_of
from seed.releases.release import log_release, release_problems
from seed.series.external import external_series

app = typer.Typer(
    help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
app.add_typer(derive.app, name="derive")

# A record takes about as long to load as a row of so many bytes: the bar counts bytes.
BYTES = 500
OfRecords = Callable[[int], None]
DataFolder = Annotated[Path, typer.Option("--data", help="Folder of the seed files.")]


@app.command()
def check(
    data: DataFolder = DATA,
    each: Annotated[
        bool, typer.Option("--all", help="Print each line, of those that are alike too.")
    ] = False,
) -> None:
    """Read every file and print all problems, or one line of counts."""
    reading = _checked(data, each=each)
    found = [*reading.hints, *hints(Library.of(reading, reading.releases))]
    for hint in lines_of(found, each=each):
        typer.echo(f"hint: {hint}")
    counts = counts_of([entry.type for entry in reading.entries])
    typer.echo(f"no problems in {len(reading.entries)} records: {_in_words(counts)}")


@app.command()
def load(
    data: DataFolder = DATA,
    series: Annotated[
        list[Path] | None,
        typer.Option(help="Folder with series from elsewhere, to be loaded too; may be repeated."),
    ] = None,
) -> None:
    """Check every file and build the database with its downloads, or change nothing."""
    url = read_settings().database_url
    with building(url):
        build(data, url, series or [])


def build(data: Path, url: str, folders: Iterable[Path] = ()) -> None:
    """Check, load and make the downloads, with progress on a terminal; problems end the program.

    Where the address is one of a server, what is built is copied there. The caller holds the lock (`building`).
    """
    reading, database = read_data(data), database_at(url).file
    files = [file for folder in folders for file in read_folder(folder, reading)]
    _refuse(problems_of(reading, reading.history()))
    series = external_series(files, reading.entries)
    _refuse([problem for external in series for problem in external.problems()])
    with _progress(reading, files) as (records, rows):
        external = ExternalLoad(series, rows)
        release = load_database(
            reading.entries,
            data,
            database,
            progress=records,
            also=lambda new: _finish(new, database, url),
            external=external,
        )
    typer.echo(f"release {release.label} with {_in_words(release.counts)} is at {database_at(url)}")
    for line in external.report(database):
        typer.echo(line)


def _finish(new: Path, database: Path, url: str) -> None:
    files = publish(new, database)
    copy_to_server(new, files, url)


@app.command()
def verify(
    texts: Annotated[Path, typer.Option(help="Folder with the copies of the source texts.")],
    data: DataFolder = DATA,
) -> None:
    """Prove every evidence word for word against the texts, and count the paragraphs cited."""
    proof = run_verify(_checked(data).entries, texts)
    _refuse(proof.problems)
    typer.echo(f"{proof.proven} pieces of evidence stand in their paragraphs, word for word")
    for source, lines in proof.paragraphs.items():
        uncited = sorted(set(range(1, len(lines) + 1)) - proof.cited[source])
        which = f"; not cited: {', '.join(map(str, uncited))}" if uncited else ""
        cited = len(lines) - len(uncited)
        typer.echo(f"{source}: {cited} of {len(lines)} paragraphs cited{which}")
    if proof.missing:
        names = ", ".join(sorted(proof.missing))
        typer.echo(f"texts not there: {len(proof.missing)} ({names})")
        typer.echo(f"pieces of evidence in them, not looked up: {proof.missing.total()}")


@app.command()
def release(
    data: DataFolder = DATA,
    again: Annotated[
        bool, typer.Option(help="Write the log anew, as long as nobody has the release.")
    ] = False,
    before: Annotated[
        Path | None,
        typer.Option(
            help="Folder with the seed files of the release before, to log which fields changed."
        ),
    ] = None,
) -> None:
    """Check every file and log what this release adds, corrects and withdraws, before it is published."""
    reading = read_data(data)
    _refuse(release_problems(reading, again=again))
    if reading.release:  # Else there was a problem.
        older = Library(read_data(before).entries) if before else None
        counts = log_release(data, reading, reading.release, older)
        typer.echo(f"release {reading.release.version} is logged: {_in_words(counts)}")


@contextmanager
def _progress(reading: Reading, files: list[SeriesFile]) -> Iterator[tuple[OfRecords, Progress]]:
    """Show the pace and the time left on a terminal; yields what to call with records and with rows loaded."""
    started, loaded = 0.0, 0
    with typer.progressbar(
        length=len(reading.entries) * BYTES + sum(series.file.stat().st_size for series in files),
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


def _checked(data: Path, *, each: bool = False) -> Reading:
    reading = read_data(data)
    _refuse(problems_of(reading, reading.history()), each=each)
    return reading


def _refuse(problems: list[Problem], *, each: bool = False) -> None:
    if problems:
        lines = lines_of(problems, each=each)
        for line in lines:
            typer.echo(line)
        number = len(set(problems))
        counted = "1 problem" if number == 1 else f"{number} problems"
        more = "; `check --all` shows each" if len(lines) < number else ""
        typer.echo(f"{counted}; nothing was done{more}", err=True)
        raise typer.Exit(1)


def _in_words(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {folder}" for folder, number in counts.items())


if __name__ == "__main__":
    app()
