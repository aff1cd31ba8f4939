"""Discrepancies: where sources disagree or probably err, and what was done about it."""

from enum import StrEnum

from pydantic import Field

from api.constraints import Text
from api.facts.base import AnyReference, Cited


class DiscrepancyKind(StrEnum):
    """Cause of a disagreement between sources, or within one."""

    WITHIN_SOURCE = "within_source"
    BETWEEN_SOURCES = "between_sources"
    OVER_TIME = "over_time"
    PROBABLE_ERROR = "probable_error"
    GAP = "gap"
    AMBIGUITY = "ambiguity"
    IDENTITY = "identity"
    READING_TRAP = "reading_trap"


class Severity(StrEnum):
    """How misleading a discrepancy is if overlooked."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class DiscrepancyFacts(Cited):
    """A disagreement, gap or probable error, kept in the open."""

    name: Text = Field(description="Short title.")
    kind: DiscrepancyKind = Field(description="Cause of the discrepancy.")
    severity: Severity = Field(description="How misleading it is if overlooked.")
    description: Text = Field(description="What the sources say, in our own words.")
    resolution: Text = Field(description="What we chose for the data, and why.")
    outside_knowledge: Text | None = Field(
        default=None,
        description="Knowledge from beyond the cited sources, not proven here; null when there is none.",
    )
    records: list[AnyReference] = Field(default_factory=list, description="Records it affects.")
