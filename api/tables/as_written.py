"""Write a record as its file does: without defaults, and without what is filled in from other records."""

from functools import cache
from typing import Any

from pydantic import BaseModel

from api.tables.facts import CitedSource, Reference, derived_fields


def as_written(value: Any) -> Any:
    """Return what the file says: without defaults, and without the names filled in from other records."""
    if isinstance(value, Reference):
        return f"{value.type}:{value.code}"
    if isinstance(value, CitedSource):
        return value.code
    if isinstance(value, BaseModel):
        defaults = _defaults(type(value))
        values = {name: getattr(value, name) for name in defaults}
        return {
            name: as_written(inner) for name, inner in values.items() if inner != defaults[name]
        }
    return [as_written(inner) for inner in value] if isinstance(value, list) else value


@cache
def _defaults(described: type[BaseModel]) -> dict[str, Any]:
    """Return what each field of a class holds where the file says nothing, but for fields that stand in no file."""
    derived = derived_fields(described)
    fields = [field for field in described.model_fields.items() if field[0] not in derived]
    return {name: info.get_default(call_default_factory=True) for name, info in fields}
