"""People the sources name; nobody is invented where a source names no one."""

from pydantic import Field as Part
from sqlmodel import JSON, Field

from api.tables.facts import AnyReference, Citation, Cited, KnownCountry, Span, Stored
from api.vocabulary import PartialDate, Text


class Role(Span):
    """A post or part a person held, as one source gives it."""

    title: Text = Part(description="Title of the post, spelt out.")
    body: AnyReference | None = Part(
        default=None,
        description="Organisation, mission or country it belongs to; null when none is named.",
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
