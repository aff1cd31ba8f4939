"""Events: what can be asked of them, how they are answered and told."""

from api.lists.cited import CitedParams
from api.lists.conditions import Codes, Mentions, NamesResolution
from api.lists.fields import Choice, Date, Reference, Text
from api.lists.parameters import AnyCaseCountry
from api.lists.resource import Cell, Column, Resource
from api.tables.events import EventFacts
from api.tables.kinds import KINDS
from api.vocabulary import (
    EventKind,
    RecordType,
    ResolutionSymbol,
    Row,
    TimeBasis,
    WrittenReference,
)
from api.wording import day_in_words, shorten


class Event(EventFacts):
    """Something that happened at a time and a place."""


def _sentence(row: Row) -> str:
    days = [day_in_words(date) for date in (row["started"], row["ended"]) if date]
    known = [" to ".join(days), row["place"]]
    return shorten(f"{', '.join([row['name'], *filter(None, known)])}: {row['summary']}")


EVENTS = Resource(
    kind=KINDS[RecordType.EVENT],
    answer=Event,
    sentence=_sentence,
    address="/v1/events/{code}",
    words="What happened, when and where, oldest first; milestones of initiatives included.",
    example="berlin-ministerial-2025",
    questions=CitedParams,
    fields=(
        Text("name", sort=True, example="ministerial"),
        Choice(
            "kind",
            sort=True,
            facet=True,
            values=EventKind,
            about="Only these kinds; a comma means any of.",
            example="symposium",
        ),
        Reference(
            "country",
            facet=True,
            values=AnyCaseCountry,
            condition=Codes(RecordType.COUNTRY, "country"),
            about="Only events in these countries, ISO 3166-1 alpha-3.",
            example="TLS",
        ),
        Reference(
            "subject",
            values=WrittenReference,
            condition=Mentions(("subjects",)),
            about="Only events about these, written type:code.",
            example="initiative:a4p",
        ),
        Reference(
            "participant",
            values=WrittenReference,
            condition=Mentions(("participants.who",)),
            about="Only events in which these took part, written type:code.",
            example="person:atul-khare",
        ),
        Reference(
            "resolution",
            values=ResolutionSymbol,
            condition=NamesResolution(),
            about="Only events that concern these resolutions.",
            example="S/RES/2538 (2020)",
        ),
        Date("started", sort=True, about="Only events", example="2016"),
        Date("ended", sort=True, about="Only events that ended", example="2020"),
        Choice(
            "time_basis",
            facet=True,
            values=TimeBasis,
            about="Only events whose dates come from there.",
            example="stated",
        ),
    ),
    order=("started_first", "code"),
    related=(RecordType.STATEMENT, RecordType.DISCREPANCY),
    columns=(
        Column("When", "started", Cell.TIME),
        Column("Kind", "kind", Cell.WORD),
        Column("Where", "place", Cell.PLACE),
        Column("What happened", "summary"),
    ),
)
