"""Countries: what can be asked of them, how they are answered and told."""

from api.lists.cited import CitedParams
from api.lists.conditions import Known
from api.lists.fields import Choice, Reference, Text
from api.lists.parameters import AnyCaseCountry
from api.lists.resource import Column, OneOf, Resource
from api.tables.countries import CountryFacts
from api.tables.kinds import KINDS
from api.vocabulary import RecordType, Row
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
