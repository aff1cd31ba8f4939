"""Compile SQL once, and cache compiled statements and results for as long as the database is open."""

from collections.abc import Callable, Hashable, MutableMapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import zip_longest
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Connection, Engine, Select, bindparam

from api.database.pool import UNLIMITED

Result = TypeVar("Result")
Places = list[BindParameter[Any]]
_LOCK = Lock()
# Results that a thread is working out, by their cache and cache key.
_PENDING: dict[tuple[int, Hashable], Future[Any]] = {}


class Unreadable(Exception):
    """The database failed or timed out; the message is that of its driver."""


@dataclass(frozen=True)
class Statement:
    """A compiled statement, with the default values of its bound parameters."""

    sql: str
    names: tuple[str, ...]
    values: dict[str, Any]

    def ask(self, connection: Connection, **values: Any) -> Sequence[Any]:
        """Run the statement with these values of bound parameters, and return all rows."""
        values = {**self.values, **values}
        # The driver itself: SQLAlchemy's result costs as much as reading the rows.
        driver = connection.connection
        cursor = driver.cursor()
        try:
            # Some drivers take values by position, others by name.
            bound = tuple(values[name] for name in self.names) if self.names else values
            cursor.execute(self.sql, bound)
            return cursor.fetchall()
        except driver.Error as error:  # PEP 249: a connection carries the exceptions of its driver.
            raise Unreadable(str(error)) from error
        finally:
            cursor.close()


def prepared(connection: Connection, key: Hashable, select: Callable[[], Select[Any]]) -> Statement:
    """Return the statement of `select`, compiled once for each cache key: compiling costs as much as running it.

    Statements, of which there are a few hundred, have a cache apart from results, which would evict them.
    """
    statements = connection.get_execution_options()["statements"]
    with _LOCK:
        found: Statement | None = statements.get(key)
    if found is None:  # Two threads may compile the same one, which harms nobody.
        compiled = select().compile(connection, compile_kwargs={"render_postcompile": True})
        names, values = tuple(compiled.positiontup or ()), dict(compiled.params)
        found = Statement(str(compiled), names, values)
        with _LOCK:
            statements[key] = found
    return found


def ask_of_several(
    connection: Connection,
    key: tuple[str, ...],
    select: Callable[[Places], Select[Any]],
    values: Sequence[Any],
) -> Sequence[Any]:
    """Read the rows of one or more values with one statement, which `select` writes by their bound parameters.

    Their number is rounded up to a power of two, so that few statements are compiled; the last value is repeated.
    """
    names = [f"value_{place}" for place in range(1 << (len(values) - 1).bit_length())]
    statement = prepared(
        connection, (*key, len(names)), lambda: select([bindparam(name, None) for name in names])
    )
    return statement.ask(connection, **dict(zip_longest(names, values, fillvalue=values[-1])))


def once(database: Connection | Engine, key: Hashable, work: Callable[[], Result]) -> Result:
    """Return the result of `work`, from the cache or worked out once for each cache key and open database.

    A thread that needs what another one is working out waits for that result, or failure: both at work on it would
    share one interpreter lock, and so take twice as long, and twice the memory.
    """
    # Opening a database puts the cache there (`api/database/address.py`), so that it goes with the release.
    options = database.get_execution_options()
    cache = options["result_cache"]
    with _LOCK:
        try:
            result: Result = cache[key]
        except KeyError:
            mine: Future[Result] = Future()
            pending: Future[Result] = _PENDING.setdefault((id(cache), key), mine)
        else:
            return result
    if pending is mine:
        _work_out(cache, key, work, mine)
    elif UNLIMITED in options and pending.exception():
        return once(database, key, work)  # The other thread hit a time limit; we have none.
    return pending.result()


def _work_out(
    cache: MutableMapping[Hashable, Any],
    key: Hashable,
    work: Callable[[], Result],
    pending: Future[Result],
) -> None:
    try:
        result = work()
        with _LOCK:
            cache[key] = result
    except BaseException as error:
        pending.set_exception(error)
        raise
    else:
        pending.set_result(result)
    finally:
        with _LOCK:
            del _PENDING[id(cache), key]
