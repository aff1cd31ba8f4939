"""Countries as a list."""

from typing import Annotated

from api.queries.cited import CitedRequest
from api.queries.conditions import Contains, Known
from api.queries.listing import Listing
from api.queries.requests import AnyCaseCountry, AnyOf, Fragment, asked
from api.tables.countries import CountryFacts, CountryRow
from api.vocabulary import RecordType


class CountryFilter(CitedRequest):
    """What the list of countries can be asked."""

    name__contains: Annotated[Fragment | None, Contains("name")] = asked(
        "Only countries with these words in their name.", "congo"
    )
    iso3: AnyOf[AnyCaseCountry] = asked("Only these countries, ISO 3166-1 alpha-3.", "JPN")
    name: Annotated[AnyOf[str], Known("name")] = asked(
        "Only countries with exactly this name.", "Japan"
    )


COUNTRIES = Listing(
    record_type=RecordType.COUNTRY,
    plural="countries",
    row=CountryRow,
    facts=CountryFacts,
    filter=CountryFilter,
    sorts={"name": "name", "iso3": "iso3"},
)
