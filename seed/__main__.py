"""`python -m seed check | load | verify | release | derive`: the curator's commands."""

import gc
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from seed.checks.evidence import verify as run_verify
from seed.checks.registry import hints, problems_of
from seed.files.entries import Reading
from seed.files.folding import lines_of
from seed.files.places import DATA
from seed.files.reading import read_data
from seed.library import Library
from seed.printing import DataFolder, in_words, refuse
from seed.records import counts_of
from seed.releases.release import log_release, release_problems
from seed.version import Version

# Commands that need much which the others do not: each is imported when it is called.
ELSEWHERE = {"load": "seed.build.command", "derive": "seed.derive"}


class Commands(TyperGroup):
    """List the commands of this module and of `ELSEWHERE`; import the latter only when called."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Name all commands."""
        return [*super().list_commands(ctx), *ELSEWHERE]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import a command from elsewhere, or return one from here."""
        if cmd_name in ELSEWHERE:
            command = typer.main.get_command(import_module(ELSEWHERE[cmd_name]).app)
            command.name = cmd_name
            return command
        return super().get_command(ctx, cmd_name)


app = typer.Typer(
    cls=Commands,
    help=__doc__,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def main(_version: Version = False) -> None:
    """Take the options that stand before a command."""


@app.command()
def check(
    data: DataFolder = DATA,
    each: Annotated[
        bool, typer.Option("--all", help="Print each line, of those that are alike too.")
    ] = False,
) -> None:
    """Read every file and print all problems, or one line of counts."""
    reading, library = _checked(data, each=each)
    found = [*reading.hints, *hints(library)]
    for hint in lines_of(found, each=each):
        typer.echo(f"hint: {hint}")
    counts = counts_of([entry.type for entry in reading.entries])
    typer.echo(f"no problems in {len(reading.entries)} records: {in_words(counts)}")


@app.command()
def verify(
    texts: Annotated[Path, typer.Option(help="Folder with the copies of the source texts.")],
    data: DataFolder = DATA,
) -> None:
    """Prove every evidence word for word against the texts, and count the paragraphs cited."""
    proof = run_verify(_checked(data)[0].entries, texts)
    refuse(proof.problems)
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
    refuse(release_problems(reading, again=again))
    if reading.release:  # Else there was a problem.
        version, older = reading.release.version, _older(before) if before else None
        logged = log_release(data, reading, reading.release, older)
        if logged is None:
            remedy = "leave its version and date as they were"
            typer.echo(
                f"release {version} adds, corrects and withdraws nothing: there is nothing to log; {remedy}"
            )
            return
        typer.echo(f"release {version} is logged: {in_words(logged.counts)}")
        if logged.untold:
            remedy = "give the seed files of the release before with --before FOLDER"
            typer.echo(
                f"which fields changed is not told of {logged.untold} of them; to tell it, {remedy}"
            )


def _older(data: Path) -> Library:
    """Read the seed files of the previous release; an unread record would pass for unchanged."""
    reading = read_data(data)
    refuse(reading.problems)
    return Library(reading.entries)


def _checked(data: Path, *, each: bool = False) -> tuple[Reading, Library]:
    reading = read_data(data)
    library = Library.of(reading, reading.history())
    refuse(problems_of(reading, library), each=each)
    gc.freeze()  # Else all records are looked through for garbage once more at the end.
    return reading, library


if __name__ == "__main__":
    gc.disable()  # Records are held to the end; looking for garbage among them takes a tenth of the time.
    app()
