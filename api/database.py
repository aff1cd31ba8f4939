"""Opening the built database: read-only for the service, new and empty for the seed. No HTTP here."""

import math
import sqlite3
import time
from collections.abc import Hashable
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event, make_url, select
from sqlalchemy.exc import DatabaseError, NoResultFound
from sqlmodel import SQLModel, col

# Importing the tables registers them, so that whoever opens a database knows them all.
from api.tables import (  # noqa: F401  # see above
    changes,
    countries,
    coverage,
    discrepancies,
    events,
    figures,
    indicators,
    initiatives,
    missions,
    organisations,
    people,
    sources,
    statements,
)
from api.tables.index import ReleaseRow

# The file is mapped once for all connections; their own caches hold what one page of a list needs.
SHARED_BYTES = 64 * 1024 * 1024
CACHE_KB = 1500
# What tells one database at an address from the next one there; nothing when there is none.
Identity = Hashable
# No temporary tables, no functions hidden in a schema, and no file for what is large to sort.
CLOSED = ("query_only = ON", "trusted_schema = OFF", "temp_store = MEMORY")
STEPS = 10_000  # Steps of SQLite's machine between two looks at the clock: about a millisecond.
# What a file of ours begins with: SQLite's own words, and at byte 68 our number, so that we know it again.
SQLITE, OURS = b"SQLite format 3\0", int.from_bytes(b"PKFA")
WORKER_THREADS = 40  # FastAPI runs this many endpoints at once; each needs a connection of its own.


def database_file(url: str) -> Path:
    """The file behind a SQLite address."""
    return Path(str(make_url(url).database))


def identify(url: str) -> Identity:
    """What the database at an address is known by without opening it."""
    try:
        found = database_file(url).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def open_reading(url: str, longest_query_s: float = math.inf) -> Engine:
    """An engine that cannot write, with a connection for every worker thread, all opened at once.

    A database is replaced as a file and never changed (`immutable`); what is open stays readable when it is.
    A connection that is held longer than `longest_query_s` has its query interrupted.
    """
    file = database_file(url)
    if not file.is_file():
        raise FileNotFoundError(
            f"there is no database at {file}; build it with: python -m seed load"
        )
    engine = create_engine(
        f"sqlite:///file:{quote(str(file))}?mode=ro&immutable=1&uri=true",
        pool_size=WORKER_THREADS,
        max_overflow=0,
        pool_use_lifo=True,  # What was used last has its pages and statements at hand.
        connect_args={"check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, held: Any) -> None:
        connection.execute(f"PRAGMA mmap_size = {SHARED_BYTES}")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        for closed in CLOSED:
            connection.execute(f"PRAGMA {closed}")
        # The file is read-only, but ATTACH and VACUUM INTO would make others.
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.set_progress_handler(lambda: time.monotonic() > held.info["until"], STEPS)

    @event.listens_for(engine, "checkout")
    def _start_clock(connection: Any, held: Any, _proxy: object) -> None:
        held.info["until"] = time.monotonic() + longest_query_s

    with ExitStack() as failing:
        failing.callback(engine.dispose)
        for connection in [engine.connect() for _ in range(WORKER_THREADS)]:
            connection.close()
        failing.pop_all()
    return engine


def create_database(file: Path) -> Engine:
    """A new file with all tables empty; foreign keys are enforced, which SQLite does only when told."""
    engine = create_engine(f"sqlite:///{file}")

    @event.listens_for(engine, "connect")
    def _enforce(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute(f"PRAGMA application_id = {OURS}")

    SQLModel.metadata.create_all(engine)
    return engine


def read_release(engine: Engine) -> ReleaseRow:
    """The release a database holds."""
    columns = [col(getattr(ReleaseRow, name)) for name in ReleaseRow.model_fields]
    with engine.connect() as connection:
        return ReleaseRow(**connection.execute(select(*columns)).one()._mapping)


def find_release(url: str) -> ReleaseRow | None:
    """The release behind an address; `None` when there is no database of ours, or none that can be read."""
    try:
        engine = open_reading(url)
        try:
            return read_release(engine)
        finally:
            engine.dispose()
    except (OSError, DatabaseError, NoResultFound, ValueError):
        return None


def is_whole(url: str) -> bool:
    """Whether a database can be read to its last page, as far as SQLite sees; 13 ms for 22 MB."""
    try:
        engine = open_reading(url)
        try:
            with engine.connect() as connection:
                return bool(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() == "ok")
        finally:
            engine.dispose()
    except DatabaseError:
        return False


def is_foreign(file: Path) -> bool:
    """Whether something is there that we have not built; an empty file is nobody's, a damaged one may be ours."""
    if not file.exists():
        return False
    if not file.is_file():
        return True
    with file.open("rb") as content:
        head = content.read(72)
    marked = head.startswith(SQLITE) and int.from_bytes(head[68:]) == OURS
    return bool(head) and not marked and find_release(f"sqlite:///{file}") is None
