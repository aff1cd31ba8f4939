"""Request smuggling: what two servers could read differently is never answered twice."""

import pytest

from tests.attack.conftest import Exchange

START = "GET /v1/missions?limit=0 HTTP/1.1\r\nHost: testserver\r\n"
SMUGGLED = "GET /v1/release HTTP/1.1\r\nHost: testserver\r\n\r\n"
CHUNKED = "Transfer-Encoding: chunked\r\n"
NOTHING = "0\r\n\r\n"

AMBIGUOUS = {
    "both lengths": f"Content-Length: 5\r\n{CHUNKED}\r\n{NOTHING}",
    "both lengths, the other first": f"{CHUNKED}Content-Length: 5\r\n\r\n{NOTHING}",
    "two lengths": "Content-Length: 0\r\nContent-Length: 5\r\n\r\n",
    "two lengths in one": "Content-Length: 0, 5\r\n\r\n",
    "a length with a sign": "Content-Length: +0\r\n\r\n",
    "a negative length": "Content-Length: -1\r\n\r\n",
    "a length in hex": "Content-Length: 0x0\r\n\r\n",
    "a length with a space in it": "Content-Length: 0 0\r\n\r\n",
    "a space before the colon": "Content-Length : 0\r\n\r\n",
    "a space before the colon of chunks": f"Transfer-Encoding : chunked\r\n\r\n{NOTHING}",
    "another coding": f"Transfer-Encoding: xchunked\r\n\r\n{NOTHING}",
    "no coding": "Transfer-Encoding: identity\r\n\r\n",
    "chunks that are not last": f"Transfer-Encoding: chunked, identity\r\n\r\n{NOTHING}",
    "chunks twice": f"Transfer-Encoding: chunked\r\nTransfer-Encoding: cow\r\n\r\n{NOTHING}",
    "chunks after a tab": f"Transfer-Encoding:\x0bchunked\r\n\r\n{NOTHING}",
    "a chunk of no size": f"{CHUNKED}\r\nZZ\r\nhello\r\n{NOTHING}",
    "a chunk of negative size": f"{CHUNKED}\r\n-1\r\nhello\r\n{NOTHING}",
    "a chunk beyond counting": f"{CHUNKED}\r\n{'F' * 17}\r\nhello\r\n{NOTHING}",
    "a chunk in hex": f"{CHUNKED}\r\n0x0\r\n\r\n",
    "a chunk that ends in half a line end": f"{CHUNKED}\r\n0\n\n",
    "a line end in a note on a chunk": f"{CHUNKED}\r\n0;a=\nb\r\n\r\n",
    "a folded header": "X-Note: a\r\n b\r\n\r\n",
    "a folded coding": f"Transfer-Encoding:\r\n chunked\r\n\r\n{NOTHING}",
    "half a line end": "X-Note: a\nContent-Length: 0\r\n\r\n",
    "the other half": "X-Note: a\rContent-Length: 0\r\n\r\n",
    "a header without a name": ": a\r\n\r\n",
    "a header without a colon": "X-Note\r\n\r\n",
    "a nothing in a header": "X-Note: a\0b\r\n\r\n",
}
FIRST_LINES = [
    "GET /v1/missions HTTP/1.2",
    "GET /v1/missions HTTP/9.9",
    "GET /v1/missions http/1.1",
    "GET /v1/missions HTTP/1.1 HTTP/1.1",
    "GET v1/missions HTTP/1.1",
    "CONNECT elsewhere.example:443 HTTP/1.1",
    "PRI * HTTP/2.0",
    "READ /v1/missions HTTP/1.1",
    "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
]


def statuses(answer: bytes) -> list[bytes]:
    """The status of every answer in what came back."""
    return [part[:3] for part in answer.split(b"HTTP/1.1 ")[1:]]


@pytest.mark.parametrize("rest", AMBIGUOUS.values(), ids=AMBIGUOUS.keys())
def test_an_ambiguous_request_is_refused_once(exchange: Exchange, rest: str) -> None:
    answer = exchange(f"{START}{rest}{SMUGGLED}".encode("latin-1"))
    assert statuses(answer) in ([], [b"400"], [b"413"])


@pytest.mark.parametrize("line", FIRST_LINES)
def test_what_is_not_a_request_is_refused(exchange: Exchange, line: str) -> None:
    answer = exchange(f"{line}\r\nHost: testserver\r\n\r\n{SMUGGLED}".encode("latin-1"))
    assert statuses(answer) in ([], [b"400"])


@pytest.mark.parametrize(
    "rest",
    [
        f"Connection: close\r\nContent-Length: {len(SMUGGLED)}\r\n\r\n{SMUGGLED}",
        f"Connection: close\r\n{CHUNKED}\r\n{len(SMUGGLED):x}\r\n{SMUGGLED}\r\n{NOTHING}",
    ],
    ids=["by length", "in chunks"],
)
def test_a_request_within_a_body_is_no_request(exchange: Exchange, rest: str) -> None:
    assert statuses(exchange((START + rest).encode())) == [b"413"]


@pytest.mark.parametrize("protocol", ["websocket", "h2c", "TLS/1.3"])
def test_no_other_protocol_is_spoken(exchange: Exchange, protocol: str) -> None:
    rest = f"Connection: Upgrade, close\r\nUpgrade: {protocol}\r\nSec-WebSocket-Version: 13\r\n\r\n"
    assert statuses(exchange((START + rest).encode())) == [b"200"]
