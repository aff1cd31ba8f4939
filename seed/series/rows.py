"""The rows of a series: each number with what its row says about it, or why it has no place."""

import csv
import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from api.vocabulary import PartialDate, RecordType
from seed.files.messages import reason_of
from seed.names import Lookup, Misfit, Waits
from seed.series.manifest import MEASURE, VALUE, YEAR, Series

Cells = dict[str, str]
Row = tuple[int, Cells]
# A row whose cells were turned into the texts that would stand in a file of figures.
ReadRow = tuple[int, Cells, tuple[str, ...]]
# Cells repeat: what one means is worked out once, as long as there are not too many different ones.
CACHED_CELLS = 20_000
PLAIN = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
DATE: TypeAdapter[str] = TypeAdapter(PartialDate)


class Observation(NamedTuple):
    """One number with its row, or the number of several rows that agree, with their lines and the first of them."""

    lines: Sequence[int]
    cells: Cells
    texts: tuple[str, ...]
    measure: str
    number: float | str


class Reject(NamedTuple):
    """A row, or one number of it, that has no place here."""

    line: int
    column: str
    cell: str
    reason: str


class Zeros(NamedTuple):
    """The number of zeros of a row that were left out."""

    line: int
    number: int


def read_rows(reader: Any, header: list[str]) -> Iterator[Row | Reject]:
    """Read the rows of a CSV file with their lines, without blank ones."""
    while True:
        start = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            reason = "has a cell of more than 131,072 characters; does a quote open and not close?"
            yield Reject(start, "", "", reason)
            continue
        if not any(row):  # Spreadsheets end with rows of separators alone.
            continue
        if len(row) == len(header):
            yield reader.line_num, dict(zip(header, row, strict=True))
        elif reader.line_num > start:
            yield Reject(start, "", str(len(row)), 'opens a " that this row does not close')
        else:
            reason = f"has {len(row)} cells, the header {len(header)}"
            more = "; is a comma in a number or a text? Quote that cell"
            yield Reject(
                start, "", str(len(row)), reason + (more if len(row) > len(header) else "")
            )


class RowReader:
    """Turn the rows of a series into observations, and an observation into what a file of figures would say."""

    def __init__(self, series: Series, lookup: Lookup) -> None:
        self.series, self.lookup = series, lookup
        columns = series.placed_columns()
        self._texts = {column: _text_of(series, column, lookup) for column in columns}
        self._targets = [_target(series.columns[column]) for column in columns]
        self._shared = series.shared()
        self._dimensions = {measure: series.dimensions_of(measure) for measure in series.measures}

    def observations(self, rows: Iterable[Row | Reject]) -> Iterator[Observation | Reject | Zeros]:
        """Yield every number of the rows, and every row of which none can be made."""
        read = (one for one in map(self._read, rows) if one)
        return _counted(read) if self.series.count_rows else self._measured(read)

    def content(self, observation: Observation) -> dict[str, Any]:
        """Return a number as it would stand in a file of figures; an empty cell is a key left out."""
        figure = self._shared | {"locator": self._locator(observation)}
        dimensions = self._dimensions.get(observation.measure, {}).copy()
        for (is_dimension, keys), text in zip(self._targets, observation.texts, strict=True):
            if text:
                (dimensions if is_dimension else figure).update(dict.fromkeys(keys, text))
        if observation.number != "":
            figure[VALUE] = observation.number
        figure["dimensions"] = dimensions
        return figure

    def _read(self, row: Row | Reject) -> ReadRow | Reject | None:
        """Look the names of a row up; None where one may mean a record that could not be read."""
        if isinstance(row, Reject):
            return row
        line, cells = row
        texts = []
        for column, text_of in self._texts.items():
            try:
                texts.append(text_of(self._phase(column, cells)))
            except Misfit as misfit:
                return Reject(line, column, cells[column], str(misfit))
            except Waits:
                return None
        return line, cells, tuple(texts)

    def _phase(self, column: str, cells: Cells) -> str:
        """Return the cell, or, where it names several missions in turn, the one of the row's day."""
        series, cell = self.series, cells[column]
        if series.day_column and cell in series.phases and column in series.names:
            return self.lookup.last_started(series.phases[cell], cells[series.day_column])
        return cell

    def _measured(self, rows: Iterable[ReadRow | Reject]) -> Iterator[Observation | Reject | Zeros]:
        columns = self.series.value_columns()
        words = {column: self.series.values.get(column, {}) for column in columns}
        for row in rows:
            if isinstance(row, Reject):
                yield row
                continue
            line, cells, texts = row
            zeros = 0
            for column in columns:
                cell = cells[column]
                if words[column]:
                    cell = words[column].get(cell.strip(), cell)
                value = parse_number(cell)
                if self.series.skip_zeros and value == 0:
                    zeros += 1
                # Of several numbers in a row some may not be there.
                elif cell or not self.series.measures:
                    yield Observation((line,), cells, texts, column, value)
            if zeros:
                yield Zeros(line, zeros)

    def _locator(self, observation: Observation) -> str:
        """Fill in what the locator names: cells, the column of the number, and the year."""
        filled = {MEASURE: observation.measure}
        if year := self.series.year_column:
            filled[YEAR] = observation.cells[year][:4]
        return self.series.locator.format_map(filled | observation.cells)


def _counted(rows: Iterable[ReadRow | Reject]) -> Iterator[Observation | Reject]:
    groups: dict[tuple[str, ...], tuple[array[int], Cells]] = {}
    for row in rows:
        if isinstance(row, Reject):
            yield row
        else:
            line, cells, texts = row
            groups.setdefault(texts, (array("Q"), cells))[0].append(line)
    for texts, (lines, cells) in groups.items():
        yield Observation(lines, cells, texts, "", float(len(lines)))


def _target(key: str) -> tuple[bool, tuple[str, ...]]:
    """Return whether a key is one of the dimensions, and the keys of a figure that its cell fills."""
    if key == YEAR:
        return False, ("period_start", "period_end")
    return key.startswith("dimensions."), (key.removeprefix("dimensions."),)


def _text_of(series: Series, column: str, lookup: Lookup) -> Callable[[str], str]:
    """Make what turns a cell of a column into the text that would stand in a file of figures."""
    words, type, key = (
        series.values.get(column, {}),
        series.names.get(column),
        series.columns[column],
    )

    @lru_cache(CACHED_CELLS)
    def text_of(cell: str) -> str:
        word = words.get(cell.strip(), cell)
        if type and word:
            return _written(type, lookup.find(type, word), key)
        return _year(word) if key == YEAR and word else word

    return text_of


@lru_cache(CACHED_CELLS)
def parse_number(cell: str) -> float | str:
    """Read the number in a cell; what is not plain digits stays, and is refused with the figure."""
    return float(cell) if PLAIN.fullmatch(cell.strip()) else cell


def _written(type: RecordType, code: str, key: str) -> str:
    if key == "dimensions.country":
        return code.upper()
    return f"{type}:{code}" if key == "subject" else code


def _year(day: str) -> str:
    try:
        return DATE.validate_python(day)[:4]
    except ValidationError as error:
        raise Misfit(reason_of(error.errors()[0], Series)) from None
