"""PostgreSQL: copies of the built SQLite database, each in a schema of its own. No HTTP here.

Differences from SQLite are settled here, so that the same request has the same answer, byte for byte:

- Text is compared byte by byte, as SQLite does, and not as a language would: every column of text has
  the collation "C". `lower()` then folds the letters A to Z alone, as SQLite's does.
- Numbers are `DOUBLE PRECISION`, read as whole numbers where they are whole, as SQLite's `NUMERIC` stores them.
- JSON is kept as it is written (`JSON`, not `JSONB`, which sorts keys).
- Days are text in both, and compare as such.
- Nulls would be sorted last here and first there: no list leaves that to the engine (`lists/paging.py`).
- Text cannot hold NUL here, and NaN is a number here and null there: parameters and cursors refuse both
  (`lists/parameters.py`, `lists/paging.py`).
- Words are found by our own inverted index, in plain SQL (`tables/index.py`).
- A server may be away, or hang: each query has a timeout in the client, too (`_limit_waits`), as the server's
  `statement_timeout` ends no query when the server itself has stopped.
"""

import hashlib
import math
import time
from collections.abc import Hashable, Iterator
from threading import Lock
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError

from api.database.pool import WORKER_THREADS
from api.settings import cache_folder

REACHED_S = 3  # How long a server may take to be reached, and a connection to be free.
AGAIN_S = 1  # How long others fail at once when it was not.
GRACE_S = 1  # By how much the client's timeout is longer than the server's.
WATCHED_S = 2  # How long it may take to say which copy is the newest.
# Each copy is named here once it is whole; the newest one is served.
EDITIONS = """
    CREATE SCHEMA IF NOT EXISTS peacekeeping;
    CREATE TABLE IF NOT EXISTS peacekeeping.edition (number integer PRIMARY KEY, schema text NOT NULL)
"""
NEWEST = text("SELECT schema FROM peacekeeping.edition ORDER BY number DESC LIMIT 1")
# The downloads, in parts, so that a file never has to be in memory as a whole.
PART = 1_000_000
PARTS = text("SELECT file, part FROM download ORDER BY file, part")
CONTENT = text("SELECT content FROM download WHERE file = :file AND part = :part")
DOWNLOADS = (
    "CREATE TABLE download (file text, part integer, content bytea, PRIMARY KEY (file, part))"
)
IN_UTF8 = {"client_encoding": "utf8"}
# Keepalives for libpq: without them, the system would wait a quarter of an hour for a host that is gone.
NOTICE_LOST_HOSTS = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,  # Milliseconds.
}
MOST_WHOLE = 2.0**63
FLOAT8 = 701  # The number of the type in PostgreSQL's own catalogue.


class WholeNumbers:
    """Read numbers from the wire: whole ones as `int`, others as `float`."""

    format = 0  # As text.

    def __init__(self, _type: int, _connection: object = None) -> None:
        pass

    def load(self, data: Any) -> int | float:
        """Read one number."""
        number = float(bytes(data))
        return int(number) if number.is_integer() and abs(number) < MOST_WHOLE else number


class PostgresqlDatabase:
    """A database on a PostgreSQL server, with its downloads; local files are only a cache of it."""

    holds_downloads = True

    def __init__(self, url: str) -> None:
        self.url = url
        self.name = make_url(url).render_as_string(hide_password=True)
        mark = hashlib.sha256(self.name.encode()).hexdigest()[:8]
        # The local file from which the copies are made; the downloads that are copied back lie beside it.
        self.file = cache_folder() / f"postgresql-{mark}" / "facts.sqlite"

    def __str__(self) -> str:
        return self.name

    def identify(self) -> Hashable:
        """Return the schema of the newest copy, or None if there is none or the server cannot be reached."""
        try:
            with _watching(self.url).connect() as connection:
                return connection.execute(NEWEST).scalar()
        except DBAPIError:
            return None

    def open(self, longest_query_s: float = math.inf) -> Engine:
        """Open the copy that is the newest now, read-only, whatever is loaded later."""
        with _watching(self.url).connect() as connection:
            has_any = connection.execute(text("SELECT to_regclass('peacekeeping.edition')"))
            schema = connection.execute(NEWEST).scalar() if has_any.scalar() else None
        if not schema:
            raise FileNotFoundError(
                f"there is no database at {self}; build it with: python -m seed load"
            )
        return connect(
            self.url, longest_query_s, search_path=schema, default_transaction_read_only="on"
        )

    def is_whole(self) -> bool:
        """Trust the server, which looks after its own files."""
        return True

    def download_parts(self, engine: Engine) -> Iterator[tuple[str, bytes]]:
        """Yield the contents of the downloads in parts, each with the name of its file."""
        with engine.connect() as connection:
            for file, part in connection.execute(PARTS).all():
                content = connection.execute(CONTENT, {"file": file, "part": part}).scalar_one()
                yield file, bytes(content)


_WATCHING: dict[str, Engine] = {}
_MAKING = Lock()


def _watching(url: str) -> Engine:
    """Return the engine that looks for a newer copy, one for each URL."""
    with _MAKING:
        if url not in _WATCHING:
            _WATCHING[url] = connect(url, WATCHED_S, connections=1)
        return _WATCHING[url]


def connect(
    url: str, longest_query_s: float, connections: int = WORKER_THREADS, **options: str
) -> Engine:
    """Make an engine whose connections are tested before use (pre-ping), as the server may have been away."""
    timeout = max(1, math.ceil(longest_query_s * 1000)) if math.isfinite(longest_query_s) else 0
    options = {"statement_timeout": str(timeout), **options}
    engine = create_engine(
        url,
        isolation_level="AUTOCOMMIT",  # Each query stands alone: no transaction to begin or end.
        pool_size=connections,
        max_overflow=0,
        pool_timeout=REACHED_S,
        pool_pre_ping=True,
        pool_use_lifo=True,
        connect_args={
            **IN_UTF8,
            **NOTICE_LOST_HOSTS,
            "connect_timeout": REACHED_S,
            "options": " ".join(f"-c {name}={value}" for name, value in options.items()),
        },
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.adapters.register_loader(FLOAT8, WholeNumbers)
        if math.isfinite(longest_query_s):
            _limit_waits(connection, longest_query_s + GRACE_S)

    _fail_at_once_after_a_failure(engine)
    return engine


def _limit_waits(connection: Any, limit_s: float) -> None:
    """Set a timeout in the client after which a query fails and its connection is closed.

    A server that hangs, or a host that is gone, ends no query itself. Every query waits in psycopg's `wait`, which
    takes a timeout.
    """
    wait, failed = connection.wait, connection.OperationalError

    def wait_no_longer(generator: Any, *args: Any, **options: Any) -> Any:
        until = time.monotonic() + limit_s
        try:
            return wait(generator, *args, **{"timeout": limit_s, **options})
        except failed:
            if time.monotonic() >= until:
                connection.close()  # Else the next query would get the answer to this one.
            raise

    connection.wait = wait_no_longer


def _fail_at_once_after_a_failure(engine: Engine) -> None:
    """Let one attempt a second wait for an unreachable server, and the others fail at once: a circuit breaker."""
    failing_until = 0.0

    @event.listens_for(engine, "do_connect")
    def _connect(dialect: Any, _record: object, args: Any, options: Any) -> Any:
        nonlocal failing_until
        if time.monotonic() < failing_until:
            raise dialect.loaded_dbapi.OperationalError("the server was not reached a moment ago")
        try:
            return dialect.connect(*args, **options)
        except dialect.loaded_dbapi.Error:
            failing_until = time.monotonic() + AGAIN_S
            raise
