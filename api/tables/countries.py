"""Countries, and what each gave to peacekeeping."""

from api.facts.countries import CountryFacts
from api.tables.stored import Stored


class CountryRow(CountryFacts, Stored, table=True):
    """The table of countries."""

    UNIQUE = ("code", "iso2", "iso3")
    INDEXED = ("m49",)

    __tablename__ = "country"

    ended_first: str | None
    ended_last: str | None
