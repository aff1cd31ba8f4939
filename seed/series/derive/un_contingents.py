"""Personnel by mission, country, and both, from the UN's month-end tables of contributors.

The tables leave out countries with nobody in post. So that the last number of a contingent that has gone home is not
taken for its strength of today, one zero is written, on the first of the days kept on which the country is missing
while the mission is still in the table.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from seed.series.derive.places import Missions
from seed.series.derive.tables import Row, Written, number_of, write_rows, year_ends_and_last

KINDS = {
    "troops": "troops",
    "staff": "staff_officers",
    "experts": "experts_on_mission",
    "police": "individual_police",
    "fpu": "formed_police_units",
}
# Of these days others have numbers too, read from these tables at second hand; of the one in 2025 the Advisory
# Committee prints numbers of operations that differ by a few people. The kinds are those of the whole world.
TOLD_BY_IPI = {"2015-12-31", "2016-12-31"}
TOLD_BY_OWID = {f"{year}-12-31" for year in range(2017, 2022)}
TOLD_BY_OTHERS = {
    "operations": TOLD_BY_IPI | {"2025-06-30"},
    "world": TOLD_BY_IPI | TOLD_BY_OWID | {"2023-05-31"},
    "troops": TOLD_BY_IPI | TOLD_BY_OWID,
    "experts_on_mission": TOLD_BY_IPI,
    "countries": TOLD_BY_IPI,
}
PREFERRED = ("preferred", "The UN's own table of contributors for that day.")
# Beside the newest month, the days for which contingents of every size, and the ranks of all countries, are kept.
FULL_DAYS = {"2024-12-31"}
SMALL = 10  # Of other days, smaller contingents in a mission are left out.
# Days for which the women of the contingents that are kept are told.
WOMEN_DAYS = {"2015-12-31", "2020-12-31"} | FULL_DAYS
Key = tuple[str, ...]


def write_missions(rows: list[Row], missions: Missions, folder: Path) -> None:
    """Write each mission's total every month, its kinds and women at year ends and last."""
    days = year_ends_and_last(row["date"] for row in rows)
    last: dict[Key, int] = {}
    placed: list[Written] = []
    for row in sorted(rows, key=lambda row: row["date"]):
        date, acronym = row["date"], row["mission"]
        code = missions.place(acronym, date)
        note = missions.outside_life(code, date)
        for component, sex, people in _splits(row, kinds=date in days, women=date in days):
            key = (acronym, component, sex)
            if people or last.get(key):
                whole = component == "uniformed" and not sex
                rank = rank_of("operations", date) if whole else ("", "")
                where = (f"mission:{code}", date, acronym, component, sex)
                placed.append((*where, people, *rank, note))
                last[key] = people
    header = ["mission", "date", "acronym", "component", "sex", "people", "rank", "reason", "note"]
    write_rows(folder / "uniformed-by-mission-monthly.csv", header, placed)


def write_countries(rows: list[Row], folder: Path) -> None:
    """Write each country's people and women at year ends, kinds in the last month, and ranks."""
    days = year_ends_and_last(row["date"] for row in rows)
    chosen = [row for row in rows if row["date"] in days]
    people: dict[Key, int] = {
        (row["date"], row["iso3"], component, sex): n
        for row in chosen
        for component, sex, n in _splits(row, kinds=row["date"] == max(days), women=True)
    }
    last: dict[Key, int] = {}
    placed: list[Written] = []
    for date in sorted(days):
        for key in sorted({key[1:] for key in people}):
            n = people.get((date, *key), 0)
            if n or last.get(key):
                placed.append((date, *key, n))
                last[key] = n
    header = ["date", "country", "component", "sex", "people"]
    write_rows(folder / "uniformed-by-country.csv", header, placed)
    full = FULL_DAYS | {max(days)}
    ranks = [(row["date"], row["iso3"], row["rank"]) for row in chosen if row["date"] in full]
    write_rows(folder / "contributor-ranks.csv", ["date", "country", "rank"], ranks)


def write_countries_in_missions(rows: list[Row], missions: Missions, folder: Path) -> None:
    """Write each country's people in each mission at the end of each year and in the last month."""
    days = year_ends_and_last(row["date"] for row in rows)
    people = Counter[Key]()
    for row in rows:
        if row["date"] in days:
            place = (row["date"], row["mission"], row["iso3"])
            people[*place, ""] += number_of(row["total"])
            people[*place, "female"] += number_of(row["female"])
    present = {key[:2] for key in people}
    contingents = sorted({key[1:3] for key in people})
    last: dict[Key, int] = {}
    placed: list[Written] = []
    for date in sorted(days):
        full, women = (date in told or date == max(days) for told in (FULL_DAYS, WOMEN_DAYS))
        for acronym, country in contingents:
            if (date, acronym) not in present:
                continue
            code = missions.place(acronym, date)
            note = missions.outside_life(code, date)
            wanted = False
            for sex in ("", "female") if women else ("",):
                key = (acronym, country, sex)
                n, before = people[date, *key], last.get(key, 0)
                # Women are told wherever all of their contingent are.
                wanted = wanted if sex else full or max(n, before) >= SMALL
                if wanted if n else before > 0:
                    where = (f"mission:{code}", date, acronym, country, "uniformed", sex)
                    placed.append((*where, n, note))
                    last[key] = n
    header = ["mission", "date", "acronym", "country", "component", "sex", "people", "note"]
    write_rows(folder / "uniformed-by-country-and-mission.csv", header, placed)


def rank_of(what: str, date: str) -> tuple[str, str]:
    """Return "preferred" and its reason where others repeat the UN's number, else two blanks."""
    return PREFERRED if date in TOLD_BY_OTHERS.get(what, ()) else ("", "")


def _splits(row: Row, kinds: bool, women: bool) -> Iterator[tuple[str, str, int]]:
    """Yield the numbers of a row by component and sex."""
    yield "uniformed", "", number_of(row["total"])
    if women:
        yield "uniformed", "female", number_of(row["female"])
    if kinds:
        for column, component in KINDS.items():
            yield component, "", number_of(row[column])
