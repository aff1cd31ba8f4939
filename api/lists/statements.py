"""Questions worked out once: their SQL, their total and their facets, for as long as the database is open."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from cachetools import LRUCache
from sqlalchemy import Connection, Engine, Select

MOST_QUESTIONS = 2000
_LOCK = Lock()
_KEPT: WeakKeyDictionary[Engine, LRUCache[Hashable, Any]] = WeakKeyDictionary()
Worked = TypeVar("Worked")


class Unreadable(Exception):
    """The database did not answer; the message is its own."""


@dataclass(frozen=True)
class Statement:
    """A question in the words of the database engine, with the values it was asked with."""

    sql: str
    names: tuple[str, ...]
    values: dict[str, Any]

    def ask(self, connection: Connection, **others: Any) -> Sequence[Any]:
        """The rows, with other values for some of the names."""
        values = {**self.values, **others}
        # The driver itself: SQLAlchemy's result costs as much as reading the rows.
        cursor = connection.connection.cursor()
        try:
            # SQLite's driver takes values by place, PostgreSQL's by name.
            named = tuple(values[name] for name in self.names) if self.names else values
            cursor.execute(self.sql, named)
            return cursor.fetchall()
        except connection.dialect.loaded_dbapi.Error as error:
            raise Unreadable(str(error)) from error
        finally:
            cursor.close()


def prepare(connection: Connection, question: Select[Any]) -> Statement:
    """The statement of a question; writing SQL costs as much as running it."""
    written = question.compile(
        dialect=connection.dialect, compile_kwargs={"render_postcompile": True}
    )
    return Statement(str(written), tuple(written.positiontup or ()), dict(written.params))


def once(connection: Connection, key: Hashable, work: Callable[[], Worked]) -> Worked:
    """What `work` finds, worked out once for each key and open database."""
    with _LOCK:
        kept = _KEPT.setdefault(connection.engine, LRUCache(MOST_QUESTIONS))
        if key in kept:
            found: Worked = kept[key]
            return found
    found = work()
    with _LOCK:
        kept[key] = found
    return found
