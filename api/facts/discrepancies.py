"""Discrepancies: where sources disagree or probably err, and what was done about it."""

from enum import StrEnum

from pydantic import Field

from api.constraints import Text
from api.facts.base import AnyReference, Cited


class DiscrepancyKind(StrEnum):
    """How sources, or one source with itself, come to disagree."""

    WITHIN_SOURCE = "within_source"
    BETWEEN_SOURCES = "between_sources"
    OVER_TIME = "over_time"
    PROBABLE_ERROR = "probable_error"
    GAP = "gap"
    AMBIGUITY = "ambiguity"
    IDENTITY = "identity"
    READING_TRAP = "reading_trap"


class Severity(StrEnum):
    """How far a discrepancy misleads whoever overlooks it."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class DiscrepancyFacts(Cited):
    """A disagreement, gap or probable error, kept in the open."""

    name: Text = Field(description="What disagrees, in few words.")
    kind: DiscrepancyKind = Field(description="How it came about.")
    severity: Severity = Field(description="How far it misleads whoever overlooks it.")
    description: Text = Field(description="What the sources print, in our own words.")
    resolution: Text = Field(description="What was chosen for the data, and why.")
    outside_knowledge: Text | None = Field(
        default=None,
        description="What is known beyond the cited sources, not proven here; null when nothing.",
    )
    records: list[AnyReference] = Field(default_factory=list, description="The records it touches.")
