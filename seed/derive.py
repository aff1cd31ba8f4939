"""Series derived from published datasets: `python -m seed derive COMMAND COPY…`.

Anyone with a copy of the dataset gets the same files, byte for byte. The datasets are not part of the
project. What each series counts and leaves out is said in its module in `seed/series/derive` and in its manifest.
"""

import typer

from seed.series.derive.factbook import factbook
from seed.series.derive.fatalities import fatalities
from seed.series.derive.ipi import contributions, months_without_split, personnel
from seed.series.derive.passmore import authorized
from seed.series.derive.un_budgets import budgets
from seed.series.derive.un_contributors import contributors, every_month
from seed.series.derive.un_revenue import revenue
from seed.series.derive.un_strength import strength
from seed.series.derive.un_trust_funds import trust_funds

COMMANDS = (
    *(fatalities, personnel, contributions, months_without_split),
    *(contributors, every_month, strength, authorized),
    *(budgets, revenue, trust_funds, factbook),
)

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False)
for command in COMMANDS:
    app.command()(command)

if __name__ == "__main__":
    app()
