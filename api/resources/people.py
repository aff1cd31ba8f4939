"""People: what can be asked of them, how they are answered and told."""

from api.lists.cited import CitedParams
from api.lists.conditions import Known, Linked, Mentions
from api.lists.fields import Choice, Reference, Text
from api.lists.parameters import AnyCaseCountry
from api.lists.resource import Cell, Column, Resource
from api.tables.kinds import KINDS
from api.tables.people import PersonFacts
from api.vocabulary import RecordType, Row, WrittenReference
from api.wording import shorten


class Person(PersonFacts):
    """A person named in a source."""


def _sentence(row: Row) -> str:
    return shorten(f"{row['name']}: {row['summary']}")


PEOPLE = Resource(
    kind=KINDS[RecordType.PERSON],
    answer=Person,
    sentence=_sentence,
    address="/v1/people/{code}",
    words="People the sources name, with every role and its dates as given.",
    example="atul-khare",
    questions=CitedParams,
    fields=(
        Choice(
            "name",
            sort=True,
            values=str,
            condition=Known("name"),
            about="Only people with exactly this name.",
            example="Atul Khare",
        ),
        Text("name", example="khare"),
        Reference(
            "nationality",
            facet=True,
            values=AnyCaseCountry,
            condition=Linked(RecordType.COUNTRY, ("nationality",)),
            about="Only people of these countries, ISO 3166-1 alpha-3.",
            example="JPN",
        ),
        Reference(
            "body",
            values=WrittenReference,
            condition=Mentions(("roles.body",)),
            about="Only people with a role in these organisations, missions or countries, written type:code.",
            example="mission:unmit",
        ),
    ),
    related=(RecordType.STATEMENT, RecordType.FIGURE, RecordType.EVENT),
    columns=(
        Column("From", "nationality", Cell.COUNTRY),
        Column("Who this is", "summary"),
    ),
)
