"""Stream what does not fit into memory: files, and whole lists.

Nothing is truncated silently: an error midway closes the connection before the answer has ended, which clients notice.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, nullcontext
from http import HTTPStatus
from itertools import chain

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import Message, Receive, Scope, Send

from api.http.compression import compress_parts
from api.http.preconditions import apply_preconditions
from api.http.response_cache import NO_BODY, CachedResponse

# Adds the headers of every answer to those of a response with this status.
AddHeaders = Callable[[int, MutableHeaders], None]
# Holds one of the limited places at the worker threads (`api/http/turns.py`).
Turn = Callable[[], AbstractAsyncContextManager[None]]


async def send_response(
    response: CachedResponse, scope: Scope, receive: Receive, send: Send, turn: Turn = nullcontext
) -> None:
    """Send a response: in full, or only its headers or a 304; further pages are read as `turn` allows."""
    start, body = apply_preconditions(response, scope, dict(scope["headers"]))
    await send(start)
    if response.rest and body["body"] is response.body:
        parts = chain([response.body], response.rest())
        await _send_parts(compress_parts(response.coding, parts), receive, send, turn)
    else:
        await send(body)


async def _send_parts(parts: Iterator[bytes], receive: Receive, send: Send, turn: Turn) -> None:
    """Send parts as fast as the client reads them, and stop when it disconnects."""
    leaving = asyncio.create_task(_wait_until_left(receive))
    try:
        while (part := await _make_part(parts, turn)) is not None:
            if leaving.done():
                return
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    finally:
        leaving.cancel()


async def _make_part(parts: Iterator[bytes], turn: Turn) -> bytes | None:
    async with turn():
        return await run_in_threadpool(next, parts, None)


async def _wait_until_left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class StreamedFile:
    """The ASGI `send` given to the application for a file: pass it on, or only its headers, a 304 or a 412."""

    def __init__(self, add_headers: AddHeaders, scope: Scope, send: Send) -> None:
        self.add_headers = add_headers
        self.scope = scope
        self.send = send
        self.is_answered = False  # Without the file.

    async def __call__(self, message: Message) -> None:
        """Send the headers, and the file behind them unless the preconditions of the request have answered it."""
        if message["type"] == "http.response.start":
            await self._begin(message)
        elif not self.is_answered:
            await self.send(message)

    async def _begin(self, message: Message) -> None:
        headers = MutableHeaders(raw=list(message["headers"]))
        tag = headers.get("etag")
        self.add_headers(message["status"], headers)
        if tag:
            headers["ETag"] = tag  # That of the file, which stands for its content.
        response = CachedResponse(message["status"], headers, b"")
        start, body = apply_preconditions(response, self.scope, dict(self.scope["headers"]))
        await self.send(start)
        if body is NO_BODY or start["status"] == HTTPStatus.PRECONDITION_FAILED:
            self.is_answered = True
            await self.send(body)
