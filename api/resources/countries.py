"""Countries as a list."""

from typing import Annotated

from api.lists.cited import CitedRequest
from api.lists.conditions import Contains, Known
from api.lists.parameters import AnyCaseCountry, AnyOf, Fragment, asked
from api.lists.resource import Listing
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
