"""Refuse what is no HTTP as everything else is refused: with a problem document that says what would be right."""

import sys
from http import HTTPStatus

from httptools import HttpParserInvalidMethodError, HttpParserInvalidURLError
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.http.addresses import ALLOWED
from api.http.plain_responses import refuse

NO_ADDRESS = (
    "the address holds a character that is to be percent-encoded, as all but letters from a to z, digits and a few"
    " signs are: T%C3%BCrkiye for Türkiye, %20 for a blank"
)
NO_METHOD = f"this is no method of HTTP; {ALLOWED} are, in capitals"
NO_REQUEST = "this is no request of HTTP/1.1; a blank within an address is written %20"


class HttpProtocol(HttpToolsProtocol):
    """uvicorn's protocol, but for its answer to what it cannot read, and to who ends its side once it has asked."""

    def eof_received(self) -> bool:  # type: ignore[override]  # asyncio heeds it
        """Answer what was asked whole, such as by `nc -N`, and hang up then; else asyncio does so at once."""
        is_asked = self.cycle is not None and not self.cycle.more_body
        if not is_asked or self.cycle.response_complete:
            return False
        self.cycle.keep_alive = False  # Of several that were asked at once, this is the last.
        return True

    def send_400_response(self, _: str) -> None:
        """Answer the error of the parser that is being handled, and hang up; there is no address yet to be named."""
        response = refuse("", HTTPStatus.BAD_REQUEST, _why(sys.exception()))
        headers = [*response.headers.raw, (b"connection", b"close")]
        lines = [b"HTTP/1.1 400 Bad Request", *(b"%b: %b" % header for header in headers)]
        self.transport.write(b"\r\n".join([*lines, b"", response.body]))
        self.transport.close()


def _why(error: BaseException | None) -> str:
    match error:
        case HttpParserInvalidURLError():
            return NO_ADDRESS
        case HttpParserInvalidMethodError():
            return NO_METHOD
    return NO_REQUEST
