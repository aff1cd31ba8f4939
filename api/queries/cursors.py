"""Cursors: the place where the next page starts, opaque to clients and bound to the query that made them."""

import base64
import hashlib
import json


class BadCursor(ValueError):
    """The cursor was not made by this list with these filters."""


def make_cursor(query: list[str], position: list[str | None]) -> str:
    """A cursor for the rows behind `position` in the answer to `query`."""
    content = json.dumps([_fingerprint(query), *position], separators=(",", ":"))
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def open_cursor(cursor: str, query: list[str], keys: int) -> list[str | None]:
    """The position in a cursor; refuses what was not made for `query` with so many keys."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        made_for, *position = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        json.dumps(position, ensure_ascii=False).encode()
    except (ValueError, TypeError, RecursionError) as error:
        raise BadCursor("this is not a cursor; take it from links.next") from error
    if made_for != _fingerprint(query) or len(position) != keys:
        raise BadCursor("this cursor belongs to another query; start again without it")
    *nullable, last = position
    if not isinstance(last, str) or not all(isinstance(key, str | None) for key in nullable):
        raise BadCursor("this is not a cursor; take it from links.next")
    return list(position)


def _fingerprint(query: list[str]) -> str:
    return hashlib.sha256(json.dumps(query).encode()).hexdigest()[:12]
