"""The answer models of a table of figures."""

from pydantic import Field

from api.constraints import Slug
from api.lists.envelope import Answer
from api.pivot.axes import Axis
from api.pivot.layout import Aggregate
from api.vocabulary import Day, PartialDate, Qualifier, Rank, Unit


class CellFigure(Answer):
    """Summary of a figure in a cell."""

    code: Slug = Field(description="Code of the figure.")
    value: float = Field(description="The number as stated.")
    qualifier: Qualifier = Field(
        description="Qualifier of the number, as worded: `over`, `exact` …"
    )
    lower: float | None = Field(
        description="Inclusive lower bound of what the words allow; null when unbounded."
    )
    upper: float | None = Field(
        description="Inclusive upper bound of what the words allow; null when unbounded."
    )
    as_of: PartialDate | None = Field(description="As-of date of the number; null for a period.")
    period_start: PartialDate | None = Field(
        description="Start of the period; null beside an as-of date."
    )
    period_end: PartialDate | None = Field(
        description="End of the period; null beside an as-of date."
    )
    rank: Rank = Field(description="Rank of the figure.")
    source: Slug = Field(description="Code of the source that states it.")


class Cell(Answer):
    """Cell of a table, at one row and column."""

    value: float | None = Field(
        description="Value of the first of `figures`, or the aggregate; null where the newest"
        " figures count different things."
    )
    unit: Unit | None = Field(description="Unit of the value; null for a count of figures.")
    lower: float | None = Field(description="Lower bound of the value; null when unbounded.")
    upper: float | None = Field(description="Upper bound of the value; null when unbounded.")
    count: int = Field(
        description="Number of figures in the cell, including older ones and"
        " parts of the period, which are not shown."
    )
    first_day: Day = Field(description="First day its figures may cover.")
    last_day: Day = Field(description="Last day its figures may cover.")
    complete: bool | None = Field(
        description="Whether a sum is known to be complete: periods without a gap, all of a year,"
        " parts that add up to the whole. Null unless it is a sum."
    )
    whole: CellFigure | None = Field(
        description="For a sum of parts, the total as its source states it; null where it states none."
    )
    figures: list[CellFigure] = Field(
        description="Figures that state the value, several where several sources do: preferred first, then by"
        " grade and date of the source. For a sum, the figures added; empty for a count of figures."
    )


class TableRow(Answer):
    """A row of a table."""

    key: str = Field(
        description="Value of the row axis, as a filter takes it.", examples=["mission:minusma"]
    )
    name: str = Field(description="Name of it.")
    place: int | None = Field(description="Rank by the last column, from 1; null without `top`.")
    cells: dict[str, Cell] = Field(
        description="Cells by column key; a cell without figures is left out."
    )


class TableColumn(Answer):
    """A column of a table."""

    key: str = Field(
        description="Key in `cells`, and header in CSV.",
        examples=["2018"],
    )
    value: str | None = Field(
        description="Value of the column axis, as a filter takes it; null for a single column.",
        examples=["2018"],
    )
    name: str = Field(description="Name of it.", examples=["2018"])
    aggregate: Aggregate | None = Field(
        description="Aggregate function of its cells; null for stated values."
    )


class TableMeta(Answer):
    """Axes, counts and release of the table."""

    total: int = Field(description="Number of rows.")
    rows: Axis = Field(description="What the rows stand for.")
    columns: Axis | None = Field(
        description="What the columns stand for; null for a single column."
    )
    figures: int = Field(description="Number of figures in the table.")
    left_out: dict[str, int] = Field(
        description="Number of matching figures left out, by the dimension that"
        " is neither an axis nor a filter.",
        examples=[{"dimensions.sex": 152}],
    )
    release: str = Field(
        description="State of the data: version, and first digits of the digest of the seed files.",
        examples=["2026.11.1+9f2c1a7e"],
    )


class TableLinks(Answer):
    """Links of the response."""

    self: str = Field(description="URL path of this table.")


class FigureTable(Answer):
    """Figures as a table."""

    data: list[TableRow] = Field(description="The rows.")
    columns: list[TableColumn] = Field(description="The columns, in their order.")
    meta: TableMeta = Field(description="Axes, numbers and release.")
    links: TableLinks = Field(description="URL path of this table.")
