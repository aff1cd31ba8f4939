"""The server puts up with bad clients: it tells them what is wrong, or hangs up, and others do not notice."""

import json
import logging
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPResponse
from threading import Thread

import pytest
import uvicorn
from fastapi.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.connections import Connection
from api.http.server import Server, show_slow_readers
from api.settings import Settings
from tests.bench.load import HOST, Question
from tests.bench.servers import Fetched, fetch

PATIENCE_S = 10
SMALL_BUFFER = 4096
PIECES, PIECE = 24, 64 * 1024
IMPATIENT = Settings(patience_s=0.2, drain_s=0)
LARGE = b"GET /assets/vendored/swagger-ui-bundle.js HTTP/1.1\r\nHost: x\r\n\r\n"


@dataclass(frozen=True)
class Serving:
    """A server that is soon impatient."""

    server: Server
    port: int

    def connections(self) -> int:
        """How many clients it has."""
        return len(self.server.server_state.connections)


@contextmanager
def served(app: ASGIApp) -> Iterator[Serving]:
    """A server of ours in a thread, until the end of the story."""
    config = uvicorn.Config(app, http=Connection, lifespan="off", log_level="error")
    server = Server(config, IMPATIENT)
    with socket.create_server((HOST, 0)) as listener:
        # Else the system would hold all that the client does not read.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SMALL_BUFFER)
        show_slow_readers(listener)
        thread = Thread(target=server.run, args=([listener],))
        thread.start()
        yield Serving(server, listener.getsockname()[1])
        server.should_exit = True
        thread.join()


@pytest.fixture
def serving(samples: TestClient, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serving]:
    """The service on a server of ours."""
    monkeypatch.setattr("api.http.server.TICKS_BETWEEN_LOOKS", 1)
    with served(samples.app) as serving:
        yield serving


@pytest.fixture
def streaming(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serving]:
    """A server whose answer is sent piece by piece, as files are."""
    monkeypatch.setattr("api.http.server.TICKS_BETWEEN_LOOKS", 1)

    async def stream(_: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-length", b"%d" % (PIECES * PIECE))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for left in reversed(range(PIECES)):
            body = {"type": "http.response.body", "body": b"x" * PIECE, "more_body": left > 0}
            await send(body)

    with served(stream) as serving:
        yield serving


@contextmanager
def connected(port: int) -> Iterator[socket.socket]:
    """A connection of a client that holds little of what it has not read."""
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
        connection.settimeout(PATIENCE_S)
        connection.connect((HOST, port))
        yield connection


def read_answer(connection: socket.socket) -> HTTPResponse:
    """The next answer, whose body is still to be read."""
    answer = HTTPResponse(connection)
    answer.begin()
    return answer


def read_problem(connection: socket.socket) -> dict[str, object]:
    """The problem document that a connection ends with."""
    answer = read_answer(connection)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["connection"] == "close"
    problem: dict[str, object] = json.loads(answer.read())
    assert problem["status"] == answer.status
    return problem


def is_hung_up_on(connection: socket.socket, then: bytes = b"") -> bool:
    """Whether the connection is ended while the client trickles more."""
    until = time.monotonic() + PATIENCE_S
    connection.settimeout(0.1)
    while time.monotonic() < until:
        try:
            connection.sendall(then)
            return connection.recv(1) == b""
        except TimeoutError:
            continue
        except OSError:
            return True
    return False


def wait_until(comes_true: Callable[[], bool]) -> None:
    """Waits for what has to happen soon."""
    until = time.monotonic() + PATIENCE_S
    while not comes_true():
        assert time.monotonic() < until
        time.sleep(0.01)


def ask(serving: Serving, address: str) -> Fetched:
    """An answer on a connection of its own."""
    return fetch(serving.port, Question(address))


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (b"", b""),
        (b"", b"\r\n"),
        (b"GET /healthz HTTP/1.1\r\n", b""),
        (b"GET /healthz HTTP/1.1\r\nX-Slow: ", b"x"),
    ],
)
def test_a_client_that_does_not_finish_its_headers_is_hung_up_on(
    serving: Serving, first: bytes, then: bytes
) -> None:
    with connected(serving.port) as connection:
        connection.sendall(first)
        assert is_hung_up_on(connection, then)


def test_the_second_request_of_a_connection_may_not_be_slow_either(serving: Serving) -> None:
    with connected(serving.port) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        read_answer(connection).read()
        connection.sendall(b"GET /healthz HTTP/1.1\r\n")
        assert is_hung_up_on(connection)


@pytest.mark.parametrize("times", [1, 3])
def test_a_client_that_does_not_read_is_hung_up_on(serving: Serving, times: int) -> None:
    with connected(serving.port) as connection:
        connection.sendall(LARGE * times)
        wait_until(lambda: serving.connections() == 1)
        wait_until(lambda: serving.connections() == 0)
        with pytest.raises(ConnectionResetError):
            read_answer(connection).read()


def test_hanging_up_on_several_requests_at_once_is_no_mistake_of_ours(
    serving: Serving, caplog: pytest.LogCaptureFixture
) -> None:
    log = logging.getLogger("uvicorn.error")
    log.addHandler(caplog.handler)
    with connected(serving.port) as connection:
        connection.sendall(LARGE * 3)
        wait_until(lambda: serving.connections() == 1)
        wait_until(lambda: serving.connections() == 0)
        wait_until(lambda: not serving.server.server_state.tasks)
    log.removeHandler(caplog.handler)
    assert caplog.records == []


def test_a_client_that_reads_steadily_gets_everything(serving: Serving) -> None:
    _reads_everything(serving.port)


def test_a_client_that_reads_a_streamed_file_steadily_gets_everything(streaming: Serving) -> None:
    _reads_everything(streaming.port)


def _reads_everything(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(LARGE)
        answer = read_answer(connection)
        expected, read = int(answer.headers["content-length"]), 0
        while piece := answer.read(100_000):
            read += len(piece)
            time.sleep(0.05)  # As on a slow line: it takes longer than the server waits for one.
    assert read == expected > 1_000_000


def test_headers_that_are_too_long_are_431(serving: Serving) -> None:
    with connected(serving.port) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nX-Long: " + b"x" * 200_000)
        problem = read_problem(connection)
    assert (problem["status"], problem["detail"]) == (431, "the headers may have 32768 bytes")


def test_headers_that_come_in_one_piece_may_not_be_longer(serving: Serving) -> None:
    lines = b"".join(b"X-%d: 1\r\n" % number for number in range(10_000))
    with connected(serving.port) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\n" + lines + b"\r\n")
        assert read_problem(connection)["status"] == 431


def test_an_address_of_64_kb_is_414(serving: Serving) -> None:
    with connected(serving.port) as connection:
        connection.sendall(b"GET /v1/search?q=" + b"x" * 64 * 1024 + b" HTTP/1.1\r\n\r\n")
        assert read_problem(connection)["status"] == 414


@pytest.mark.parametrize(
    "sent", [b"nonsense\r\n\r\n", b"\x16\x03\x01", b"GET \xff HTTP/1.1\r\n\r\n"]
)
def test_what_is_not_http_is_400(serving: Serving, sent: bytes) -> None:
    with connected(serving.port) as connection:
        connection.sendall(sent)
        problem = read_problem(connection)
    assert (problem["status"], problem["detail"]) == (400, "this is not HTTP/1.1")


def test_many_requests_may_come_in_one_piece(serving: Serving) -> None:
    with connected(serving.port) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nX: " + b"x" * 20_000 + b"\r\n\r\n" * 5)
        answer = read_answer(connection)
        assert (answer.status, answer.read()) == (200, b'{"status":"ok"}')


def test_while_it_stops_it_is_not_ready_but_answers_and_keeps_no_connection(
    serving: Serving,
) -> None:
    serving.server.settings = Settings(drain_s=1)
    serving.server.should_exit = True
    wait_until(lambda: ask(serving, "/readyz").status == 503)
    refusal, answer = ask(serving, "/readyz"), ask(serving, "/v1/missions")
    assert "the service is about to stop" in refusal.body.decode()
    assert (answer.status, dict(answer.headers)["connection"]) == (200, "close")
