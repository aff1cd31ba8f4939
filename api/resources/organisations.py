"""Organisations as a list."""

from typing import Annotated

from api.lists.cited import CitedRequest
from api.lists.conditions import Codes, Contains, Known, Linked, Not
from api.lists.parameters import AnyCaseCountry, AnyOf, Fragment, asked
from api.lists.resource import Listing
from api.tables.organisations import OrganisationFacts, OrganisationRow
from api.vocabulary import OrganisationKind, RecordType, Slug


class OrganisationFilter(CitedRequest):
    """What the list of organisations can be asked."""

    kind__not: Annotated[AnyOf[OrganisationKind], Not("kind")] = asked(
        "Only organisations of other kinds than these.", "university"
    )
    name__contains: Annotated[Fragment | None, Contains("name")] = asked(
        "Only organisations with these words in their name.", "department"
    )
    kind: AnyOf[OrganisationKind] = asked(
        "Only these kinds; a comma means any of.", "un_department"
    )
    acronym: Annotated[AnyOf[str], Known("acronym")] = asked(
        "Only organisations with exactly this acronym.", "DOS"
    )
    country: Annotated[AnyOf[AnyCaseCountry], Linked(RecordType.COUNTRY, ("country",))] = asked(
        "Only organisations of these countries, ISO 3166-1 alpha-3.", "JPN"
    )
    parent: Annotated[AnyOf[Slug], Codes(RecordType.ORGANISATION, "parent")] = asked(
        "Only parts of these organisations.", "united-nations"
    )


ORGANISATIONS = Listing(
    record_type=RecordType.ORGANISATION,
    plural="organisations",
    row=OrganisationRow,
    facts=OrganisationFacts,
    filter=OrganisationFilter,
    sorts={"acronym": "acronym", "name": "name", "kind": "kind"},
    facets=("kind", "country", "parent"),
)
