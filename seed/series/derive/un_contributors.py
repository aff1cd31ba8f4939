"""Uniformed personnel from the UN's own month-end tables of contributors, January 2015 to July 2025.

Every month by mission and in all; each December and the newest month by country, and by country and mission.
The women stand beside them where the database can afford it: a figure takes two kilobytes there. Every month of
every country in every mission is too much for the project: `every_month` writes it as a folder for
`python -m seed load --series`.
"""

import shutil
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from seed.files.places import DATA
from seed.series.derive.places import Missions
from seed.series.derive.tables import (
    Row,
    Written,
    number_of,
    read_rows,
    write_rows,
    year_ends_and_last,
)
from seed.series.derive.un_contingents import (
    KINDS,
    rank_of,
    write_countries,
    write_countries_in_missions,
    write_missions,
)
from seed.series.derive.un_women import write_women

# Months in which troops are printed as women who are men in the months around: all missions, or one.
SEX_MISPRINTED = {
    ("2020-08-31", ""),
    ("2016-01-31", "UNOCI"),
    ("2016-04-30", "UNOCI"),
    ("2016-05-31", "UNOCI"),
}
DAYS_MISPRINTED = {day for day, _ in SEX_MISPRINTED}
MANIFEST = Path(__file__).parents[2] / "examples" / "contributors" / "contributors-every-month.toml"

People = Annotated[Path, typer.Argument(help="The tables by country and mission.")]
ByMission = Annotated[Path, typer.Argument(help="The tables by mission.")]
ByCountry = Annotated[Path, typer.Argument(help="The tables by country.")]
Months = Annotated[Path, typer.Argument(help="The list of months.")]
Folder = Annotated[Path, typer.Option(help="Where to write.")]


def contributors(
    by_country_and_mission: People,
    by_country: ByCountry,
    by_mission: ByMission,
    months: Months,
    folder: Folder = DATA / "series",
) -> None:
    """Uniformed personnel by mission, by country and in all, from the UN's monthly tables."""
    missions = Missions()
    in_missions, in_months = list(read_rows(by_country_and_mission)), list(read_rows(months))
    of_missions, of_countries = list(read_rows(by_mission)), list(read_rows(by_country))
    days = year_ends_and_last(row["date"] for row in in_months)
    write_missions(of_missions, missions, folder)
    write_countries(of_countries, folder)
    write_countries_in_missions(in_missions, missions, folder)
    _write_world(in_months, of_countries, days, folder)
    _write_operations_alone(of_missions, missions, folder)
    write_women(in_missions, in_months, days, folder)


def every_month(
    by_country_and_mission: People,
    folder: Annotated[Path, typer.Argument(help="The folder to make.")],
    since: Annotated[str, typer.Option(help="The first month, such as 2025-07.")] = "",
) -> None:
    """Write a folder for `load --series`: every country in every mission by kind and sex, month by month."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(MANIFEST, folder / MANIFEST.name)
    header = ["date", "mission", "iso3", "component", "male", "female", "total"]
    rows: list[Written] = []
    for row in read_rows(by_country_and_mission):
        if row["date"] >= since:
            sexes = (row["male"], row["female"]) if _sex_is_told(row) else ("", "")
            placed = (row["date"], row["mission"], row["iso3"], KINDS[row["type"]])
            rows.append((*placed, *sexes, row["total"]))
    write_rows(folder / MANIFEST.with_suffix(".csv").name, header, rows)


def _write_world(months: list[Row], by_country: list[Row], days: set[str], folder: Path) -> None:
    kinds = Counter[tuple[str, str]]()
    for row in by_country:
        if row["date"] in days:
            for column, component in KINDS.items():
                kinds[row["date"], component] += number_of(row[column])
    placed: list[Written] = [
        (date, component, "", people, *rank_of(component, date))
        for (date, component), people in kinds.items()
        if people
    ]
    for row in months:
        rank = rank_of("world", row["date"])
        placed.append((row["date"], "uniformed", "", row["sum_of_rows"], *rank))
        if row["by_sex"] == "yes" and row["date"] not in DAYS_MISPRINTED:
            placed.append((row["date"], "uniformed", "female", row["women"], "", ""))
    header = ["date", "component", "sex", "people", "rank", "reason"]
    write_rows(folder / "uniformed-monthly.csv", header, placed)
    write_rows(
        folder / "contributing-countries-monthly.csv",
        ["date", "countries", "rank", "reason"],
        [(row["date"], row["contributors"], *rank_of("countries", row["date"])) for row in months],
    )


def _write_operations_alone(rows: list[Row], missions: Missions, folder: Path) -> None:
    people, others = Counter[tuple[str, str]](), Counter[str]()
    for row in rows:
        date = row["date"]
        if missions.is_operation(missions.place(row["mission"], date)):
            people[date, ""] += number_of(row["total"])
            people[date, "female"] += number_of(row["female"])
        else:
            others[date] += number_of(row["total"])
    write_rows(
        folder / "peacekeepers-monthly.csv",
        ["date", "component", "sex", "people", "note"],
        [
            (date, "uniformed", sex, n, "" if sex else _left_out(others[date]))
            for (date, sex), n in people.items()
            if not (sex and date in DAYS_MISPRINTED)
        ],
    )


def _left_out(others: int) -> str:
    return f"Without {others:,} people in political missions and UNSOS, whom the same table counts."


def _sex_is_told(row: Row) -> bool:
    """Tell whether the sexes in a row are reliable (not misprinted)."""
    date, mission = row["date"], row["mission"]
    return not {(date, ""), (date, mission)} & SEX_MISPRINTED
