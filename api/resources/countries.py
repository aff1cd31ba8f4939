"""Countries: the query parameters of their list, their answer model, sentence and columns."""

from api.facts.countries import CountryFacts, M49Region
from api.lists.cited import CitedParams
from api.lists.fields import Choice, Date, Reference, Text
from api.lists.identifiers import identifier
from api.lists.parameters import Name
from api.lists.resource import Cell, Column, Resource
from api.lists.word_conditions import Called
from api.tables.kinds import KINDS
from api.vocabulary import RecordType, Row
from api.wording import shorten


class Country(CountryFacts):
    """A country or territory."""


# The row has no figures: they are a list of their own.
NO_SUMMARY = "no summary is written; what is held of it stands in its figures and its missions."


def _sentence(row: Row) -> str:
    code = f" ({row['iso3']})" if row["iso3"] else ""
    return shorten(f"{row['name']}{code}: {row['summary'] or NO_SUMMARY}")


COUNTRIES = Resource(
    kind=KINDS[RecordType.COUNTRY],
    answer=Country,
    sentence=_sentence,
    address="/v1/countries/{code}",
    words="Countries, and what each gave, trained, promised or championed.",
    example="jpn",
    base_params=CitedParams,
    fields=(
        Choice(
            "name",
            "Japan",
            Name,
            "Only countries of this name, in any of its languages.",
            sort=True,
            condition=Called("name"),
        ),
        Text("name", "congo"),
        Reference(
            "iso3",
            "JPN",
            Name,
            "Only these countries, ISO 3166-1 alpha-3.",
            Called("iso3"),
            sort=True,
        ),
        Choice(
            "iso2",
            "JP",
            Name,
            "Only these countries, ISO 3166-1 alpha-2.",
            condition=Called("iso2"),
        ),
        Choice(
            "m49",
            "392",
            Name,
            "Only these countries, numbered as by UN M49 and ISO 3166-1.",
            condition=Called("m49"),
        ),
        Choice(
            "region", "asia", M49Region, "Only countries of these regions of UN M49.", facet=True
        ),
        identifier("iso3:MLI"),
        Text("official_name", "republic"),
        Date("ended", "1991", "Only what ended", sort=True),
    ),
    related=(
        RecordType.MISSION,
        RecordType.INITIATIVE,
        RecordType.FIGURE,
        RecordType.EVENT,
        RecordType.STATEMENT,
    ),
    columns=(
        Column("Code", "iso3", Cell.WORD),
        Column("Its part", "summary"),
    ),
)
