"""`python -m tests.faults`: brings about every fault in large numbers, and prints what came of it as a table.

It takes some minutes, needs Linux, and for some faults the right to mount a file system where nobody else sees it.
"""

from typing import Annotated

import typer

from tests.faults.known import FAILED, FAULTS, VIEWS, can_have, tried


def main(
    few: Annotated[bool, typer.Option("--few", help="As often as in the suite.")] = False,
    view: Annotated[str, typer.Option(help="Only the faults of one view, which we have.")] = "",
) -> None:
    """Tries all faults; the exit code is 1 when something published did not survive."""
    if view:
        rows = [fault.row(few=few) for fault in FAULTS if fault.view == view]
        typer.echo("\n".join(rows))
        raise typer.Exit(any(FAILED in row for row in rows))
    typer.echo("| fault | times | outcome |\n|---|---:|---|")
    for each in VIEWS:
        done = tried(each, few=few) if can_have(each) else None
        typer.echo(done.stdout if done else f"| {each} | 0 | not possible here |\n", nl=False)
        typer.echo(done.stderr if done else "", err=True, nl=False)


if __name__ == "__main__":
    typer.run(main)
