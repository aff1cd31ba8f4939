"""Events as a list."""

from typing import Annotated

from api.lists.cited import CitedRequest
from api.lists.conditions import (
    After,
    Before,
    Codes,
    Contains,
    InOrAfter,
    InOrBefore,
    IsNull,
    Mentions,
    NamesResolution,
    Not,
)
from api.lists.parameters import AnyCaseCountry, AnyOf, Fragment, asked
from api.lists.resource import Listing
from api.tables.events import EventFacts, EventRow
from api.vocabulary import (
    EventKind,
    PartialDate,
    RecordType,
    ResolutionSymbol,
    WrittenReference,
)


class EventFilter(CitedRequest):
    """What the list of events can be asked."""

    kind__not: Annotated[AnyOf[EventKind], Not("kind")] = asked(
        "Only events of other kinds than these.", "meeting"
    )
    name__contains: Annotated[Fragment | None, Contains("name")] = asked(
        "Only events with these words in their title.", "ministerial"
    )
    started__isnull: Annotated[bool | None, IsNull("started")] = asked(
        "`true`: only events without a known date; `false`: only those with one.", "false"
    )
    kind: AnyOf[EventKind] = asked("Only these kinds; a comma means any of.", "symposium")
    country: Annotated[AnyOf[AnyCaseCountry], Codes(RecordType.COUNTRY, "country")] = asked(
        "Only events in these countries, ISO 3166-1 alpha-3.", "TLS"
    )
    subject: Annotated[AnyOf[WrittenReference], Mentions(("subjects",))] = asked(
        "Only events about these, written type:code.", "initiative:a4p"
    )
    participant: Annotated[AnyOf[WrittenReference], Mentions(("participants.who",))] = asked(
        "Only events in which these took part, written type:code.", "person:atul-khare"
    )
    resolution: Annotated[AnyOf[ResolutionSymbol], NamesResolution()] = asked(
        "Only events that concern these resolutions.", "S/RES/2538 (2020)"
    )
    started__gte: Annotated[PartialDate | None, InOrAfter("started")] = asked(
        "Only events in or after this year, month or day.", "2016"
    )
    started__gt: Annotated[PartialDate | None, After("started")] = asked(
        "Only events after the end of this year, month or day.", "2016"
    )
    started__lte: Annotated[PartialDate | None, InOrBefore("started")] = asked(
        "Only events in or before this year, month or day.", "2020-12-31"
    )
    started__lt: Annotated[PartialDate | None, Before("started")] = asked(
        "Only events before the beginning of this year, month or day.", "2020-12-31"
    )


EVENTS = Listing(
    record_type=RecordType.EVENT,
    plural="events",
    row=EventRow,
    facts=EventFacts,
    filter=EventFilter,
    sorts={"name": "name", "kind": "kind", "started": "started_first", "ended": "ended_first"},
    facets=("kind", "country", "time_basis"),
    order=("started_first", "code"),
)
