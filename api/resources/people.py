"""People as a list."""

from typing import Annotated

from api.lists.cited import CitedRequest
from api.lists.conditions import Contains, Known, Linked, Mentions
from api.lists.parameters import AnyCaseCountry, AnyOf, Fragment, asked
from api.lists.resource import Listing
from api.tables.people import PersonFacts, PersonRow
from api.vocabulary import RecordType, WrittenReference


class PersonFilter(CitedRequest):
    """What the list of people can be asked."""

    name__contains: Annotated[Fragment | None, Contains("name")] = asked(
        "Only people with these words in their name.", "khare"
    )
    name: Annotated[AnyOf[str], Known("name")] = asked(
        "Only people with exactly this name.", "Atul Khare"
    )
    nationality: Annotated[AnyOf[AnyCaseCountry], Linked(RecordType.COUNTRY, ("nationality",))] = (
        asked("Only people of these countries, ISO 3166-1 alpha-3.", "JPN")
    )
    body: Annotated[AnyOf[WrittenReference], Mentions(("roles.body",))] = asked(
        "Only people with a role in these organisations, missions or countries, written type:code.",
        "mission:unmit",
    )


PEOPLE = Listing(
    record_type=RecordType.PERSON,
    plural="people",
    row=PersonRow,
    facts=PersonFacts,
    filter=PersonFilter,
    sorts={"name": "name"},
    facets=("nationality",),
)
