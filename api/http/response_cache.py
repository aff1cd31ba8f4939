"""Cache finished responses in memory until the next release: headers and body as they are sent."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from http import HTTPStatus
from itertools import chain
from typing import Any, Literal

from starlette.datastructures import MutableHeaders
from starlette.types import Message

from api.http.dearest import DearestCache

OVERHEAD = 1500  # Bytes an entry costs at most beside its key, headers and body.
NOT_IN_304 = {
    b"content-length",
    b"content-type",
    b"content-encoding",
    b"content-disposition",
    b"content-range",
    b"link",
}
NO_BODY: Message = {"type": "http.response.body", "body": b""}
Headers = dict[bytes, bytes]
Rest = Callable[[], Iterator[bytes]]
Key = tuple[Any, ...]
Outcome = Literal["hit", "miss", "shared", "none"]


class SentHeaders(list[tuple[bytes, bytes]]):
    """Headers that may be sent again; `api/http/protocol.py` stores their serialised form and `Content-Length` here."""

    times_sent = 0
    as_sent = b""
    content_length = 0


@dataclass(slots=True)
class CachedResponse:
    """A finished response in the three ways it can be sent: in full, to HEAD, and as 304.

    Of a list that is sent whole, the first page is cached; `rest` reads the further pages, anew for each request.
    """

    status: int
    headers: MutableHeaders
    body: bytes
    route: str | None = None
    rest: Rest | None = None
    coding: str | None = None  # The coding in which body and rest will be compressed.
    seconds: float = 0  # How long it took to make, beside others at the same time.
    size: int = 0
    worth: float = 0
    etag: bytes = field(init=False)
    _full: tuple[Message, Message] | None = field(default=None, init=False)
    _not_modified: tuple[Message, Message] | None = field(default=None, init=False)
    _was_sent: bool = field(default=False, init=False)

    @property
    def is_lasting(self) -> bool:
        """Whether it may be cached, as it changes with the release alone: what has an ETag, and a 400.

        Never a 404, a 5xx or a health check.
        """
        return bool(self.etag) or self.status == HTTPStatus.BAD_REQUEST

    def __post_init__(self) -> None:
        """Share equal headers with other responses."""
        self.etag = self.headers.get("etag", "").encode()
        raw = SentHeaders(map(_held_once, self.headers.raw))
        self.headers = MutableHeaders(raw=raw)

    @property
    def full(self) -> tuple[Message, Message]:
        """The response to GET, kept from the second time on: of most, which are sent once, it would be a sixth."""
        if self._full is not None:
            return self._full
        messages = self._start(), {"type": "http.response.body", "body": self.body}
        if self._was_sent:
            self._full = messages
        self._was_sent = True
        return messages

    @property
    def head(self) -> tuple[Message, Message]:
        """The response to HEAD."""
        return self._start(), NO_BODY

    @property
    def not_modified(self) -> tuple[Message, Message]:
        """The 304 response, made when it is first needed, as for most responses it never is."""
        if self._not_modified is None:
            headers = SentHeaders(pair for pair in self.headers.raw if pair[0] not in NOT_IN_304)
            start = {**self._start(), "status": HTTPStatus.NOT_MODIFIED, "headers": headers}
            self._not_modified = start, NO_BODY
        return self._not_modified

    def _start(self) -> Message:
        headers = self.headers.raw  # The list itself, which carries its serialised form.
        return {"type": "http.response.start", "status": self.status, "headers": headers}


Make = Callable[[], Awaitable[CachedResponse]]


class ResponseCache:
    """Cache the responses that are dearest to make, up to so many bytes; concurrent requests share one being made."""

    def __init__(self, max_bytes: int) -> None:
        self.responses: DearestCache[CachedResponse] = DearestCache(max_bytes)
        self.pending: dict[Key, asyncio.Task[CachedResponse]] = {}

    def get(self, key: Key) -> CachedResponse | None:
        """Return the response for a cache key, or None."""
        try:
            return self.responses[key]
        except KeyError:
            return None

    async def find(self, key: Key, make: Make) -> tuple[CachedResponse, Outcome]:
        """Return the response for a cache key, made now if it is not cached, and whether it was a hit or a miss."""
        if (response := self.get(key)) is not None:
            return response, "hit"
        shared = key in self.pending
        response = await self.make(key, make)
        return response, "shared" if shared else "miss" if response.is_lasting else "none"

    async def make(self, key: Key, make: Make) -> CachedResponse:
        """Make a response and cache it, or wait for one that is already being made for the same key."""
        task = self.pending.get(key)
        if task is None:
            task = self.pending[key] = asyncio.create_task(self._make(key, make))
        # A client that leaves must not cancel the response for the others who wait.
        return await asyncio.shield(task)

    async def _make(self, key: Key, make: Make) -> CachedResponse:
        try:
            response = await make()
        finally:
            del self.pending[key]
        response.size = (
            OVERHEAD + len(response.body) + _length(response.headers.raw) + _length([key])
        )
        if response.is_lasting and response.size <= self.responses.maxsize:
            self.responses[key] = response
        return response


@lru_cache(maxsize=1000)
def _held_once(pair: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    """Return one shared object for equal headers: most are the same in all responses, and cost half of their memory."""
    return pair


def _length(rows: Iterable[tuple[Any, ...]]) -> int:
    return sum(map(len, filter(None, chain.from_iterable(rows))))
