"""Initiatives: the query parameters of their list, their answer model, sentence and columns."""

from typing import Annotated

from api.facts.initiatives import InitiativeFacts, InitiativeKind
from api.lists.cited import CitedParams
from api.lists.comparisons import InOrBefore
from api.lists.conditions import NAMES_RESOLUTION, Codes, Mentions
from api.lists.fields import Choice, Date, Reference, Text
from api.lists.parameters import Name, parameter
from api.lists.resource import Cell, Column, Resource
from api.lists.word_conditions import Called
from api.tables.kinds import KINDS
from api.vocabulary import PartialDate, RecordType, Row
from api.wording import day_in_words, plain, shorten, with_acronym


class Initiative(InitiativeFacts):
    """A reform, programme, strategy, framework, declaration or the like."""


class InitiativeParams(CitedParams):
    """The query parameters of initiatives, beside the filters of fields."""

    as_of: Annotated[PartialDate | None, InOrBefore("launched")] = parameter(
        "Only initiatives that had been launched by the end of this year, month or day.", "2019"
    )


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
    base_params=InitiativeParams,
    fields=(
        Text("name", "strategy", sort=True),
        Choice(
            "kind",
            "programme",
            InitiativeKind,
            "Only these kinds; a comma means any of.",
            sort=True,
            facet=True,
        ),
        Choice(
            "acronym",
            "A4P",
            Name,
            "Only what has this acronym.",
            condition=Called("acronym"),
        ),
        Reference(
            "parent",
            "a4p",
            Name,
            "Only initiatives that belong to these.",
            Codes(RecordType.INITIATIVE, "parent"),
            facet=True,
        ),
        Reference(
            "participant",
            "country:jpn",
            Name,
            "Only that in which these take part, by `type:code` or name.",
            Mentions(("participants.who",)),
            facet=True,
        ),
        Reference(
            "resolution",
            "S/RES/2436 (2018)",
            Name,
            "Only initiatives these resolutions are about.",
            NAMES_RESOLUTION,
        ),
        Date("launched", "2018", "Only initiatives launched", sort=True),
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
    citation="The initiative by name and acronym, and the sources of its record: at most twelve,"
    " and the number of the others.",
)
