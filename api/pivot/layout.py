"""What a table of figures can be asked: its layout, beside all filters of the list of figures."""

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from api.lists.parameters import AnyOf, TabularFormat, filters_alone
from api.pivot.axes import Axis
from api.resources.figures import FIGURES

MOST_PLACES = 500


class Aggregate(StrEnum):
    """What is made of the figures of a cell."""

    COUNT = "count"
    MIN = "min"
    MAX = "max"
    LATEST = "latest"
    SUM = "sum"


class Layout(BaseModel):
    """How figures are laid out as a table."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    rows: Axis = Field(
        default=Axis.SUBJECT,
        description="What each row is: a subject, a country where the mission ran, an indicator, a year, a moment or period"
        " (`time`), a source, or a value of a dimension. With `mission_country` a mission counts in each of its countries.",
        examples=["subject"],
    )
    columns: Axis | None = Field(
        default=None,
        description="What each column is, as for `rows`; one column when left out. A period in two years, such as a budget"
        " year, is a column of its own: `2018/2019`.",
        examples=["year"],
    )
    aggregate: AnyOf[Aggregate] = Field(
        default=None,
        description="What a cell says of its figures: how many there are (`count`), the lowest (`min`), the highest (`max`),"
        " the newest (`latest`) or their `sum`: of flows of one indicator and source, over parts or periods that exclude each"
        " other; any other sum is refused. With several, each column comes once for each. When left out, a cell has what is stated:"
        " of several moments the newest; several periods, subjects, indicators or parts in one cell are refused.",
        examples=["latest"],
    )
    top: int | None = Field(
        default=None,
        ge=1,
        le=MOST_PLACES,
        description="Only so many rows, those with the highest values in the last column, each with its `place`; equal values"
        " share a place, and all that share the last one are answered.",
        examples=["10"],
    )
    format: TabularFormat | None = Field(
        default=None,
        description="How the table is written, if the `Accept` header does not say it: `csv` is wide, a line for each row.",
        examples=["csv"],
    )


Filters: Any = filters_alone(FIGURES.filters)
TableParams = create_model(
    "FigureTableParams",
    __base__=(Layout, Filters),
    __doc__="What a table of figures can be asked.",
)
