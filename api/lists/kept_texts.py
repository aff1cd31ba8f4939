"""Cache records as JSON, up to so many bytes of each kind for each release.

To read a figure from five tables and write it as JSON takes twenty times as long as to read a record that is stored as
JSON; and stored so, a million figures would take twice the space. A page therefore selects the codes of its records
alone, which an index holds in their order, and reads only the records that are not cached. Single records are cached
as well: connecting to the database takes twice as long as reading one.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from threading import Lock

from sqlalchemy import Connection, Engine

from api.lists.resource import Resource
from api.lists.statements import ask_of_several, once

MOST_BYTES = 8_000_000  # Of a release of 20,000 figures, half; of a larger one, the latest.
TextsByCode = dict[str, bytes]


@dataclass
class KeptTexts:
    """The cached records of one kind, as JSON by their codes; the oldest are evicted first."""

    texts: TextsByCode = field(default_factory=dict)
    size: int = 0
    lock: Lock = field(default_factory=Lock)

    def add(self, read: TextsByCode) -> None:
        """Cache what was read; another thread may have read the same meanwhile."""
        with self.lock:
            self.size += sum(len(text) for code, text in read.items() if code not in self.texts)
            self.texts |= read
            while self.size > MOST_BYTES:
                self.size -= len(self.texts.pop(next(iter(self.texts))))


def read_texts(
    database: Connection | Engine, resource: Resource, codes: Sequence[str]
) -> TextsByCode:
    """Return the records of these codes as JSON, as far as they exist, and read those that are not cached.

    Only then connect to the database: that takes twice as long as reading a record.
    """
    kept = _kept(database, resource)
    found = {code: text for code in codes if (text := kept.texts.get(code))}
    if len(found) < len(codes):
        missing = [code for code in codes if code not in found]
        reading = database.connect() if isinstance(database, Engine) else nullcontext(database)
        with reading as connection:
            read = _read(connection, resource, missing)
        kept.add(read)
        found |= read
    return found


def kept_text(engine: Engine, resource: Resource, code: str) -> bytes | None:
    """Return a record as JSON if it is cached, without waiting for the database."""
    return _kept(engine, resource).texts.get(code)


def _kept(database: Connection | Engine, resource: Resource) -> KeptTexts:
    return once(database, (resource.plural, "kept"), KeptTexts)


def _read(connection: Connection, resource: Resource, codes: list[str]) -> TextsByCode:
    code = resource.column("code")
    rows = ask_of_several(
        connection,
        (resource.plural, "several"),
        lambda places: resource.select().where(code.in_(places)).add_columns(code),
        codes,
    )
    return {row[-1]: resource.text(row) for row in rows}
