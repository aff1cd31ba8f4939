"""People the sources name; nobody is invented where a source names no one."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from api.constraints import Text
from api.facts.base import AnyReference, Citation, Cited, Derived, KnownCountry, Span
from api.vocabulary import PartialDate


class PostFunction(StrEnum):
    """Function of a post, for posts whose holders can be listed in succession."""

    HEAD_OF_MISSION = "head_of_mission"
    DEPUTY_HEAD_OF_MISSION = "deputy_head_of_mission"
    FORCE_COMMANDER = "force_commander"
    POLICE_COMMISSIONER = "police_commissioner"
    HEAD_OF_DEPARTMENT = "head_of_department"
    DEPUTY_HEAD_OF_DEPARTMENT = "deputy_head_of_department"
    SECRETARY_GENERAL = "secretary_general"


class HeldUntilBasis(StrEnum):
    """Basis of the date until which a post counts as held."""

    STATED = "stated"
    SHOWN = "shown"
    NEXT_HOLDER = "next_holder"


class Role(Span):
    """A post or role that a person held, as one source gives it."""

    title: Text = Field(description="Title of the post, spelt out.")
    body: AnyReference | None = Field(
        default=None,
        description="Organisation, mission or country it belongs to; null when none is named.",
    )
    functions: list[PostFunction] = Field(
        default_factory=list,
        description="Functions of the post; several where one post combines them, empty when it is none of these.",
    )
    acting: bool = Field(
        default=False, description="Whether the post was held ad interim, until an appointment."
    )
    predecessor: AnyReference | None = Field(
        default=None,
        description="Previous holder of the post, where a source names one; otherwise null.",
    )
    as_of: PartialDate | None = Field(
        default=None,
        description="Date on which it is known to hold, with a start the last such date; null"
        " when start and end are given.",
    )
    held_until: Annotated[PartialDate | None, Derived()] = Field(
        default=None,
        description="End of the time for which the post counts as held; null when there is no date.",
    )
    held_until_basis: Annotated[HeldUntilBasis | None, Derived()] = Field(
        default=None,
        description="`stated`: the end a source gives; `shown`: the end is not known, and this is the"
        " last moment at which a source shows it held; `next_holder`: the end is not known but inferred"
        " from the start of the successor; null when there is no date.",
    )
    note: Text | None = Field(
        default=None, description="Note on the role; null when there is none."
    )
    citation: Citation = Field(description="Where the source says so.")


class PersonFacts(Cited):
    """A person named in a source."""

    name: Text = Field(description="Preferred name; only a surname when no more is printed.")
    other_names: list[Text] = Field(
        default_factory=list, description="Other spellings, misprints included."
    )
    nationality: KnownCountry | None = Field(
        default=None,
        description="Country of nationality, ISO 3166-1 alpha-3; null when not stated.",
    )
    born: PartialDate | None = Field(
        default=None, description="Date of birth; null when not stated."
    )
    died: PartialDate | None = Field(
        default=None, description="Date of death; null when not stated or living."
    )
    roles: list[Role] = Field(
        default_factory=list, description="Posts held, with their dates as the sources give them."
    )
    summary: Text = Field(
        description="Who the person is according to the sources, in our own words."
    )
