"""Organisations: the query parameters of their list, their answer model, sentence and columns."""

from api.facts.organisations import OrganisationFacts, OrganisationKind
from api.lists.cited import CitedParams
from api.lists.conditions import Codes, Linked
from api.lists.fields import Choice, Reference, Text
from api.lists.identifiers import identifier
from api.lists.parameters import Name
from api.lists.resource import Cell, Column, Resource
from api.lists.word_conditions import Called
from api.tables.kinds import KINDS
from api.vocabulary import RecordType, Row
from api.wording import plain, shorten, with_acronym


class Organisation(OrganisationFacts):
    """An organisation or group that acts, speaks or is counted."""


def _sentence(row: Row) -> str:
    return shorten(f"{with_acronym(row)}, {plain(row['kind'])}: {row['summary']}")


ORGANISATIONS = Resource(
    kind=KINDS[RecordType.ORGANISATION],
    answer=Organisation,
    sentence=_sentence,
    address="/v1/organisations/{code}",
    words="Departments, governments, forces and groups, and what succeeded what.",
    example="dos",
    base_params=CitedParams,
    fields=(
        Choice(
            "acronym",
            "DOS",
            Name,
            "Only what has this acronym.",
            sort=True,
            condition=Called("acronym"),
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
            Name,
            "Only organisations of these countries, by any code or name.",
            Linked(RecordType.COUNTRY, ("country",)),
            facet=True,
        ),
        Reference(
            "parent",
            "united-nations",
            Name,
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
