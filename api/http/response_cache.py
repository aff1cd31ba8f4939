"""Finished answers, kept in memory until the next release: header and body as they go over the wire."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, Literal

from cachetools import LRUCache
from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

OVERHEAD = 2000  # Bytes an entry costs beside its key, headers and body.
NOT_IN_304 = {
    b"content-length",
    b"content-type",
    b"content-encoding",
    b"content-disposition",
    b"content-range",
    b"link",
}
Headers = dict[bytes, bytes]
Key = tuple[Any, ...]
Outcome = Literal["hit", "miss", "shared", "none"]


@dataclass
class Answer:
    """A finished answer in its three ways: in full, without its body, and as 304."""

    status: int
    headers: MutableHeaders
    body: bytes
    route: str | None = None
    size: int = 0
    tag: bytes = field(init=False)
    full: tuple[Message, Message] = field(init=False)
    bare: tuple[Message, Message] = field(init=False)
    unchanged: tuple[Message, Message] = field(init=False)

    def __post_init__(self) -> None:
        """Makes the messages once, however often they are sent."""
        self.tag = self.headers.get("etag", "").encode()
        start = {"type": "http.response.start", "status": self.status, "headers": self.headers.raw}
        nothing = {"type": "http.response.body", "body": b""}
        self.full = start, {"type": "http.response.body", "body": self.body}
        self.bare = start, nothing
        few = [pair for pair in self.headers.raw if pair[0] not in NOT_IN_304]
        self.unchanged = {**start, "status": HTTPStatus.NOT_MODIFIED, "headers": few}, nothing

    async def send(self, send: Send, method: str, asked: Headers) -> None:
        """Sends what the client needs of it."""
        messages = self.full if method != "HEAD" else self.bare
        if self.tag and self.is_known(asked):
            messages = self.unchanged
        for message in messages:
            await send(message)

    def is_known(self, asked: Headers) -> bool:
        """Whether the client has this very answer, by tag or else by date (RFC 9110, section 13.2.2)."""
        if tags := asked.get(b"if-none-match"):
            if tags == self.tag:
                return True
            known = {tag.strip().removeprefix(b"W/") for tag in tags.split(b",")}
            return b"*" in known or self.tag in known
        if since := asked.get(b"if-modified-since"):
            return self._is_as_old_as(since)
        return False

    def _is_as_old_as(self, since: bytes) -> bool:
        try:
            changed = parsedate_to_datetime(self.headers["last-modified"])
            return parsedate_to_datetime(since.decode("latin-1")) >= changed
        except (ValueError, TypeError):
            return False


Make = Callable[[], Awaitable[Answer]]


class Kept:
    """The latest answers, up to so many bytes; what several ask for at once is worked out once."""

    def __init__(self, most_bytes: int) -> None:
        self.answers: LRUCache[Key, Answer] = LRUCache(most_bytes, getsizeof=lambda one: one.size)
        self.coming: dict[Key, asyncio.Task[Answer]] = {}

    async def find(self, key: Key, make: Make) -> tuple[Answer, Outcome]:
        """The answer, kept or made, and which of these it was."""
        if (answer := self.answers.get(key)) is not None:
            return answer, "hit"
        shared = key in self.coming
        answer = await self.make(key, make)
        return answer, "shared" if shared else "miss" if answer.tag else "none"

    async def make(self, key: Key, make: Make) -> Answer:
        """The answer, kept from now on; whoever asks while it is being made waits for the same one."""
        task = self.coming.get(key)
        if task is None:
            task = self.coming[key] = asyncio.create_task(self._make(key, make))
        return await asyncio.shield(task)

    async def _make(self, key: Key, make: Make) -> Answer:
        try:
            answer = await make()
        finally:
            del self.coming[key]
        answer.size = OVERHEAD + len(answer.body) + _length(answer.headers.raw) + _length([key])
        if answer.tag and answer.size <= self.answers.maxsize:
            self.answers[key] = answer
        return answer


def _length(rows: Iterable[tuple[Any, ...]]) -> int:
    return sum(len(part) for row in rows for part in row if part)
