"""Cursors: the place where the next page starts, opaque to clients and bound to the query that made them."""

import base64
import hashlib
import json
import math
from collections.abc import Sequence
from typing import Any

NOT_ONE = "this is not a cursor; take it from links.next"
LARGEST = 2**63


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
        raise BadCursor(NOT_ONE) from error
    if made_for != _fingerprint(query) or len(position) != len(types):
        raise BadCursor("this cursor belongs to another query; start again without it")
    fits = [isinstance(value, type) for value, type in zip(position, types, strict=True)]
    unknown = [value is None for value in position[:-1]] + [False]
    if not all(fit or none for fit, none in zip(fits, unknown, strict=True)):
        raise BadCursor(NOT_ONE)
    if not all(map(_can_be_stored, position)):
        raise BadCursor(NOT_ONE)
    return list(position)


def _can_be_stored(value: Any) -> bool:
    """Whether every database engine has such a value: no NUL, no truth for a number, none too large."""
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, int):
        return not isinstance(value, bool) and abs(value) < LARGEST
    return value is None or "\0" not in value


def _fingerprint(query: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(query).encode()).hexdigest()[:12]
