"""Events: the query parameters of their list, their answer model, sentence and columns."""

from typing import Annotated

from api.facts.events import EventFacts, EventKind
from api.lists.cited import CitedParams
from api.lists.comparisons import InOrBefore
from api.lists.conditions import NAMES_RESOLUTION, Codes, Mentions
from api.lists.fields import Choice, Date, Reference, Text
from api.lists.parameters import Name, parameter
from api.lists.resource import Cell, Column, Resource
from api.tables.kinds import KINDS
from api.vocabulary import PartialDate, RecordType, Row, TimeBasis
from api.wording import day_in_words, shorten, time_in_words


class Event(EventFacts):
    """Something that happened at a time and place."""


class EventParams(CitedParams):
    """The query parameters of events, beside the filters of fields."""

    as_of: Annotated[PartialDate | None, InOrBefore("started")] = parameter(
        "Only events that had begun by the end of this year, month or day.", "2019"
    )


def days_in_words(event: Row) -> str:
    """Say when an event was: its day, or its first and last day; without an end it took one day, unless a conflict."""
    started, ended = event["started"], event["ended"]
    if started and not ended:
        since = "from " if event["kind"] == EventKind.CONFLICT else ""
        return f"{since}{day_in_words(started)}"
    return time_in_words(event)


def _sentence(row: Row) -> str:
    known = [days_in_words(row), row["place"]]
    return shorten(f"{', '.join([row['name'], *filter(None, known)])}: {row['summary']}")


EVENTS = Resource(
    kind=KINDS[RecordType.EVENT],
    answer=Event,
    sentence=_sentence,
    address="/v1/events/{code}",
    words="What happened, when and where, oldest first; milestones of initiatives included.",
    example="berlin-ministerial-2025",
    base_params=EventParams,
    fields=(
        Text("name", "ministerial", sort=True),
        Choice(
            "kind",
            "symposium",
            EventKind,
            "Only these kinds; a comma means any of.",
            sort=True,
            facet=True,
        ),
        Reference(
            "country",
            "TLS",
            Name,
            "Only events in these countries, by any code or name.",
            Codes(RecordType.COUNTRY, "country"),
            facet=True,
        ),
        Reference(
            "subject",
            "initiative:a4p",
            Name,
            "Only what is about these, by `type:code` or name.",
            Mentions(("subjects",)),
            facet=True,
        ),
        Reference(
            "participant",
            "person:atul-khare",
            Name,
            "Only that in which these take part, by `type:code` or name.",
            Mentions(("participants.who",)),
            facet=True,
        ),
        Reference(
            "resolution",
            "S/RES/2538 (2020)",
            Name,
            "Only events that concern these resolutions.",
            NAMES_RESOLUTION,
        ),
        Date("started", "2016", "Only what started", sort=True),
        Date("ended", "2020", "Only what ended", sort=True),
        Choice(
            "time_basis",
            "stated",
            TimeBasis,
            "Only events whose dates come from there.",
            facet=True,
        ),
    ),
    order=("started_first", "code"),
    related=(RecordType.STATEMENT, RecordType.DISCREPANCY),
    columns=(
        Column("When", "started", Cell.DAYS),
        Column("Kind", "kind", Cell.WORD),
        Column("Where", "place", Cell.PLACE),
        Column("What happened", "summary"),
    ),
)
