"""Long uniform series: a CSV file of rows, and a manifest that says what its columns mean.

A manifest gives what all rows share as keys of a figure, and in `columns` the key that each column fills.
What the rows then say is read in `seed/series/rows.py`.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from string import Formatter
from typing import Annotated, Any

from pydantic import Field

from api.tables.facts import AnyReference, Closed, IndicatorCode, MissionCode, Refers
from api.tables.figures import Dimensions
from api.vocabulary import PartialDate, Qualifier, RecordType, Slug, Text, TimeBasis
from seed.files.lines import Path as FieldPath
from seed.files.messages import nearest

SourceCode = Annotated[Slug, Refers(RecordType.SOURCE)]
YEAR, MEASURE, VALUE = "year", "measure", "value"
DIMENSIONS = [f"dimensions.{name}" for name in Dimensions.model_fields]
# What a column may fill. `year` stands for the start and the end of a period at once.
KEYS = [
    *("subject", "indicator", VALUE, "value_text", "qualifier"),
    *("as_of", "period_start", "period_end", YEAR, "time_basis", *DIMENSIONS),
    *("rank", "rank_reason", "note"),
]
# The keys of the manifest itself that are keys of a figure too.
SHARED = {
    *("source", "recorded_on", "subject", "indicator", "qualifier", "as_of", "time_basis", "note")
}
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "upright lines"}
TIMES = {"as_of", "period_start", "period_end", YEAR}


def header_fault(header: list[str], named: Iterable[str]) -> str | None:
    """Say why the first line of a CSV file cannot name the columns that its manifest speaks of."""
    cells = [cell for cell in header if cell.strip()]
    if not cells:
        return "is empty; the first line names the columns" if not header else "names no column"
    if twice := next((cell for cell in cells if header.count(cell) > 1), None):
        return f"names the column {twice!r} twice; give each a name of its own"
    if set(named) & set(header):
        return None
    separator = max(SEPARATORS, key=cells[0].count)
    if len(cells) == 1 and separator in cells[0]:
        return f"the columns are separated by {SEPARATORS[separator]}; save the file with commas"
    if len(cells) == 1:
        return f"has the one cell {cells[0]!r}; is it a title? The first line names the columns"
    return f"names none of the columns of the manifest; is a line with {', '.join(named)} missing?"


class Series(Closed):
    """What a manifest may say."""

    file: Text | None = Field(
        default=None,
        description="Where the CSV file is, from the folder of the manifest, in a folder outside the"
        " project; null when it stands beside the manifest under the same name.",
    )
    source: SourceCode = Field(description="Code of the source all rows were read from.")
    recorded_on: PartialDate = Field(description="Day we recorded them.")
    columns: dict[str, str] = Field(
        min_length=1,
        description="For each column of the CSV file, the key of a figure it fills; `year` is the year"
        " of a date, as the period counted.",
    )
    locator: Text = Field(
        description="Where in the source a row comes from; `{name}` stands for a column's value, and"
        " `{measure}` for the name of the column with the number, `{year}` for the year of a date."
    )
    subject: AnyReference | None = Field(
        default=None, description="What all numbers are about; null when a column says it."
    )
    indicator: IndicatorCode | None = Field(
        default=None, description="What all numbers measure; null when a column says it."
    )
    qualifier: Qualifier | None = Field(
        default=None, description="How exact all numbers are; null when they are exact."
    )
    as_of: PartialDate | None = Field(
        default=None, description="The moment of all numbers; null when a column says it."
    )
    time_basis: TimeBasis | None = Field(
        default=None, description="Where the time comes from; null when the source states it."
    )
    note: Text | None = Field(default=None, description="What to know of every number.")
    measures: dict[str, Dimensions] = Field(
        default_factory=dict,
        description="When a row has several columns of numbers: each of them, with the dimensions it"
        " is narrowed to. Each number becomes a figure of its own.",
    )
    count_rows: bool = Field(
        default=False,
        description="When no column has numbers: true makes a figure of how many rows agree in all"
        " the columns named.",
    )
    skip_zeros: bool = Field(
        default=False, description="True leaves out every number that is zero, and counts them."
    )
    names: dict[str, RecordType] = Field(
        default_factory=dict,
        description="Columns that hold names, acronyms or codes as the source writes them, with the"
        " kind of record they are looked up in.",
    )
    phases: dict[str, list[MissionCode]] = Field(
        default_factory=dict,
        description="Names that the source gives to several missions in turn, with their codes, the first"
        " one first; a row belongs to the last one that had begun on its day.",
    )
    values: dict[str, dict[str, str]] = Field(
        default_factory=dict,
        description="For a column, what its words are called here; an empty text leaves the cell out.",
    )

    def problems(self, header: list[str]) -> Iterator[tuple[FieldPath, str]]:
        """Yield what cannot be right about the manifest, given the columns of the CSV file."""
        for path, column in self._columns_named():
            if column not in header:
                message = f"the CSV file has no column {column!r}{nearest(column, header)}"
                yield path, message
        for column, key in self.columns.items():
            if key not in KEYS:
                hint = nearest(key, KEYS) or f"; the keys are {', '.join(KEYS)}"
                yield ("columns", column), f"{key!r} is not a key of a figure{hint}"
        filled = list(self.columns.values())
        for key in filled:
            if filled.count(key) > 1:
                yield ("columns",), f"{key!r} is filled by more than one column"
        if (VALUE in filled) + bool(self.measures) + self.count_rows != 1:
            message = "the numbers come from one `value` in columns, or from measures, or from count_rows = true"
            yield ("columns",), message
        for key in ("subject", "indicator"):
            if not (getattr(self, key) or key in filled):
                yield (key,), "is missing, and no column fills it"
        if self.phases and not self.day_column:
            yield ("phases",), "need a column with the day of a row"
        if not (self.as_of or TIMES.intersection(filled)):
            yield ("as_of",), "is missing, and no column fills a time"

    def shared(self) -> dict[str, Any]:
        """Return the keys of a figure that all rows share."""
        keys = {key: getattr(self, key) for key in SHARED}
        return {key: value for key, value in keys.items() if value is not None}

    def dimensions_of(self, measure: str) -> dict[str, Any]:
        """Return what a column of numbers is narrowed to."""
        return self.measures[measure].model_dump(exclude_none=True)

    @cached_property
    def day_column(self) -> str | None:
        """The column that says when the number was true, or when its period began."""
        days = ("as_of", "period_start", YEAR)
        return next((column for column, key in self.columns.items() if key in days), None)

    def placed_columns(self) -> list[str]:
        """List the columns that say what the number is about."""
        return [column for column, key in self.columns.items() if key != VALUE]

    def value_columns(self) -> list[str]:
        """List the columns of numbers."""
        return list(self.measures) or [c for c, key in self.columns.items() if key == VALUE]

    @cached_property
    def year_column(self) -> str | None:
        """The column with the date whose year is the period."""
        return next((column for column, key in self.columns.items() if key == YEAR), None)

    def rows_beside(self, manifest: Path) -> Path:
        """Return the path of the CSV file."""
        return manifest.parent / self.file if self.file else manifest.with_suffix(".csv")

    def columns_named(self) -> list[str]:
        """List the columns the manifest speaks of."""
        return list(dict.fromkeys(column for _, column in self._columns_named()))

    def _columns_named(self) -> Iterator[tuple[FieldPath, str]]:
        """List the columns the manifest speaks of, each with the key it does so in."""
        for field in ("columns", "measures", "names", "values"):
            for column in getattr(self, field):
                yield (field, column), column
        made = {MEASURE} if self.measures else set()
        made |= {YEAR} if YEAR in self.columns.values() else set()
        for _, column_shown, _, _ in Formatter().parse(self.locator):
            if column_shown and column_shown not in made:
                yield ("locator",), column_shown
