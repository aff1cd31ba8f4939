"""SQLite: one file, replaced as a whole and never changed. No HTTP here."""

import math
import sqlite3
import time
from collections.abc import Hashable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event

# The file is mapped once for all connections; their own caches hold what one page of a list needs.
SHARED_BYTES = 64 * 1024 * 1024
CACHE_KB = 1500
# No temporary tables, no functions hidden in a schema, and no file for what is large to sort.
CLOSED = ("query_only = ON", "trusted_schema = OFF", "temp_store = MEMORY")
LARGEST_CHECKED = (
    100_000_000  # Bytes; reading every page of a larger file would take seconds at each start.
)
SIZE = ("page_count", "page_size")
STEPS = 10_000  # Steps of SQLite's machine between two looks at the clock: about a millisecond.
WORKER_THREADS = 40  # FastAPI runs this many endpoints at once; each needs a connection of its own.


def identify_file(file: Path) -> Hashable:
    """What tells a database from the next one in its place; nothing when there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def open_file(file: Path, longest_query_s: float = math.inf) -> Engine:
    """An engine that cannot write, with a connection for every worker thread, all opened at once.

    A database is replaced as a file and never changed (`immutable`); what is open stays readable when it is.
    A connection that is held longer than `longest_query_s` has its query interrupted.
    """
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


def is_whole_file(file: Path) -> bool:
    """Whether every page of a database can be read (13 ms for 22 MB); of a large one, whether none is missing."""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)) as connection:
            (pages,), (size,) = (connection.execute(f"PRAGMA {name}").fetchone() for name in SIZE)
            if pages * size != file.stat().st_size:
                return False
            if pages * size > LARGEST_CHECKED:
                return True
            found: tuple[str] = connection.execute("PRAGMA quick_check(1)").fetchone()
            return found[0] == "ok"
    except (OSError, sqlite3.DatabaseError):
        return False
