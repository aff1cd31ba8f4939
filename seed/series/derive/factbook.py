"""Contingents as the CIA World Factbook prints them, in editions after the last table of the UN at hand."""

from pathlib import Path
from typing import Annotated

import typer

from seed.files.places import DATA
from seed.series.derive.places import Missions
from seed.series.derive.tables import Written, read_rows, write_rows

LAST_UN_TABLE = "2025-07-31"
SEVERAL = "Southern African Development Community"
COMPONENTS = ("military", "police")


def factbook(
    copy: Annotated[Path, typer.Argument(help="Deployments by edition, country and mission.")],
    folder: Annotated[Path, typer.Option(help="Where to write.")] = DATA / "series",
) -> None:
    """Rounded sizes of contingents after July 2025, as the factbook prints them."""
    missions = Missions()
    written: list[Written] = []
    for row in read_rows(copy):
        edition = row["edition_date"]
        code = missions.find(row["mission"], edition)
        # A number that joins two forces is left out, and so is a force without a record here.
        if edition <= LAST_UN_TABLE or not code or SEVERAL in row["wording"]:
            continue
        for component in COMPONENTS:
            if row[component]:
                where = (row["mission"], row["country"].replace("&ocirc;", "ô"), row["iso3"])
                written.append((f"mission:{code}", edition, *where, component, row[component]))
    header = ["mission", "edition", "acronym", "name", "country", "component", "people"]
    write_rows(folder / "factbook-deployments.csv", header, written)
