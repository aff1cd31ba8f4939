"""Derived series since 2015 are reproduced byte for byte; `load` takes the monthly folder."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from seed.files.entries import Reading
from seed.files.reading import read_folder
from seed.series.derive.factbook import factbook
from seed.series.derive.ipi import months_without_split
from seed.series.derive.passmore import authorized
from seed.series.derive.un_budgets import budgets
from seed.series.derive.un_contributors import contributors, every_month
from seed.series.derive.un_revenue import revenue
from seed.series.derive.un_strength import strength
from seed.series.derive.un_trust_funds import trust_funds
from tests.seed.test_derive import COPIES, committed, needs_copies

TABLES = COPIES / "un-contributions-by-country-mission-2015-2025.csv"
# What each command is given, and how many files it makes of it.
COMMANDS: list[tuple[Callable[..., None], list[str], int]] = [
    (
        contributors,
        [
            TABLES.name,
            "un-contributions-by-country-2015-2025.csv",
            "un-contributions-by-mission-2015-2025.csv",
            "un-contributions-months-2015-2025.csv",
        ],
        9,
    ),
    (
        months_without_split,
        [
            "ipi-personnel-by-mission-1990-11-2018-10.csv",
            "un-contributions-by-mission-2015-2025.csv",
        ],
        1,
    ),
    (strength, ["un-pko-strength-2024-2026.csv"], 1),
    (authorized, ["pko-authorized-and-deployed-by-mission-1990-2015.csv"], 1),
    (budgets, ["un-pko-finance-2018-2027.csv", "un-pko-approved-2026-27.csv"], 5),
    (revenue, ["un-dpo-revenue-by-contributor-2013-2024.csv"], 1),
    (
        trust_funds,
        [
            "un-peacekeeping-trust-fund-contributions-2017-2024.csv",
            "un-peacekeeping-trust-fund-expenses-2017-2024.csv",
        ],
        2,
    ),
    (factbook, ["cia-factbook-deployments-2020-2026.csv"], 1),
]


@needs_copies
@pytest.mark.parametrize(
    ("command", "copies", "number"), COMMANDS, ids=[one[0].__name__ for one in COMMANDS]
)
def test_the_series_are_reproduced(
    command: Callable[..., None], copies: list[str], number: int, tmp_path: Path
) -> None:
    command(*[COPIES / name for name in copies], tmp_path)
    made = list(tmp_path.iterdir())
    assert len(made) == number
    assert [file.name for file in made if file.read_bytes() != committed(file)] == []


@needs_copies
def test_the_newest_month_in_full_is_a_folder_that_load_can_read(tmp_path: Path) -> None:
    every_month(TABLES, tmp_path, since="2025-07")
    reading = Reading()
    (table,) = read_folder(tmp_path, reading)
    assert reading.problems == []
    assert table.header == ["date", "mission", "iso3", "component", "male", "female", "total"]
    with table.file.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sum(int(row["total"]) for row in rows) == 61_127
    assert sum(int(row["female"]) for row in rows) == 6_212


@needs_copies
def test_sexes_that_are_misprinted_are_left_out(tmp_path: Path) -> None:
    every_month(TABLES, tmp_path)
    with (tmp_path / "contributors-every-month.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 97_314
    august = [row for row in rows if row["date"] == "2020-08-31"]
    assert {(row["male"], row["female"]) for row in august} == {("", "")}
    assert sum(int(row["total"]) for row in august) == 81_820
