"""Statements as a list."""

from typing import Annotated

from api.lists.cited import CitedRequest
from api.lists.conditions import (
    After,
    Before,
    Codes,
    Contains,
    HasTopic,
    InOrAfter,
    InOrBefore,
    Mentions,
    NamesResolution,
)
from api.lists.parameters import AnyOf, Fragment, asked
from api.lists.resource import Listing
from api.tables.statements import StatementFacts, StatementRow
from api.vocabulary import PartialDate, RecordType, ResolutionSymbol, Slug, WrittenReference


class StatementFilter(CitedRequest):
    """What the list of statements can be asked."""

    position__contains: Annotated[Fragment | None, Contains("position")] = asked(
        "Only statements with these words in the position as we tell it.", "training"
    )
    verbatim: AnyOf[bool] = asked(
        "`true`: only where the evidence quotes the speaker; `false`: only where a reporter tells it.",
        "true",
    )
    speaker: Annotated[AnyOf[WrittenReference], Mentions(("speaker", "on_behalf_of"))] = asked(
        "Only what these said or had said for them, written type:code.", "country:zaf"
    )
    event: Annotated[AnyOf[Slug], Codes(RecordType.EVENT, "event")] = asked(
        "Only what was said at these events.", "security-council-a4p-meeting-2020-09-14"
    )
    topic: Annotated[AnyOf[Slug], HasTopic()] = asked("Only on these topics.", "performance")
    subject: Annotated[AnyOf[WrittenReference], Mentions(("subjects",))] = asked(
        "Only what speaks of these, written type:code.", "initiative:a4p"
    )
    resolution: Annotated[AnyOf[ResolutionSymbol], NamesResolution()] = asked(
        "Only what speaks of these resolutions.", "S/RES/2538 (2020)"
    )
    date__gte: Annotated[PartialDate | None, InOrAfter("date")] = asked(
        "Only what was said in or after this year, month or day.", "2016"
    )
    date__gt: Annotated[PartialDate | None, After("date")] = asked(
        "Only what was said after the end of this year, month or day.", "2016"
    )
    date__lte: Annotated[PartialDate | None, InOrBefore("date")] = asked(
        "Only what was said in or before this year, month or day.", "2020-09-14"
    )
    date__lt: Annotated[PartialDate | None, Before("date")] = asked(
        "Only what was said before the beginning of this year, month or day.", "2020-09-14"
    )


STATEMENTS = Listing(
    record_type=RecordType.STATEMENT,
    plural="statements",
    row=StatementRow,
    facts=StatementFacts,
    filter=StatementFilter,
    sorts={"date": "date_first", "event": "event"},
    facets=("event", "verbatim"),
    order=("date_first", "code"),
)
