"""Adapt uvicorn's HTTP protocol: malformed requests get a problem document, frequent headers are serialised once."""

import sys
from http import HTTPStatus

from httptools import HttpParserInvalidMethodError, HttpParserInvalidURLError
from starlette.types import Message
from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)

from api.http.addresses import ALLOWED
from api.http.plain_responses import refuse
from api.http.response_cache import SentHeaders

NO_ADDRESS = (
    "the address holds a character that is to be percent-encoded, as all but letters from a to z, digits and a few"
    " signs are: T%C3%BCrkiye for Türkiye, %20 for a blank"
)
NO_METHOD = f"this is no method of HTTP; {ALLOWED} are, in capitals"
NO_REQUEST = "this is no request of HTTP/1.1; a blank within an address is written %20"


class Cycle(RequestResponseCycle):
    """uvicorn's cycle of a request and its response, but headers sent before are not checked and serialised anew.

    That takes a third of the time of a cached answer. The first time, uvicorn itself checks and sends them.
    It uses private attributes of uvicorn's class, whose version is pinned in `pyproject.toml` for that: a newer one has
    to pass the tests of answers that are sent often, in `tests/http/test_serving.py`.
    """

    async def send(self, message: Message) -> None:  # type: ignore[override]  # uvicorn types each message
        """Send a part of the answer."""
        headers = message.get("headers")
        if not isinstance(headers, SentHeaders) or not self._is_ready():
            await super().send(message)  # type: ignore[arg-type]
        elif headers.as_sent:
            self._start(message["status"], headers)
        else:
            await super().send(message)  # type: ignore[arg-type]
            self._note(message["status"], headers)

    def _is_ready(self) -> bool:
        busy = self.response_started or self.disconnected or self.flow.write_paused
        return self.keep_alive and not busy and not self.access_log

    def _start(self, status: int, headers: SentHeaders) -> None:
        self.response_started = True
        self.waiting_for_100_continue = False
        self.chunked_encoding = False
        self.expected_content_length = headers.content_length
        lines = [STATUS_LINE[status], _joined(self.default_headers), headers.as_sent]
        self.transport.write(b"".join(lines))

    def _note(self, status: int, headers: SentHeaders) -> None:
        """Store the serialised headers when they are sent for the second time: most answers are sent once."""
        headers.times_sent += 1
        # Of others, what is sent depends on the method.
        has_length = self.chunked_encoding is False or status == HTTPStatus.NOT_MODIFIED
        if headers.times_sent > 1 and has_length and self.keep_alive:
            headers.content_length = self.expected_content_length
            headers.as_sent = _joined(headers) + b"\r\n"


class HttpProtocol(HttpToolsProtocol):
    """uvicorn's protocol, but for its answers to malformed requests and to clients that half-close the connection."""

    def on_headers_complete(self) -> None:
        """Have uvicorn's cycle sent by `Cycle`: its class is named within uvicorn, where it cannot be replaced."""
        super().on_headers_complete()
        if self.cycle is not None:
            self.cycle.__class__ = Cycle

    def eof_received(self) -> bool:  # type: ignore[override]  # asyncio heeds it
        """Answer a complete request before closing the connection, as for `nc -N`; asyncio would close it at once."""
        is_asked = self.cycle is not None and not self.cycle.more_body
        if not is_asked or self.cycle.response_complete:
            return False
        self.cycle.keep_alive = False  # Of several that were asked at once, this is the last.
        return True

    def send_400_response(self, _: str) -> None:
        """Answer the error of the HTTP parser with a problem document, without a path, and close the connection."""
        response = refuse("", HTTPStatus.BAD_REQUEST, _why(sys.exception()))
        headers = [*response.headers.raw, (b"connection", b"close")]
        start = b"HTTP/1.1 400 Bad Request\r\n" + _joined(headers) + b"\r\n"
        self.transport.write(start + response.body)
        self.transport.close()


def _joined(headers: list[tuple[bytes, bytes]]) -> bytes:
    return b"".join([b"%b: %b\r\n" % header for header in headers])


def _why(error: BaseException | None) -> str:
    match error:
        case HttpParserInvalidURLError():
            return NO_ADDRESS
        case HttpParserInvalidMethodError():
            return NO_METHOD
    return NO_REQUEST
