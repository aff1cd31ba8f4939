"""Select a text column as UTF-8 bytes, as an answer is sent, where the engine can: SQLite stores text so."""

from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class AsBytes(FunctionElement[Any]):
    """A text column as UTF-8: decoding and encoding a page of missions takes a third of the time of reading it."""

    inherit_cache = True


@compiles(AsBytes)
def _as_it_is(element: AsBytes, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


@compiles(AsBytes, "sqlite")
def _as_blob(element: AsBytes, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **options)} AS BLOB)"
