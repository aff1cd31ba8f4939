"""Accept the former names of query parameters (`dimension.sex`); answers use the present ones (`dimensions.sex`)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

FORMER, PRESENT = "dimension.", "dimensions."
# Parameters whose values are names of fields.
OF_FIELDS = {b"fields", b"facet", b"sort", b"rows", b"columns"}


def present_name(name: str) -> str:
    """Return the present name of a parameter."""
    return PRESENT + name.removeprefix(FORMER) if name.startswith(FORMER) else name


def by_present_names(given: Mapping[str, Any]) -> dict[str, Any]:
    """Rename parameters to present names; one given by both keeps the former, which is then refused as unknown."""
    return {
        name if (present := present_name(name)) in given else present: value
        for name, value in given.items()
    }


def with_present_names(query: bytes) -> bytes:
    """Rename the parameters in a query string to present names, and leave all else as it is."""
    if FORMER.encode() not in query:
        return query
    return b"&".join(map(_with_present_names, query.split(b"&")))


def _with_present_names(pair: bytes) -> bytes:
    name, sign, value = pair.partition(b"=")
    if unquote_to_bytes(name) in OF_FIELDS:
        value = b",".join(map(_renamed, value.split(b",")))
    return _renamed(name) + sign + value


def _renamed(name: bytes) -> bytes:
    order = name[: len(name) - len(name.removeprefix(b"-"))]
    return order + present_name(name.removeprefix(b"-").decode("latin-1")).encode("latin-1")
