"""Let requests of different kinds take turns at the worker threads, so that many large ones do not hold up a small one.

Of each kind, only so many are worked on or wait for a thread; the others wait for their own kind. So 300 who ask for
lists of 500 records are one before whoever asks for one record. Nothing is refused, and what a request will cost need
not be known, only which requests cost alike.
"""

import re
from asyncio import Semaphore
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple
from weakref import WeakValueDictionary

from starlette.types import Scope

MANY = 100  # Records; who asks for more stands in another line.
LIMIT = re.compile(rb"(?:^|&)limit=0*(\d{1,4})(?:&|$)")
WHOLE = re.compile(rb"csv|ndjson")


class Kind(NamedTuple):
    """What costs alike: the address without the code of a record, and whether many records are asked for."""

    is_data: bool
    resource: str
    further: tuple[str, ...]
    has_query: bool
    is_large: bool


class Turns:
    """So many places to work at, and a line before them for each kind; half of the places at most are for one.

    Of the large ones of a kind only one is worked on at a time. They share an interpreter lock with all others: 300 of them take as
    long with three at work as with one, and then a small request waits for one thread in place of three.
    """

    def __init__(self, places: int) -> None:
        self.places = Semaphore(places)
        self.most_of_a_kind = places // 2
        self.lines: WeakValueDictionary[Kind, Semaphore] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, scope: Scope) -> AsyncIterator[None]:
        """Wait for a place, hold it while a request is worked on, and leave it to whoever is next."""
        kind = _kind_of(scope)
        line = self.lines.setdefault(kind, Semaphore(1 if kind.is_large else self.most_of_a_kind))
        async with line, self.places:
            yield


def _kind_of(scope: Scope) -> Kind:
    before, _, after = scope["path"].removeprefix("/v1").partition("/")[2].partition("/")
    query: bytes = scope["query_string"]
    if limit := LIMIT.search(query):
        is_large = int(limit.group(1)) > MANY
    else:
        accept = dict(scope["headers"]).get(b"accept", b"")
        is_large = bool(WHOLE.search(query) or WHOLE.search(accept))
    # A record is asked for by its code alone; a table, which stands where the code would, never without parameters.
    further = after.partition("/")[1:]
    return Kind(scope["path"].startswith("/v1/"), before, further, bool(query), is_large)
