"""Statements: what delegations and speakers held, in our own words."""

from pydantic import Field

from api.constraints import ResolutionSymbol, Slug, Text
from api.facts.base import AnyReference, Cited, EventCode
from api.vocabulary import PartialDate, TimeBasis


class StatementFacts(Cited):
    """One position of one speaker at one time."""

    speaker: AnyReference = Field(
        description="Who said it: a country where the source names no delegate, else the person.",
    )
    on_behalf_of: list[AnyReference] = Field(
        default_factory=list, description="Others the speaker spoke for."
    )
    event: EventCode | None = Field(
        default=None, description="Event at which it was said; null when none is known."
    )
    date: PartialDate = Field(description="When it was said.")
    time_basis: TimeBasis = Field(
        default=TimeBasis.DOCUMENT_DATE,
        description="`stated`: the source dates it; `document_date`: the date of the source;"
        " `inferred`: concluded, as the source's note explains.",
    )
    topics: list[Slug] = Field(
        min_length=1, description="What it is about, as slugs such as `performance`."
    )
    subjects: list[AnyReference] = Field(default_factory=list, description="Records it speaks of.")
    resolutions: list[ResolutionSymbol] = Field(
        default_factory=list, description="Resolutions it speaks of."
    )
    position: Text = Field(description="What was held, in our own words.")
    verbatim: bool = Field(
        default=False,
        description="Whether the evidence quotes the speaker; false when it is a reporter's words.",
    )
