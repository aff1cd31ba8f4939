"""Write a list as JSON, CSV, NDJSON or GeoJSON: the same rows, in the same order, with the same limits.

CSV has one column for each leaf of a record, the same columns for every page of a list. Several values
(names, citations) are joined by semicolons, in the same order in each of their columns. A text that a
spreadsheet would take for a formula, beginning with `=`, `+`, `-`, `@`, a tab or a line end, gets an
apostrophe in front (CSV injection); numbers stay numbers.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic_core import to_json

from api.lists.parts import Path, below, leaves_on
from api.vocabulary import Format, Row

MEDIA_TYPES = {
    Format.JSON: "application/json",
    Format.CSV: "text/csv; charset=utf-8",
    Format.NDJSON: "application/x-ndjson",
    Format.GEOJSON: "application/geo+json",
    Format.ATOM: "application/atom+xml; charset=utf-8",
}
# The media type of `view=compact`. With a parameter, because a union in the schema of every list would change every
# generated client, and tools that fetch pages may refuse a vendor type.
COMPACT = "application/json; view=compact"
JOINT = "; "
# Some spreadsheets read full-width characters as the plain ones, or strip leading spaces.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")


class Column(NamedTuple):
    """Adjacent plain fields of a record, by `names`; or one nested field, with the `paths` and `parts` in it."""

    names: list[str]
    paths: list[Path]
    parts: "list[Column]"


def to_page(texts: list[bytes], envelope: Row) -> bytes:
    """Put records that are JSON already into their envelope, in one join: each copy of half a megabyte takes 50 µs."""
    first, last = b'{"data":[', b"]," + to_json(envelope)[1:]
    if not texts:
        return first + last
    parts = [*texts]
    parts[0] = first + parts[0]
    parts[-1] += last
    return b",".join(parts)


def to_csv(
    rows: list[Row],
    record: type[BaseModel],
    fields: list[str] | None = None,
    *,
    header: bool = True,
) -> bytes:
    """Write rows as CSV, with a header even when there are none."""
    return b"".join(islice(csv_lines(rows, record, fields), 0 if header else 1, None))


def csv_lines(
    rows: Iterable[Row], record: type[BaseModel], fields: list[str] | None = None
) -> Iterator[bytes]:
    """Yield the header of a CSV, then its rows one by one."""
    paths = leaves_on(record, fields)
    columns, write = _columns(paths), _line_writer()
    yield write([".".join(path) for path in paths])
    for row in rows:
        yield write(_cells(row, columns))


def lines_to_csv(lines: Iterable[Iterable[Any]]) -> bytes:
    """Write lines of plain values, the first of which is the header, as CSV."""
    write = _line_writer()
    return b"".join(write([_cell(value) for value in line]) for line in lines)


def to_ndjson(texts: list[bytes]) -> bytes:
    """Write records that are JSON already, one a line."""
    return b"".join(text + b"\n" for text in texts)


def to_geojson(rows: list[Row], envelope: Row) -> bytes:
    """Write rows as a GeoJSON collection of features."""
    features = [to_feature(row) for row in rows]
    return to_json({"type": "FeatureCollection", "features": features, **envelope})


def to_feature(row: Row) -> Row:
    """Make the GeoJSON feature of a record.

    The geometry is null where the place is not known, or `fields` leaves out the coordinates.
    """
    return {"type": "Feature", "id": row.get("code"), "geometry": _point(row), "properties": row}


class _Line:
    """A file for `csv.writer` that returns each line instead of storing it, as `writerow` returns what `write` does."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line


def _line_writer() -> Callable[[list[Any]], bytes]:
    """Make the function that writes one line, with one `csv.writer` for all of them."""
    writer = csv.writer(_Line(), lineterminator="\r\n")
    return lambda cells: writer.writerow(cells).encode()


def _columns(paths: Iterable[Path]) -> list[Column]:
    """Group adjacent plain columns, and nested ones by their first name, so that a row is traversed in few steps."""
    columns: list[Column] = []
    for is_plain, named in groupby(below(paths).items(), key=lambda item: item[1] == [()]):
        if is_plain:
            columns.append(Column([name for name, _ in named], [], []))
        else:
            columns += [Column([name], rests, _columns(rests)) for name, rests in named]
    return columns


def _cells(row: Row, columns: Iterable[Column]) -> list[Any]:
    """List the cells of a record, most of which are empty."""
    values: list[Any] = []
    _add_values(row, columns, values)
    # Most cells are empty, or text that begins with a letter or a digit: these need no call.
    return [
        value if value is None or (value.__class__ is str and value[:1].isalnum()) else _cell(value)
        for value in values
    ]


def _add_values(part: Row, columns: Iterable[Column], values: list[Any]) -> None:
    """Append the value of each column of a record, or of a part of it, to `values`."""
    for names, paths, inner in columns:
        if not inner:
            values += map(part.get, names)
            continue
        value = part.get(names[0])
        if isinstance(value, dict):
            _add_values(value, inner, values)
        elif isinstance(value, list):
            values += [_joined(_values(value, path)) for path in paths]
        else:  # Null, and so are all its parts.
            values += [value] * len(paths)


def _values(value: Any, path: Path) -> list[Any]:
    """List the values on a path, in order, with one null for each part that is missing on the way."""
    values = [*_flat([value])]
    for name in path:
        values = [*_flat(one.get(name) if isinstance(one, dict) else one for one in values)]
    return values


def _flat(values: Iterable[Any]) -> Iterator[Any]:
    for one in values:
        if isinstance(one, list):
            yield from _flat(one)
        else:
            yield one


def _cell(value: Any) -> Any:
    """Return the cell of a value; a text that a spreadsheet would take for a formula is escaped."""
    if isinstance(value, str):
        return value if value[:1].isalnum() else _harmless(value)
    if isinstance(value, list):
        return _joined([*_flat(value)])
    return _as_text(value) if isinstance(value, dict | bool) else value


def _joined(values: list[Any]) -> Any:
    """Join several values by semicolons, with an empty string for each null."""
    if len(values) == 1:
        return _cell(values[0])
    if all(value is None for value in values):
        return None
    return _harmless(JOINT.join(["" if value is None else _as_text(value) for value in values]))


def _harmless(text: str) -> str:
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return to_json(value).decode() if isinstance(value, dict) else str(value)


def _point(row: Row) -> Row | None:
    longitude, latitude = row.get("longitude"), row.get("latitude")
    if longitude is None or latitude is None:
        return None
    return {"type": "Point", "coordinates": [longitude, latitude]}
