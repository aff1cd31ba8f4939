"""`python -m tests.faults`: inject every fault many times, and print a table of the outcomes.

It takes some minutes, needs Linux, and for some faults the right to mount a file system where nobody else sees it.
"""

import subprocess
from typing import Annotated

import typer

from tests.faults.known import FAILED, FAULTS, VIEWS, can_have, command


def main(
    few: Annotated[bool, typer.Option("--few", help="As often as in the suite.")] = False,
    view: Annotated[str, typer.Option(help="Only the faults of one view, which we have.")] = "",
) -> None:
    """Tries all faults; the exit code is 1 when something published did not survive."""
    failed = False
    if view:
        for fault in FAULTS:
            if fault.view == view:
                row = fault.row(few=few)
                failed |= FAILED in row
                print(row, flush=True)
    else:
        print("| fault | times | outcome |\n|---|---:|---|", flush=True)
        for each in VIEWS:
            if can_have(each):
                failed |= subprocess.run(command(each, few=few), check=False).returncode != 0  # noqa: S603
            else:
                print(f"| all that need {VIEWS[each][0]} | 0 | not possible here |", flush=True)
    raise typer.Exit(failed)


if __name__ == "__main__":
    typer.run(main)
