"""Figures: one numeric statement of one source, and the rule that turns its words into bounds."""

from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar

from pydantic import BaseModel, Field

from api.constraints import Number, Slug, Text
from api.facts.base import CLOSED, Closed, FigureCode, IndicatorCode, KnownCountry
from api.vocabulary import Cause, Component, PartialDate, Qualifier, Rank, Sex, TimeBasis


class Dimensions(Closed):
    """Dimensions that narrow a figure to a part; a null dimension does not narrow it."""

    component: Component | None = Field(default=None, description="Category of personnel.")
    sex: Sex | None = Field(default=None, description="Women or men only.")
    country: KnownCountry | None = Field(
        default=None, description="Country that the people or money come from, ISO 3166-1 alpha-3."
    )
    cause: Cause | None = Field(default=None, description="Cause of death.")
    purpose: Slug | None = Field(default=None, description="Purpose, such as `engineering`.")
    location: Slug | None = Field(
        default=None,
        description="Location, where a source counts locations separately, such as `headquarters`.",
    )

    @cached_property
    def as_json(self) -> str:
        """The dimensions that are not null, as JSON: written once for all rows of a series that share them."""
        return self.model_dump_json(exclude_none=True)

    @cached_property
    def as_texts(self) -> dict[str, str | None]:
        """The dimensions as texts, choices too, as a table stores them: made once for all rows that share them."""
        return self.model_dump(mode="json")

    @cached_property
    def is_total(self) -> bool:
        """Whether there is no dimension, or only those that a total may have."""
        narrowed = {name: value for name, value in self.as_texts.items() if value}
        return narrowed.items() <= TOTALS.items()


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
        default=None, description="The number as printed; null for a row of data."
    )
    qualifier: Qualifier = Field(
        default=Qualifier.EXACT,
        description="Qualifier of the number, as worded: `over`, `close_to`, `exact` …",
    )
    as_of: PartialDate | None = Field(
        default=None, description="As-of date of the number; null when it counts a period."
    )
    period_start: PartialDate | None = Field(
        default=None,
        description="Start of the period counted; null beside an as-of date.",
    )
    period_end: PartialDate | None = Field(
        default=None,
        description="End of the period counted; null beside an as-of date.",
    )
    time_basis: TimeBasis = Field(
        default=TimeBasis.STATED,
        description="`stated`: the source dates the number; `document_date`: the date of the source, or counted"
        " from it; `inferred`: concluded, as `note` explains.",
    )
    rank: Rank = Field(
        default=Rank.NORMAL,
        description="Rank among figures for the same question: use `preferred`"
        " first; `deprecated` figures are kept with the reason.",
    )
    rank_reason: Text | None = Field(
        default=None, description="Why the rank is not `normal`; null when it is."
    )
    withdrawn_on: PartialDate | None = Field(
        default=None, description="Date on which we withdrew it; null while it is valid."
    )
    withdrawn_reason: Text | None = Field(
        default=None, description="Reason why we withdrew it; null while it is valid."
    )
    replaced_by: FigureCode | None = Field(
        default=None, description="Code of the figure that corrects it; null when none does."
    )
    note: Text | None = Field(
        default=None, description="Note on scope, doubts and misprints; null when there is none."
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
