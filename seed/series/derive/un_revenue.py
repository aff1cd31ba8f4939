"""Revenue of UN peacekeeping by contributing country and calendar year, as the UN reports it.

The reporting entity is "UN-DPO". Revenue of the type "other" is left out: most of it has no contributor.
"""

from pathlib import Path
from typing import Annotated

import typer

from seed.files.places import DATA
from seed.series.derive.tables import Written, read_rows, write_rows

TYPES = {"assessed": "assessed_revenue_usd", "voluntary_earmarked": "voluntary_revenue_usd"}


def revenue(
    copy: Annotated[Path, typer.Argument(help="Revenue by contributor, 2013 to 2024.")],
    folder: Annotated[Path, typer.Option(help="Where to write.")] = DATA / "series",
) -> None:
    """Assessed and voluntary revenue of UN peacekeeping by State and calendar year."""
    rows = [row for row in read_rows(copy) if row["iso3"] and row["type"] in TYPES]
    newest = max(row["year"] for row in rows)
    written: list[Written] = []
    for row in rows:
        year, country, type = row["year"], row["iso3"], row["type"]
        amount = row["amount_usd"].removesuffix(".0")
        if float(amount):
            written.append((year, country, TYPES[type], type, amount))
        if year == newest and type == "assessed":
            share = row["share_of_assessed_percent"]
            written.append((year, country, "assessed_revenue_share", type, share))
    header = ["year", "country", "indicator", "type", "value"]
    write_rows(folder / "revenue-by-country.csv", header, written)
