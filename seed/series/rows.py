"""What the rows of a series say: each number with what its row says about it, or why it has no place."""

import csv
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from api.vocabulary import PartialDate, RecordType
from seed.files.messages import explain
from seed.names import Lookup, Misfit
from seed.records import FigureRecord
from seed.series.manifest import MEASURE, VALUE, YEAR, Series

Cells = dict[str, str]
Row = tuple[int, Cells]
# Cells repeat: what one means is worked out once, as long as there are not too many different ones.
REMEMBERED = 20_000
DATE: TypeAdapter[str] = TypeAdapter(PartialDate)


class Observation(NamedTuple):
    """One number, with its row: `placed` is what was made of each column, in their order."""

    line: int
    cells: Cells
    placed: tuple[Any, ...]
    measure: str
    number: float | str


class Reject(NamedTuple):
    """A row, or one number of it, that has no place here."""

    line: int
    column: str
    cell: str
    reason: str


class Zeros(NamedTuple):
    """How many numbers of a row were left out because they are zero."""

    number: int


Place = Callable[[str], Any]
Placed = tuple[int, Cells, tuple[Any, ...]]


def numbered(reader: Any, header: list[str]) -> Iterator[Row | Reject]:
    """The rows of a CSV file with their lines, blank ones left out."""
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Reject(reader.line_num, "", "", f"cannot be read: {error}")
            continue
        if row and len(row) != len(header):
            reason = "does not have as many cells as the header"
            yield Reject(reader.line_num, "", str(len(row)), reason)
        elif row:
            yield reader.line_num, dict(zip(header, row, strict=True))


def spread(
    plan: Series, rows: Iterable[Row | Reject], places: dict[str, Place], lookup: Lookup
) -> Iterator[Observation | Reject | Zeros]:
    """Every number of the rows; `places` says for each column what is made of a cell."""
    placed_rows = (_placed(plan, row, places, lookup) for row in rows)
    return _counted(placed_rows) if plan.count_rows else _measured(plan, placed_rows)


def content_of(plan: Series, one: Observation) -> dict[str, Any]:
    """A number as a figure, as it would stand in a file of figures; an empty cell is a key left out."""
    figure = plan.shared()
    figure["locator"] = plan.locator.format_map(shown(plan, one))
    dimensions = plan.dimensions_of(one.measure)
    for column, text in zip(plan.placed_columns(), one.placed, strict=True):
        key = plan.columns[column]
        if text and key.startswith("dimensions."):
            dimensions[key.removeprefix("dimensions.")] = text
        elif text and key == YEAR:
            figure |= {"period_start": text, "period_end": text}
        elif text:
            figure[key] = text
    number = {} if one.number == "" else {VALUE: one.number}
    return {**figure, **number, "dimensions": dimensions}


def text_of(plan: Series, column: str, lookup: Lookup) -> Place:
    """What turns a cell of a column into the text that would stand in a file of figures."""
    words, type, is_year = (
        plan.values.get(column, {}),
        plan.names.get(column),
        plan.columns.get(column) == YEAR,
    )

    @lru_cache(REMEMBERED)
    def text(cell: str) -> str:
        word = words.get(cell.strip(), cell)
        if type and word:
            code = lookup.find(type, word)
            return _written(type, code, plan.columns[column])
        return _year(word) if is_year and word else word

    return text


def _placed(
    plan: Series, row: Row | Reject, places: dict[str, Place], lookup: Lookup
) -> Placed | Reject:
    if isinstance(row, Reject):
        return row
    line, cells = row
    placed = []
    for column, place in places.items():
        cell = cells[column]
        try:
            if plan.day_column and cell in plan.phases and column in plan.names:
                cell = lookup.last_begun(plan.phases[cell], cells[plan.day_column])
            placed.append(place(cell))
        except Misfit as misfit:
            return Reject(line, column, cells[column], str(misfit))
    return line, cells, tuple(placed)


def _measured(
    plan: Series, rows: Iterable[Placed | Reject]
) -> Iterator[Observation | Reject | Zeros]:
    columns = list(plan.measures) or [c for c, key in plan.columns.items() if key == VALUE]
    words = {column: plan.values.get(column, {}) for column in columns}
    for row in rows:
        if isinstance(row, Reject):
            yield row
            continue
        line, cells, placed = row
        zeros = 0
        for column in columns:
            cell = cells[column]
            if words[column]:
                cell = words[column].get(cell.strip(), cell)
            found = number(cell)
            if plan.skip_zeros and found == 0:
                zeros += 1
            # Of several numbers in a row some may not be there.
            elif cell or not plan.measures:
                yield Observation(line, cells, placed, column, found)
        if zeros:
            yield Zeros(zeros)


def _counted(
    rows: Iterable[Placed | Reject],
) -> Iterator[Observation | Reject]:
    found: dict[tuple[Any, ...], list[Any]] = {}
    for row in rows:
        if isinstance(row, Reject):
            yield row
        else:
            line, cells, placed = row
            found.setdefault(placed, [line, cells, 0])[2] += 1
    for placed, (line, cells, count) in found.items():
        yield Observation(line, cells, placed, "", float(count))


def shown(plan: Series, one: Observation) -> Cells:
    """What a locator may name: the cells, the column of the number, and the year."""
    made = {MEASURE: one.measure}
    for column, key in plan.columns.items():
        if key == YEAR:
            made[YEAR] = one.cells[column][:4]
    return {**made, **one.cells}


@lru_cache(REMEMBERED)
def number(cell: str) -> float | str:
    """The number in a cell; what is none stays text, to be refused with the record."""
    try:
        return float(cell)
    except ValueError:
        return cell


def _written(type: RecordType, code: str, key: str) -> str:
    if key == "dimensions.country":
        return code.upper()
    return f"{type}:{code}" if key == "subject" else code


def _year(day: str) -> str:
    try:
        return DATE.validate_python(day)[:4]
    except ValidationError as error:
        raise Misfit(explained(error)) from None


def explained(error: ValidationError) -> str:
    """Pydantic's finding about one cell, to stand behind it."""
    detail = error.errors()[0]
    words = explain({**detail, "loc": ()}, FigureRecord, ())
    return words.replace(repr(detail["input"]), "").strip(": ")
