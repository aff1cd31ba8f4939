"""Missions: the query parameters of their list, their answer model, sentence and columns."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Annotated, Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select
from sqlmodel import col

from api.facts.missions import MissionFacts, MissionKind, MissionStatus, Region
from api.lists.cited import CitedParams
from api.lists.conditions import NAMES_RESOLUTION, Linked, LinkedFrom, NamesCodes
from api.lists.fields import Choice, Date, Reference, Text
from api.lists.identifiers import identifier
from api.lists.parameters import AnyName, Name, parameter
from api.lists.resource import Cell, Column, Condition, Read, Resource, bind_each
from api.lists.statements import once
from api.lists.word_conditions import Called, DecidedBy
from api.tables.index import LinkRow
from api.tables.kinds import KINDS
from api.vocabulary import (
    Day,
    PartialDate,
    RecordType,
    Row,
    first_day,
    last_day,
)
from api.wording import day_in_words, plain, with_acronym


class Mission(MissionFacts):
    """A field operation of the UN or of a partner."""


@dataclass(frozen=True)
class ActiveDuring(Condition):
    """The mission ran on a day of the value; one without a known end runs on unless it is closed."""

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        """Select the rows that pass."""
        begun = resource.column("started_first") <= last_day(value)
        not_over = resource.column("ended_last") >= first_day(value)
        open_end = and_(
            resource.column("ended_last").is_(None),
            resource.column("status") != MissionStatus.CLOSED,
        )
        return and_(begun, or_(not_over, open_end))


@dataclass(frozen=True)
class RanAsOf(ActiveDuring):
    """The mission ran on the last day of the value."""

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        """Select the rows that pass."""
        return super().where(resource, last_day(value))


@dataclass(frozen=True)
class InChain(NamesCodes):
    """The mission is one of these, or a predecessor or successor of one of them, directly or not."""

    def read(self, connection: Connection, resource: Resource, value: Any) -> Read:
        """Resolve the names to the codes of their whole chains of predecessors and successors."""
        named = super().read(connection, resource, value)
        neighbours = once(connection, ("neighbours of missions",), lambda: _neighbours(connection))
        chain, waiting = set(), {*named.value}
        while waiting:
            code = waiting.pop()
            chain.add(code)
            waiting |= neighbours[code] - chain
        return Read(sorted(chain), named.unknown)

    bind = bind_each

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        """Select the rows that pass."""
        return resource.column("code").in_(value)


def _neighbours(connection: Connection) -> dict[str, set[str]]:
    """Map each mission to its direct predecessors and successors."""
    ends = col(LinkRow.record_code), col(LinkRow.target_code)
    statement = select(*ends).where(
        col(LinkRow.record_type) == RecordType.MISSION,
        col(LinkRow.target_type) == RecordType.MISSION,
        col(LinkRow.field).in_(("predecessors", "successors")),
    )
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in connection.execute(statement):
        found[one].add(other)
        found[other].add(one)
    return found


class MissionParams(CitedParams):
    """The query parameters of missions, beside the filters of fields."""

    chain: Annotated[AnyName, InChain(RecordType.MISSION)] = parameter(
        "These missions with all that came before and after them, directly or not.", "minustah"
    )

    active_on: Annotated[Day | None, ActiveDuring()] = parameter(
        "Only missions that ran on this day; one without a known end runs on unless it is closed.",
        "1993-06-30",
    )
    active_in: Annotated[PartialDate | None, ActiveDuring()] = parameter(
        "Only missions that ran at some time of this year, month or day.", "1993"
    )
    as_of: Annotated[PartialDate | None, RanAsOf()] = parameter(
        "Only missions that ran at the end of this year, month or day.", "1993-12"
    )


def _sentence(row: Row) -> str:
    where = f" in {', '.join(row['countries'])}" if row["countries"] else ""
    return f"{with_acronym(row)}: {plain(row['kind'])}{where}, {run_in_words(row)}."


def run_in_words(mission: Row) -> str:
    """Say when a mission ran, as far as that is proven."""
    start, end = mission["started"], mission["ended"]
    proven = mission["status_as_of"] and day_in_words(mission["status_as_of"])
    begun = f"from {day_in_words(start)}" if start else "start not proven"
    if end:
        return f"{begun} to {day_in_words(end)}" if start else f"{begun}, to {day_in_words(end)}"
    if mission["status"] == MissionStatus.UNKNOWN:
        return f"{begun}, end not proven"
    return f"{begun}, {mission['status']} as of {proven}"


MISSIONS = Resource(
    kind=KINDS[RecordType.MISSION],
    answer=Mission,
    sentence=_sentence,
    address="/v1/missions/{code}",
    words="Field operations: UN peacekeeping operations, special political missions, support offices"
    " and operations of partners, oldest first.",
    example="minusma",
    base_params=MissionParams,
    fields=(
        Choice(
            "acronym",
            "MINUSMA",
            Name,
            "Only what has this acronym.",
            sort=True,
            condition=Called("acronym"),
        ),
        Text("name", "stabilization", sort=True),
        Choice(
            "kind",
            "peacekeeping_operation",
            MissionKind,
            "Only these kinds; a comma means any of.",
            sort=True,
            facet=True,
        ),
        Choice("status", "ongoing", MissionStatus, "Only missions with this status.", facet=True),
        Choice(
            "region", "africa", Region, "Only missions in these parts of the world.", facet=True
        ),
        Reference(
            "country",
            "MLI",
            Name,
            "Only missions that worked in these countries, by any code or name.",
            Linked(RecordType.COUNTRY, ("countries",)),
            facet=True,
        ),
        identifier("un_data_hub:MINUSMA"),
        Text("headquarters", "Bamako"),
        Reference(
            "person",
            "atul-khare",
            Name,
            "Only missions in which these people had a role.",
            LinkedFrom(RecordType.PERSON, ("roles.body",)),
        ),
        Reference(
            "initiative",
            "hospital-upgrades",
            Name,
            "Only missions that take part in these initiatives.",
            LinkedFrom(RecordType.INITIATIVE),
        ),
        Reference(
            "resolution",
            "S/RES/2100 (2013)",
            Name,
            "Only missions that these resolutions created, authorised or decided the mandate of.",
            NAMES_RESOLUTION,
        ),
        Date("started", "1990", "Only what started", sort=True),
        Date("ended", "2017", "Only what ended", sort=True),
        Date("mandate_until", "2026", "Only missions whose mandate ends", sort=True),
        Choice(
            "mandate_expired",
            "true",
            bool,
            "`true`: only ongoing missions whose last mandate that we hold has run out; `false`: only the others.",
            facet=True,
        ),
        Choice(
            "mandate_resolution",
            "S/RES/2790 (2025)",
            Name,
            "Only missions whose newest mandate was decided by these resolutions.",
            condition=DecidedBy("mandate_resolution"),
        ),
    ),
    order=("started_first", "code"),
    related=(
        RecordType.FIGURE,
        RecordType.EVENT,
        RecordType.STATEMENT,
        RecordType.PERSON,
        RecordType.DISCREPANCY,
    ),
    columns=(
        Column("Kind", "kind", Cell.WORD),
        Column("Ran", "started", Cell.TIME),
        Column("Where", "countries", Cell.COUNTRY),
        Column("Status", "status", Cell.STATUS),
    ),
    citation="The mission by name and acronym, and the sources of its record: at most twelve, and"
    " the number of the others.",
)
