"""Authorised strength from 1990 to 2015, as Passmore, Shannon and Hart coded it from resolutions."""

from pathlib import Path
from typing import Annotated

import typer

from seed.files.places import DATA
from seed.series.derive.places import Missions
from seed.series.derive.tables import Written, read_rows, write_rows


def authorized(
    copy: Annotated[Path, typer.Argument(help="Authorised and deployed by mission and month.")],
    folder: Annotated[Path, typer.Option(help="Where to write.")] = DATA / "series",
) -> None:
    """Authorised uniformed strength of each mission at the end of each year, and in its newest month."""
    missions = Missions()
    written: list[Written] = []
    rows = [row for row in read_rows(copy) if row["authorized_total"] not in ("", "0")]
    newest = max(row["date"] for row in rows)
    for row in rows:
        date = row["date"]
        code = missions.find(row["mission"], date)
        # The dataset goes on with some ceilings after the end of a mission, and begins others too early.
        if code is None or missions.outside_life(code, date):
            continue
        if date.endswith("-12-31") or date == newest:
            people = row["authorized_total"].removesuffix(".0")
            written.append((f"mission:{code}", date, row["mission"], "uniformed", people))
    header = ["mission", "date", "acronym", "component", "people"]
    write_rows(folder / "authorized-by-mission-and-year.csv", header, written)
