"""The one body that is read, claims to be verified: so many bytes within so many seconds, before anybody is asked."""

import asyncio
from http import HTTPStatus

from starlette.types import Message, Receive, Scope

TAKEN_BY = "/v1/verify"
MOST_BYTES = 65_536
MOST_SECONDS = 10


class Refused(Exception):
    """The body is not read to its end; the status says why."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


def takes_body(scope: Scope) -> bool:
    """Whether a body belongs to the request."""
    return bool(scope["method"] == "POST" and scope["path"] == TAKEN_BY)


async def read_body(receive: Receive) -> Receive:
    """The body, read to its end, as the application receives it."""
    try:
        async with asyncio.timeout(MOST_SECONDS):
            body = await _read(receive)
    except TimeoutError as error:
        raise Refused(HTTPStatus.REQUEST_TIMEOUT) from error

    async def hand_on() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return hand_on


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
