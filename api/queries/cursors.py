"""Cursors: the place where the next page starts, opaque to clients and bound to the query that made them."""

import base64
import hashlib
import json
from collections.abc import Sequence
from typing import Any

LARGEST = 2**63 - 1


class BadCursor(ValueError):
    """The cursor was not made by this list with these filters."""


def make_cursor(query: Sequence[str], position: list[Any]) -> str:
    """A cursor for the rows behind `position` in the answer to `query`."""
    content = json.dumps([_fingerprint(query), *position], separators=(",", ":"))
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def open_cursor(cursor: str, query: Sequence[str], types: Sequence[Any]) -> list[Any]:
    """The position in a cursor; refuses what was not made for `query`, with a value of each type."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        made_for, *position = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        json.dumps(position, ensure_ascii=False).encode()
    except (ValueError, TypeError, RecursionError) as error:
        raise BadCursor("this is not a cursor; take it from links.next") from error
    if made_for != _fingerprint(query) or len(position) != len(types):
        raise BadCursor("this cursor belongs to another query; start again without it")
    fits = [_fits(value, type) for value, type in zip(position, types, strict=True)]
    unknown = [value is None for value in position[:-1]] + [False]
    if not all(fit or none for fit, none in zip(fits, unknown, strict=True)):
        raise BadCursor("this is not a cursor; take it from links.next")
    return list(position)


def _fits(value: Any, type: Any) -> bool:
    """Whether a value is of the type, and a number one that the database can hold."""
    return isinstance(value, type) and (isinstance(value, str) or abs(value) <= LARGEST)


def _fingerprint(query: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(query).encode()).hexdigest()[:12]
