"""Keyset pagination: order a list, select the rows after a position in it, and carry that position in a cursor."""

import base64
import hashlib
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, Numeric, and_, false, or_
from sqlalchemy import tuple_ as row_of

MAX_LIMIT = 500
NOT_A_CURSOR = "this is not a cursor; take it from links.next"
LARGEST = 2**63


class BadCursor(ValueError):
    """The cursor was not made by this list with these filters."""


@dataclass(frozen=True)
class Key:
    """A sort key: one column of an ORDER BY; nulls come last in both directions."""

    name: str
    column: Any
    descending: bool = False

    @property
    def type(self) -> type | tuple[type, ...]:
        """Return the Python type of its values."""
        return (int, float) if isinstance(self.column.type, Numeric | Integer) else str

    @property
    def nullable(self) -> bool:
        """Tell whether the column may be null."""
        return bool(self.column.nullable)


def order_by(order: list[Key]) -> list[ColumnElement[Any]]:
    """Write the ORDER BY of a list so that every database engine sorts alike."""
    clauses: list[ColumnElement[Any]] = []
    for key in order:
        if key.nullable:
            clauses.append(key.column.is_(None))
        clauses.append(key.column.desc() if key.descending else key.column)
    return clauses


def rows_after(order: list[Key], position: list[Any]) -> ColumnElement[bool]:
    """Write the keyset condition: the rows after a position, where nulls come after all values."""
    if len({key.descending for key in order}) == 1 and not any(key.nullable for key in order):
        # Compared as tuples, the only form for which an index serves all keys.
        rows, place = row_of(*[key.column for key in order]), row_of(*position)
        return rows < place if order[0].descending else rows > place
    rest: ColumnElement[bool] = false()
    for key, value in reversed(list(zip(order, position, strict=True))):
        if value is None:
            rest = and_(key.column.is_(None), rest)
            continue
        further = key.column < value if key.descending else key.column > value
        if not key.nullable:
            rest = or_(further, and_(key.column == value, rest))
        else:
            rest = or_(further, key.column.is_(None), and_(key.column == value, rest))
    return rest


def cursor_query(
    plural: str, owner: str = "", filters: Iterable[tuple[str, Any, Any]] = (), q: str | None = None
) -> tuple[str, ...]:
    """Return what a cursor is bound to: list, owner, resolved filters (so that aliases make no difference) and `q`."""
    return plural, owner, repr([(name, value) for name, _, value in filters]), repr(q)


def make_cursor(query: Sequence[str], position: Iterable[Any]) -> str:
    """Make the cursor for the rows after `position` in the answer to `query`."""
    content = json.dumps([_fingerprint(query), *position], separators=(",", ":"))
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> list[Any]:
    """Decode a cursor to its fingerprint and position; raise `BadCursor` for what is none."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        made_for, *position = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        json.dumps(position, ensure_ascii=False).encode()
    except (ValueError, TypeError, RecursionError) as error:
        raise BadCursor(NOT_A_CURSOR) from error
    return [made_for, *position]


def open_cursor(cursor: str, query: Sequence[str], types: Sequence[Any]) -> list[Any]:
    """Return the position in a cursor; raise `BadCursor` if it is of another query, or its values of other types."""
    made_for, *position = read_cursor(cursor)
    if made_for != _fingerprint(query) or len(position) != len(types):
        raise BadCursor("this cursor belongs to another query; start again without it")
    *_, unique = position  # Which alone cannot be null.
    fits = (
        value is None or isinstance(value, type)
        for value, type in zip(position, types, strict=True)
    )
    if unique is None or not all(fits) or not all(map(_can_be_stored, position)):
        raise BadCursor(NOT_A_CURSOR)
    return position


def _can_be_stored(value: Any) -> bool:
    """Tell whether every engine can hold the value: no NUL, no boolean for a number, none too large."""
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, int):
        return not isinstance(value, bool) and abs(value) < LARGEST
    return value is None or "\0" not in value


def _fingerprint(query: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(query).encode()).hexdigest()[:12]
