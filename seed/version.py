"""The option `--version` of the commands."""

from importlib.metadata import version
from typing import Annotated

import typer


def show_version(asked: bool) -> None:
    """Print the version of the code and end, when that is asked."""
    if asked:
        typer.echo(version("peacekeeping-facts"))
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option("--version", help="Print the version.", callback=show_version, is_eager=True),
]
