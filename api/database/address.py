"""Open the built database by its URL, read-only. No HTTP here.

Which engine a URL names, SQLite or PostgreSQL, is known here and below, and nowhere above.
"""

import math
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from typing import Any, Protocol

from cachetools import LRUCache
from sqlalchemy import Engine, make_url, select
from sqlalchemy.exc import DatabaseError, NoResultFound

from api.database.postgresql import PostgresqlDatabase
from api.database.sqlite import SqliteDatabase
from api.tables.release import ReleaseRow, ReleaseTable

RELEASE: Any = ReleaseTable.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables

# Differs between a database and the next one at the same URL; None when there is none.
Identity = Hashable
# How a file of ours begins: with SQLite's magic string, and at byte 68 with our application id.
SQLITE, OURS = b"SQLite format 3\0", int.from_bytes(b"PKFA")
MOST_RESULTS = 1200  # Of which totals and answers are cached; a large one counts for several.
MOST_STATEMENTS = 500  # In the cache of compiled statements, some 5 kB each.


class Database(Protocol):
    """A database at a URL, of either engine; `str` shows the URL without its password."""

    # The file itself, or the local one from which the server's copies are made; downloads lie beside it.
    file: Path
    # Whether the downloads are in the database, to be copied from there.
    holds_downloads: bool

    def identify(self) -> Identity:
        """Return the identity of the database at the URL now, without opening it."""

    def open(self, longest_query_s: float = math.inf) -> Engine:
        """Open it read-only, with a time limit in seconds for each query."""

    def is_whole(self) -> bool:
        """Tell whether it is undamaged, as far as that can be checked."""

    def download_parts(self, engine: Engine) -> Iterator[tuple[str, bytes]]:
        """Yield the contents of the downloads in parts, each with the name of its file."""


ENGINES: dict[str, Callable[[str], Database]] = {
    "sqlite": SqliteDatabase,
    "postgresql": PostgresqlDatabase,
}


def database_at(url: str) -> Database:
    """Return the database at a URL, of the engine that it names."""
    return ENGINES[make_url(url).get_backend_name()](url)


def open_reading(url: str, longest_query_s: float = math.inf) -> Engine:
    """Open the database at a URL, with the caches that `api/lists/statements.py` uses.

    The caches belong to the engine, and go with it when another release is served.
    """
    engine = database_at(url).open(longest_query_s)
    cache = LRUCache[Hashable, Any](MOST_RESULTS, getsizeof=_weight)
    statements = LRUCache[Hashable, Any](MOST_STATEMENTS)
    engine.update_execution_options(result_cache=cache, statements=statements)
    return engine


def _weight(result: Any) -> int:
    """Return the weight of a result in the cache: 1 for the usual size of some 3 kB."""
    weight: int = getattr(result, "cache_weight", 1)
    return weight


def read_release(engine: Engine) -> ReleaseRow:
    """Read the release that a database holds."""
    with engine.connect() as connection:
        return ReleaseRow.model_construct(**connection.execute(select(RELEASE)).one()._mapping)


def find_release(url: str) -> ReleaseRow | None:
    """Read the release at a URL; None when there is no database of ours, or it cannot be read."""
    try:
        engine = open_reading(url)
        try:
            return read_release(engine)
        finally:
            engine.dispose()
    except (OSError, DatabaseError, NoResultFound, ValueError):
        return None


def is_foreign(file: Path) -> bool:
    """Tell whether a file is not ours and must not be replaced; an empty one may be, or a damaged one of ours."""
    if not file.exists():
        return False
    if not file.is_file():
        return True
    with file.open("rb") as content:
        head = content.read(72)
    marked = head.startswith(SQLITE) and int.from_bytes(head[68:]) == OURS
    return bool(head) and not marked and find_release(f"sqlite:///{file}") is None
