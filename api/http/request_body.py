"""Read a request body with a limit of size and a timeout, before the application sees the request."""

import asyncio
from http import HTTPStatus

from starlette.types import Message, Receive, Scope

from api.http.response_cache import Headers

MOST_BYTES = 65_536
MOST_SECONDS = 10
LONGEST_CODING = 80


class Refused(Exception):
    """The body was refused: the status says why, and `detail` more precisely where that helps."""

    def __init__(
        self, status: HTTPStatus, detail: str = "", headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(status.phrase)
        self.status = status
        self.detail = detail
        self.headers = headers or {}


def has_body(headers: Headers) -> bool:
    """Tell whether the headers of a request announce a body."""
    return headers.get(b"content-length", b"0") != b"0" or b"transfer-encoding" in headers


async def read_body(scope: Scope, receive: Receive) -> Receive:
    """Read the whole body; return an ASGI `receive` that hands it to the application."""
    _refuse_coding(dict(scope["headers"]))
    try:
        async with asyncio.timeout(MOST_SECONDS):
            body = await _read(receive)
    except TimeoutError as error:
        raise Refused(HTTPStatus.REQUEST_TIMEOUT) from error

    async def receive_body() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_body


def _refuse_coding(headers: Headers) -> None:
    """Refuse a compressed body, whose decompressed size has no limit."""
    codings = headers.get(b"content-encoding", b"").decode("latin-1").strip()
    if codings.lower() not in ("", "identity"):
        detail = f"the body is compressed ({codings[:LONGEST_CODING]}); send it as it is, without Content-Encoding"
        accepted = {"Accept-Encoding": "identity"}
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail, accepted)


async def _read(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(HTTPStatus.BAD_REQUEST, "the body broke off")
        body += bytes(message.get("body", b""))
        if len(body) > MOST_BYTES:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if not message.get("more_body"):
            return body
