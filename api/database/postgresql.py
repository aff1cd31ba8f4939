"""PostgreSQL: copies of the built SQLite database, each in a schema of its own. No HTTP here.

What differs from SQLite is settled here, so that the same question has the same answer, byte for byte:

- Text is compared byte by byte, as SQLite does, and not as a language would: every column of text has
  the collation "C". `lower()` then folds the letters A to Z alone, as SQLite's does.
- Numbers are `DOUBLE PRECISION`, read as whole numbers where they are whole, as SQLite's `NUMERIC` stores them.
- JSON is kept as it is written (`JSON`, not `JSONB`, which sorts keys).
- Days are text in both, and compare as such.
- Nulls would be sorted last here and first there: no list leaves that to the engine (`queries/ordering.py`).
- Text cannot hold NUL here, and "not a number" is a number here and null there: neither can be asked
  (`queries/requests.py`, `queries/cursors.py`).
- Words are found by our own index, in plain SQL (`api/tables/index.py`).
"""

import math
from collections.abc import Hashable, Iterator
from functools import cache
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

CONNECTIONS = 10  # Of each process; a question takes a millisecond or so, and others wait for it.
REACHED_S = 5  # How long a server may take to be reached, and a connection to be free.
WATCHED_S = 2  # How long it may take to say which copy is the newest.
# Each copy is named here once it is whole; the newest one is served.
EDITIONS = """
    CREATE SCHEMA IF NOT EXISTS peacekeeping;
    CREATE TABLE IF NOT EXISTS peacekeeping.edition (number integer PRIMARY KEY, schema text NOT NULL)
"""
NEWEST = text("SELECT schema FROM peacekeeping.edition ORDER BY number DESC LIMIT 1")
# The files to download, in parts, so that a file never has to be in memory as a whole.
PART = 1_000_000
PARTS = text("SELECT file, part FROM download ORDER BY file, part")
CONTENT = text("SELECT content FROM download WHERE file = :file AND part = :part")
DOWNLOADS = (
    "CREATE TABLE download (file text, part integer, content bytea, PRIMARY KEY (file, part))"
)
IN_UTF8 = {"client_encoding": "utf8"}
MOST_WHOLE = 2.0**63
FLOAT8 = 701  # The number of the type in PostgreSQL's own catalogue.


class WholeNumbers:
    """Reads numbers from the wire: whole ones as `int`, others as `float`."""

    format = 0  # As text.

    def __init__(self, _type: int, _connection: object = None) -> None:
        pass

    def load(self, data: Any) -> int | float:
        """One number."""
        number = float(bytes(data))
        return int(number) if number.is_integer() and abs(number) < MOST_WHOLE else number


def identify_copy(url: str) -> Hashable:
    """The schema of the newest copy; nothing when there is none, or the server cannot be reached."""
    try:
        with _watching(url).connect() as connection:
            return connection.execute(NEWEST).scalar()
    except DBAPIError:
        return None


def open_copy(url: str, where: str, longest_query_s: float = math.inf) -> Engine:
    """An engine that cannot write and reads the copy that is the newest now, whatever is loaded later.

    `where` is the address as it may be shown.
    """
    with _watching(url).connect() as connection:
        has_any = connection.execute(text("SELECT to_regclass('peacekeeping.edition')")).scalar()
        schema = connection.execute(NEWEST).scalar() if has_any else None
    if not schema:
        raise FileNotFoundError(
            f"there is no database at {where}; build it with: python -m seed load"
        )
    return connect(url, longest_query_s, search_path=schema, default_transaction_read_only="on")


def read_files(engine: Engine) -> Iterator[tuple[str, bytes]]:
    """The files of a copy in parts, each with the name of its file."""
    with engine.connect() as connection:
        for file, part in connection.execute(PARTS).all():
            content = connection.execute(CONTENT, {"file": file, "part": part}).scalar_one()
            yield file, bytes(content)


@cache
def _watching(url: str) -> Engine:
    return connect(url, WATCHED_S, connections=1)


def connect(
    url: str, longest_query_s: float, connections: int = CONNECTIONS, **options: str
) -> Engine:
    """An engine whose connections are tried before they are used, since a server may have been away."""
    timeout = max(1, math.ceil(longest_query_s * 1000)) if math.isfinite(longest_query_s) else 0
    told = {"statement_timeout": str(timeout), **options}
    engine = create_engine(
        url,
        isolation_level="AUTOCOMMIT",  # Each question stands alone: nothing to begin or to end.
        pool_size=connections,
        max_overflow=0,
        pool_timeout=REACHED_S,
        pool_pre_ping=True,
        pool_use_lifo=True,
        connect_args={
            **IN_UTF8,
            "connect_timeout": REACHED_S,
            "options": " ".join(f"-c {name}={value}" for name, value in told.items()),
        },
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _held: object) -> None:
        connection.adapters.register_loader(FLOAT8, WholeNumbers)

    return engine
