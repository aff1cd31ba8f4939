"""Compile and run SQL, and cache what is worked out for a question as long as the database is open."""

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
# What is being worked out, by the cache it is for and its key.
_PENDING: dict[tuple[int, Hashable], Future[Any]] = {}


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


def prepared(connection: Connection, key: Hashable, select: Callable[[], Select[Any]]) -> Statement:
    """Return a statement compiled for the engine, once for each key: compiling costs as much as running it.

    Statements are kept apart from what is worked out, which would crowd them out: there are a few hundred.
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
    """Ask for the rows of several values, which `select` compares with; there are to be some.

    A statement takes a power of two of them, so that there are few to compile and keep; the last value fills it up.
    """
    names = [f"value_{place}" for place in range(1 << (len(values) - 1).bit_length())]
    statement = prepared(
        connection, (*key, len(names)), lambda: select([bindparam(name, None) for name in names])
    )
    return statement.ask(connection, **dict(zip_longest(names, values, fillvalue=values[-1])))


def once(database: Connection | Engine, key: Hashable, work: Callable[[], Result]) -> Result:
    """Return the result of `work`, worked out once for each key and open database.

    Whoever asks for what another thread works on waits for its result, or its failure: two at work on one thing share
    one interpreter lock, so both would take twice as long, and twice the memory.
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
        return once(database, key, work)  # A client's question was cut off, which ours is not.
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
