"""Totals that must agree: sums of the committed series, and the UN's printed totals."""

import csv
from collections import defaultdict
from decimal import Decimal

import pytest

from seed.files.places import DATA

Row = dict[str, str]
NEWEST = "2025-07-31"
# Contributors of the month as the UN's ranking prints them.
LARGEST = {
    "NPL": 6_039,
    "RWA": 5_905,
    "BGD": 5_685,
    "IND": 5_373,
    "IDN": 2_766,
    "PAK": 2_675,
    "GHA": 2_627,
    "CHN": 1_860,
    "MAR": 1_697,
    "ETH": 1_543,
}
# Announced for the operations, two service centres and the support account together, in the year 2025/26.
ANNOUNCED = 5_380_000_000
SERVICE_CENTRES = (
    57_885_700 + 46_154_000
)  # A/80/604/Add.5 and Add.4: no missions, so not in the series.


def series(name: str) -> list[Row]:
    """The rows of a series."""
    with (DATA / "series" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def wholes(name: str) -> list[Row]:
    """The rows of a series that count all uniformed people, women and men."""
    return [row for row in series(name) if row["component"] == "uniformed" and not row["sex"]]


def added_up(rows: list[Row], *columns: str) -> dict[tuple[str, ...], int]:
    """Sums of people, grouped by columns."""
    sums: dict[tuple[str, ...], int] = defaultdict(int)
    for row in rows:
        sums[tuple(row[column] for column in columns)] += int(row["people"])
    return sums


@pytest.fixture(scope="module")
def world() -> dict[tuple[str, ...], int]:
    """The printed total of each month."""
    return added_up(wholes("uniformed-monthly"), "date")


def test_the_ten_largest_contributors_are_as_printed() -> None:
    rows = [row for row in wholes("uniformed-by-country") if row["date"] == NEWEST]
    largest = sorted(rows, key=lambda row: -int(row["people"]))[:10]
    assert {row["country"]: int(row["people"]) for row in largest} == LARGEST
    ranks = {
        row["country"]: row["rank"] for row in series("contributor-ranks") if row["date"] == NEWEST
    }
    assert [ranks[country] for country in LARGEST] == [str(place) for place in range(1, 11)]


def test_the_totals_of_december_are_as_printed(world: dict[tuple[str, ...], int]) -> None:
    decembers = {day[:4]: people for (day,), people in world.items() if day.endswith("-12-31")}
    assert decembers == {
        "2015": 107_088,
        "2016": 100_376,
        "2017": 92_682,
        "2018": 89_846,
        "2019": 83_331,
        "2020": 81_832,
        "2021": 75_085,
        "2022": 76_001,
        "2023": 64_451,
        "2024": 61_201,
    }
    assert world[NEWEST,] == 61_127


def test_countries_add_up_to_the_world(world: dict[tuple[str, ...], int]) -> None:
    countries = added_up(wholes("uniformed-by-country"), "date")
    assert len(countries) == 11
    assert countries == {day: world[day] for day in countries}


def test_missions_add_up_to_the_world_in_every_month(world: dict[tuple[str, ...], int]) -> None:
    missions = added_up(wholes("uniformed-by-mission-monthly"), "date")
    assert len(missions) == 103
    assert missions == {day: world[day] for day in missions}


def test_kinds_add_up_to_the_mission() -> None:
    rows = [row for row in series("uniformed-by-mission-monthly") if not row["sex"]]
    kinds = added_up([row for row in rows if row["component"] != "uniformed"], "mission", "date")
    missions = added_up([row for row in rows if row["component"] == "uniformed"], "mission", "date")
    assert kinds == {place: missions[place] for place in kinds}


def test_countries_in_a_mission_add_up_to_it_where_all_are_kept() -> None:
    days = {"2024-12-31", NEWEST}
    countries = [row for row in wholes("uniformed-by-country-and-mission") if row["date"] in days]
    missions = [row for row in wholes("uniformed-by-mission-monthly") if row["date"] in days]
    assert added_up(countries, "mission", "date") == added_up(missions, "mission", "date")


def test_operations_alone_and_the_others_add_up_to_the_world(
    world: dict[tuple[str, ...], int],
) -> None:
    for row in wholes("peacekeepers-monthly"):
        others = int(row["note"].split()[1].replace(",", ""))
        assert int(row["people"]) + others == world[row["date"],]


def test_women_are_never_half_of_those_in_uniform() -> None:
    for name in ("uniformed-monthly", "peacekeepers-monthly"):
        rows = [row for row in series(name) if row["sex"]]
        whole = added_up(wholes(name), "date")
        assert all(int(row["people"]) * 2 < whole[row["date"],] for row in rows)


def test_the_shares_of_states_add_up_to_a_hundred() -> None:
    shares = [
        row for row in series("revenue-by-country") if row["indicator"] == "assessed_revenue_share"
    ]
    assert len(shares) == 193
    total = sum((Decimal(row["value"]) for row in shares), Decimal(0))
    assert Decimal("99.99") < total < Decimal("100.01")
    (american,) = [row["value"] for row in shares if row["country"] == "USA"]
    assert american == "26.9493"


def test_the_budgets_of_2025_26_agree_with_the_announced_total() -> None:
    budgets = [row for row in series("budgets-approved") if row["start"] == "2025-07-01"]
    operations = sum(int(row["usd"]) for row in budgets)
    assert (len(budgets), operations + SERVICE_CENTRES) == (10, 4_959_816_500)
    # What is left of the announced total is the support account, about 8 per cent.
    assert 0.07 < (ANNOUNCED - operations - SERVICE_CENTRES) / ANNOUNCED < 0.09


@pytest.mark.parametrize(
    ("year", "printed", "centres"),
    [
        ("2018", 6_792_359_000, 82_078_800 + 31_436_100),
        ("2020", 6_254_848_000, 62_053_100 + 36_284_500),
        ("2021", 6_040_314_400, 65_621_700 + 39_751_400),
        ("2022", 6_014_239_400, 64_295_500 + 41_733_700),
    ],
)
def test_the_expenditure_of_operations_and_centres_is_as_printed(
    year: str, printed: int, centres: int
) -> None:
    rows = series("budgets-reported")
    spent = [row for row in rows if row["indicator"] == "expenditure_usd" and not row["purpose"]]
    operations = sum(int(row["usd"]) for row in spent if row["start"][:4] == year)
    assert operations + centres == printed


@pytest.mark.parametrize("name", ["budgets-reported", "budgets-approved-2026-27"])
def test_the_three_classes_add_up_to_the_whole(name: str) -> None:
    wholes, classes = dict[tuple[str, ...], int](), defaultdict[tuple[str, ...], int](int)
    for row in [*series("budgets-approved"), *series(name)]:
        key = (row["mission"], row["start"], row["indicator"])
        if row["purpose"]:
            classes[key] += int(row["usd"])
        else:
            wholes[key] = int(row["usd"])
    assert classes
    assert classes == {key: wholes[key] for key in classes}


def test_authorised_strength_is_that_of_the_resolutions() -> None:
    rows = series("strength-of-operations")
    ceilings = {
        row["mission"]: int(row["people"])
        for row in rows
        if row["indicator"] == "personnel_authorized"
        and row["component"] == "uniformed"
        and row["start"] == "2025-07-01"
    }
    assert ceilings["mission:unifil"] == 13_000
    assert ceilings["mission:undof"] == 1_250
    assert ceilings["mission:gsf"] == 5_500


@pytest.mark.parametrize(("day", "people"), [("2025-06-30", 49_905), ("2026-02-28", 46_108)])
def test_the_operations_have_as_many_people_as_the_committee_tells(day: str, people: int) -> None:
    rows = [
        row
        for row in series("strength-of-operations")
        if (row["indicator"], row["component"]) == ("personnel_deployed", "uniformed")
        and row["day"] == day
        and not row["note"]
    ]
    assert sum(int(row["people"]) for row in rows) == people
