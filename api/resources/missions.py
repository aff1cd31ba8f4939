"""Missions as a list."""

from typing import Annotated

from api.lists.cited import CitedRequest
from api.lists.conditions import (
    ActiveDuring,
    After,
    Before,
    Contains,
    InOrAfter,
    InOrBefore,
    IsNull,
    Known,
    Linked,
    LinkedFrom,
    NamesResolution,
    Not,
)
from api.lists.parameters import AnyCaseCountry, AnyOf, Fragment, asked
from api.lists.resource import Listing
from api.tables.missions import MissionFacts, MissionRow
from api.vocabulary import (
    Day,
    MissionKind,
    MissionStatus,
    PartialDate,
    RecordType,
    Region,
    ResolutionSymbol,
    Slug,
)


class MissionFilter(CitedRequest):
    """What the list of missions can be asked."""

    kind: AnyOf[MissionKind] = asked(
        "Only these kinds; a comma means any of.", "peacekeeping_operation"
    )
    status: AnyOf[MissionStatus] = asked("Only missions with this status.", "ongoing")
    region: AnyOf[Region] = asked("Only missions in these parts of the world.", "africa")
    country: Annotated[AnyOf[AnyCaseCountry], Linked(RecordType.COUNTRY, ("countries",))] = asked(
        "Only missions that worked in these countries, ISO 3166-1 alpha-3.", "MLI"
    )
    kind__not: Annotated[AnyOf[MissionKind], Not("kind")] = asked(
        "Only missions of other kinds than these.", "partner_operation"
    )
    status__not: Annotated[AnyOf[MissionStatus], Not("status")] = asked(
        "Only missions with another status than these.", "closed"
    )
    region__not: Annotated[AnyOf[Region], Not("region")] = asked(
        "Only missions in other parts of the world, or in no single one.", "africa"
    )
    name__contains: Annotated[Fragment | None, Contains("name")] = asked(
        "Only missions with these words in their name.", "stabilization"
    )
    person: Annotated[AnyOf[Slug], LinkedFrom(RecordType.PERSON, ("roles.body",))] = asked(
        "Only missions in which these people had a role.", "atul-khare"
    )
    initiative: Annotated[AnyOf[Slug], LinkedFrom(RecordType.INITIATIVE)] = asked(
        "Only missions that take part in these initiatives.", "hospital-upgrades"
    )
    headquarters__isnull: Annotated[bool | None, IsNull("headquarters")] = asked(
        "`true`: only missions whose headquarters is not proven; `false`: only the others.", "true"
    )
    acronym: Annotated[AnyOf[str], Known("acronym")] = asked(
        "Only missions with exactly this acronym.", "MINUSMA"
    )
    resolution: Annotated[AnyOf[ResolutionSymbol], NamesResolution()] = asked(
        "Only missions created or authorised by these resolutions.", "S/RES/2100 (2013)"
    )
    active_on: Annotated[Day | None, ActiveDuring()] = asked(
        "Only missions that ran on this day; one without a known end runs on unless it is closed.",
        "1993-06-30",
    )
    active_in: Annotated[PartialDate | None, ActiveDuring()] = asked(
        "Only missions that ran at some time of this year, month or day.", "1993"
    )
    started__gte: Annotated[PartialDate | None, InOrAfter("started")] = asked(
        "Only missions that started in or after this year, month or day.", "1990"
    )
    started__gt: Annotated[PartialDate | None, After("started")] = asked(
        "Only missions that started after the end of this year, month or day.", "1989"
    )
    started__lte: Annotated[PartialDate | None, InOrBefore("started")] = asked(
        "Only missions that started in or before this year, month or day.", "1999-12"
    )
    started__lt: Annotated[PartialDate | None, Before("started")] = asked(
        "Only missions that started before the beginning of this year, month or day.", "2000"
    )
    ended__gte: Annotated[PartialDate | None, InOrAfter("ended")] = asked(
        "Only missions that ended in or after this year, month or day.", "2017"
    )
    ended__gt: Annotated[PartialDate | None, After("ended")] = asked(
        "Only missions that ended after the end of this year, month or day.", "2016"
    )
    ended__lte: Annotated[PartialDate | None, InOrBefore("ended")] = asked(
        "Only missions that ended in or before this year, month or day.", "2023-12-31"
    )
    ended__lt: Annotated[PartialDate | None, Before("ended")] = asked(
        "Only missions that ended before the beginning of this year, month or day.", "2024"
    )
    ended__isnull: Annotated[bool | None, IsNull("ended")] = asked(
        "`true`: only missions without a known end; `false`: only those with one.", "true"
    )


MISSIONS = Listing(
    record_type=RecordType.MISSION,
    plural="missions",
    row=MissionRow,
    facts=MissionFacts,
    filter=MissionFilter,
    sorts={
        "acronym": "acronym",
        "name": "name",
        "kind": "kind",
        "started": "started_first",
        "ended": "ended_first",
    },
    facets=("kind", "status", "region"),
    order=("started_first", "code"),
)
