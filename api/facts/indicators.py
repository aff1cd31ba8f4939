"""Indicators: what a number measures, and what it must not be compared with."""

from pydantic import Field

from api.constraints import Text
from api.facts.base import Facts, IndicatorCode
from api.vocabulary import IndicatorKind, Unit


class IndicatorFacts(Facts):
    """The definition of what a figure counts."""

    name: Text = Field(description="What is counted, in few words.")
    definition: Text = Field(description="What is counted, exactly.")
    unit: Unit = Field(description="What one is counted in.")
    kind: IndicatorKind = Field(
        description="`stock`: at a moment; `flow`: during a period; `cumulative`: since a start,"
        " never to be summed; `target`: aimed at; `share`: part of a whole.",
    )
    additive: bool = Field(
        default=False,
        description="Whether numbers of periods and parts that exclude each other may be added up, because nothing is counted"
        " in two of them. Of flows alone; false where nobody has proven it.",
    )
    fixed: bool = Field(
        default=False,
        description="Whether the number is set once with its subject, as the commitments in a text or the pledges at a"
        " meeting, and so holds of every later day. False where it may change.",
    )
    scope: Text | None = Field(
        default=None, description="Whom it leaves out or takes in; null when nothing surprises."
    )
    not_comparable_with: list[IndicatorCode] = Field(
        default_factory=list,
        description="Indicators that look alike but measure something else.",
    )
