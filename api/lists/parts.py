"""Parts of a record by their dotted paths, `citations.source.url`: the same in `fields`, filters and CSV columns."""

from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

from pydantic import BaseModel

from api.facts.base import part_of

Path = tuple[str, ...]


@cache
def leaves(record: type[BaseModel]) -> list[Path]:
    """List the path to every plain value (leaf) of a record, in the order of its fields in the documentation."""
    paths: list[Path] = []
    for name in record.model_json_schema(mode="serialization")["properties"]:
        part = part_of(record.model_fields[name].annotation)
        paths += [(name, *path) for path in leaves(part)] if part else [(name,)]
    return paths


@cache
def parts_of(record: type[BaseModel]) -> tuple[str, ...]:
    """List the dotted names of all parts of a record: `citations`, `citations.source`, `citations.source.url`."""
    return tuple(dict.fromkeys(".".join(way) for leaf in leaves(record) for way in _ways_to(leaf)))


def paths_of(names: Iterable[str]) -> list[Path]:
    """Split dotted names into paths."""
    return [tuple(name.split(".")) for name in names]


def trim(value: Any, paths: Collection[Path]) -> Any:
    """Trim a record, or each of several, to what lies on the paths."""
    if () in paths:
        return value
    if isinstance(value, list):
        return [trim(one, paths) for one in value]
    if not isinstance(value, dict):
        return value
    within = below(paths)
    return {name: trim(value[name], within[name]) for name in value if name in within}


def below(paths: Iterable[Path]) -> dict[str, list[Path]]:
    """Group paths by their first name, which is cut off."""
    within: dict[str, list[Path]] = {}
    for name, *rest in paths:
        within.setdefault(name, []).append(tuple(rest))
    return within


def leaves_on(record: type[BaseModel], names: Iterable[str] | None) -> list[Path]:
    """List the leaves of a record that belong to the named parts; all of them where none is named."""
    if names is None:
        return leaves(record)
    paths = {*paths_of(names)}
    return [leaf for leaf in leaves(record) if paths.intersection(_ways_to(leaf))]


def _ways_to(leaf: Path) -> list[Path]:
    return [leaf[:length] for length in range(1, len(leaf) + 1)]
