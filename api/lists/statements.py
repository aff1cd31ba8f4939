"""Questions worked out once: their SQL, their total and their facets, for as long as the database is open."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Select

from api.database.question_cache import QuestionCache

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
        driver = connection.connection
        cursor = driver.cursor()
        try:
            # Some drivers take values by place, others by name.
            named = tuple(values[name] for name in self.names) if self.names else values
            cursor.execute(self.sql, named)
            return cursor.fetchall()
        except driver.Error as error:  # PEP 249: a connection carries the exceptions of its driver.
            raise Unreadable(str(error)) from error
        finally:
            cursor.close()


def prepare(connection: Connection, question: Select[Any]) -> Statement:
    """The statement of a question; writing SQL costs as much as running it."""
    written = question.compile(connection, compile_kwargs={"render_postcompile": True})
    return Statement(str(written), tuple(written.positiontup or ()), dict(written.params))


def once(connection: Connection, key: Hashable, work: Callable[[], Worked]) -> Worked:
    """Return the result of `work`, worked out once for each key and open database."""
    cache: QuestionCache = connection.get_execution_options()["question_cache"]
    return cache.find(key, work)
