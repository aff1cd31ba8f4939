"""Trust funds that serve peace operations, from the financial statements of the United Nations."""

from pathlib import Path
from typing import Annotated

import typer

from seed.files.places import DATA
from seed.series.derive.places import Missions
from seed.series.derive.tables import Row, Written, read_rows, write_rows

# Each fund: whom it supports, and what it is called here.
FUNDS = {
    "LLA": ("organisation:dpo", "department-of-peace-operations"),
    "CPK": ("organisation:dpo", "peacekeeping-activities"),
    "LLB": ("organisation:dos", "department-of-operational-support"),
    "MNA": ("organisation:united-nations", "mine-action"),
    "SEA": ("organisation:united-nations", "response-to-sexual-exploitation-and-abuse"),
    "MWF": ("organisation:united-nations", "memorial-wall-for-peacekeepers"),
    "PSM": ("mission:minusma", "peace-and-security-in-mali"),
    "SAU": ("mission:amisom", "african-union-mission-in-somalia"),
    "MSS": ("mission:mss-haiti", "multinational-security-support-in-haiti"),
    "CAF": ("mission:minusca", "peacebuilding-in-the-central-african-republic"),
    "JMS": ("mission:unamid", "joint-mediation-support-for-darfur"),
    "LPD": ("mission:unamid", "lasting-peace-in-darfur"),
    "RSS": ("mission:unmiss", "mission-in-south-sudan"),
    "KDB": ("mission:unmik", "community-projects-in-kosovo"),
    "CYP": ("mission:unficyp", "peace-and-security-in-cyprus"),
    "AMS": ("mission:unitams", "transition-assistance-in-sudan"),
}
# States that the statements of some years name without a code.
UNCODED = {"Czech Republic": "CZE", "Turkey": "TUR"}
OUTSIDE_LIFE = "The fund was open beyond the life of the mission."
REFUND = "Negative: money given back, written down or moved to another fund."


def trust_funds(
    contributions: Annotated[Path, typer.Argument(help="Contributions, 2017 to 2024.")],
    expenses: Annotated[Path, typer.Argument(help="Expenses, 2017 to 2024.")],
    folder: Annotated[Path, typer.Option(help="Where to write.")] = DATA / "series",
) -> None:
    """Money that States gave to trust funds for peace operations, and what each fund spent, by year."""
    missions = Missions()
    given: list[Written] = []
    for row in read_rows(contributions):
        country = row["iso3"] or UNCODED.get(row["contributor"], "")
        if country:
            given.append(
                (*_fund(row), country, row["contributor"], row["amount_usd"], _note(row, missions))
            )
    header = ["subject", "year", "fund", "purpose"]
    write_rows(
        folder / "trust-fund-contributions.csv",
        [*header, "country", "contributor", "usd", "note"],
        given,
    )
    spent = [
        (*_fund(row), row["expenses_usd"], _note(row, missions)) for row in read_rows(expenses)
    ]
    write_rows(folder / "trust-fund-expenses.csv", [*header, "usd", "note"], spent)


def _fund(row: Row) -> tuple[str, str, str, str]:
    subject, purpose = FUNDS[row["fund_code"]]
    return subject, row["year"], row["fund_code"], purpose


def _note(row: Row, missions: Missions) -> str:
    amount = row.get("amount_usd") or row["expenses_usd"]
    if amount.startswith("-"):
        return REFUND
    type, _, code = FUNDS[row["fund_code"]][0].partition(":")
    outside = type == "mission" and missions.outside_life(code, row["year"])
    return OUTSIDE_LIFE if outside else ""
