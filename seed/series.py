"""Long uniform series: a CSV file of rows, and beside it a manifest that says what the columns mean.

The manifest gives what all rows share as keys of a figure, and in `columns` the key that each column
fills: any key of a figure, or `dimensions.cause` and the like.
"""

from collections.abc import Iterator
from string import Formatter
from typing import Any

from pydantic import Field

from api.tables.facts import Closed
from api.vocabulary import Qualifier, Slug, Text


class Series(Closed):
    """What a manifest may say."""

    source: Slug = Field(description="Code of the source all rows were read from.")
    recorded_on: Text = Field(description="Day we recorded them.")
    columns: dict[str, str] = Field(
        min_length=1, description="For each column of the CSV file, the key of a figure it fills."
    )
    locator: Text = Field(
        description="Where in the source a row comes from; `{name}` stands for a column's value."
    )
    subject: Text | None = Field(
        default=None, description="What all numbers are about; null when a column says it."
    )
    indicator: Slug | None = Field(
        default=None, description="What all numbers measure; null when a column says it."
    )
    qualifier: Qualifier | None = Field(
        default=None, description="How exact all numbers are; null when they are exact."
    )
    as_of: Text | None = Field(
        default=None, description="The moment of all numbers; null when a column says it."
    )
    time_basis: Text | None = Field(
        default=None, description="Where the time comes from; null when the source states it."
    )
    note: Text | None = Field(default=None, description="What to know of every number.")

    def columns_named(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """Every column the manifest speaks of, with the key it does so in."""
        for column in self.columns:
            yield ("columns", column), column
        for _, column_shown, _, _ in Formatter().parse(self.locator):
            if column_shown:
                yield ("locator",), column_shown

    def figure(self, row: dict[str, str]) -> dict[str, Any]:
        """A row as a figure, as it would stand in a file of figures; an empty cell is a key left out."""
        shared = self.model_dump(exclude={"columns", "locator"}, exclude_none=True)
        figure: dict[str, Any] = {**shared, "locator": self.locator.format(**row)}
        for column, key in self.columns.items():
            cell = row[column]
            if not cell:
                continue
            if key.startswith("dimensions."):
                figure.setdefault("dimensions", {})[key.removeprefix("dimensions.")] = cell
            else:
                figure[key] = _number(cell) if key == "value" else cell
        return figure


def _number(cell: str) -> float | str:
    try:
        return float(cell)
    except ValueError:
        return cell
