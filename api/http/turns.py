"""Limit concurrent requests for each kind of request, so that many large ones do not delay a small one.

Requests beyond the limit of their kind queue behind each other, not before other kinds: 300 clients that request lists
of 500 records delay a request for one record by one of them. This is no rate limit: nothing is refused. What a request
will cost need not be known, only which requests cost alike.
"""

import re
from asyncio import Semaphore
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple
from weakref import WeakValueDictionary

from starlette.types import Scope

MANY = 100  # Records; a request for more is a large one.
LIMIT = re.compile(rb"(?:^|&)limit=0*(\d{1,4})(?:&|$)")
WHOLE = re.compile(rb"csv|ndjson")


class Kind(NamedTuple):
    """Requests that cost alike: the path without the code of a record, and whether many records are requested."""

    is_data: bool
    resource: str
    further: tuple[str, ...]
    has_query: bool
    is_large: bool


class Turns:
    """Limit concurrent requests: in total to `places`, each kind to half of them, and each large kind to one.

    Large requests share an interpreter lock with all others: 300 of them take as long three at a time as one by one,
    and then a small request waits for one thread instead of three.
    """

    def __init__(self, places: int) -> None:
        self.places = Semaphore(places)
        self.most_of_a_kind = places // 2
        self.lines: WeakValueDictionary[Kind, Semaphore] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, scope: Scope) -> AsyncIterator[None]:
        """Wait until a request may run, and count it as running until the context ends."""
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
    # A record is requested without parameters; a table, whose address looks like that of a record, never.
    further = after.partition("/")[1:]
    return Kind(scope["path"].startswith("/v1/"), before, further, bool(query), is_large)
