"""Countries: what can be asked of them, how they are answered and told."""

from api.lists.cited import CitedParams
from api.lists.conditions import Known
from api.lists.fields import Choice, Date, Reference, Text
from api.lists.parameters import AnyCaseCountry
from api.lists.resource import Column, OneOf, Resource
from api.tables.countries import CountryFacts
from api.tables.kinds import KINDS
from api.vocabulary import Alpha2Code, M49Code, M49Region, RecordType, Row
from api.wording import shorten


class Country(CountryFacts):
    """A country or territory."""


def _sentence(row: Row) -> str:
    code = f" ({row['iso3']})" if row["iso3"] else ""
    return shorten(f"{row['name']}{code}: {row['summary'] or 'no source speaks of its part.'}")


COUNTRIES = Resource(
    kind=KINDS[RecordType.COUNTRY],
    answer=Country,
    sentence=_sentence,
    address="/v1/countries/{code}",
    words="Countries, and what each gave, trained, promised or championed.",
    example="jpn",
    questions=CitedParams,
    fields=(
        Choice(
            "name",
            sort=True,
            values=str,
            condition=Known("name"),
            about="Only countries with exactly this name.",
            example="Japan",
        ),
        Text("name", example="congo"),
        Reference(
            "iso3",
            sort=True,
            values=AnyCaseCountry,
            condition=OneOf("iso3"),
            about="Only these countries, ISO 3166-1 alpha-3.",
            example="JPN",
        ),
        Choice(
            "iso2",
            values=Alpha2Code,
            about="Only these countries, ISO 3166-1 alpha-2.",
            example="JP",
        ),
        Choice(
            "m49",
            values=M49Code,
            about="Only these countries, numbered as by UN M49 and ISO 3166-1.",
            example="392",
        ),
        Choice(
            "region",
            facet=True,
            values=M49Region,
            about="Only countries of these regions of UN M49.",
            example="asia",
        ),
        Text("official_name", example="republic"),
        Date("ended", sort=True, about="Only states that ended", example="1991"),
    ),
    related=(
        RecordType.MISSION,
        RecordType.INITIATIVE,
        RecordType.FIGURE,
        RecordType.EVENT,
        RecordType.STATEMENT,
    ),
    columns=(
        Column("Code", "iso3"),
        Column("Its part", "summary"),
    ),
)
