"""Opening the built database by its address: read-only. No HTTP here.

What an address leads to, a SQLite file or a PostgreSQL server, is known here and below, and nowhere above.
"""

import hashlib
import math
from collections.abc import Hashable
from pathlib import Path

from sqlalchemy import Engine, make_url, select
from sqlalchemy.exc import DatabaseError, NoResultFound
from sqlmodel import col

from api.database.postgresql import identify_copy, open_copy
from api.database.sqlite import identify_file, is_whole_file, open_file
from api.settings import cache_folder

# Importing the tables registers them, so that whoever opens a database knows them all.
from api.tables import changes, coverage, kinds  # noqa: F401  # see above
from api.tables.index import ReleaseRow

# What tells one database at an address from the next one there; nothing when there is none.
Identity = Hashable
# What a file of ours begins with: SQLite's own words, and at byte 68 our number, so that we know it again.
SQLITE, OURS = b"SQLite format 3\0", int.from_bytes(b"PKFA")


def is_postgresql(url: str) -> bool:
    """Whether an address leads to a PostgreSQL server."""
    return url.startswith("postgresql")


def database_file(url: str) -> Path:
    """The file behind a SQLite address; for PostgreSQL, the file here from which its copies are made."""
    if not is_postgresql(url):
        return Path(str(make_url(url).database))
    name = hashlib.sha256(shown(url).encode()).hexdigest()[:8]
    return cache_folder() / f"postgresql-{name}" / "facts.sqlite"


def shown(url: str) -> str:
    """An address as it may be shown: the file, or the server without the password."""
    if is_postgresql(url):
        return make_url(url).render_as_string(hide_password=True)
    return str(database_file(url))


def identify(url: str) -> Identity:
    """What the database at an address is known by without opening it."""
    return identify_copy(url) if is_postgresql(url) else identify_file(database_file(url))


def open_reading(url: str, longest_query_s: float = math.inf) -> Engine:
    """An engine that cannot write, and cuts off what takes longer than `longest_query_s`."""
    if is_postgresql(url):
        return open_copy(url, shown(url), longest_query_s)
    return open_file(database_file(url), longest_query_s)


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
    """Whether the database at an address is undamaged, as far as we see; a server looks after its own."""
    return is_postgresql(url) or is_whole_file(database_file(url))


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
