"""Countries, and what each gave to peacekeeping."""

from api.facts.countries import (
    Contribution,
    ContributionKind,
    CountryFacts,
    CountryNames,
    CountrySlug,
    M49Region,
)
from api.tables.stored import Stored

# The service reads facts and table from one place; who needs no database takes the facts from `api.facts`.
__all__ = [
    "Contribution",
    "ContributionKind",
    "CountryFacts",
    "CountryNames",
    "CountryRow",
    "CountrySlug",
    "M49Region",
]


class CountryRow(CountryFacts, Stored, table=True):
    """The table of countries."""

    UNIQUE = ("code", "iso2", "iso3")
    INDEXED = ("m49",)

    __tablename__ = "country"

    ended_first: str | None
    ended_last: str | None
