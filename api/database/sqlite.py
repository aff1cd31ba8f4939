"""SQLite: one file, replaced as a whole and never changed. No HTTP here."""

import math
import sqlite3
import time
from collections.abc import Hashable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, make_url

from api.database.pool import UNLIMITED, WORKER_THREADS

# The file is not mapped into memory: truncating or overwriting it would end the process with SIGBUS. The system caches
# its pages for all connections: with 0.5 or 8 MB for each of these, 3,000 requests of all kinds take as long (CPU
# 10.6 and 10.6 s), and the process is 43 MB smaller.
CACHE_KB = 500
STATEMENTS = 32  # Compiled statements that each connection caches, 40 kB each; most requests need one of a dozen.
# No writing, no functions from the schema, and no temporary files for large sorts.
CLOSED = ("query_only = ON", "trusted_schema = OFF", "temp_store = MEMORY")
LARGEST_CHECKED = 100_000_000  # Bytes; checking a larger file takes seconds at each start.
SIZE = ("page_count", "page_size")
STEPS = 10_000  # Instructions of SQLite between two checks of the time limit: about a millisecond.


class SqliteDatabase:
    """A SQLite file; its downloads lie beside it."""

    holds_downloads = False

    def __init__(self, url: str) -> None:
        self.file = Path(str(make_url(url).database))

    def __str__(self) -> str:
        return str(self.file)

    def identify(self) -> Hashable:
        """Return the file's device, inode, size and mtime, or None if it is missing."""
        try:
            status = self.file.stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns

    def open(self, longest_query_s: float = math.inf) -> Engine:
        """Open the file read-only, with a connection for every worker thread, all at once.

        A database is replaced as a file and never changed (`immutable`); an open one stays readable when that happens.
        The query of a connection that is checked out for longer than `longest_query_s` is interrupted.
        """
        if not self.file.is_file():
            raise FileNotFoundError(
                f"there is no database at {self}; build it with: python -m seed load"
            )
        return _open(self.file, longest_query_s)

    def is_whole(self) -> bool:
        """Check every page of the database (13 ms for 22 MB); of a large one, only whether none is missing."""
        try:
            with closing(sqlite3.connect(_read_only(self.file), uri=True)) as connection:
                (pages,), (size,) = (
                    connection.execute(f"PRAGMA {name}").fetchone() for name in SIZE
                )
                if pages * size != self.file.stat().st_size:
                    return False
                if pages * size > LARGEST_CHECKED:
                    return True
                check: tuple[str] = connection.execute("PRAGMA quick_check(1)").fetchone()
                return check[0] == "ok"
        except (OSError, sqlite3.DatabaseError):
            return False

    def download_parts(self, _: Engine) -> Iterator[tuple[str, bytes]]:
        """Yield nothing: the downloads are beside the file already."""
        yield from ()


def _read_only(file: Path) -> str:
    return f"file:{quote(str(file))}?mode=ro"


def _open(file: Path, longest_query_s: float) -> Engine:
    engine = create_engine(
        f"sqlite:///{_read_only(file)}&immutable=1&uri=true",
        pool_size=WORKER_THREADS,
        max_overflow=0,
        pool_use_lifo=True,  # The connection used last has pages and statements in its caches.
        connect_args={"check_same_thread": False, "cached_statements": STATEMENTS},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, held: Any) -> None:
        connection.execute("PRAGMA mmap_size = 0")  # Whatever SQLite was built with.
        connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        for closed in CLOSED:
            connection.execute(f"PRAGMA {closed}")
        # The file is read-only, but ATTACH and VACUUM INTO would make others.
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.set_progress_handler(lambda: time.monotonic() > held.info["until"], STEPS)

    @event.listens_for(engine, "checkout")
    def _start_clock(connection: Any, held: Any, _proxy: object) -> None:
        held.info["until"] = time.monotonic() + longest_query_s

    @event.listens_for(engine, "engine_connect")
    def _stop_clock(connection: Connection) -> None:
        if UNLIMITED in connection.get_execution_options():
            connection.info["until"] = math.inf

    with ExitStack() as failing:
        failing.callback(engine.dispose)
        for connection in [engine.connect() for _ in range(WORKER_THREADS)]:
            connection.close()
        failing.pop_all()
    return engine
