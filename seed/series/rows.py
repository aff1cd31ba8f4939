"""Parse the rows of a series: each number with its keys, or the reason of its rejection."""

import csv
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from api.facts.folding import slug
from api.vocabulary import RecordType, real_date
from seed.names import Lookup, Misfit, Waits
from seed.series.cells import (
    CACHED_CELLS,
    ISO_BETWEEN,
    NOTHING,
    STANDS_FOR_NOTHING,
    date_reader,
    form_hint,
    interval_of,
    number_reader,
)
from seed.series.layout import EmptyCell
from seed.series.manifest import FILLED_IN, MEASURE, PERIOD, TIMES, VALUE, YEAR, Series

Cells = dict[str, str]
Row = tuple[int, Cells]
# A row whose cells were turned into the texts that would stand in a file of figures.
ReadRow = tuple[int, Cells, tuple[str, ...]]
SPAN = ("period_start", "period_end")
NAMES_OF_OUR_OWN = ("dimensions.purpose", "dimensions.location")  # Written as codes are.
UNFILLED = "is empty"
EMPTY = "is empty: unknown, all, or the same as above? Say so in `empty` of the manifest"


class Observation(NamedTuple):
    """One number with its row, or a count of equal rows, with their lines and the first one."""

    lines: Sequence[int]
    cells: Cells
    texts: tuple[str, ...]
    measure: str
    number: float | str


class Reject(NamedTuple):
    """A row, or one number of it, that is rejected, and why."""

    line: int
    column: str
    cell: str
    reason: str


class Zeros(NamedTuple):
    """How many zeros of a row were skipped."""

    line: int
    number: int


def read_rows(reader: Any, header: list[str], skipped: int = 0) -> Iterator[Row | Reject]:
    """Read the rows of a CSV file with their lines; `skipped` lines stand above the header."""
    while True:
        start = skipped + reader.line_num + 1
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
            if row[0].strip() == header[0] and [" ".join(cell.split()) for cell in row] == header:
                yield Reject(start, "", "", "is the header once more")  # As on a new page.
            else:
                yield skipped + reader.line_num, dict(zip(header, row, strict=True))
        elif skipped + reader.line_num > start:
            yield Reject(start, "", str(len(row)), 'opens a " that this row does not close')
        else:
            reason = f"has {len(row)} cells, the header {len(header)}"
            more = "; is a comma in a number or a text? Quote that cell"
            yield Reject(
                start, "", str(len(row)), reason + (more if len(row) > len(header) else "")
            )


class RowReader:
    """Turn rows into observations, and observations into the keys of a figure."""

    def __init__(self, series: Series, lookup: Lookup) -> None:
        self.series, self.lookup = series, lookup
        columns = series.placed_columns()
        self._texts = {column: _text_of(series, column, lookup) for column in columns}
        self._targets = [_target(series.columns[column]) for column in columns]
        self._shared = series.shared()
        parts = FILLED_IN.split(series.locator)  # Words and names of cells, by turns.
        self._parts_of_locator = [(place % 2 == 1, part) for place, part in enumerate(parts)]
        self._dimensions = {measure: series.dimensions_of(measure) for measure in series.measures}
        self._times = {name: measure.times() for name, measure in series.measures.items()}
        self._day_of = _day_reader(series)
        self._number_of, self._missing = number_reader(series), set(series.missing)
        self._above = {
            column: "" for column, meaning in series.empty.items() if meaning is EmptyCell.ABOVE
        }

    def observations(self, rows: Iterable[Row | Reject]) -> Iterator[Observation | Reject | Zeros]:
        """Yield every number of the rows, and every rejected row."""
        read = (one for one in map(self._read, rows) if one)
        return _counted(read) if self.series.count_rows else self._measured(read)

    def content(self, observation: Observation) -> dict[str, Any]:
        """Return an observation as the keys of a figure; an empty cell leaves its key out."""
        figure = self._shared | {"locator": self._locator(observation)}
        figure.update(self._times.get(observation.measure, ()))
        dimensions = self._dimensions.get(observation.measure, {}).copy()
        for (is_dimension, keys), text in zip(self._targets, observation.texts, strict=True):
            if not text:
                continue
            if keys == SPAN:
                start, _, end = text.partition(ISO_BETWEEN)
                figure.update(zip(keys, (start, end or start), strict=True))
            else:
                (dimensions if is_dimension else figure)[keys[0]] = text
        if observation.number != "":
            figure[VALUE] = observation.number
        figure["dimensions"] = dimensions
        return figure

    def _read(self, row: Row | Reject) -> ReadRow | Reject | None:
        """Convert the cells of a row; None if a name may be that of an unreadable record."""
        if isinstance(row, Reject):
            return row
        line, cells = row
        texts = []
        self._fill_down(cells)
        for column, text_of in self._texts.items():
            try:
                texts.append(text_of(self._phase(column, cells)))
            except Misfit as misfit:
                return Reject(line, column, cells[column], str(misfit))
            except Waits:
                return None
        return line, cells, tuple(texts)

    def _fill_down(self, cells: Cells) -> None:
        """Fill empty cells that are merged with the one above."""
        for column, above in self._above.items():
            if cells[column].strip() in ("", *self._missing):
                cells[column] = above
            else:
                self._above[column] = cells[column]

    def _phase(self, column: str, cells: Cells) -> str:
        """Return the cell, or the mission of the row's day where the name is of several in turn."""
        series, cell = self.series, cells[column]
        if series.day_column and cell in series.phases and column in series.names:
            day = self._day_of(cells[series.day_column])
            return self.lookup.last_started(series.phases[cell], day)
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
                cell = words[column].get(cell.strip(), cell)
                value = self._number_of(cell)
                if value == 0 and self.series.skip_zeros:
                    zeros += 1
                elif cell.strip().casefold() in NOTHING and cell.strip() not in self._missing:
                    yield Reject(line, column, cell, STANDS_FOR_NOTHING)
                elif cell.strip() not in self._missing and cell.strip():
                    yield Observation((line,), cells, texts, column, value)
                elif not self.series.measures:  # Of several numbers in a row some may not be there.
                    yield Reject(line, column, cell, UNFILLED)
            if zeros:
                yield Zeros(line, zeros)

    def _locator(self, observation: Observation) -> str:
        """Fill in the placeholders of the locator: cells, measure and year."""
        filled = {MEASURE: observation.measure}
        if year := self.series.year_column:
            filled[YEAR] = self._texts[year](observation.cells[year])
        cells = observation.cells
        shown = [
            part if not is_name else cells[part] if part in cells else filled[part]
            for is_name, part in self._parts_of_locator
        ]
        return "".join(shown)


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
    """Return whether a key is a dimension, and the keys of a figure that its cell fills."""
    if key in (YEAR, PERIOD):
        return False, SPAN
    return key.startswith("dimensions."), (key.removeprefix("dimensions."),)


def _text_of(series: Series, column: str, lookup: Lookup) -> Callable[[str], str]:
    """Return a cached function that converts the cells of a column for a figure."""
    words, missing = series.values.get(column, {}), set(series.missing)
    meaning = series.meaning_of_empty(column)
    written = _writer(series, column, lookup)

    @lru_cache(CACHED_CELLS)
    def text_of(cell: str) -> str:
        word = words.get(cell.strip(), cell)
        if word.strip() and word.strip() not in missing:
            if word == cell and meaning and word.strip().casefold() in NOTHING:
                raise Misfit(STANDS_FOR_NOTHING)
            return written(word)
        if meaning is EmptyCell.ABOVE:
            raise Misfit("is empty, and so is all above")
        if meaning is EmptyCell.UNKNOWN:
            raise Misfit(UNFILLED if column in series.empty else EMPTY)
        return ""

    return text_of


def _writer(series: Series, column: str, lookup: Lookup) -> Callable[[str], str]:
    """Return a function that converts the words of a column for a figure."""
    key, type = series.columns[column], series.names.get(column)
    if type:
        return lambda word: _written(type, lookup.find(type, word), key)
    if key in NAMES_OF_OUR_OWN:
        return _code_of
    read_date = _date_reader(series)
    if key == YEAR:
        return lambda word: read_date(word)[:4]
    if key == PERIOD:
        return lambda word: interval_of(word, read_date)
    return read_date if key in TIMES else str


def _date_reader(series: Series) -> Callable[[str], str]:
    return date_reader(series.date_format, series.recorded_on) if series.date_format else _date


def _day_reader(series: Series) -> Callable[[str], str]:
    """Return a function that parses the day of a row, of a period its first."""
    read_date = _date_reader(series)
    if PERIOD in series.columns.values():
        return lambda cell: interval_of(cell, read_date).partition(ISO_BETWEEN)[0]
    return read_date


def _written(type: RecordType, code: str, key: str) -> str:
    if key == "dimensions.country":
        return code.upper()
    return f"{type}:{code}" if key == "subject" else code


def _code_of(name: str) -> str:
    if not (code := slug(name)):
        raise Misfit("has no letter or digit")
    return code


def _date(text: str) -> str:
    try:
        return real_date(text)
    except ValueError as error:
        reason = "is not a date of the calendar"
        if "calendar" not in str(error):
            reason = "is not a date written 2018, 2018-03 or 2018-03-28"
        raise Misfit(reason + form_hint(text.strip())) from None
