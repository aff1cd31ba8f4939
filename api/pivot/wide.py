"""Write a table of figures as wide CSV: a line for each row, a number in each cell, and notes on them at the end."""

from collections.abc import Iterator
from typing import Any

from api.formats.tabular import lines_to_csv
from api.pivot.axes import Axis, time_of
from api.pivot.layout import Aggregate
from api.vocabulary import Qualifier, Row, first_day, last_day
from api.wording import plain, time_in_words

# A table with only one column has room for where its number comes from.
STATED = ("qualifier", "as_of", "period_start", "period_end", "source", "code")


def to_wide_csv(table: Row) -> bytes:
    """Write a table as CSV: for each row its place if ranked, its key and name, its numbers, and `notes` on them."""
    return lines_to_csv(_lines(table))


def _lines(table: Row) -> Iterator[list[Any]]:
    meta, columns = table["meta"], table["columns"]
    is_ranked = any(row["place"] for row in table["data"])
    beside = _beside(columns) if meta["columns"] is None else ()
    keys = [column["key"] for column in columns]
    yield [*["place"] * is_ranked, meta["rows"], "name", *keys, *beside, "notes"]
    for row in table["data"]:
        cells = [row["cells"].get(key) for key in keys]
        first: Row = next(filter(None, cells), {})
        stated = {**next(iter(first["figures"]), {}), **first} if beside else {}
        yield [
            *[row["place"]] * is_ranked,
            *(row["key"], row["name"]),
            *(cell["value"] if cell else None for cell in cells),
            *(stated.get(name) for name in beside),
            "; ".join(notes_on(row, meta)),
        ]


def _beside(columns: list[Row]) -> tuple[str, ...]:
    """List the further columns beside the only number of a row."""
    match [column["aggregate"] for column in columns]:
        case [Aggregate.COUNT]:
            return ()
        case [Aggregate.SUM]:
            return ("first_day", "last_day")
        case [_]:
            return STATED
    return ()


def notes_on(row: Row, meta: Row) -> Iterator[str]:
    """Yield what the numbers of a row do not say, with the columns it is true of: `about: 2010, 2011`."""
    in_years = Axis.YEAR in (meta["rows"], meta["columns"])
    notes: dict[str, list[str]] = {}
    for key, cell in row["cells"].items():
        is_sum = cell["complete"] is not None
        for words in _of_sum(cell) if is_sum else _of_stated(cell, in_years):
            notes.setdefault(words, []).append(key)
    for words, keys in notes.items():
        yield f"{words}: {', '.join(keys)}"


def _of_sum(cell: Row) -> list[str]:
    """List whether a sum is not exact, and not known to be complete."""
    inexact = ["not exact"] if cell["lower"] != cell["upper"] else []
    return inexact if cell["complete"] else [*inexact, "not shown to be complete"]


def _of_stated(cell: Row, in_years: bool) -> list[str]:
    """List whether a number is not exact, stated by several figures, or of a part of the year."""
    figures = cell["figures"]
    words = [f"{len(figures)} figures"] if len(figures) > 1 else []
    if cell["value"] is not None and figures:
        first = figures[0]
        words += [] if first["qualifier"] == Qualifier.EXACT else [plain(first["qualifier"])]
        words += [time_in_words(first)] if in_years and _is_part(first) else []
    return words


def _is_part(figure: Row) -> bool:
    """Tell whether a figure counts a part of one year."""
    start, end = figure["period_start"], figure["period_end"]
    if not start or start[:4] != end[:4]:
        return False
    year = start[:4]
    return time_of(figure) not in (year, f"{first_day(year)}/{last_day(year)}")
