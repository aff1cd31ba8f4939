"""Check the header of a CSV file before its manifest: separator, titles, headers in two lines."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from seed.series.layout import Layout

LOOKED_AT = 40  # Lines at the top of a file, among which the names of the columns are looked for.
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright lines"}
WRITTEN = {"\t": r"\t"}
Row = tuple[int, list[str]]  # With its line in the file.


class Head(NamedTuple):
    """The first lines of a file below the skipped ones, its layout, and the columns expected."""

    rows: Sequence[Row]
    layout: Layout
    named: Sequence[str]

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        return names_of_columns(self.rows, self.layout)

    @property
    def known(self) -> set[str]:
        """The columns of the manifest that the header has."""
        return set(self.named) & set(self.header)


def names_of_columns(rows: Sequence[Row], layout: Layout) -> list[str]:
    """Return the column names, joined from all header lines, with single blanks."""
    lines = [_words(row) for _, row in rows[: layout.header_rows]]
    width = max(map(len, lines), default=0)
    lines = [line + [""] * (width - len(line)) for line in lines]
    lines = [*map(_carried_on, lines[:-1], lines[1:]), *lines[-1:]]
    return [" ".join(filter(None, name)) for name in zip(*lines, strict=True)]


def header_fault(head: Head) -> tuple[int, str] | None:
    """Say in which line, and why, the header does not name the columns of the manifest."""
    line = head.rows[0][0] if head.rows else head.layout.skip_rows + 1
    message = next(filter(None, (look(head) for look in LOOKS)), None)
    return (line, message) if message else None


def _words(row: list[str]) -> list[str]:
    return [" ".join(cell.split()) for cell in row]


def _carried_on(cells: list[str], below: list[str]) -> list[str]:
    """Fill the empty cells of an upper header line that are merged with the one to the left."""
    carried, filled = "", []
    for cell, lower in zip(cells, below, strict=True):
        if cell:
            carried = cell if lower else ""
        filled.append(cell or carried)
    return filled


def _nothing(head: Head) -> str | None:
    if any(row for _, row in head.rows):
        return None
    return "is empty; the first line names the columns"


def _separator(head: Head) -> str | None:
    """Name the separator, if nearly all first lines have a single cell that contains it."""
    alone = [row[0] for _, row in head.rows if len(row) == 1]
    if len(alone) < len([row for _, row in head.rows if row]) - 1:  # One may be a title.
        return None
    counts = {
        sign: (sum(sign in cell for cell in alone), sum(cell.count(sign) for cell in alone))
        for sign in SEPARATORS
        if sign != head.layout.delimiter
    }
    sign = max(counts, key=lambda one: counts[one])
    if counts[sign][0] < max(1, len(alone) - 1):
        return None
    written = f'write delimiter = "{WRITTEN.get(sign, sign)}" into the manifest'
    remedy = f"{written}, or save the file with commas"
    if sign == ",":
        remedy = "leave delimiter out of the manifest"
    return f"the columns are separated by {SEPARATORS[sign]}; {remedy}"


def _title(head: Head) -> str | None:
    """Find the header further down, if a later line names at least half of the columns."""
    if head.known:
        return None
    for line, row in head.rows[1:]:
        if 2 * len(set(head.named) & set(_words(row))) >= len(head.named):
            remedy = f"write skip_rows = {line - 1} into the manifest"
            return f"is not the header, which stands in line {line}; {remedy}"
    return None


def _no_name(head: Head) -> str | None:
    return None if any(head.header) else "names no column"


def _twice(head: Head) -> str | None:
    header = head.header
    twice = next((cell for cell in header if cell and header.count(cell) > 1), None)
    remedy = _in_two_lines(head) or "give each a name of its own"
    return f"names the column {twice!r} twice; {remedy}" if twice else None


def _merged(head: Head) -> str | None:
    remedy = _in_two_lines(head) if set(head.named) - head.known else None
    return f"has empty cells; {remedy}" if remedy else None


def _in_two_lines(head: Head) -> str | None:
    """Suggest two header lines: the first has empty cells, the second words for them."""
    if head.layout.header_rows > 1 or len(head.rows) < 2:
        return None
    (_, first), (_, second) = head.rows[:2]
    below = [cell for cell in _words(second) if cell]
    merged = any(not cell.strip() for cell in first)
    if not merged or not below or any(cell[0].isdigit() for cell in below):
        return None
    return "does the header stand in two lines? Then write header_rows = 2 into the manifest"


def _none_known(head: Head) -> str | None:
    cells = [cell for cell in head.header if cell]
    if head.known:
        return None
    if len(cells) == 1:
        return f"has the one cell {cells[0]!r}; is it a title? The first line names the columns"
    columns = ", ".join(head.named)
    return f"names none of the columns of the manifest; is a line with {columns} missing?"


LOOKS: list[Callable[[Head], str | None]] = [
    _nothing,
    _separator,
    _title,
    _no_name,
    _twice,
    _merged,
    _none_known,
]
