"""Copy the built SQLite database to PostgreSQL: every table, in one transaction."""

import math
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    MetaData,
    String,
    Table,
    create_engine,
    text,
)
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.schema import CreateTable
from sqlmodel import AutoString, SQLModel

from api.database.address import database_at
from api.database.postgresql import (
    DOWNLOADS,
    EDITIONS,
    IN_UTF8,
    PART,
    PostgresqlDatabase,
    connect,
)

LOADING = 0x70656163656B  # The number of our lock, among those that others may use on the server.
PATIENCE = "1s"  # How long to wait for readers of an old copy before leaving it to the next load.


@contextmanager
def alone_on_server(url: str) -> Iterator[None]:
    """Hold an advisory lock while loading into PostgreSQL; a SQLite file has a lock of its own."""
    if not _is_on_server(url):
        yield
        return
    engine = connect(url, math.inf)
    try:
        connection = engine.connect()
    except OperationalError as error:
        sys.exit(f"{database_at(url)}: {error.orig}")
    try:
        connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOADING})
        yield
    finally:
        connection.invalidate()  # With the connection goes the lock.
        engine.dispose()


def copy_to_server(built: Path, files: Path, url: str) -> None:
    """Copy a built database and its downloads, if the address names a server; else do nothing."""
    if _is_on_server(url):
        copy_to_postgresql(built, files, url)


def _is_on_server(url: str) -> bool:
    return isinstance(database_at(url), PostgresqlDatabase)


def copy_to_postgresql(built: Path, files: Path, url: str) -> None:
    """Copy a built database and its downloads into a new schema, then register that as served.

    The copy that was served before stays for those who still read it; older ones are dropped.
    """
    engine = create_engine(url, connect_args=IN_UTF8)
    try:
        with engine.begin() as connection:
            _refuse_other_encodings(connection, url)
            connection.execute(text(EDITIONS))
            number = _take_number(connection)
            _make_schema(connection, number)
            with closing(sqlite3.connect(built)) as source:
                _copy_tables(connection, source)
            _copy_files(connection, files)
            connection.execute(text("ANALYZE"))
            _name(connection, number)
        _drop_older(engine)
    finally:
        engine.dispose()


def _refuse_other_encodings(connection: Connection, url: str) -> None:
    encoding = connection.execute(text("SHOW server_encoding")).scalar()
    if encoding != "UTF8":  # Others compare and count letters in other ways.
        sys.exit(f"{database_at(url)}: the database is encoded as {encoding}; create one with UTF8")


def _take_number(connection: Connection) -> int:
    question = "SELECT coalesce(max(number), 0) + 1 FROM peacekeeping.edition"
    return int(connection.execute(text(question)).scalar_one())


def _schema_of(number: int) -> str:
    return f"peacekeeping_{number}"


def _make_schema(connection: Connection, number: int) -> None:
    connection.execute(text(f"CREATE SCHEMA {_schema_of(number)}"))
    connection.execute(text(f"SET LOCAL search_path TO {_schema_of(number)}"))


def _name(connection: Connection, number: int) -> None:
    question = "INSERT INTO peacekeeping.edition (number, schema) VALUES (:number, :schema)"
    connection.execute(text(question), {"number": number, "schema": _schema_of(number)})


def _copy_tables(connection: Connection, source: sqlite3.Connection) -> None:
    """Copy every table with its rows, then create its indexes, which is faster after the rows."""
    metadata = MetaData()
    for original in SQLModel.metadata.sorted_tables:
        table = _as_stored(original.to_metadata(metadata))
        connection.execute(CreateTable(table))
        names = [column.name for column in table.columns]
        rows = source.execute(f"SELECT {', '.join(names)} FROM {table.name}")  # noqa: S608  # our own names
        _copy(connection, table.name, names, rows)
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            index.create(connection)


def _as_stored(table: Table) -> Table:
    for column in table.columns:
        column.autoincrement = False
        if isinstance(column.type, AutoString):
            column.type = String(collation="C")
    for index in table.indexes:
        # The table says it of SQLite alone: with the other name it would load this dialect at every start.
        index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]
    return table


def _copy_files(connection: Connection, files: Path) -> None:
    connection.execute(text(DOWNLOADS))
    _copy(connection, "download", ["file", "part", "content"], _parts(files))


def _parts(files: Path) -> Iterator[tuple[str, int, bytes]]:
    for file in sorted(files.iterdir()):
        with file.open("rb") as content:
            for number, part in enumerate(iter(lambda: content.read(PART), b"")):  # read at once
                yield file.name, number, part


def _copy(connection: Connection, table: str, names: list[str], rows: Any) -> None:
    cursor = connection.connection.cursor()
    # Rows that are frozen from the start need no second look by the server's housekeeping.
    with cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN (FREEZE)") as copy:
        for row in rows:
            copy.write_row(row)


def _drop_older(engine: Engine) -> None:
    """Drop all copies but the newest two; one that is locked by readers waits for the next load."""
    with engine.begin() as connection:
        question = "SELECT number FROM peacekeeping.edition ORDER BY number DESC OFFSET 2"
        older = connection.execute(text(question)).scalars().all()
    for number in older:
        with suppress(DBAPIError), engine.begin() as connection:
            connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}'"))
            connection.execute(text(f"DROP SCHEMA {_schema_of(number)} CASCADE"))
            done = "DELETE FROM peacekeeping.edition WHERE number = :number"
            connection.execute(text(done), {"number": number})
