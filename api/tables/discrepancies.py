"""Discrepancies: where sources disagree or probably err, and what was done about it."""

from sqlmodel import JSON, AutoString, Field

from api.tables.facts import AnyReference, Cited, Stored
from api.vocabulary import DiscrepancyKind, Severity, Text


class DiscrepancyFacts(Cited):
    """A disagreement, gap or probable error, kept in the open."""

    name: Text = Field(description="What disagrees, in few words.")
    kind: DiscrepancyKind = Field(sa_type=AutoString, description="How it came about.")
    severity: Severity = Field(
        sa_type=AutoString, description="How far it misleads whoever overlooks it."
    )
    description: Text = Field(description="What the sources print, in our own words.")
    resolution: Text = Field(description="What was chosen for the data, and why.")
    outside_knowledge: Text | None = Field(
        default=None,
        description="What is known beyond the cited sources, not proven here; null when nothing.",
    )
    records: list[AnyReference] = Field(
        default_factory=list, sa_type=JSON, description="The records it touches."
    )


class DiscrepancyRow(DiscrepancyFacts, Stored, table=True):
    """The table of discrepancies."""

    __tablename__ = "discrepancy"
