"""The query parameters of a table of figures: its layout, and all filters of the list of figures."""

from enum import StrEnum
from typing import Any

from pydantic import ConfigDict, Field, create_model

from api.charts.looks import Look
from api.lists.parameters import AnyOf, filters_alone
from api.pivot.axes import Axis
from api.resources.figures import FIGURES

MOST_PLACES = 500


class TableFormat(StrEnum):
    """How a table of figures is written, or drawn."""

    JSON = "json"
    CSV = "csv"
    NDJSON = "ndjson"
    SVG = "svg"


class Aggregate(StrEnum):
    """Aggregate function over the figures of a cell."""

    COUNT = "count"
    MIN = "min"
    MAX = "max"
    LATEST = "latest"
    SUM = "sum"


class Layout(Look):
    """How figures are laid out as a table."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    rows: Axis = Field(
        default=Axis.SUBJECT,
        description="What the rows stand for; with `mission_country`, a mission"
        " counts in each of its countries.",
        examples=["subject"],
    )
    columns: Axis | None = Field(
        default=None,
        description="What the columns stand for; by default a single column. A period that spans"
        " two years is a column of its own: `2018/2019`.",
        examples=["year"],
    )
    aggregate: AnyOf[Aggregate] = Field(
        default=None,
        description="Aggregate functions of the cells; with several, each column is repeated for"
        " each. By default a cell has the stated value, of several moments the newest; several"
        " periods, subjects, indicators or parts are refused.",
        examples=["latest"],
    )
    top: int | None = Field(
        default=None,
        ge=1,
        le=MOST_PLACES,
        description="Only this many rows, those highest in the last column, each with its"
        " `place`; ties share one.",
        examples=["10"],
    )
    format: TableFormat | None = Field(
        default=None,
        description="Format of the response; overrides the `Accept` header. `svg` draws one"
        " column as bars, years as small charts.",
        examples=["csv"],
    )


Filters: Any = filters_alone(FIGURES.filters)
TableParams = create_model(
    "FigureTableParams",
    __base__=(Layout, Filters),
    __doc__="Query parameters of a table of figures.",
)
