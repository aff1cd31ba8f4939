"""Every derived series, recomputed by independent code from the copies of the datasets."""

import csv
from collections import Counter, defaultdict

import pytest

from tests.seed.test_derive import COPIES, needs_copies
from tests.seed.test_totals import NEWEST, Row, series, wholes

pytestmark = needs_copies
YEARS = {"2024/25": "2024-07-01", "2025/26": "2025-07-01", "2026/27": "2026-07-01"}


def copy_of(name: str) -> list[Row]:
    """The rows of a dataset."""
    with (COPIES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def people() -> list[Row]:
    """The rows of every country in every mission, by kind and month."""
    return copy_of("un-contributions-by-country-mission-2015-2025")


def summed(rows: list[Row], *columns: str, of: str = "total") -> dict[tuple[str, ...], int]:
    """The sums of a column, grouped by other columns."""
    sums = Counter[tuple[str, ...]]()
    for row in rows:
        sums[tuple(row[column] for column in columns)] += int(row[of])
    return {key: n for key, n in sums.items() if n}


def told(rows: list[Row], *columns: str, value: str = "people") -> dict[tuple[str, ...], int]:
    """The numbers of a series by its columns, without duplicates; zeros are left out."""
    numbers = {tuple(row[column] for column in columns): int(row[value]) for row in rows}
    assert len(numbers) == len(rows)
    return {key: n for key, n in numbers.items() if n}


def test_missions_by_month_are_the_sums_of_their_countries(people: list[Row]) -> None:
    rows = wholes("uniformed-by-mission-monthly")
    assert told(rows, "acronym", "date") == summed(people, "mission", "date")


def test_kinds_and_women_of_missions_are_the_sums_of_their_countries(people: list[Row]) -> None:
    rows = series("uniformed-by-mission-monthly")
    kinds = {"troops": "troops", "staff": "staff_officers", "experts": "experts_on_mission"}
    kinds |= {"police": "individual_police", "fpu": "formed_police_units"}
    days = {row["date"] for row in people if row["date"][5:] == "12-31"} | {NEWEST}
    chosen = [{**row, "kind": kinds[row["type"]]} for row in people if row["date"] in days]
    parts = [row for row in rows if row["component"] != "uniformed"]
    assert told(parts, "acronym", "date", "component") == summed(chosen, "mission", "date", "kind")
    women = [row for row in rows if row["sex"]]
    assert told(women, "acronym", "date") == summed(chosen, "mission", "date", of="female")


def test_countries_in_missions_are_the_sums_of_their_kinds(people: list[Row]) -> None:
    rows = series("uniformed-by-country-and-mission")
    full = {"2024-12-31", NEWEST}
    days_of_women = full | {"2015-12-31", "2020-12-31"}
    ends = [row for row in people if row["date"][5:] == "12-31" or row["date"] == NEWEST]
    where = ("date", "mission", "iso3")
    everyone = summed(ends, *where)
    women = summed(ends, *where, of="female")
    found = told([row for row in rows if not row["sex"]], "date", "acronym", "country")
    assert found == {key: n for key, n in everyone.items() if key in found}
    assert all(n < 10 and day not in full for (day, *_), n in everyone.items() - found.items())
    kept = {key for key in found if key[0] in days_of_women}
    found = told([row for row in rows if row["sex"]], "date", "acronym", "country")
    assert found == {key: n for key, n in women.items() if key in kept}


def test_the_last_number_of_each_contingent_is_that_of_the_newest_month(people: list[Row]) -> None:
    newest = [row for row in people if row["date"] == NEWEST]
    still = {row["mission"] for row in newest}
    for sex, column in (("", "total"), ("female", "female")):
        today = summed(newest, "mission", "iso3", of=column)
        last = {
            (row["acronym"], row["country"]): int(row["people"])
            for row in sorted(
                series("uniformed-by-country-and-mission"), key=lambda row: row["date"]
            )
            if row["sex"] == sex and row["acronym"] in still
        }
        assert {key: n for key, n in last.items() if n} == today


def test_countries_are_the_sums_of_their_missions(people: list[Row]) -> None:
    rows = series("uniformed-by-country")
    split = {row["date"] for row in people}
    ends = [row for row in people if row["date"][5:] == "12-31" or row["date"] == NEWEST]
    for sex, column in (("", "total"), ("female", "female")):
        found = [row for row in rows if row["component"] == "uniformed" and row["sex"] == sex]
        found = [row for row in found if row["date"] in split]
        assert told(found, "date", "country") == summed(ends, "date", "iso3", of=column)


def test_women_by_kind_are_the_sums_of_their_countries(people: list[Row]) -> None:
    ends = [row for row in people if row["date"][5:] == "12-31" or row["date"] == NEWEST]
    rows = told(series("women-by-kind"), "date", "component")
    for kind, types in (("troops", ["troops"]), ("police", ["police", "fpu"])):
        chosen = [row for row in ends if row["type"] in types]
        expected = {(day, kind): n for (day,), n in summed(chosen, "date", of="female").items()}
        assert {key: n for key, n in rows.items() if key[1] == kind} == expected
        everyone = summed(chosen, "date")
        for row in series("women-share-by-kind"):
            if row["component"] == kind:
                women = expected[row["date"], kind]
                assert abs(float(row["share"]) - 100 * women / everyone[row["date"],]) <= 0.005


def test_ranks_follow_from_the_numbers_of_people() -> None:
    people = told(wholes("uniformed-by-country"), "date", "country")
    for row in series("contributor-ranks"):  # No place is given to who has nobody.
        mine = people[row["date"], row["country"]]
        more = sum(1 for (day, _), n in people.items() if day == row["date"] and n > mine)
        assert int(row["rank"]) == more + 1


def test_the_world_and_its_contributors_are_the_sums_of_countries() -> None:
    rows = copy_of("un-contributions-by-country-2015-2025")
    assert told(wholes("uniformed-monthly"), "date") == summed(rows, "date")
    counted = Counter((row["date"],) for row in rows)
    assert told(series("contributing-countries-monthly"), "date", value="countries") == counted


def test_operations_alone_are_all_but_political_missions_and_the_office(people: list[Row]) -> None:
    others = "BINUH UNAMA UNAMI UNIOGBIS UNITAMS UNMC UNVMC UNMHA UNOWAS UNSMIL UNSOM UNTMIS UNSOS"
    chosen = [row for row in people if row["mission"] not in others.split()]
    assert told(wholes("peacekeepers-monthly"), "date") == summed(chosen, "date")


def test_months_without_split_are_those_of_the_other_dataset(people: list[Row]) -> None:
    held = {row["date"] for row in people}
    expected = {
        (row["Mission"], row["Date"]): int(float(row["Total"]))
        for row in copy_of("ipi-personnel-by-mission-1990-11-2018-10")
        if row["Date"] >= "2015" and row["Date"] not in held
    }
    assert told(series("uniformed-by-mission-gaps"), "acronym", "date") == expected


def test_uniformed_strength_is_the_sum_of_its_categories() -> None:
    rows = [row for row in series("strength-of-operations") if row["component"] == "uniformed"]
    sums = defaultdict[tuple[str, ...], int](int)
    for row in copy_of("un-pko-strength-2024-2026"):
        if row["kind"] == "uniformed" and row["status"] in ("actual", "authorized"):
            when = row["as_of"] or YEARS[row["period"]]
            sums[row["force"], when, row["status"]] += int(row["people"])
    status = {"personnel_deployed": "actual", "personnel_authorized": "authorized"}
    found = {
        (row["acronym"], row["day"] or row["start"], status[row["indicator"]]): int(row["people"])
        for row in rows
        if row["indicator"] in status
    }
    assert found == sums


def test_civilian_totals_are_the_printed_ones() -> None:
    rows = [row for row in series("strength-of-operations") if row["component"] == "civilians"]
    printed = {
        (row["force"], int(row["people"]))
        for row in copy_of("un-pko-strength-2024-2026")
        if row["category"] == "total civilian" and row["force"] not in ("UNLB", "RSCE")
    }
    assert {(row["acronym"], int(row["people"])) for row in rows} == printed


def test_amounts_are_those_of_the_documents() -> None:
    names = ["approved", "reported", "in-committee", "from-the-regular-budget"]
    rows = [row for name in names for row in series(f"budgets-{name}")]
    columns = ("entity", "document", "amount_usd")
    printed = {
        tuple(row[column] for column in columns) for row in copy_of("un-pko-finance-2018-2027")
    }
    assert {(row["acronym"], row["document"], row["usd"]) for row in rows} <= printed


def test_no_expenditure_of_an_operation_is_missing() -> None:
    rows = [*series("budgets-reported"), *series("budgets-from-the-regular-budget")]
    found = {(row["acronym"], row["usd"]) for row in rows if "expenditure" in row["indicator"]}
    known = {row["acronym"] for row in rows}
    classes = ("gross", "civilian", "operational", "military_and_police")
    printed = {
        (row["entity"], row["amount_usd"])
        for row in copy_of("un-pko-finance-2018-2027")
        if row["measure"] == "expenditure"
        and row["entity"] in known
        and row["category"] in (*classes, "net_of_staff_assessment", "regular_budget")
    }
    assert found == printed


def test_amounts_approved_for_2026_27_are_those_transcribed() -> None:
    wanted = ("approved", "appropriation")
    printed = {
        (row["entity"], row["usd"])
        for row in copy_of("un-pko-approved-2026-27")
        if row["measure"].startswith(wanted)
    }
    rows = series("budgets-approved-2026-27")
    assert {(row["acronym"], row["usd"]) for row in rows} == printed


def test_revenue_is_that_of_the_accounts() -> None:
    rows = [row for row in series("revenue-by-country") if row["indicator"].endswith("_usd")]
    expected = {
        (row["year"], row["iso3"], row["type"]): float(row["amount_usd"])
        for row in copy_of("un-dpo-revenue-by-contributor-2013-2024")
        if row["iso3"] and row["type"] != "other" and float(row["amount_usd"])
    }
    found = {(row["year"], row["country"], row["type"]): float(row["value"]) for row in rows}
    assert found == expected


def test_trust_funds_are_those_of_the_statements() -> None:
    given = [
        (row["year"], row["fund_code"], row["contributor"], row["amount_usd"])
        for row in copy_of("un-peacekeeping-trust-fund-contributions-2017-2024")
        if row["iso3"] or row["contributor"] in ("Czech Republic", "Turkey")
    ]
    rows = series("trust-fund-contributions")
    found = [(row["year"], row["fund"], row["contributor"], row["usd"]) for row in rows]
    assert sorted(found) == sorted(given)
    spent = copy_of("un-peacekeeping-trust-fund-expenses-2017-2024")
    expected = {(row["year"], row["fund_code"]): row["expenses_usd"] for row in spent}
    rows = series("trust-fund-expenses")
    assert {(row["year"], row["fund"]): row["usd"] for row in rows} == expected


def test_authorised_strength_is_that_of_the_year_ends() -> None:
    expected = {
        (row["mission"], row["date"]): int(float(row["authorized_total"]))
        for row in copy_of("pko-authorized-and-deployed-by-mission-1990-2015")
        if (row["date"][5:] == "12-31" or row["date"] == "2015-05-31")
        and float(row["authorized_total"] or 0)
    }
    found = told(series("authorized-by-mission-and-year"), "acronym", "date")
    assert found == {key: n for key, n in expected.items() if key in found}
    # Ceilings that the dataset dates after the end of a mission, or before its beginning.
    assert {f"{mission} {date[:4]}" for mission, date in expected.keys() - found.keys()} == {
        *("MINUGUA 1999", "MINUGUA 2000", "MINUGUA 2001", "MONUA 1999", "ONUMOZ 1994"),
        *("UNMISET 2001", "UNOMSIL 1999", "UNOMSIL 2000", "UNPROFOR 1995"),
    }


def test_contingents_are_those_of_the_factbook() -> None:
    expected = {
        (row["edition_date"], row["iso3"], row["mission"], kind): int(row[kind])
        for row in copy_of("cia-factbook-deployments-2020-2026")
        for kind in ("military", "police")
        if row["edition_date"] > "2025-08" and row["mission"] != "MNJTF" and row[kind]
    }
    del expected["2025-11-27", "ZAF", "MONUSCO", "military"]  # Joins two forces.
    rows = series("factbook-deployments")
    assert told(rows, "edition", "country", "acronym", "component") == expected
