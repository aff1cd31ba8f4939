"""Compile and run SQL, and cache what is worked out for a question as long as the database is open."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection, Select

Result = TypeVar("Result")
_LOCK = Lock()


class Unreadable(Exception):
    """The database did not answer; the message is its own."""


@dataclass(frozen=True)
class Statement:
    """A compiled statement, with the values it was compiled with."""

    sql: str
    names: tuple[str, ...]
    values: dict[str, Any]

    def ask(self, connection: Connection, **values: Any) -> Sequence[Any]:
        """Run the statement, with other values for some of its names."""
        values = {**self.values, **values}
        # The driver itself: SQLAlchemy's result costs as much as reading the rows.
        driver = connection.connection
        cursor = driver.cursor()
        try:
            # Some drivers take values by place, others by name.
            bound = tuple(values[name] for name in self.names) if self.names else values
            cursor.execute(self.sql, bound)
            return cursor.fetchall()
        except driver.Error as error:  # PEP 249: a connection carries the exceptions of its driver.
            raise Unreadable(str(error)) from error
        finally:
            cursor.close()


def prepare(connection: Connection, select: Select[Any]) -> Statement:
    """Compile a statement for the engine; compiling costs as much as running it."""
    compiled = select.compile(connection, compile_kwargs={"render_postcompile": True})
    return Statement(str(compiled), tuple(compiled.positiontup or ()), dict(compiled.params))


def once(connection: Connection, key: Hashable, work: Callable[[], Result]) -> Result:
    """Return the result of `work`, worked out once for each key and open database.

    Two threads may work on one key at once: a lock held meanwhile would make every other question wait.
    """
    # Opening a database puts the cache there (`api/database/address.py`), so that it goes with the release.
    cache = connection.get_execution_options()["question_cache"]
    with _LOCK:
        if key in cache:
            result: Result = cache[key]
            return result
    result = work()
    with _LOCK:
        cache[key] = result
    return result
