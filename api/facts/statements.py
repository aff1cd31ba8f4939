"""Statements: what delegations and speakers held, in our own words."""

from pydantic import Field

from api.constraints import ResolutionSymbol, Slug, Text
from api.facts.base import AnyReference, Cited, EventCode
from api.vocabulary import PartialDate, TimeBasis


class StatementFacts(Cited):
    """A position taken by one speaker at one time."""

    speaker: AnyReference = Field(
        description="Speaker: the person, or a country where the source names no delegate.",
    )
    on_behalf_of: list[AnyReference] = Field(
        default_factory=list, description="Others on whose behalf the speaker spoke."
    )
    event: EventCode | None = Field(
        default=None, description="Event at which it was made; null when none is known."
    )
    date: PartialDate = Field(description="Date of the statement.")
    time_basis: TimeBasis = Field(
        default=TimeBasis.DOCUMENT_DATE,
        description="`stated`: the source dates it; `document_date`: the date of the source;"
        " `inferred`: concluded, as the source's note explains.",
    )
    topics: list[Slug] = Field(min_length=1, description="Topics, as slugs such as `performance`.")
    subjects: list[AnyReference] = Field(default_factory=list, description="Records it mentions.")
    resolutions: list[ResolutionSymbol] = Field(
        default_factory=list, description="Resolutions it mentions."
    )
    position: Text = Field(description="Position taken, in our own words.")
    verbatim: bool = Field(
        default=False,
        description="Whether the evidence quotes the speaker; false when it paraphrases.",
    )
