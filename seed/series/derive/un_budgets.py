"""Approved budgets and expenditure of operations, from UN budget documents.

An amount that stands in several documents is one figure, cited from the document it comes from: a decision of
the General Assembly before a report that repeats it. Allotments, balances, staff assessment and net amounts are
left out: they follow from the others or serve the accounts only.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from seed.files.places import DATA
from seed.series.derive.places import Missions
from seed.series.derive.tables import Row, Written, read_rows, write_rows

# The three classes into which every budget of an operation is divided, as purposes.
CLASSES = {
    "gross": "",
    "military_and_police": "military-and-police-personnel",
    "civilian": "civilian-personnel",
    "operational": "operational-costs",
}
REPORTED = {
    "expenditure": "expenditure_usd",
    "cost_estimate_proposed": "budget_proposed_usd",
    "proposed_by_secretary_general": "budget_proposed_usd",
}
COMMITTEE = {
    "recommended_by_acabq": "budget_recommended_usd",
    "projected_expenditure": "expenditure_expected_usd",
}
REGULAR = {
    "appropriation": "regular_budget_appropriation_usd",
    "expenditure": "regular_budget_expenditure_usd",
    "proposed_by_secretary_general": "regular_budget_proposed_usd",
}
APPROVED = {
    "approved_maintenance_total": ("budget_usd", ""),
    "approved_military_and_police": ("budget_usd", CLASSES["military_and_police"]),
    "approved_civilian": ("budget_usd", CLASSES["civilian"]),
    "approved_operational": ("budget_usd", CLASSES["operational"]),
    "appropriation_inclusive": ("budget_with_support_usd", ""),
}
COMMITTEE_2026 = "A/80/604"
LIQUIDATION = "For the liquidation of the mission."
PART_OF_YEAR = "From 1 October 2025 only."
# The documents print one line for the two missions in Somalia, under the name of the second.
SOMALIA = "Printed under UNTMIS, which took over from UNSOM at the end of October 2024."
HEADER = ["mission", "start", "end", "acronym", "indicator", "purpose", "usd", "document", "note"]


def budgets(
    finance: Annotated[Path, typer.Argument(help="Amounts from budget documents, 2018 to 2027.")],
    approved: Annotated[Path, typer.Argument(help="Amounts approved for 2026/27.")],
    folder: Annotated[Path, typer.Option(help="Where to write.")] = DATA / "series",
) -> None:
    """Budgets and expenditure by operation and year, proposals apart, from UN budget documents."""
    missions = Missions()
    rows = [row for row in read_rows(finance) if missions.find(row["entity"], row["period_start"])]
    yearly = [row for row in rows if "/" in row["period"]]
    files = {
        "budgets-approved": _decisions(yearly, missions),
        "budgets-reported": _reported(yearly, missions),
        "budgets-in-committee": _committee(yearly, missions),
        "budgets-from-the-regular-budget": _regular(rows, missions),
        "budgets-approved-2026-27": _approved(read_rows(approved), missions),
    }
    for name, written in files.items():
        write_rows(folder / f"{name}.csv", HEADER, written)


def _decisions(rows: list[Row], missions: Missions) -> list[Written]:
    """Select what the General Assembly has appropriated, by resolution."""
    return [
        _written(row, "budget_usd", missions)
        for row in rows
        if row["measure"] == "appropriation_general_assembly"
        and row["document"].startswith("A/RES/")
    ]


def _reported(rows: list[Row], missions: Missions) -> list[Written]:
    """Select what the Secretary-General reports and proposes; totals only without a decision."""
    decided = {
        (row["entity"], row["period"])
        for row in rows
        if row["measure"] == "appropriation_general_assembly"
    }
    written = []
    for row in rows:
        if row["category"] not in CLASSES or row["document"].startswith(COMMITTEE_2026):
            continue
        total = row["category"] == "gross"
        if row["measure"] in REPORTED:
            written.append(_written(row, REPORTED[row["measure"]], missions))
        elif row["measure"] == "apportionment" and not (
            total and (row["entity"], row["period"]) in decided
        ):
            written.append(_written(row, "budget_usd", missions))
    return written


def _committee(rows: list[Row], missions: Missions) -> list[Written]:
    """Select what the Advisory Committee recommends and expects, and proposals only it reports."""
    written = []
    for row in rows:
        if not row["document"].startswith(COMMITTEE_2026):
            continue
        if row["measure"] in COMMITTEE:
            written.append(_written(row, COMMITTEE[row["measure"]], missions))
        elif row["measure"] == "proposed_by_secretary_general" and row["entity"] == "UNSOH":
            written.append(_written(row, "budget_proposed_usd", missions))
    return written


def _regular(rows: list[Row], missions: Missions) -> list[Written]:
    """Select the costs of missions paid from the regular budget, by calendar year."""
    return [
        _written(row, REGULAR[row["measure"]], missions)
        for row in rows
        if "/" not in row["period"] and row["measure"] in REGULAR
    ]


def _approved(rows: Iterable[Row], missions: Missions) -> list[Written]:
    """Select what was approved for 2026/27, as transcribed."""
    written = []
    for row in rows:
        if row["measure"] in APPROVED:
            indicator, purpose = APPROVED[row["measure"]]
            amounts = {"amount_usd": row["usd"], "category": "", "note": ""}
            placed = _written({**row, **amounts}, indicator, missions)
            written.append((*placed[:5], purpose, *placed[6:]))
    return written


def _written(row: Row, indicator: str, missions: Missions) -> Written:
    start, end = row["period_start"], row["period_end"]
    code = missions.find(row["entity"], start)
    notes = {
        "liquidation of the mission": LIQUIDATION,
        "period 1 October 2025 to 30 June 2026": PART_OF_YEAR,
    }
    note = notes.get(row["note"], "")
    if row["note"].startswith("UNSOM") and start < "2025":
        code, note = "unsom", SOMALIA
    note = note or missions.outside_life(str(code), start, end)
    purpose = CLASSES.get(row["category"], "")
    period = (start[:4], end[:4]) if start[5:] == "01-01" else (start, end)
    amount = row["amount_usd"].removesuffix(".0")
    document = row["document"]
    return (f"mission:{code}", *period, row["entity"], indicator, purpose, amount, document, note)
