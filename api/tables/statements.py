"""Statements: what delegations and speakers held, in our own words."""

from sqlmodel import JSON, AutoString, Field, Index

from api.tables.facts import AnyReference, Cited, EventCode, Stored
from api.vocabulary import PartialDate, ResolutionSymbol, Slug, Text, TimeBasis


class StatementFacts(Cited):
    """One position of one speaker at one time."""

    speaker: AnyReference = Field(
        sa_type=JSON,
        description="Who said it: a country where the source names no delegate, else the person.",
    )
    on_behalf_of: list[AnyReference] = Field(
        default_factory=list, sa_type=JSON, description="Others the speaker spoke for."
    )
    event: EventCode | None = Field(
        default=None, description="Event at which it was said; null when none is known."
    )
    date: PartialDate = Field(description="When it was said.")
    time_basis: TimeBasis = Field(
        default=TimeBasis.DOCUMENT_DATE,
        sa_type=AutoString,
        description="`stated`: the source dates it; `document_date`: the date of the source;"
        " `inferred`: concluded, as the source's note explains.",
    )
    topics: list[Slug] = Field(
        sa_type=JSON, min_length=1, description="What it is about, as slugs such as `performance`."
    )
    subjects: list[AnyReference] = Field(
        default_factory=list, sa_type=JSON, description="Records it speaks of."
    )
    resolutions: list[ResolutionSymbol] = Field(
        default_factory=list, sa_type=JSON, description="Resolutions it speaks of."
    )
    position: Text = Field(description="What was held, in our own words.")
    verbatim: bool = Field(
        default=False,
        description="Whether the evidence quotes the speaker; false when it is a reporter's words.",
    )


class StatementRow(StatementFacts, Stored, table=True):
    """The table of statements."""

    __tablename__ = "statement"
    __table_args__ = (Index("statement_in_order", "date_first", "code"),)

    date_first: str
    date_last: str
