"""People the sources name; nobody is invented where a source names no one."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field as Part
from sqlmodel import JSON, Field, Index, SQLModel

from api.tables.facts import AnyReference, Citation, Cited, Derived, KnownCountry, Span, Stored
from api.vocabulary import PartialDate, Text


class PostFunction(StrEnum):
    """What a post is for, where it is one of those that a succession is asked for."""

    HEAD_OF_MISSION = "head_of_mission"
    DEPUTY_HEAD_OF_MISSION = "deputy_head_of_mission"
    FORCE_COMMANDER = "force_commander"
    POLICE_COMMISSIONER = "police_commissioner"
    HEAD_OF_DEPARTMENT = "head_of_department"
    DEPUTY_HEAD_OF_DEPARTMENT = "deputy_head_of_department"
    SECRETARY_GENERAL = "secretary_general"


class HeldUntilBasis(StrEnum):
    """What says until when a post counts as held."""

    STATED = "stated"
    SHOWN = "shown"
    NEXT_HOLDER = "next_holder"


class Role(Span):
    """A post or part a person held, as one source gives it."""

    title: Text = Part(description="Title of the post, spelt out.")
    body: AnyReference | None = Part(
        default=None,
        description="Organisation, mission or country it belongs to; null when none is named.",
    )
    functions: list[PostFunction] = Part(
        default_factory=list,
        description="What the post is for; several where one post joins them, empty when it is"
        " none of these.",
    )
    acting: bool = Part(
        default=False, description="Whether it was held only until somebody was appointed."
    )
    predecessor: AnyReference | None = Part(
        default=None,
        description="Person who held the post just before, where a source says so; else null.",
    )
    as_of: PartialDate | None = Part(
        default=None,
        description="A moment at which it is known to hold, beside a start the last such moment;"
        " null when start and end say it.",
    )
    held_until: Annotated[PartialDate | None, Derived()] = Part(
        default=None,
        description="Until when it counts as held; null when there is no date.",
    )
    held_until_basis: Annotated[HeldUntilBasis | None, Derived()] = Part(
        default=None,
        description="`stated`: the end a source gives; `shown`: the end is not known, and this is the"
        " last moment at which a source shows it held; `next_holder`: the end is not known but inferred"
        " from the start of the successor; null when there is no date.",
    )
    note: Text | None = Part(default=None, description="More about the role; null when nothing.")
    citation: Citation = Part(description="Where the source says so.")


class PersonFacts(Cited):
    """A person named in a source."""

    name: Text = Field(description="Name as preferred; a surname alone when no more is printed.")
    other_names: list[Text] = Field(
        default_factory=list, sa_type=JSON, description="Other spellings, misprints included."
    )
    nationality: KnownCountry | None = Field(
        default=None,
        description="Country of nationality, ISO 3166-1 alpha-3; null when not stated.",
    )
    born: PartialDate | None = Field(default=None, description="Birth; null when not stated.")
    died: PartialDate | None = Field(
        default=None, description="Death; null when not stated or living."
    )
    roles: list[Role] = Field(
        default_factory=list, sa_type=JSON, description="Posts held, with dates as given."
    )
    summary: Text = Field(description="Who this is in the sources, in our own words.")


class PersonRow(PersonFacts, Stored, table=True):
    """The table of people."""

    __tablename__ = "person"


class RoleRow(SQLModel, table=True):
    """One role of one person, once for each of its functions, to ask who held which post when.

    A role was held on each day from `time_first` to `time_last`; both are null when it has no date.
    """

    __tablename__ = "role"
    __table_args__ = (
        Index("role_by_person", "person", "time_first"),
        Index("role_by_body", "body_type", "body_code", "function", "time_first"),
    )

    id: int = Field(primary_key=True)
    person: str
    position: int
    title: str
    body_type: str | None
    body_code: str | None
    function: str | None
    acting: bool
    started: str | None
    held_until: str | None
    held_until_basis: str | None
    time_first: str | None
    time_last: str | None
