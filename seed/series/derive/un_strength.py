"""Authorised, actual and proposed strength of operations, from Advisory Committee reports of 2026.

The Committee prints uniformed people and civilians by category. Their sums are worked out here where it prints none:
uniformed people together, national staff, and United Nations Volunteers. Temporary positions stand only in the
total of the civilians. What was only budgeted for, and means over several months, are left out.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from seed.files.places import DATA
from seed.series.derive.places import Missions
from seed.series.derive.tables import Row, Written, number_of, read_rows, write_rows

COMPONENTS = {
    "military contingents": "military_contingents",
    "military observers": "military_observers",
    "individual police": "individual_police",
    "formed police units": "formed_police_units",
    "total civilian": "civilians",
    "international staff": "international_civilians",
    "national professional officers": "local_civilians",
    "national general service staff": "local_civilians",
    "national staff": "local_civilians",
    "international united nations volunteers": "volunteers",
    "national united nations volunteers": "volunteers",
    "united nations volunteers": "volunteers",
    "government-provided personnel": "government_provided_personnel",
}
INDICATORS = {
    ("authorized", "uniformed"): "personnel_authorized",
    ("authorized", "civilian"): "civilian_posts_authorized",
    ("proposed", "uniformed"): "personnel_proposed",
    ("proposed", "civilian"): "civilian_posts_proposed",
    ("actual", "uniformed"): "personnel_deployed",
    ("actual", "civilian"): "civilian_posts_filled",
}
# The forces that an office supports and does not lead.
FORCES = {"African Union operation": "aussom", "Gang Suppression Force": "gsf"}
NOT_LED = "A force that the UN supports and does not lead."
DRAWDOWN = "as at 30 June 2027"
PERIODS = {
    "2024/25": ("2024-07-01", "2025-06-30"),
    "2025/26": ("2025-07-01", "2026-06-30"),
    "2026/27": ("2026-07-01", "2027-06-30"),
}
OPERATIONAL = ("2026-07-01", "2026-12-31")
FIRST_MONTHS = ("2025-10-01", "2026-06-30")
Key = tuple[str, ...]


def strength(
    copy: Annotated[Path, typer.Argument(help="People by category, 2024 to 2026.")],
    folder: Annotated[Path, typer.Option(help="Where to write.")] = DATA / "series",
) -> None:
    """Authorised, actual and proposed strength by operation and category."""
    missions = Missions()
    people = Counter[Key]()
    wanted = (row for row in read_rows(copy) if (row["status"], row["kind"]) in INDICATORS)
    for row in _once(wanted):
        code = FORCES.get(row["force"]) or missions.find(row["force"], "2026-01-01")
        indicator = INDICATORS[row["status"], row["kind"]]
        component = COMPONENTS.get(row["category"])
        if not (code and component):
            continue
        key = (f"mission:{code}", row["force"], indicator, *_time(row), row["document"])
        people[*key, component] += number_of(row["people"])
        if row["kind"] == "uniformed":
            people[*key, "uniformed"] += number_of(row["people"])
    header = ["mission", "acronym", "indicator", "day", "start", "end", "document", "component"]
    written: list[Written] = [
        (*key, n, NOT_LED if key[1] in FORCES else "")
        for key, n in people.items()
        if n or _whole(key)
    ]
    write_rows(folder / "strength-of-operations.csv", [*header, "people", "note"], written)


def _once(rows: Iterable[Row]) -> list[Row]:
    """Drop numbers that the same report repeats in another table."""
    found: dict[Key, Row] = {}
    for row in rows:
        where = ("force", "category", "status", "document")
        found.setdefault((*(row[column] for column in where), *_time(row)), row)
    return list(found.values())


def _whole(key: Key) -> bool:
    """Tell whether a key is a total: zero is worth reporting only of that."""
    return key[-1] in ("uniformed", "civilians")


def _time(row: Row) -> tuple[str, str, str]:
    if row["status"] == "actual" or DRAWDOWN in row["column_heading"]:
        return row["as_of"], "", ""
    if "operational period" in row["column_heading"]:
        return "", *OPERATIONAL
    if "1 October 2025" in row["column_heading"]:
        return "", *FIRST_MONTHS
    return "", *PERIODS[row["period"]]
