"""Missions: field operations of the UN and of its partners."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from api.constraints import Number, ResolutionSymbol, Text
from api.facts.base import (
    AnyReference,
    Citation,
    Cited,
    Closed,
    Derived,
    KnownCountry,
    MissionCode,
)
from api.facts.identifiers import Identified
from api.vocabulary import PartialDate


class MissionKind(StrEnum):
    """Type of field operation."""

    PEACEKEEPING_OPERATION = "peacekeeping_operation"
    SPECIAL_POLITICAL_MISSION = "special_political_mission"
    SUPPORT_OFFICE = "support_office"
    PARTNER_OPERATION = "partner_operation"


class MissionStatus(StrEnum):
    """Whether a mission is running, as far as a source proves it."""

    ONGOING = "ongoing"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class MandateAction(StrEnum):
    """What a decision does to the mandate of a mission; `authorises` is for forces not led by the UN."""

    ESTABLISHES = "establishes"
    AUTHORISES = "authorises"
    EXTENDS = "extends"
    EXTENDS_FOR_THE_LAST_TIME = "extends_for_the_last_time"
    CHANGES = "changes"
    ENLARGES = "enlarges"
    REDUCES = "reduces"
    ENDS = "ends"


class Region(StrEnum):
    """Region of the world in which a mission works."""

    AFRICA = "africa"
    AMERICAS = "americas"
    ASIA_AND_THE_PACIFIC = "asia_and_the_pacific"
    EUROPE = "europe"
    MIDDLE_EAST = "middle_east"


class Mandate(Closed):
    """A decision about the mandate of a mission, as reported by one source."""

    resolution: ResolutionSymbol | None = Field(
        default=None,
        description="Symbol of the resolution; null when the decision is not a"
        " resolution, or the source omits the number.",
    )
    adopted: PartialDate | None = Field(
        default=None,
        description="Day of the decision, as precise as the source gives it; null when not proven.",
    )
    action: MandateAction = Field(description="What the decision does to the mandate.")
    until: PartialDate | None = Field(
        default=None,
        description="Last day of the mandate as decided, inclusive; null when the decision sets no end, does not"
        " change it, or the source does not give the day.",
    )
    open_ended: bool = Field(
        default=False,
        description="Whether the mandate runs until the Council ends it; `until` is null then.",
    )
    note: Text | None = Field(
        default=None,
        description="Note on length, size or doubts, from the source; null when there is none.",
    )
    citation: Citation = Field(description="Where the source says so.")


class MissionFacts(Identified, Cited):
    """A field operation: where, when, by what authority, according to whom."""

    acronym: Text | None = Field(
        default=None, description="Acronym in capitals; null when it has none."
    )
    name: Text = Field(description="Official English name.")
    name_fr: Text | None = Field(
        default=None, description="Official French name; null when not proven."
    )
    aliases: list[Text] = Field(
        default_factory=list,
        description="Other names, former acronyms and misprints by which it can be found.",
    )
    hub_acronyms: list[Text] = Field(
        default_factory=list,
        description="Acronyms used in the UN's data hub.",
    )
    kind: MissionKind = Field(description="Type of operation.")
    lead: AnyReference | None = Field(
        default=None,
        description="Organisation or country that leads it; null when not proven.",
    )
    started: PartialDate | None = Field(
        default=None,
        description="Start date, as precise as the sources prove; null when not proven.",
    )
    ended: PartialDate | None = Field(
        default=None,
        description="End date, as precise as the sources prove; null when running or not proven.",
    )
    date_basis: Text | None = Field(
        default=None,
        description="What the start and end dates mark (resolution, deployment,"
        " closure); null when the source does not say.",
    )
    status: MissionStatus = Field(
        description="Whether it is running, as far as a source proves it."
    )
    status_as_of: PartialDate | None = Field(
        default=None,
        description="Last date at which a source proves the status; null when it is `unknown`.",
    )
    region: Region | None = Field(
        default=None,
        description="Region, derived from its countries; null when there is no single one.",
    )
    countries: list[KnownCountry] = Field(
        default_factory=list,
        description="Host countries, ISO 3166-1 alpha-3.",
    )
    headquarters: Text | None = Field(
        default=None, description="Town of the headquarters; null when not proven."
    )
    latitude: Number | None = Field(
        default=None,
        ge=-90,
        le=90,
        description="Latitude of the headquarters in degrees north; null when not proven.",
    )
    longitude: Number | None = Field(
        default=None,
        ge=-180,
        le=180,
        description="Longitude of the headquarters in degrees east; null when not proven.",
    )
    authorised_by: list[ResolutionSymbol] = Field(
        default_factory=list,
        description="Resolutions that created or authorised it, such as `S/RES/2100 (2013)`.",
    )
    mandates: list[Mandate] = Field(
        default_factory=list,
        description="Decisions about its mandate that we hold, oldest first;"
        " `/v1/coverage` says whether the chain has gaps.",
    )
    mandate_until: Annotated[PartialDate | None, Derived()] = Field(
        default=None,
        description="Last day of the mandate, inclusive, set by the newest decision on its length that we hold;"
        " null when that decision is open-ended, when its end is not proven, or when we hold none: `/v1/coverage`"
        " distinguishes the three.",
    )
    mandate_resolution: Annotated[ResolutionSymbol | None, Derived()] = Field(
        default=None,
        description="Resolution of that newest decision; null when its number is not proven, or when we"
        " hold none.",
    )
    mandate_expired: Annotated[bool, Derived()] = Field(
        default=False,
        description="Whether the mission is listed as ongoing although the last mandate we hold ended before the"
        " day of the release, so that its extension is not proven.",
    )
    predecessors: list[MissionCode] = Field(
        default_factory=list, description="Missions it took over from."
    )
    successors: list[MissionCode] = Field(
        default_factory=list, description="Missions that took over from it."
    )
    summary: Text = Field(description="What it was for, in our own words.")
