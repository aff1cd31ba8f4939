"""Series derived from published datasets: `python -m seed.derive COMMAND COPY…`.

Anyone with a copy of the dataset gets the same files, byte for byte. The datasets are not part of the
project. What each series counts and leaves out is said in its module in `seed/deriving` and in its manifest.
"""

import typer

from seed.deriving.fatalities import fatalities
from seed.deriving.ipi import contributions, months_without_split, personnel
from seed.deriving.un_contributors import contributors, every_month

COMMANDS = (
    *(fatalities, personnel, contributions, months_without_split),
    *(contributors, every_month),
)

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False)
for command in COMMANDS:
    app.command()(command)

if __name__ == "__main__":
    app()
