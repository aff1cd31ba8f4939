"""Deaths, counted from the register of fatalities of the UN Peace and Security Data Hub."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from api.tables.naming import letters_of
from seed.files.places import DATA
from seed.series.derive.places import Missions, iso3_by_name
from seed.series.derive.tables import Row, read_rows, write_rows

CAUSES = {
    "Malicious Act": "malicious_act",
    "Accident": "accident",
    "Illness": "illness",
    "Self-Inflicted": "self_inflicted",
    "To Be Determined": "to_be_determined",
    "Unknown": "unknown",
}
PERSONNEL = {
    "Military": "military",
    "Police": "police",
    "Military Observer": "military_observers",
    "International Civilian": "international_civilians",
    "Local": "local_civilians",
    "Other": "other",
}
LAST_INCIDENT = "2025-02-18"  # The edition of 2025-04-04 ends here: its last year is not whole.
FORMER = {
    "SCG",
    "YUG",
}  # States that were; recorded later than the others, in a series of their own.
Placed = list[tuple[str, Row]]


def fatalities(
    copy: Annotated[Path, typer.Argument(help="CSV copy of DPPADPOSS-FATALITIES.")],
    folder: Annotated[Path, typer.Option(help="Where to write.")] = DATA / "series",
) -> None:
    """Deaths by mission, year, cause and personnel type, from the UN's register of fatalities."""
    missions = Missions()
    placed: Placed = []
    left_out = Counter[str]()
    for row in read_rows(copy):
        code = missions.find(row["mission_acronym"], row["incident_date"])
        if code is None:
            left_out[row["mission_acronym"]] += 1
        else:
            placed.append((code, row))
    _write_by_mission(placed, missions, folder)
    _write_by_year([row for code, row in placed if missions.is_operation(code)], folder)
    _write_by_nationality(copy, folder)
    named = ", ".join(f"{acronym} {n}" for acronym, n in sorted(left_out.items()))
    typer.echo(f"{len(placed)} rows placed, {left_out.total()} left out: {named}")


def _write_by_mission(placed: Placed, missions: Missions, folder: Path) -> None:
    by_mission = Counter(code for code, _ in placed)
    by_cause = Counter((code, CAUSES[row["type_of_incident"]]) for code, row in placed)
    write_rows(
        folder / "fatalities-by-mission.csv",
        ["mission", "cause", "deaths"],
        [(f"mission:{code}", "", n) for code, n in by_mission.items()]
        + [(f"mission:{code}", cause, n) for (code, cause), n in by_cause.items()],
    )
    by_year = Counter((code, _year(row)) for code, row in placed)
    write_rows(
        folder / "fatalities-by-mission-and-year.csv",
        ["mission", "start", "end", "deaths", "note"],
        [
            (f"mission:{code}", *_period(year), n, missions.outside_life(code, year))
            for (code, year), n in by_year.items()
        ],
    )


def _write_by_year(peacekeeping: list[Row], folder: Path) -> None:
    totals = Counter((_year(row), "", "") for row in peacekeeping)
    totals.update((_year(row), CAUSES[row["type_of_incident"]], "") for row in peacekeeping)
    totals.update(
        (_year(row), "", PERSONNEL[row["casualty_personnel_type"].strip()]) for row in peacekeeping
    )
    write_rows(
        folder / "fatalities-by-year.csv",
        ["start", "end", "cause", "personnel", "deaths"],
        [(*_period(year), cause, kind, n) for (year, cause, kind), n in totals.items()],
    )


def _write_by_nationality(copy: Path, folder: Path) -> None:
    countries = iso3_by_name()
    nations = Counter(row["casualty_nationality"] for row in read_rows(copy))
    known = {name: countries[letters_of(name)] for name in nations if letters_of(name) in countries}
    for file, is_former in (("nationality", False), ("former-nationality", True)):
        write_rows(
            folder / f"fatalities-by-{file}.csv",
            ["country", "nationality", "deaths"],
            [
                (country, name, nations[name])
                for name, country in known.items()
                if (country in FORMER) is is_former
            ],
        )


def _period(year: str) -> tuple[str, str]:
    return (f"{year}-01-01", LAST_INCIDENT) if year == LAST_INCIDENT[:4] else (year, year)


def _year(row: Row) -> str:
    return row["incident_date"][:4]
