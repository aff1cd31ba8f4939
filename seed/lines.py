"""Which line of a TOML file a key stands on; the standard parser reads values without places."""

import tomllib
from typing import Any

Path = tuple[str | int, ...]


def line_of(text: str, path: Path) -> int:
    """Line of the key at `path`, or of the nearest key around it; 1 for the file itself."""
    lines = _lines(text)
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _lines(text: str) -> dict[Path, int]:
    found: dict[Path, int] = {}
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
        # A value may span lines: the statement ends where the standard parser accepts it.
        while (parsed := _parse(statement)) is None and at < len(rows):
            statement += "\n" + rows[at]
            at += 1
        if head.startswith("["):
            table = _open_table(_keys(parsed or {}), head.startswith("[["), arrays)
            found.setdefault(table, start + 1)
        else:
            _note(parsed or {}, table, start + 1, found)
    return found


def _parse(statement: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(statement)
    except tomllib.TOMLDecodeError:
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


def _note(value: Any, path: Path, line: int, found: dict[Path, int]) -> None:
    if path and path not in found:
        found[path] = line
    if isinstance(value, dict):
        for key, inner in value.items():
            _note(inner, (*path, key), line, found)
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            _note(inner, (*path, position), line, found)
