"""Organisations: what can be asked of them, how they are answered and told."""

from api.lists.cited import CitedParams
from api.lists.conditions import Codes, Known, Linked
from api.lists.fields import Choice, Reference, Text
from api.lists.identifiers import identifier
from api.lists.parameters import AnyCaseCountry
from api.lists.resource import Cell, Column, Resource
from api.tables.kinds import KINDS
from api.tables.organisations import OrganisationFacts, OrganisationKind
from api.vocabulary import RecordType, Row, Slug
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
            "DOS",
            str,
            "Only organisations with exactly this acronym.",
            sort=True,
            condition=Known("acronym"),
        ),
        identifier("un_data_hub:DPO"),
        Text("name", "department", sort=True),
        Choice(
            "kind",
            "un_department",
            OrganisationKind,
            "Only these kinds; a comma means any of.",
            sort=True,
            facet=True,
        ),
        Reference(
            "country",
            "JPN",
            AnyCaseCountry,
            "Only organisations of these countries, ISO 3166-1 alpha-3.",
            Linked(RecordType.COUNTRY, ("country",)),
            facet=True,
        ),
        Reference(
            "parent",
            "united-nations",
            Slug,
            "Only parts of these organisations.",
            Codes(RecordType.ORGANISATION, "parent"),
            facet=True,
        ),
    ),
    related=(RecordType.FIGURE, RecordType.PERSON, RecordType.EVENT),
    columns=(
        Column("Kind", "kind", Cell.WORD),
        Column("What it is", "summary"),
    ),
)
