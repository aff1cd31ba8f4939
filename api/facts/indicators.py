"""Indicators: what a number measures, and what it must not be compared with."""

from pydantic import Field

from api.constraints import Text
from api.facts.base import Facts, IndicatorCode
from api.vocabulary import IndicatorKind, Unit


class IndicatorFacts(Facts):
    """The definition of what a figure counts."""

    name: Text = Field(description="Short name of the indicator.")
    definition: Text = Field(description="What is counted, exactly.")
    unit: Unit = Field(description="Unit of the values.")
    kind: IndicatorKind = Field(
        description="`stock`: at a point in time; `flow`: during a period; `cumulative`: since a start, never to be"
        " summed; `target`: aimed at; `share`: part of a whole.",
    )
    additive: bool = Field(
        default=False,
        description="Whether values of non-overlapping periods and parts may be summed, because nothing is counted"
        " twice. True only of flows; false where it is not proven.",
    )
    fixed: bool = Field(
        default=False,
        description="Whether the number is fixed once and for all with its subject, such as the commitments in a"
        " text or the pledges at a meeting, and so holds on every later day. False where it may change.",
    )
    scope: Text | None = Field(
        default=None,
        description="Who or what is included or excluded; null when there is nothing unexpected.",
    )
    not_comparable_with: list[IndicatorCode] = Field(
        default_factory=list,
        description="Indicators that look similar but measure something else.",
    )
