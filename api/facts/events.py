"""Events: what happened, when and where."""

from enum import StrEnum

from pydantic import Field

from api.constraints import Number, ResolutionSymbol, Text
from api.facts.base import AnyReference, Cited, KnownCountry, Participation, basis_of
from api.vocabulary import PartialDate, TimeBasis


class EventKind(StrEnum):
    """Type of event."""

    MEETING = "meeting"
    SYMPOSIUM = "symposium"
    SUMMIT = "summit"
    CONFERENCE = "conference"
    VISIT = "visit"
    LAUNCH = "launch"
    RESOLUTION_ADOPTED = "resolution_adopted"
    AGREEMENT = "agreement"
    ELECTION = "election"
    INAUGURATION = "inauguration"
    CRISIS = "crisis"
    ATTACK = "attack"
    COUP = "coup"
    DEATH = "death"
    DEPLOYMENT = "deployment"
    EVACUATION = "evacuation"
    MISSION_CHANGE = "mission_change"
    REORGANISATION = "reorganisation"
    TRAINING = "training"
    LAW_ENACTED = "law_enacted"
    DISASTER = "disaster"
    CONFLICT = "conflict"
    MILESTONE = "milestone"


class EventFacts(Cited):
    """Something that happened at a time and place."""

    name: Text = Field(description="Title in our own words, or the official one of a meeting.")
    aliases: list[Text] = Field(
        default_factory=list, description="Other titles by which it can be found."
    )
    kind: EventKind = Field(description="Type of the event.")
    started: PartialDate | None = Field(
        default=None,
        description="Day or first day, as precise as the sources prove; null when not proven.",
    )
    ended: PartialDate | None = Field(
        default=None, description="Last day; null when it lasted one day or the end is not proven."
    )
    time_basis: TimeBasis | None = Field(
        default=None,
        description="`stated`: the source gives the date; `document_date`: counted from the date of"
        " the source; `inferred`: concluded from something else, as a note explains; null when there"
        " is no date.",
    )
    place: Text | None = Field(default=None, description="Town or venue; null when not stated.")
    latitude: Number | None = Field(
        default=None,
        ge=-90,
        le=90,
        description="Latitude of the place in degrees north; null when not proven.",
    )
    longitude: Number | None = Field(
        default=None,
        ge=-180,
        le=180,
        description="Longitude of the place in degrees east; null when not proven.",
    )
    country: KnownCountry | None = Field(
        default=None, description="Country, ISO 3166-1 alpha-3; null when not stated."
    )
    subjects: list[AnyReference] = Field(
        default_factory=list, description="Records that it is about."
    )
    participants: list[Participation] = Field(
        default_factory=list, description="Participants, with their role."
    )
    resolutions: list[ResolutionSymbol] = Field(
        default_factory=list, description="Resolutions adopted or discussed."
    )
    summary: Text = Field(description="What happened, in our own words.")

    def model_post_init(self, context: object) -> None:
        """Set the basis of the dates to `stated`, if it is left out."""
        self.time_basis = basis_of(self.time_basis, self.started, self.ended)
