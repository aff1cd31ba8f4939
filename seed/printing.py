"""What the curator's commands print: problems, which end them, and counts."""

from pathlib import Path
from typing import Annotated

import typer

from seed.files.entries import Problem
from seed.files.folding import lines_of

DataFolder = Annotated[Path, typer.Option("--data", help="Folder of the seed files.")]


def refuse(problems: list[Problem], *, each: bool = False) -> None:
    """Print the problems, if there are any, and end the program."""
    if not problems:
        return
    lines = lines_of(problems, each=each)
    for line in lines:
        typer.echo(line)
    number = len(set(problems))
    counted = "1 problem" if number == 1 else f"{number} problems"
    more = "; `check --all` shows each" if len(lines) < number else ""
    typer.echo(f"{counted}; nothing was done{more}", err=True)
    raise typer.Exit(1)


def in_words(counts: dict[str, int]) -> str:
    """Write counts of records by their kind."""
    return ", ".join(f"{number} {folder}" for folder, number in counts.items())
