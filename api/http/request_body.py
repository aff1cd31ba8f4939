"""Read a request body within bounds of size and time, before the application sees the request."""

import asyncio
from http import HTTPStatus

from starlette.types import Message, Receive

MOST_BYTES = 65_536
MOST_SECONDS = 10


class Refused(Exception):
    """The body was not read to its end; the status says why."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


async def read_body(receive: Receive) -> Receive:
    """Read the body to its end; return a `receive` that hands it to the application."""
    try:
        async with asyncio.timeout(MOST_SECONDS):
            body = await _read(receive)
    except TimeoutError as error:
        raise Refused(HTTPStatus.REQUEST_TIMEOUT) from error

    async def receive_body() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_body


async def _read(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(HTTPStatus.BAD_REQUEST)
        body += bytes(message.get("body", b""))
        if len(body) > MOST_BYTES:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if not message.get("more_body"):
            return body
