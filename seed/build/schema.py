"""Tables and indexes of a new database, in a fixed order, so that equal data give equal bytes."""

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from sqlalchemy import Connection, Engine, Index, create_engine, event
from sqlalchemy.schema import CreateTable
from sqlmodel import SQLModel

import api.tables
from api.database.address import OURS
from api.tables.figures import FigureRow

# SQLModel knows a table when its module is imported. The words of the field beside them are no tables.
for _module in iter_modules(api.tables.__path__):
    if not _module.name.endswith("_words"):
        import_module(f"api.tables.{_module.name}")

TABLES = SQLModel.metadata.sorted_tables
FIGURES: Any = FigureRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it


def create_database(file: Path) -> Engine:
    """Create a file with all tables, empty and without indexes, which are made faster after the rows."""
    engine = create_engine(f"sqlite:///{file}")

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA foreign_keys = ON")  # SQLite enforces them only on request.
        connection.execute("PRAGMA secure_delete = ON")  # What is published holds nothing deleted.
        connection.execute(f"PRAGMA application_id = {OURS}")
        # Whoever puts the file into its place syncs it first, whole (`api/database/replace.py`).
        connection.execute("PRAGMA synchronous = OFF")

    with engine.begin() as connection:
        for table in TABLES:
            connection.execute(CreateTable(table))
    return engine


def create_unique_index(connection: Connection) -> None:
    """Create the unique index on the codes of figures, which refuses a duplicate."""
    _create(connection, (index for index in FIGURES.indexes if index.unique))


def create_other_indexes(connection: Connection) -> None:
    """Create all indexes but the one of `create_unique_index`."""
    indexes = {index for table in TABLES for index in table.indexes}
    _create(connection, (i for i in indexes if i.table is not FIGURES or not i.unique))


def _create(connection: Connection, indexes: Iterable[Index]) -> None:
    # SQLAlchemy keeps the indexes of a table in a set, whose order differs from process to process.
    for index in sorted(indexes, key=lambda index: str(index.name)):
        index.create(connection)
