"""The order of a list and the rows behind a position in it (keyset paging)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Numeric, and_, false, or_
from sqlalchemy import tuple_ as row_of


@dataclass(frozen=True)
class Key:
    """One column of an order; what is not known in it comes last in both directions."""

    name: str
    column: Any
    descending: bool = False

    @property
    def type(self) -> type | tuple[type, ...]:
        """What a position in it is made of."""
        return (int, float) if isinstance(self.column.type, Numeric) else str

    @property
    def nullable(self) -> bool:
        """Whether there may be records without a value."""
        return bool(self.column.nullable)


def sorted_by(order: list[Key]) -> list[ColumnElement[Any]]:
    """The order as SQL says it, the same on every database engine."""
    clauses: list[ColumnElement[Any]] = []
    for key in order:
        if key.nullable:
            clauses.append(key.column.is_(None))
        clauses.append(key.column.desc() if key.descending else key.column)
    return clauses


def behind(order: list[Key], position: list[Any]) -> ColumnElement[bool]:
    """The rows behind a position, with unknown values behind all known ones."""
    if len({key.descending for key in order}) == 1 and not any(key.nullable for key in order):
        # Rows compared as a whole: the one form that an index carries from the first key to the last.
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
