"""Organisations: what can be asked of them, how they are answered and told."""

from api.lists.cited import CitedParams
from api.lists.conditions import Codes, Known, Linked
from api.lists.fields import Choice, Reference, Text
from api.lists.parameters import AnyCaseCountry
from api.lists.resource import Cell, Column, Resource
from api.tables.kinds import KINDS
from api.tables.organisations import OrganisationFacts
from api.vocabulary import OrganisationKind, RecordType, Row, Slug
from api.wording import plain, shorten, with_acronym


class Organisation(OrganisationFacts):
    """A body that acts, speaks or is counted."""


def _sentence(row: Row) -> str:
    return shorten(f"{with_acronym(row)}, {plain(row['kind'])}: {row['summary']}")


ORGANISATIONS = Resource(
    kind=KINDS[RecordType.ORGANISATION],
    answer=Organisation,
    sentence=_sentence,
    address="/v1/organisations/{code}",
    words="Departments, governments, forces and groups, and what succeeded what.",
    example="dos",
    questions=CitedParams,
    fields=(
        Choice(
            "acronym",
            sort=True,
            values=str,
            condition=Known("acronym"),
            about="Only organisations with exactly this acronym.",
            example="DOS",
        ),
        Text("name", sort=True, example="department"),
        Choice(
            "kind",
            sort=True,
            facet=True,
            values=OrganisationKind,
            about="Only these kinds; a comma means any of.",
            example="un_department",
        ),
        Reference(
            "country",
            facet=True,
            values=AnyCaseCountry,
            condition=Linked(RecordType.COUNTRY, ("country",)),
            about="Only organisations of these countries, ISO 3166-1 alpha-3.",
            example="JPN",
        ),
        Reference(
            "parent",
            facet=True,
            values=Slug,
            condition=Codes(RecordType.ORGANISATION, "parent"),
            about="Only parts of these organisations.",
            example="united-nations",
        ),
    ),
    related=(RecordType.FIGURE, RecordType.PERSON, RecordType.EVENT),
    columns=(
        Column("Kind", "kind", Cell.WORD),
        Column("What it is", "summary"),
    ),
)
