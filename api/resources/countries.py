"""Countries: what can be asked of them, how they are answered and told."""

from api.lists.cited import CitedParams
from api.lists.conditions import Known
from api.lists.fields import Choice, Date, Reference, Text
from api.lists.identifiers import identifier
from api.lists.parameters import AnyCaseCountry
from api.lists.resource import Column, OneOf, Resource
from api.tables.countries import CountryFacts, M49Region
from api.tables.kinds import KINDS
from api.vocabulary import Alpha2Code, M49Code, RecordType, Row
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
            "Japan",
            str,
            "Only countries with exactly this name.",
            sort=True,
            condition=Known("name"),
        ),
        Text("name", "congo"),
        Reference(
            "iso3",
            "JPN",
            AnyCaseCountry,
            "Only these countries, ISO 3166-1 alpha-3.",
            OneOf("iso3"),
            sort=True,
        ),
        Choice("iso2", "JP", Alpha2Code, "Only these countries, ISO 3166-1 alpha-2."),
        Choice(
            "m49", "392", M49Code, "Only these countries, numbered as by UN M49 and ISO 3166-1."
        ),
        Choice(
            "region", "asia", M49Region, "Only countries of these regions of UN M49.", facet=True
        ),
        identifier("iso3:MLI"),
        Text("official_name", "republic"),
        Date("ended", "1991", "Only states that ended", sort=True),
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
