"""The answer models of a table of figures."""

from pydantic import Field

from api.constraints import Slug
from api.lists.envelope import Answer
from api.pivot.axes import Axis
from api.pivot.layout import Aggregate
from api.vocabulary import Day, PartialDate, Qualifier, Rank, Unit


class CellFigure(Answer):
    """A figure of a cell, in short."""

    code: Slug = Field(description="Code of the figure.")
    value: float = Field(description="The number as stated.")
    qualifier: Qualifier = Field(description="How exact the words are: `over`, `exact` …")
    lower: float | None = Field(description="Lowest number the words allow; null when open.")
    upper: float | None = Field(description="Highest number the words allow; null when open.")
    as_of: PartialDate | None = Field(description="Moment it was true; null for a period.")
    period_start: PartialDate | None = Field(description="Start of the period; null for a moment.")
    period_end: PartialDate | None = Field(description="End of the period; null for a moment.")
    rank: Rank = Field(description="Rank of the figure.")
    source: Slug = Field(description="Code of the source that states it.")


class Cell(Answer):
    """What a table says of one row and column."""

    value: float | None = Field(
        description="That of the first of `figures`, or as `aggregate` asks; null where the newest are of several things."
    )
    unit: Unit | None = Field(description="What it is counted in; null for a number of figures.")
    lower: float | None = Field(description="Lowest number that may be meant; null when open.")
    upper: float | None = Field(description="Highest number that may be meant; null when open.")
    count: int = Field(
        description="How many figures fall into the cell; older ones and parts of the period are not shown."
    )
    first_day: Day = Field(description="First day that its figures may count.")
    last_day: Day = Field(description="Last day that its figures may count.")
    complete: bool | None = Field(
        description="Of a sum, whether its parts are known to be all: periods without a gap, all of a year, parts that add up"
        " to the whole. Null of other numbers."
    )
    whole: CellFigure | None = Field(
        description="Of a sum of parts, the whole as its source states it; null where it does not."
    )
    figures: list[CellFigure] = Field(
        description="What states it, several where sources do: a preferred one first, then by grade and date of the source."
        " Of a sum, what was added; empty for a number of figures."
    )


class TableRow(Answer):
    """A row of a table."""

    key: str = Field(
        description="What the row is, as filters write it.", examples=["mission:minusma"]
    )
    name: str = Field(description="Name of it.")
    place: int | None = Field(description="Place by the last column; null without `top`.")
    cells: dict[str, Cell] = Field(
        description="The cells by the key of their column, where there is a figure."
    )


class TableColumn(Answer):
    """A column of a table."""

    key: str = Field(
        description="Its key in `cells`, and its header in CSV.",
        examples=["2018"],
    )
    value: str | None = Field(
        description="What the column is, as filters write it; null when it is the only one.",
        examples=["2018"],
    )
    name: str = Field(description="Name of it.", examples=["2018"])
    aggregate: Aggregate | None = Field(
        description="What its cells say of their figures; null for what is stated."
    )


class TableMeta(Answer):
    """What the table is made of."""

    total: int = Field(description="Number of rows.")
    rows: Axis = Field(description="What each row is.")
    columns: Axis | None = Field(description="What each column is; null when there is one.")
    figures: int = Field(description="Figures that the table is made of.")
    left_out: dict[str, int] = Field(
        description="How many figures that pass are left out, for each dimension that is neither an axis nor a filter.",
        examples=[{"dimensions.sex": 152}],
    )
    release: str = Field(
        description="State of the data: version, and first digits of the digest of the seed files.",
        examples=["2026.11.1+9f2c1a7e"],
    )


class TableLinks(Answer):
    """Where to go from here."""

    self: str = Field(description="Address of this table.")


class FigureTable(Answer):
    """Figures as a table."""

    data: list[TableRow] = Field(description="The rows.")
    columns: list[TableColumn] = Field(description="The columns, in their order.")
    meta: TableMeta = Field(description="Axes, numbers and release.")
    links: TableLinks = Field(description="Address of this table.")
