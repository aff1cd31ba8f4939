"""Let requests of different kinds take turns at the worker threads, so that many large ones do not hold up a small one.

Fair queueing (Nagle's, with the start times of Goyal's): of the kinds that wait, the one goes next that has had the
least time. So 300 who ask for lists of 500 records share half of the time, and whoever asks for one record has the
other half. Nothing is refused, and what a request will cost need not be known, only which requests cost alike.
"""

import asyncio
import re
import time
from collections import deque
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from starlette.types import Scope

MANY = 100  # Records; who asks for more stands in another line.
LIMIT = re.compile(rb"(?:^|&)limit=0*(\d{1,4})(?:&|$)")
WHOLE = re.compile(rb"csv|ndjson")
Kind = Hashable


@dataclass
class _Line:
    """The requests of one kind: how much time they have had, how many are at work, and who waits."""

    had_s: float
    at_work: int = 0
    waiting: deque[asyncio.Future[None]] = field(default_factory=deque)


class Turns:
    """So many places to work at, and the lines before them; one kind has half of the places at most.

    Who comes next then finds one free. More at work on one kind would finish no sooner: they share an interpreter lock.
    """

    def __init__(self, places: int) -> None:
        self.free = places
        self.most_of_a_kind = places // 2
        self.lines: dict[Kind, _Line] = {}
        # How much time the kind had had that went last; a new one begins with no less.
        self.now_s = 0.0

    @asynccontextmanager
    async def turn(self, scope: Scope) -> AsyncIterator[None]:
        """Wait for a place, hold it while a request is worked on, and leave it to whoever is next."""
        kind = _kind_of(scope)
        line = self.lines.setdefault(kind, _Line(self.now_s))
        await self._wait(kind, line)
        begun = time.perf_counter()
        try:
            yield
        finally:
            line.had_s += time.perf_counter() - begun
            self._leave(kind, line)

    async def _wait(self, kind: Kind, line: _Line) -> None:
        if self.free and line.at_work < self.most_of_a_kind:
            self._begin(line)
            return
        place = asyncio.get_running_loop().create_future()
        line.waiting.append(place)
        try:
            await place
        except asyncio.CancelledError:
            if place.cancelled():
                line.waiting.remove(place)
                self._forget(kind, line)
            else:
                self._leave(kind, line)
            raise

    def _begin(self, line: _Line) -> None:
        self.free -= 1
        line.at_work += 1
        self.now_s = max(self.now_s, line.had_s)

    def _leave(self, kind: Kind, line: _Line) -> None:
        self.free += 1
        line.at_work -= 1
        able = [
            other
            for other in self.lines.values()
            if other.waiting and other.at_work < self.most_of_a_kind
        ]
        if able:
            following = min(able, key=lambda other: other.had_s)
            self._begin(following)
            following.waiting.popleft().set_result(None)
        self._forget(kind, line)

    def _forget(self, kind: Kind, line: _Line) -> None:
        if not line.at_work and not line.waiting:
            self.lines.pop(kind, None)


def _kind_of(scope: Scope) -> Kind:
    """Name what costs alike: the address without the code of a record, and whether many records are asked for."""
    before, _, after = scope["path"].removeprefix("/v1").partition("/")[2].partition("/")
    query: bytes = scope["query_string"]
    if limit := LIMIT.search(query):
        many = int(limit.group(1)) > MANY
    else:
        many = bool(WHOLE.search(query) or WHOLE.search(dict(scope["headers"]).get(b"accept", b"")))
    # A record is asked for by its code alone; a table, which stands where the code would, never without parameters.
    return scope["path"].startswith("/v1/"), before, after.partition("/")[1:], bool(query), many
