"""`python -m api`: builds the database if it is missing or older than the seed, then serves it."""

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from api.database import database_file, find_release, is_postgresql, shown
from api.downloads import find_downloads
from api.publishing import publish
from api.settings import read_settings
from api.tables.index import ReleaseRow
from seed.__main__ import build
from seed.copying import alone
from seed.loading import digest_of, digest_of_code
from seed.reading import DATA

ANY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104  # named here, bound only when asked


def prepare(url: str, data: Path) -> None:
    """Builds the database when it is missing, foreign, or older than the seed files or the code."""
    # Who only serves need not wait until others have loaded.
    with nullcontext() if is_present(find_release(url), data) else alone(url):
        _prepare(url, data)


def is_present(release: ReleaseRow | None, data: Path) -> bool:
    """Whether a release was made by this code of these seed files, and perhaps of series from elsewhere."""
    if release is None:
        return False
    return (release.curated, release.built_by) == (digest_of(data), digest_of_code())


def _prepare(url: str, data: Path) -> None:
    release, where = find_release(url), shown(url)
    if release and is_present(release, data):
        typer.echo(f"release {release.label} is at {where}, built from the present seed files")
        if not is_postgresql(url) and not find_downloads(database_file(url), release):
            _publish_alone(database_file(url))
    elif release and release.curated != release.digest:
        message = "holds series from elsewhere, but the seed files or the code have changed since"
        typer.echo(f"release {release.label} at {where} {message}", err=True)
        typer.echo("load it again: python -m seed load --series FOLDER", err=True)
        raise typer.Exit(1)
    else:
        typer.echo(f"Building the database from {data} …")
        build(data, database_file(url), url=url)


def _publish_alone(database: Path) -> None:
    """Makes the downloads of a database that has none; where nothing can be written, it is served without."""
    try:
        publish(database, database)
    except OSError as error:
        typer.echo(f"serving without downloads: they cannot be written ({error})")


def main(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8000,
    access_log: Annotated[
        bool, typer.Option(help="Log every request; costs half of what the service can answer.")
    ] = False,
    workers: Annotated[int, typer.Option(help="Number of processes.", min=1)] = 1,
) -> None:
    """Serves the facts; the settings come from the environment (`PEACEKEEPING_…`)."""
    prepare(read_settings().database_url, DATA)
    there = f"http://{'localhost' if host in ANY_ADDRESS else host}:{port}"
    typer.echo(f"Once it runs, look at {there}/docs, or ask {there}/v1/missions?limit=3")
    uvicorn.run(
        "api.main:create_configured_app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        access_log=access_log,
        server_header=False,
    )


if __name__ == "__main__":
    typer.run(main)
