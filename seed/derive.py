"""Series derived from published datasets: `python -m seed derive fatalities|personnel|contributions COPY…`.

Anyone with a copy of the dataset gets the same files, byte for byte. The datasets are not part of the
project. What each series counts and leaves out is said here and in the note of its manifest.
"""

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from api.tables.countries import CountryFacts
from api.tables.index import slug
from api.tables.missions import MissionFacts
from api.vocabulary import MissionKind, RecordType, first_day, last_day
from seed.files.reading import DATA, read_data

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False)
Row = dict[str, str]

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
# The columns of the contributions that make a component.
GROUPS = {
    "uniformed": ("Total",),
    "troops": ("Troops",),
    "experts_on_mission": ("Experts on Mission",),
    "police": ("Individual Police", "Formed Police Units"),
}
# Phases of one operation share a code in the register; the first day of each phase tells them apart.
PHASES = {
    "UNEF": [("1956-11-01", "unef-i"), ("1973-10-25", "unef-ii")],
    "UNOSOM": [("1992-04-01", "unosom-i"), ("1993-04-01", "unosom-ii")],
    "UNAVEM": [
        ("1989-01-01", "unavem-i"),
        ("1991-06-01", "unavem-ii"),
        ("1995-03-01", "unavem-iii"),
    ],
}


@app.command()
def fatalities(
    copy: Annotated[Path, typer.Argument(help="CSV copy of DPPADPOSS-FATALITIES.")],
    folder: Annotated[Path, typer.Option(help="Where to write.")] = DATA / "series",
) -> None:
    """Deaths by mission, year, cause and personnel type, from the UN's register of fatalities."""
    missions = _missions()
    operations = {
        code for code, facts in missions.items() if facts.kind is MissionKind.PEACEKEEPING_OPERATION
    }
    codes = _codes_by_name(missions)
    placed, left_out = [], Counter[str]()
    for row in _read(copy):
        code = _mission_of(row["mission_acronym"], row["incident_date"], codes)
        if code is None:
            left_out[row["mission_acronym"]] += 1
        else:
            placed.append((code, row))
    peacekeeping = [row for code, row in placed if code in operations]
    by_mission = Counter(code for code, _ in placed)
    by_cause = Counter((code, CAUSES[row["type_of_incident"]]) for code, row in placed)
    _write(
        folder / "fatalities-by-mission.csv",
        ["mission", "cause", "deaths"],
        [(f"mission:{code}", "", n) for code, n in by_mission.items()]
        + [(f"mission:{code}", cause, n) for (code, cause), n in by_cause.items()],
    )
    by_year = Counter((code, _year(row)) for code, row in placed)
    _write(
        folder / "fatalities-by-mission-and-year.csv",
        ["mission", "start", "end", "deaths", "note"],
        [
            (f"mission:{code}", *_period(year), n, _outside_life(missions[code], year))
            for (code, year), n in by_year.items()
        ],
    )
    totals = Counter((_year(row), "", "") for row in peacekeeping)
    totals.update((_year(row), CAUSES[row["type_of_incident"]], "") for row in peacekeeping)
    totals.update((_year(row), "", _personnel(row)) for row in peacekeeping)
    _write(
        folder / "fatalities-by-year.csv",
        ["start", "end", "cause", "personnel", "deaths"],
        [(*_period(year), cause, kind, n) for (year, cause, kind), n in totals.items()],
    )
    countries = _countries()
    nations = Counter(row["casualty_nationality"] for row in _read(copy))
    known = {name: countries[_letters(name)] for name in nations if _letters(name) in countries}
    _write(
        folder / "fatalities-by-nationality.csv",
        ["country", "nationality", "deaths"],
        [(country, name, nations[name]) for name, country in known.items()],
    )
    named = ", ".join(f"{acronym} {n}" for acronym, n in sorted(left_out.items()))
    typer.echo(f"{len(placed)} rows placed, {left_out.total()} left out: {named}")


@app.command()
def personnel(
    totals: Annotated[Path, typer.Argument(help="IPI world totals by month.")],
    by_mission: Annotated[Path, typer.Argument(help="IPI totals by mission and month.")],
    folder: Annotated[Path, typer.Option(help="Where to write.")] = DATA / "series",
) -> None:
    """Uniformed personnel at the end of each year, in the world and by mission."""
    kinds = {
        "Total Contributions": "uniformed",
        "Troop Contributions": "troops",
        "Police Contributions": "police",
        "EOM Contributions": "experts_on_mission",
    }
    year_ends = [row for row in _read(totals) if row["Date"].endswith("-12-31")]
    _write(
        folder / "personnel-by-year.csv",
        ["date", "component", "people"],
        [
            (row["Date"], component, row[column])
            for row in year_ends
            for column, component in kinds.items()
            if row[column] not in ("NA", "0")
        ],
    )
    _write(
        folder / "contributors-by-year.csv",
        ["date", "countries"],
        [(row["Date"], row["Number of Contributors"]) for row in year_ends],
    )
    missions = _missions()
    codes = _codes_by_name(missions)
    placed = []
    for row in _read(by_mission):
        if row["Date"].endswith("-12-31") and row["Total"] != "NA":
            code = _mission_of(row["Mission"], row["Date"], codes)
            if code:
                note = _outside_life(missions[code], row["Date"])
                placed.append((f"mission:{code}", row["Date"], "uniformed", row["Total"], note))
    _write(
        folder / "personnel-by-mission-and-year.csv",
        ["mission", "date", "component", "people", "note"],
        placed,
    )


@app.command()
def contributions(
    copy: Annotated[Path, typer.Argument(help="IPI contributions by country and sex.")],
    folder: Annotated[Path, typer.Option(help="Where to write.")] = DATA / "series",
) -> None:
    """Uniformed personnel by contributing country, and women by component, at the end of each year."""
    rows = [row for row in _read(copy) if row["Date"].endswith("-12-31")]
    by_country, by_component = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for row in rows:
        date, country = row["Date"], row["Contributor ISO-3"]
        by_country[date, country, "", "Total Total"] += _number(row["Total Total"])
        by_country[date, country, "female", "Total Female"] += _number(row["Total Female"])
        for component, groups in GROUPS.items():
            for group in groups:
                by_component[date, component, "female"] += _number(row[f"{group} Female"])
                by_component[date, component, ""] += _number(row[f"{group} Total"])
    _write(
        folder / "contributions-by-country.csv",
        ["date", "country", "sex", "measure", "component", "people"],
        [(*key, "uniformed", n) for key, n in by_country.items() if n],
    )
    women = {key[:2]: n for key, n in by_component.items() if key[2]}
    _write(
        folder / "women-by-year.csv",
        ["date", "component", "measure", "sex", "people"],
        [(date, kind, _measure(kind, " Female"), "female", n) for (date, kind), n in women.items()],
    )
    _write(
        folder / "women-share-by-year.csv",
        ["date", "component", "measure", "location", "share"],
        [
            (date, kind, _measure(kind), "field", f"{100 * n / by_component[date, kind, '']:.2f}")
            for (date, kind), n in women.items()
        ],
    )


def _measure(component: str, ending: str = "") -> str:
    return " and ".join(f"{group}{ending}" for group in GROUPS[component])


def _number(cell: str) -> int:
    return 0 if cell in ("", "NA") else int(cell)


def _missions() -> dict[str, MissionFacts]:
    entries = read_data(DATA).entries
    return {
        entry.record.code: entry.record
        for entry in entries
        if entry.type is RecordType.MISSION and isinstance(entry.record, MissionFacts)
    }


def _countries() -> dict[str, str]:
    """ISO 3166-1 alpha-3 by the letters of every name; the register writes some without apostrophes."""
    found: dict[str, str] = {}
    for entry in read_data(DATA).entries:
        country = entry.record
        if isinstance(country, CountryFacts) and country.iso3:
            for name in [country.name, *country.aliases]:
                found.setdefault(_letters(name), country.iso3)
    return found


def _letters(name: str) -> str:
    return slug(name).replace("-", "")


def _codes_by_name(missions: dict[str, MissionFacts]) -> dict[str, str]:
    """The codes by every acronym and alias, as the datasets write them."""
    found = {code: code for code in missions}
    for code, facts in missions.items():
        for name in [facts.acronym, *facts.aliases]:
            if name:
                found.setdefault(slug(name), code)
    return found


def _mission_of(acronym: str, day: str, codes: dict[str, str]) -> str | None:
    if acronym in PHASES:
        begun = [code for start, code in PHASES[acronym] if start <= day]
        return begun[-1] if begun else None
    return codes.get(slug(acronym))


def _outside_life(mission: MissionFacts, time: str) -> str:
    """A note for a row that the dataset dates before the mission began or after it ended."""
    begun = mission.started is None or first_day(mission.started) <= last_day(time)
    over = mission.ended is not None and last_day(mission.ended) < first_day(time)
    if begun and not over:
        return ""
    return "Dated so by the dataset, outside the known life of the mission."


def _personnel(row: Row) -> str:
    return PERSONNEL[row["casualty_personnel_type"].strip()]


def _period(year: str) -> tuple[str, str]:
    return (f"{year}-01-01", LAST_INCIDENT) if year == LAST_INCIDENT[:4] else (year, year)


def _year(row: Row) -> str:
    return row["incident_date"][:4]


def _read(copy: Path) -> Iterable[Row]:
    with copy.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _write(file: Path, header: list[str], rows: Iterable[tuple[object, ...]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted(rows, key=lambda row: tuple(map(str, row))))


if __name__ == "__main__":
    app()
