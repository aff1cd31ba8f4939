"""Read a text as the bytes that an answer is sent as, where the database can give these: SQLite stores them so."""

from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class AsBytes(FunctionElement[Any]):
    """A column of text as UTF-8. Decoding a page of missions to encode it again takes a third of the time of reading it."""

    inherit_cache = True


@compiles(AsBytes)
def _as_it_is(element: AsBytes, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


@compiles(AsBytes, "sqlite")
def _as_blob(element: AsBytes, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **options)} AS BLOB)"
