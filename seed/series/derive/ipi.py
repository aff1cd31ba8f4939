"""Uniformed personnel as the International Peace Institute transcribed it from the UN's monthly reports."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from seed.files.places import DATA
from seed.series.derive.places import Missions
from seed.series.derive.tables import number_of, read_rows, write_rows

# The columns of the contributions that make a component.
GROUPS = {
    "uniformed": ("Total",),
    "troops": ("Troops",),
    "experts_on_mission": ("Experts on Mission",),
    "police": ("Individual Police", "Formed Police Units"),
}
KINDS = {
    "Total Contributions": "uniformed",
    "Troop Contributions": "troops",
    "Police Contributions": "police",
    "EOM Contributions": "experts_on_mission",
}


def personnel(
    totals: Annotated[Path, typer.Argument(help="IPI world totals by month.")],
    by_mission: Annotated[Path, typer.Argument(help="IPI totals by mission and month.")],
    folder: Annotated[Path, typer.Option(help="Where to write.")] = DATA / "series",
) -> None:
    """Uniformed personnel at the end of each year, in the world and by mission."""
    year_ends = [row for row in read_rows(totals) if row["Date"].endswith("-12-31")]
    write_rows(
        folder / "personnel-by-year.csv",
        ["date", "component", "people"],
        [
            (row["Date"], component, row[column])
            for row in year_ends
            for column, component in KINDS.items()
            if row[column] not in ("NA", "0")
        ],
    )
    write_rows(
        folder / "contributors-by-year.csv",
        ["date", "countries"],
        [(row["Date"], row["Number of Contributors"]) for row in year_ends],
    )
    missions = Missions()
    placed = []
    for row in read_rows(by_mission):
        if row["Date"].endswith("-12-31") and row["Total"] != "NA":
            code = missions.find(row["Mission"], row["Date"])
            if code:
                note = missions.outside_life(code, row["Date"])
                placed.append((f"mission:{code}", row["Date"], "uniformed", row["Total"], note))
    write_rows(
        folder / "personnel-by-mission-and-year.csv",
        ["mission", "date", "component", "people", "note"],
        placed,
    )


def contributions(
    copy: Annotated[Path, typer.Argument(help="IPI contributions by country and sex.")],
    folder: Annotated[Path, typer.Option(help="Where to write.")] = DATA / "series",
) -> None:
    """Uniformed personnel by contributing country, and women by component, at the end of each year."""
    rows = [row for row in read_rows(copy) if row["Date"].endswith("-12-31")]
    by_country, by_component = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for row in rows:
        date, country = row["Date"], row["Contributor ISO-3"]
        by_country[date, country, "", "Total Total"] += number_of(row["Total Total"])
        by_country[date, country, "female", "Total Female"] += number_of(row["Total Female"])
        for component, groups in GROUPS.items():
            for group in groups:
                by_component[date, component, "female"] += number_of(row[f"{group} Female"])
                by_component[date, component, ""] += number_of(row[f"{group} Total"])
    write_rows(
        folder / "contributions-by-country.csv",
        ["date", "country", "sex", "measure", "component", "people"],
        [(*key, "uniformed", n) for key, n in by_country.items() if n],
    )
    women = {key[:2]: n for key, n in by_component.items() if key[2]}
    write_rows(
        folder / "women-by-year.csv",
        ["date", "component", "measure", "sex", "people"],
        [(date, kind, _measure(kind, " Female"), "female", n) for (date, kind), n in women.items()],
    )
    write_rows(
        folder / "women-share-by-year.csv",
        ["date", "component", "measure", "location", "share"],
        [
            (date, kind, _measure(kind), "field", f"{100 * n / by_component[date, kind, '']:.2f}")
            for (date, kind), n in women.items()
        ],
    )


def months_without_split(
    by_mission: Annotated[Path, typer.Argument(help="IPI totals by mission to October 2018.")],
    un_tables: Annotated[Path, typer.Argument(help="The UN's monthly tables by mission.")],
    folder: Annotated[Path, typer.Option(help="Where to write.")] = DATA / "series",
) -> None:
    """Uniformed personnel by mission in the months from 2015 that the UN's tables at hand do not split."""
    held = {row["date"] for row in read_rows(un_tables)}
    missions = Missions()
    placed = []
    for row in read_rows(by_mission):
        date = row["Date"]
        code = missions.find(row["Mission"], date)
        if code and date > min(held) and date not in held and row["Total"] not in ("", "NA"):
            note = missions.outside_life(code, date)
            people = int(float(row["Total"]))
            placed.append((f"mission:{code}", date, row["Mission"], "uniformed", people, note))
    write_rows(
        folder / "uniformed-by-mission-gaps.csv",
        ["mission", "date", "acronym", "component", "people", "note"],
        placed,
    )


def _measure(component: str, ending: str = "") -> str:
    return " and ".join(f"{group}{ending}" for group in GROUPS[component])
