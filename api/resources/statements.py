"""Statements: the query parameters of their list, their answer model, sentence and columns."""

from api.facts.statements import StatementFacts
from api.lists.cited import CitedParams
from api.lists.conditions import HAS_TOPIC, NAMES_RESOLUTION, Codes, Mentions
from api.lists.fields import Choice, Date, Reference, Text
from api.lists.parameters import Name
from api.lists.resource import Column, Resource
from api.tables.kinds import KINDS
from api.vocabulary import RecordType, Row
from api.wording import day_in_words, shorten


class Statement(StatementFacts):
    """A position taken by one speaker at one time."""


def _sentence(row: Row) -> str:
    others = ", ".join(other["name"] for other in row["on_behalf_of"])
    behalf = f" on behalf of {others}" if others else ""
    said = f"{row['speaker']['name']}{behalf}, {day_in_words(row['date'])}"
    return shorten(f"{said}: {row['position']}")


STATEMENTS = Resource(
    kind=KINDS[RecordType.STATEMENT],
    answer=Statement,
    sentence=_sentence,
    address="/v1/statements/{code}",
    words="Positions of delegations and speakers, in our own words, oldest first.",
    example="zaf-2020-09-14-performance-indicators",
    base_params=CitedParams,
    fields=(
        Text("position", "training"),
        Date("date", "2016", "Only what was said", sort=True),
        Reference(
            "event",
            "security-council-a4p-meeting-2020-09-14",
            Name,
            "Only what was said at these events.",
            Codes(RecordType.EVENT, "event"),
            sort=True,
            facet=True,
        ),
        Choice(
            "verbatim",
            "true",
            bool,
            "`true`: only where the evidence quotes the speaker; `false`: only where a reporter tells it.",
            facet=True,
        ),
        Reference(
            "speaker",
            "country:zaf",
            Name,
            "Only what these said or had said for them, by `type:code` or name.",
            Mentions(("speaker", "on_behalf_of")),
            facet=True,
        ),
        Reference("topic", "performance", Name, "Only on these topics.", HAS_TOPIC, facet=True),
        Reference(
            "subject",
            "initiative:a4p",
            Name,
            "Only what is about these, by `type:code` or name.",
            Mentions(("subjects",)),
            facet=True,
        ),
        Reference(
            "resolution",
            "S/RES/2538 (2020)",
            Name,
            "Only what speaks of these resolutions.",
            NAMES_RESOLUTION,
        ),
    ),
    order=("date_first", "code"),
    columns=(Column("What was held", "position"),),
)
