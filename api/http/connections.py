"""One client's connection: it may be idle, but not hold us up by sending or reading too slowly."""

from http import HTTPStatus
from socket import SO_LINGER, SOL_SOCKET
from struct import pack
from typing import NamedTuple

from uvicorn._types import ASGI3Application
from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)

from api.http.problems import DETAILS, LONGEST_ADDRESS, MEDIA_TYPE, problem

MOST_BEFORE_BODY = 32 * 1024  # Bytes of an address and its headers together.
LEAST_TAKEN = 64 * 1024  # A client that reads takes so much, or all there is, while we are patient.

NO_LINGERING = pack("ii", 1, 0)
REFUSALS = {
    HTTPStatus.BAD_REQUEST: "this is not HTTP/1.1",
    HTTPStatus.REQUEST_URI_TOO_LONG: DETAILS[HTTPStatus.REQUEST_URI_TOO_LONG],
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: f"the headers may have {MOST_BEFORE_BODY} bytes",
}


class Wait(NamedTuple):
    """What a client has kept us waiting for since when: a request, or that it reads what is unsent."""

    since: float
    request: object
    unsent: int


class Connection(HttpToolsProtocol):
    """A connection that refuses what is too long to be read, and knows whether its client is too slow.

    It keeps no clock of its own: the server looks at all connections once a second, so that
    a client who behaves costs nothing.
    """

    wait: Wait | None = None
    unread = 0  # Bytes of a request whose headers have not ended.
    refused = False
    answering: RequestResponseCycle | None = None

    def data_received(self, data: bytes) -> None:
        """Reads what has come, in pieces that are as long as the headers of a request may be."""
        for start in range(0, len(data), MOST_BEFORE_BODY):
            if not self.refused:
                self._read(data[start : start + MOST_BEFORE_BODY])

    def _read(self, piece: bytes) -> None:
        super().data_received(piece)
        self.unread = self.unread + len(piece) if self._is_within_headers() else 0
        if self.unread >= MOST_BEFORE_BODY and not self.refused:
            self.refuse(self._too_long())

    def _is_within_headers(self) -> bool:
        return self.scope is not None and (self.cycle is None or self.cycle.scope is not self.scope)

    def _too_long(self) -> HTTPStatus:
        if len(self.url) >= LONGEST_ADDRESS:
            return HTTPStatus.REQUEST_URI_TOO_LONG
        return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE

    def send_400_response(self, msg: str) -> None:
        """Refuses what is not HTTP, in the shape of all our refusals."""
        self.refuse(HTTPStatus.BAD_REQUEST)

    def refuse(self, status: HTTPStatus) -> None:
        """Says why the request is not read, unless an answer is under way, and reads no more."""
        self.refused = True
        if self._is_answering():
            self.hang_up()
            return
        body = problem("", status, REFUSALS[status]).model_dump_json().encode()
        self.transport.write(_head(status, len(body)) + body)
        # Closing now would discard the refusal while the client is still sending.
        self.transport.write_eof()

    def _is_answering(self) -> bool:
        return self.answering is not None and not self.answering.response_complete

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        self.answering = cycle
        super()._start_asgi_task(cycle, app)

    def connection_lost(self, exc: Exception | None) -> None:
        """Lets the answer under way end quietly; of several requests sent at once, uvicorn tells only the last."""
        if self.answering:
            self.answering.disconnected = True
        super().connection_lost(exc)

    def resume_writing(self) -> None:
        """The client reads again."""
        super().resume_writing()
        self.wait = None

    def hang_up(self) -> None:
        """Ends it at once: the system is not to go on offering what the client does not read."""
        self.transport.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_LINGER, NO_LINGERING)
        self.transport.abort()

    def is_too_slow(self, now: float, patience_s: float) -> bool:
        """Whether the client has kept us waiting for longer than this."""
        unsent = self.transport.get_write_buffer_size()
        if not unsent and (self._is_answering() or self.timeout_keep_alive_task):
            self.wait = None
        elif self.wait is None or self._has_moved_on(self.wait, unsent):
            self.wait = Wait(now, self.scope, unsent)
        return self.wait is not None and now - self.wait.since > patience_s

    def _has_moved_on(self, wait: Wait, unsent: int) -> bool:
        return wait.request is not self.scope or wait.unsent - unsent >= LEAST_TAKEN


def _head(status: HTTPStatus, length: int) -> bytes:
    lines = f"content-type: {MEDIA_TYPE}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    return STATUS_LINE[status] + lines.encode()
