"""Convert a record to the form of its seed file: without defaults, and without names filled in from other records."""

from collections.abc import Callable
from functools import cache, partial
from operator import itemgetter
from typing import Any, get_args

from pydantic import BaseModel

from api.facts.base import CitedSource, Reference, derived_fields, part_of

PLAIN = (str, float)  # Made once: `A | B` makes a type wherever it stands.


def as_written(value: Any) -> Any:
    """Convert a value of a record: without defaults, and with references as the file writes them."""
    if value is None or isinstance(value, PLAIN):  # As most are.
        return value
    if isinstance(value, Reference):
        return f"{value.type}:{value.code}"
    if isinstance(value, CitedSource):
        return value.code
    if isinstance(value, BaseModel):
        return {
            name: as_written(inner)
            for name, default in _defaults(type(value)).items()
            if (inner := getattr(value, name)) != default
        }
    return [as_written(inner) for inner in value] if isinstance(value, list) else value


def row_as_written(described: type[BaseModel], row: dict[str, Any]) -> dict[str, Any]:
    """Convert a record that is a row, as answers are, to the form of its file, without the cost of validating it."""
    return {
        name: write(row[name])
        for name, default, write in _writers(described)
        if row[name] != default
    }


@cache
def _writers(described: type[BaseModel]) -> list[tuple[str, Any, Callable[[Any], Any]]]:
    """List the name of each field, its default as a row holds it, and the function that converts its values."""
    return [
        (name, _plain(default), _writer(described.model_fields[name].annotation))
        for name, default in _defaults(described).items()
    ]


def _plain(default: Any) -> Any:
    return default.model_dump(mode="json") if isinstance(default, BaseModel) else default


def _writer(annotation: Any) -> Callable[[Any], Any]:
    part = part_of(annotation)
    if part is None:  # A row may hold a number without its fraction.
        is_float = float in {annotation, *get_args(annotation)}
        return lambda value: float(value) if is_float and value is not None else value
    write: Callable[[Any], Any] = partial(row_as_written, part)
    if issubclass(part, Reference):
        write = "{type}:{code}".format_map
    elif issubclass(part, CitedSource):
        write = itemgetter("code")
    return lambda value: [*map(write, value)] if isinstance(value, list) else value and write(value)


@cache
def _defaults(described: type[BaseModel]) -> dict[str, Any]:
    """Map each field of a class to its default, except the derived ones, which no file has."""
    derived = derived_fields(described)
    fields = [field for field in described.model_fields.items() if field[0] not in derived]
    return {name: info.get_default(call_default_factory=True) for name, info in fields}
