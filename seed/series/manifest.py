"""Long uniform series: a CSV file of rows, and a manifest that maps its columns to figures.

A manifest gives what all rows share as keys of a figure, and in `columns` the key that each column fills. How the
file is laid out is in `seed/series/layout.py`; what the rows then say is read in `seed/series/rows.py`.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from api.constraints import Slug, Text
from api.facts.base import AnyReference, IndicatorCode, MissionCode, Refers
from api.facts.figures import Dimensions
from api.vocabulary import PartialDate, Qualifier, RecordType, TimeBasis
from seed.files.lines import Path as FieldPath
from seed.files.messages import nearest
from seed.series.cells import form_fault, is_date
from seed.series.layout import EmptyCell, Layout

SourceCode = Annotated[Slug, Refers(RecordType.SOURCE)]
YEAR, PERIOD, MEASURE, VALUE = "year", "period", "measure", "value"
DIMENSIONS = [f"dimensions.{name}" for name in Dimensions.model_fields]
# What a column may fill. `year` and `period` stand for the start and the end of a period at once.
KEYS = [
    *("subject", "indicator", VALUE, "value_text", "qualifier"),
    *("as_of", "period_start", "period_end", YEAR, PERIOD, "time_basis", *DIMENSIONS),
    *("rank", "rank_reason", "note"),
]
# The keys of the manifest itself that are keys of a figure too.
SHARED = {
    *("source", "recorded_on", "subject", "indicator", "qualifier", "as_of", "time_basis", "note")
}
TIMES = {"as_of", "period_start", "period_end", YEAR, PERIOD}
# What a number is about: where such a cell is empty, the number is not of all of them unless the manifest says so.
NARROWS = {"subject", "indicator", *DIMENSIONS}
# Parts of the name of a column, as in a file with a column for each year.
PARTS_OF_NAMES = {"year": r"\d{4}", "month": r"\d\d", "day": r"\d\d"}
# What a locator fills in; names of columns may hold any sign but these brackets.
FILLED_IN = re.compile(r"\{([^{}]+)\}")
PART_OF_NAME = re.compile(r"\{(year|month|day)\}")


class Measure(Dimensions):
    """A column of numbers: its dimensions and its time."""

    as_of: Text | None = Field(
        default=None, description="The moment of the numbers; null when a column says it."
    )
    year: Text | None = Field(
        default=None, description="The year that the numbers count; null when a column says it."
    )

    def times(self) -> dict[str, str]:
        """Return the time keys of a figure."""
        if self.year:
            return {"period_start": self.year, "period_end": self.year}
        return {"as_of": self.as_of} if self.as_of else {}


class Series(Layout):
    """The manifest of a series."""

    source: SourceCode = Field(description="Code of the source all rows were read from.")
    recorded_on: PartialDate = Field(description="Day we recorded them.")
    columns: dict[str, str] = Field(
        min_length=1,
        description="For each column of the CSV file, the key of a figure it fills; `year` is the year"
        " of a date, as the period counted, and `period` a first and a last day in one cell.",
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
    measures: dict[str, Measure] = Field(
        default_factory=dict,
        description="When a row has several columns of numbers: each of them, with the dimensions it"
        " is narrowed to, and its `as_of` or `year`. Each number becomes a figure of its own. `{year}`,"
        " `{month}` and `{day}` in a name stand for digits, so that one line is for many columns.",
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
        description="For a column, what its words are called here; an empty text makes an empty cell.",
    )

    def problems(self, header: list[str]) -> Iterator[tuple[FieldPath, str]]:
        """Yield the problems of the manifest, given the columns of the CSV file."""
        for path, column in self._columns_named():
            if column not in header:
                message = f"the CSV file has no column {column!r}{nearest(column, header)}"
                yield path, message
        for column, key in self.columns.items():
            if key not in KEYS:
                hint = nearest(key, KEYS) or f"; the keys are {', '.join(KEYS)}"
                yield ("columns", column), f"{key!r} is not a key of a figure{hint}"
        filled = list(self.columns.values())
        for key in dict.fromkeys(filled):
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
        yield from self._problems_of_times()
        yield from self._problems_of_empty_cells()

    def _problems_of_times(self) -> Iterator[tuple[FieldPath, str]]:
        timed = [bool(measure.times()) for measure in self.measures.values()]
        if not (self.as_of or TIMES.intersection(self.columns.values()) or all(timed or [False])):
            yield ("as_of",), "is missing, and no column fills a time"
        if self.date_format and (fault := form_fault(self.date_format)):
            yield ("date_format",), fault
        for name, measure in self.measures.items():
            for key in ("as_of", YEAR):
                value = getattr(measure, key)
                if value and not PART_OF_NAME.search(name) and not is_date(value):
                    message = (
                        f"{value!r} is not a date of the calendar, or is not written 2018-03-28"
                    )
                    yield ("measures", name, key), message

    def _problems_of_empty_cells(self) -> Iterator[tuple[FieldPath, str]]:
        """Refuse meanings of empty cells that would make wrong totals or have no effect."""
        for column, meaning in self.empty.items():
            key = self.columns.get(column)
            if key not in NARROWS | TIMES:
                yield (
                    ("empty", column),
                    "says nothing; it is for columns that say what a number is of",
                )
            elif meaning is EmptyCell.ALL and self.count_rows:
                message = (
                    "the rows without it are not all rows; leave it out, and they are rejected"
                )
                yield ("empty", column), message
            elif (
                meaning is EmptyCell.ALL and key not in DIMENSIONS and not getattr(self, key, None)
            ):
                yield ("empty", column), f"all of what? Give {key!r} as a key of the manifest"

    def spread(self, header: list[str]) -> "Series":
        """Return the manifest with a measure for each column that matches a name with `{year}`."""
        measures = dict(self.measures)
        for name in [name for name in measures if PART_OF_NAME.search(name)]:
            fitting = re.compile(_pattern_of(name))
            found = {column: match for column in header if (match := fitting.fullmatch(column))}
            if not found:
                continue
            measure = measures.pop(name)
            for column, match in found.items():
                times = {
                    key: _with_parts(value, match.groupdict())
                    for key in ("as_of", YEAR)
                    if (value := getattr(measure, key))
                }
                measures[column] = measure.model_copy(update=times)
        return self.model_copy(update={"measures": measures})

    def meaning_of_empty(self, column: str) -> EmptyCell | None:
        """Return the meaning of an empty cell of a column; None where it only leaves a key out."""
        key = self.columns[column]
        times = TIMES.intersection(self.columns.values())
        is_needed = key in NARROWS or (key in TIMES and (self.as_of or len(times) == 1))
        default = EmptyCell.UNKNOWN if is_needed else None
        return self.empty.get(column, default)

    def shared(self) -> dict[str, Any]:
        """Return the keys of a figure that all rows share."""
        keys = {key: getattr(self, key) for key in SHARED}
        return {key: value for key, value in keys.items() if value is not None}

    def dimensions_of(self, measure: str) -> dict[str, Any]:
        """Return the dimensions of a column of numbers."""
        measured = self.measures[measure]
        return measured.model_dump(exclude_none=True, include=set(Dimensions.model_fields))

    @cached_property
    def day_column(self) -> str | None:
        """The column with the date of a row, or the start of its period."""
        days = ("as_of", "period_start", YEAR, PERIOD)
        return next((column for column, key in self.columns.items() if key in days), None)

    def placed_columns(self) -> list[str]:
        """List the columns other than `value`: subject, time, dimensions and notes."""
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
        """List the columns that the manifest names."""
        return list(dict.fromkeys(column for _, column in self._columns_named()))

    def _columns_named(self) -> Iterator[tuple[FieldPath, str]]:
        """List the columns that the manifest names, each with its key."""
        for field in ("columns", "measures", "names", "values", "empty"):
            for column in getattr(self, field):
                yield (field, column), column
        made = {MEASURE} if self.measures else set()
        made |= {YEAR} if YEAR in self.columns.values() else set()
        for column in FILLED_IN.findall(self.locator):
            if column not in made:
                yield ("locator",), column


def _with_parts(text: str, parts: dict[str, str]) -> str:
    """Fill in parts of a column name; an unknown one stays, and is reported as no date."""
    return PART_OF_NAME.sub(lambda part: parts.get(part[1], part[0]), text)


def _pattern_of(name: str) -> str:
    """Write the regular expression for a column name with `{year}` and the like."""
    pattern, met = "", set()
    for position, piece in enumerate(PART_OF_NAME.split(name)):
        if position % 2 == 0:
            pattern += re.escape(piece)
        else:
            pattern += f"(?P={piece})" if piece in met else f"(?P<{piece}>{PARTS_OF_NAMES[piece]})"
            met.add(piece)
    return pattern
