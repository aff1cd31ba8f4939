"""Find the line numbers of TOML keys, which the parser does not give."""

from functools import lru_cache
from typing import Any

import tomli

Path = tuple[str | int, ...]


def line_of(text: str, path: Path) -> int:
    """Return the line of the key at `path`, or of the nearest key around it; 1 for the file itself."""
    lines = lines_of(text)
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


# Many problems are told of one file, and those of a check of several in turn.
@lru_cache(maxsize=64)
def lines_of(text: str) -> dict[Path, int]:
    """Return the line of every key and every item, by its path."""
    lines: dict[Path, int] = {}
    arrays: dict[Path, int] = {}
    table: Path = ()
    rows = text.split("\n")
    at = 0
    while at < len(rows):
        start, statement = at, rows[at]
        at += 1
        head = statement.strip()
        if not head or head.startswith("#"):
            continue
        # A value may span lines: the statement ends where the parser accepts it.
        while (parsed := _parse(statement)) is None and at < len(rows):
            statement += "\n" + rows[at]
            at += 1
        if head.startswith("["):
            table = _open_table(_keys(parsed or {}), head.startswith("[["), arrays)
            lines.setdefault(table, start + 1)
            if head.startswith("[["):  # The list begins with its first block.
                lines.setdefault(table[:-1], start + 1)
        else:
            _add_lines(parsed or {}, table, start + 1, at - start, lines)
    return lines


def _parse(statement: str) -> dict[str, Any] | None:
    try:
        return tomli.loads(statement)
    except tomli.TOMLDecodeError:
        return None


def _keys(header: Any) -> list[str]:
    keys: list[str] = []
    while header:
        key, header = next(iter(header.items()))
        keys.append(key)
        header = header[0] if isinstance(header, list) else header
    return keys


def _open_table(keys: list[str], is_array: bool, arrays: dict[Path, int]) -> Path:
    path: Path = ()
    for key in keys[:-1]:
        path += (key,)
        if path in arrays:
            path += (arrays[path],)
    path += (keys[-1],)
    if is_array:
        arrays[path] = arrays.get(path, -1) + 1
        return (*path, arrays[path])
    return path


def _add_lines(value: Any, path: Path, line: int, length: int, lines: dict[Path, int]) -> None:
    """Add the keys of a statement that starts on `line` and is `length` lines long."""
    if path and path not in lines:
        lines[path] = line
    if isinstance(value, dict):
        for key, inner in value.items():
            _add_lines(inner, (*path, key), line, length, lines)
    elif isinstance(value, list):
        # An array that gives each item a line of its own has two lines more, for its brackets.
        own_lines = length == len(value) + 2
        for position, inner in enumerate(value):
            at, rest = (line + 1 + position, 1) if own_lines else (line, length)
            _add_lines(inner, (*path, position), at, rest, lines)
