"""The order of validation: first the path, then the method, at last the body."""

import gzip
import json
import socket
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.attack.conftest import Exchange, exchange, head_of
from tests.service import running

__all__ = ["exchange"]  # A fixture.
CLAIM = {"subject": "mission:sampo-ii", "indicator": "people_serving", "value": 1}
CLAIMS = {"claims": [CLAIM]}
METHODS = ["POST", "PUT", "PATCH", "DELETE", "TRACE"]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("content", [b"", b"x", b"x" * 70_000])
def test_a_method_that_is_not_taken_is_refused_whatever_it_carries(
    samples: TestClient, method: str, content: bytes
) -> None:
    for address in ("/v1/missions", "/v1/missions/sampo-i", "/docs", "/assets/docs.js"):
        refused = samples.request(method, address, content=content)
        assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
        assert refused.json()["detail"] == "this address takes GET, HEAD, OPTIONS"
    if method != "POST":
        refused = samples.request(method, "/v1/verify", content=content)
        assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, OPTIONS, POST")


@pytest.mark.parametrize("method", ["GET", *METHODS])
def test_there_is_nothing_at_an_unknown_address_whatever_one_brings(
    samples: TestClient, method: str
) -> None:
    assert samples.request(method, "/v1/nothing", content=b"x").status_code == 404


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_body_is_refused_where_none_is_taken(samples: TestClient, method: str) -> None:
    assert samples.request(method, "/v1/missions", content=b"x").status_code == 413


def test_a_body_for_another_form_of_the_address_is_led_there(samples: TestClient) -> None:
    led = samples.post("/v1/verify/", json=CLAIMS)
    assert (led.status_code, led.headers["location"]) == (308, "/v1/verify")
    answered = samples.post("/v1//verify/", json=CLAIMS, follow_redirects=True)
    assert answered.json() == samples.post("/v1/verify", json=CLAIMS).json()
    assert answered.status_code == 200


@pytest.mark.parametrize("coding", ["gzip", "GZIP", "br", "identity, gzip"])
def test_a_compressed_body_is_refused_as_such(samples: TestClient, coding: str) -> None:
    packed = gzip.compress(json.dumps(CLAIMS).encode())
    refused = samples.post("/v1/verify", content=packed, headers={"Content-Encoding": coding})
    assert (refused.status_code, refused.headers["accept-encoding"]) == (415, "identity")
    assert refused.json()["detail"].startswith(f"the body is compressed ({coding})")


def test_a_body_that_says_it_is_not_compressed_is_read(samples: TestClient) -> None:
    headers = {"Content-Encoding": "identity"}
    assert samples.post("/v1/verify", json=CLAIMS, headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("GET /v1/search?q=Türkiye HTTP/1.1", "percent-encoded"),
        ("GET /v1/countries/Türkiye HTTP/1.1", "T%C3%BCrkiye"),
        ("FOO /v1/missions HTTP/1.1", "in capitals"),
        ("get /v1/missions HTTP/1.1", "in capitals"),
        ("GET /v1/missions HTTP/3.1", "HTTP/1.1"),
    ],
)
def test_what_is_no_http_is_told_what_would_be(exchange: Exchange, line: str, words: str) -> None:
    answer = exchange(f"{line}\r\nHost: testserver\r\n\r\n".encode())
    headers, content = head_of(answer), answer.partition(b"\r\n\r\n")[2]
    problem: dict[str, Any] = json.loads(content)
    assert (headers[":status"], headers["content-type"]) == ("400", "application/problem+json")
    assert headers["content-length"] == str(len(content))
    assert words in problem["detail"]


def test_there_is_nothing_at_the_whole_service_to_be_asked_of(exchange: Exchange) -> None:
    answer = exchange(b"OPTIONS * HTTP/1.1\r\nHost: testserver\r\nConnection: close\r\n\r\n")
    assert head_of(answer)[":status"] == "404"


def ask_and_end(samples: TestClient, sent: bytes) -> bytes:
    """Send raw bytes, close the client's side, and return what comes back."""
    with running(samples) as port, socket.create_connection(("127.0.0.1", port), 60) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.mark.parametrize("times", [1, 3])
def test_who_asks_and_ends_its_side_is_answered(samples: TestClient, times: int) -> None:
    # Nobody else has asked this, so the end is seen before the answer is there.
    asked = f"GET /v1/figures?value__gte={times}.5 HTTP/1.1\r\nHost: testserver\r\n\r\n"
    answers = ask_and_end(samples, asked.encode() * times)
    assert answers.count(b"HTTP/1.1 200 OK") == times


def test_who_ends_its_side_before_all_is_sent_is_hung_up_on(samples: TestClient) -> None:
    begun = b"POST /v1/verify HTTP/1.1\r\nHost: testserver\r\nContent-Length: 9\r\n\r\n{"
    assert ask_and_end(samples, begun) == b""
