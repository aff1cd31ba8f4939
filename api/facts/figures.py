"""Figures: one numeric statement of one source, and the rule that turns its words into bounds."""

from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar

from pydantic import BaseModel, Field

from api.constraints import Number, Slug, Text
from api.facts.base import CLOSED, Closed, FigureCode, IndicatorCode, KnownCountry
from api.vocabulary import Cause, Component, PartialDate, Qualifier, Rank, Sex, TimeBasis


class Dimensions(Closed):
    """What a figure is narrowed to; a dimension that is null is not narrowed."""

    component: Component | None = Field(default=None, description="Part of the personnel.")
    sex: Sex | None = Field(default=None, description="Women or men only.")
    country: KnownCountry | None = Field(
        default=None, description="Country of the people or money, ISO 3166-1 alpha-3."
    )
    cause: Cause | None = Field(default=None, description="Cause of death.")
    purpose: Slug | None = Field(
        default=None, description="What it was for, such as `engineering`."
    )
    location: Slug | None = Field(
        default=None,
        description="Where, when a source counts places apart, such as `headquarters`.",
    )

    @cached_property
    def as_json(self) -> str:
        """The dimensions that are not null, as JSON: written once for all rows of a series that share them."""
        return self.model_dump_json(exclude_none=True)


# Values of dimensions with which a figure still counts as a total.
TOTALS = {"component": "uniformed", "location": "field"}


class FigureFacts(BaseModel):
    """One number as one source states it once; two sources are two figures."""

    # SQLModel, from which tables inherit too, has a type of its own for the settings.
    model_config: ClassVar[Any] = CLOSED

    indicator: IndicatorCode = Field(description="Code of the indicator: what the number measures.")
    value: Number = Field(
        description="The number, in the unit of the indicator.",
    )
    value_text: Text | None = Field(
        default=None, description="The number as printed; null when it is a row of data."
    )
    qualifier: Qualifier = Field(
        default=Qualifier.EXACT,
        description="How exact the words are: `over`, `close_to`, `exact` …",
    )
    as_of: PartialDate | None = Field(
        default=None, description="Moment it was true; null when it counts a period."
    )
    period_start: PartialDate | None = Field(
        default=None, description="Start of the period counted; null when it is a moment."
    )
    period_end: PartialDate | None = Field(
        default=None, description="End of the period counted; null when it is a moment."
    )
    time_basis: TimeBasis = Field(
        default=TimeBasis.STATED,
        description="`stated`: the source dates the number; `document_date`: it is the date of the"
        " source, or counted from it; `inferred`: concluded, as a note explains.",
    )
    rank: Rank = Field(
        default=Rank.NORMAL,
        description="Which of several statements of one thing to use; `deprecated` ones are kept"
        " with the reason.",
    )
    rank_reason: Text | None = Field(
        default=None, description="Why the rank is not `normal`; null when it is."
    )
    withdrawn_on: PartialDate | None = Field(
        default=None, description="When we took it back; null while it stands."
    )
    withdrawn_reason: Text | None = Field(
        default=None, description="Why we took it back; null while it stands."
    )
    replaced_by: FigureCode | None = Field(
        default=None, description="Code of the figure that corrects it; null when none does."
    )
    note: Text | None = Field(
        default=None, description="Scope, doubts, misprints; null when nothing."
    )


# The columns that identify a time series, of which `as_of` takes the newest figure: periods count by their last day.
SERIES_KEY = ("subject_type", "subject_code", "indicator", *Dimensions.model_fields)


def bounds(value: float, qualifier: Qualifier) -> tuple[float | None, float | None]:
    """Return the lowest and highest number that the printed words allow; None where they set no limit.

    - `exact`: the value itself, twice.
    - `over`, `at_least`: from the value upwards. `over` leaves the value itself out.
    - `under`, `at_most`, `up_to`: up to the value. `under` leaves the value itself out.
    - `about`: every number that rounds to the value at its last digit that is not zero, and is no further
      from it than a tenth: about 175,000 is 174,500 to 175,500; about 100,000 is 90,000 to 110,000.
    - `close_to`, `nearly`: the lower half of that, up to the value: close to 30 is 27 to 30.
    """
    if qualifier is Qualifier.EXACT:  # As most are, a million in a row.
        return value, value
    half = _half_step(value)
    return {
        Qualifier.ABOUT: (value - half, value + half),
        Qualifier.CLOSE_TO: (value - half, value),
        Qualifier.NEARLY: (value - half, value),
        Qualifier.OVER: (value, None),
        Qualifier.AT_LEAST: (value, None),
        Qualifier.UNDER: (None, value),
        Qualifier.AT_MOST: (None, value),
        Qualifier.UP_TO: (None, value),
    }[qualifier]


def _half_step(value: float) -> float:
    exact = Decimal(repr(value)).normalize()
    step = Decimal(5).scaleb(int(exact.as_tuple().exponent) - 1)
    return float(min(step, abs(exact) / 10))
