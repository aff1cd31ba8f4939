"""Open the built database by its address, read-only. No HTTP here.

What an address leads to, a SQLite file or a PostgreSQL server, is known here and below, and nowhere above.
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

# What tells one database at an address from the next one there; nothing when there is none.
Identity = Hashable
# What a file of ours begins with: SQLite's own words, and at byte 68 our number, so that we know it again.
SQLITE, OURS = b"SQLite format 3\0", int.from_bytes(b"PKFA")
MOST_RESULTS = 2000  # Whose totals and answers are cached; a large result counts for several.
MOST_STATEMENTS = 500  # Which are kept compiled, some 5 kB each.


class Database(Protocol):
    """A database at an address, whichever engine it is of; `str` shows the address without a password."""

    # The file itself, or the one here from which copies are made; files for download lie beside it.
    file: Path
    # Whether the files for download are in the database, to be brought from there.
    holds_downloads: bool

    def identify(self) -> Identity:
        """Return what the database is known by without opening it."""

    def open(self, longest_query_s: float = math.inf) -> Engine:
        """Open it so that it cannot be written, and questions are cut off after so many seconds."""

    def is_whole(self) -> bool:
        """Tell whether it is undamaged, as far as that can be seen."""

    def download_parts(self, engine: Engine) -> Iterator[tuple[str, bytes]]:
        """Bring the files for download in parts, each with the name of its file."""


ENGINES: dict[str, Callable[[str], Database]] = {
    "sqlite": SqliteDatabase,
    "postgresql": PostgresqlDatabase,
}


def database_at(url: str) -> Database:
    """Return the database at an address, by the engine that the address names."""
    return ENGINES[make_url(url).get_backend_name()](url)


def open_reading(url: str, longest_query_s: float = math.inf) -> Engine:
    """Open the database at an address, with the caches that `api/lists/statements.py` uses.

    The caches belong to the engine, and go with it when another release is served.
    """
    engine = database_at(url).open(longest_query_s)
    cache = LRUCache[Hashable, Any](MOST_RESULTS, getsizeof=_weight)
    statements = LRUCache[Hashable, Any](MOST_STATEMENTS)
    engine.update_execution_options(result_cache=cache, statements=statements)
    return engine


def _weight(result: Any) -> int:
    """Return how many results of a usual size, some 3 kB, one takes the room of."""
    weight: int = getattr(result, "cache_weight", 1)
    return weight


def read_release(engine: Engine) -> ReleaseRow:
    """Read the release that a database holds."""
    with engine.connect() as connection:
        return ReleaseRow.model_construct(**connection.execute(select(RELEASE)).one()._mapping)


def find_release(url: str) -> ReleaseRow | None:
    """Read the release at an address, or None when there is no database of ours, or none that can be read."""
    try:
        engine = open_reading(url)
        try:
            return read_release(engine)
        finally:
            engine.dispose()
    except (OSError, DatabaseError, NoResultFound, ValueError):
        return None


def is_foreign(file: Path) -> bool:
    """Tell whether a file is not ours and must not be replaced; an empty one is nobody's, a damaged one may be ours."""
    if not file.exists():
        return False
    if not file.is_file():
        return True
    with file.open("rb") as content:
        head = content.read(72)
    marked = head.startswith(SQLITE) and int.from_bytes(head[68:]) == OURS
    return bool(head) and not marked and find_release(f"sqlite:///{file}") is None
