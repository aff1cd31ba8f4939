"""Insert rows into a table in batches, with their ids."""

from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Numeric, insert
from sqlmodel import SQLModel

from api.vocabulary import Row

BATCH = 2000


class TableWriter:
    """Number the rows of one table, and insert them in batches."""

    def __init__(self, connection: Connection, table: type[SQLModel]) -> None:
        self.connection, self.table = connection, table
        self.number = 0
        self._is_numbered = "id" in table.model_fields
        self._pending: list[Row] = []

    def add(self, row: Row) -> None:
        """Add one row, numbered."""
        self.number += 1
        self._pending.append({"id": self.number, **row} if self._is_numbered else row)
        if len(self._pending) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Insert the pending rows."""
        insert_rows(self.connection, self.table, self._pending)
        self._pending = []


def insert_rows(connection: Connection, table: type[SQLModel], rows: list[Row]) -> None:
    """Insert rows that all have the same columns.

    With positional parameters: by name, SQLAlchemy looks up each value of each row, which takes as long as all
    that SQLite does with it.
    """
    if not rows:
        return
    dialect = connection.dialect
    statement = insert(table).compile(dialect=dialect, column_keys=[*rows[0]])
    names: list[str] = statement.positiontup or []
    types = [table.__table__.c[name].type for name in names]  # type: ignore[attr-defined]  # SQLModel adds it
    stored = [type.dialect_impl(dialect).bind_processor(dialect) for type in types]
    values = list(map(itemgetter(*names), rows))
    # A number is stored as it is, whole or not, whether it comes as one or the other.
    changed = {
        place: store
        for place, (type, store) in enumerate(zip(types, stored, strict=True))
        if store and not isinstance(type, Numeric)
    }
    connection.exec_driver_sql(str(statement), _as_stored(values, changed) if changed else values)


def _as_stored(rows: list[tuple[Any, ...]], changed: dict[int, Any]) -> list[tuple[Any, ...]]:
    """Convert the values of the columns whose type is stored otherwise."""
    stored = [[*row] for row in rows]
    for place, store in changed.items():
        for row in stored:
            row[place] = store(row[place])
    return [tuple(row) for row in stored]
