"""`python -m api`: builds the database if it is missing or older than the seed, then serves it."""

from typing import Annotated

import typer
import uvicorn

from api.database import database_file, find_release
from api.settings import read_settings
from seed.__main__ import load
from seed.loading import digest_of, digest_of_code
from seed.reading import DATA


def main(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(help="Number of processes.", min=1)] = 1,
) -> None:
    """Serves the facts; the settings come from the environment (`PEACEKEEPING_…`)."""
    url = read_settings().database_url
    release = find_release(url)
    built = release and (release.digest, release.built_by) == (digest_of(DATA), digest_of_code())
    if release is None or not built:
        typer.echo(f"Building the database from {DATA} …")
        load(DATA)
    else:
        typer.echo(
            f"release {release.label} is at {database_file(url)}, built from the present seed files"
        )
    typer.echo(
        f"Look at http://{host}:{port}/docs, or ask http://{host}:{port}/v1/missions?limit=3"
    )
    uvicorn.run(
        "api.main:create_configured_app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        server_header=False,
    )


if __name__ == "__main__":
    typer.run(main)
