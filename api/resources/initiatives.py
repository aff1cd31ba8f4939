"""Initiatives: what can be asked of them, how they are answered and told."""

from api.lists.cited import CitedParams
from api.lists.conditions import Codes, Known, Mentions, NamesResolution
from api.lists.fields import Choice, Date, Reference, Text
from api.lists.resource import Cell, Column, Resource
from api.tables.initiatives import InitiativeFacts
from api.tables.kinds import KINDS
from api.vocabulary import (
    InitiativeKind,
    RecordType,
    ResolutionSymbol,
    Row,
    Slug,
    WrittenReference,
)
from api.wording import day_in_words, plain, shorten, with_acronym


class Initiative(InitiativeFacts):
    """A reform, programme, strategy, framework, declaration or the like."""


def _sentence(row: Row) -> str:
    launched = f", launched {day_in_words(row['launched'])}" if row["launched"] else ""
    return shorten(f"{with_acronym(row)}, {plain(row['kind'])}{launched}: {row['summary']}")


INITIATIVES = Resource(
    kind=KINDS[RecordType.INITIATIVE],
    answer=Initiative,
    sentence=_sentence,
    address="/v1/initiatives/{code}",
    words="Reforms, programmes, strategies, frameworks and declarations such as Action for"
    " Peacekeeping (A4P) and the Triangular Partnership Programme (TPP).",
    example="a4p",
    questions=CitedParams,
    fields=(
        Text("name", sort=True, example="strategy"),
        Choice(
            "kind",
            sort=True,
            facet=True,
            values=InitiativeKind,
            about="Only these kinds; a comma means any of.",
            example="programme",
        ),
        Choice(
            "acronym",
            values=str,
            condition=Known("acronym"),
            about="Only initiatives with exactly this acronym.",
            example="A4P",
        ),
        Reference(
            "parent",
            facet=True,
            values=Slug,
            condition=Codes(RecordType.INITIATIVE, "parent"),
            about="Only initiatives that belong to these.",
            example="a4p",
        ),
        Reference(
            "participant",
            values=WrittenReference,
            condition=Mentions(("participants.who",)),
            about="Only initiatives in which these take part, written type:code.",
            example="country:jpn",
        ),
        Reference(
            "resolution",
            values=ResolutionSymbol,
            condition=NamesResolution(),
            about="Only initiatives these resolutions are about.",
            example="S/RES/2436 (2018)",
        ),
        Date("launched", sort=True, about="Only initiatives launched", example="2018"),
    ),
    related=(
        RecordType.FIGURE,
        RecordType.EVENT,
        RecordType.STATEMENT,
        RecordType.DISCREPANCY,
    ),
    columns=(
        Column("Kind", "kind", Cell.WORD),
        Column("Launched", "launched", Cell.TIME),
        Column("Run by", "lead_entity", Cell.RECORD),
        Column("What it is", "summary"),
    ),
    citation="The initiative by name and acronym, and the sources of its record: twelve, and how many more there are.",
)
