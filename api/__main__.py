"""Run `python -m api`: build the database if it is missing or older than the seed files, then serve it."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory
from typing import Annotated

if __name__ in ("__main__", "__mp_main__"):  # The latter is a worker.
    # FastAPI imports `pydantic.v1` to refuse its models, and goes on without it: it takes 0.2 s of each start. If it
    # became necessary, no service would start in `tests/http/test_starting.py`.
    sys.modules["pydantic.v1"] = None  # type: ignore[assignment]
if __name__ == "__main__":
    gc.disable()  # Imported modules stay in memory; `api/app.py` enables the collector when the service is made.

import typer

from api.database.address import database_at, find_release
from api.exports.files import find_downloads
from api.http.server import NotListening, bind, most_workers, serve
from api.settings import Settings, read_settings
from api.tables.release import ReleaseRow
from seed.build.digests import digest_of, digest_of_code
from seed.files.places import DATA
from seed.version import Version

SHARED_METRICS = "PROMETHEUS_MULTIPROC_DIR"
ANY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104  # named here, bound only when asked


def prepare(url: str, data: Path) -> None:
    """Build the database and its downloads if they are missing, damaged or out of date.

    Of several processes started at once, one builds and the others wait.
    """
    release = _current(url, data)
    if release and _has_downloads(url, release):
        _report_current(release, url)
        return
    # Most starts find a database, and need nothing of what builds one.
    from seed.build.lock import NotBuilt, building  # noqa: PLC0415

    try:
        with building(url):
            _complete(url, data)
    except NotBuilt:
        release = _readable(url)
        if release is None:
            raise
        lacking = "" if _has_downloads(url, release) else ", without downloads"
        typer.echo(f"serving release {release.label} as it is{lacking}")


def _has_downloads(url: str, release: ReleaseRow) -> bool:
    database = database_at(url)
    return database.holds_downloads or bool(find_downloads(database.file, release))


def _complete(url: str, data: Path) -> None:
    """Build what is still missing: another process may have built it while this one waited."""
    from api.exports.write import publish  # noqa: PLC0415  # as in `prepare`
    from seed.build.command import build  # noqa: PLC0415

    release = find_release(url)
    if current := _current(url, data):
        if not _has_downloads(url, current):
            file = database_at(url).file
            publish(file, file)
        _report_current(current, url)
    elif release and release.curated != release.digest:
        message = "holds series from elsewhere, but is damaged, or the seed files or the code have changed since"
        typer.echo(f"release {release.label} at {database_at(url)} {message}", err=True)
        typer.echo("load it again: python -m seed load --series FOLDER", err=True)
        raise typer.Exit(1)
    else:
        typer.echo(f"Building the database from {data} …")
        build(data, url)
        gc.collect()  # Else the garbage of the build would stay in memory while serving.


def _readable(url: str) -> ReleaseRow | None:
    """Return the release at the URL if its database is undamaged and was built by this code."""
    release = find_release(url)
    usable = release and release.built_by == digest_of_code() and database_at(url).is_whole()
    return release if usable else None


def _current(url: str, data: Path) -> ReleaseRow | None:
    """Return the release at the URL if it is readable, and built from the present seed files."""
    release = _readable(url)
    try:
        return release if release and release.curated == digest_of(data) else None
    except OSError:  # A seed file cannot be read; building says which.
        return None


def _report_current(release: ReleaseRow, url: str) -> None:
    typer.echo(
        f"release {release.label} is at {database_at(url)}, built from the present seed files"
    )


def main(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8000,
    access_log: Annotated[
        bool, typer.Option(help="Log every request, as PEACEKEEPING_ACCESS_LOG=true does.")
    ] = False,
    workers: Annotated[int, typer.Option(help="Number of processes.", min=1)] = 1,
    _version: Version = False,
) -> None:
    """Serve the facts; the settings come from the environment (`PEACEKEEPING_…`)."""
    if access_log:
        os.environ["PEACEKEEPING_ACCESS_LOG"] = "true"  # Each worker reads its own settings.
    settings = read_settings()
    _check_memory(workers, settings.kept_mb)
    with _listening(host, port) as listener, _adding_up(settings, workers):
        prepare(settings.database_url, DATA)
        address = f"http://{'localhost' if host in ANY_ADDRESS else host}:{port}"
        typer.echo(
            f"Once it runs, open {address} in a browser, or ask {address}/v1/missions?limit=3"
        )
        serve(listener, workers=workers)


def _check_memory(workers: int, kept_mb: int) -> None:
    most = most_workers(kept_mb)
    if most and workers > most:
        typer.echo(
            f"--workers {workers}: the memory of this machine carries {most} with"
            f" PEACEKEEPING_KEPT_MB={kept_mb}; ask for fewer",
            err=True,
        )
        raise typer.Exit(2)


def _listening(host: str, port: int) -> socket:
    try:
        return bind(host, port)
    except NotListening as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(3) from refusal


@contextmanager
def _adding_up(settings: Settings, workers: int) -> Iterator[None]:
    """Let the metrics of several workers be added up, through a temporary folder if the environment names none."""
    if workers == 1 or not settings.metrics or SHARED_METRICS in os.environ:
        yield
        return
    try:
        folder = TemporaryDirectory(prefix="peacekeeping-metrics-")
    except OSError as error:
        needed = "PEACEKEEPING_METRICS with several workers needs a folder that can be written"
        typer.echo(f"{needed}; name one in TMPDIR ({error.strerror})", err=True)
        raise typer.Exit(3) from error
    with folder as name:
        os.environ[SHARED_METRICS] = name
        yield


def run() -> None:
    """Run the command line; `peacekeeping-facts` of an installed package does."""
    typer.run(main)


if __name__ == "__main__":
    run()
