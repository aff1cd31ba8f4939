"""Draining: after SIGTERM the service is not ready, but answers (processes: `tests/stress`)."""

import asyncio
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from socket import create_connection, create_server
from typing import Any, ClassVar

import pytest
from fastapi.testclient import TestClient
from starlette.types import Receive, Scope, Send

from api.http.draining import LAST_LOOK_S, Draining, Loop
from api.http.protocol import Cycle
from api.http.response_cache import SentHeaders
from tests.service import running

HOST = "127.0.0.1"


@pytest.fixture
def draining(samples: TestClient) -> TestClient:
    """The service after the signal to stop."""

    async def wait() -> None:
        await asyncio.sleep(0)

    service = Draining(samples.app, drain_s=0)
    loop = asyncio.new_event_loop()
    service.task = loop.create_task(wait())
    loop.run_until_complete(service.task)
    loop.close()
    return TestClient(service)


def test_while_it_drains_it_is_not_ready(draining: TestClient) -> None:
    answer = draining.get("/readyz")
    assert (answer.status_code, answer.json()["detail"]) == (503, "the service is about to stop")


@pytest.mark.parametrize("address", ["/v1/missions", "/readyz", "/v1/release/download?format=csv"])
def test_while_it_drains_it_answers_and_keeps_no_connection(
    draining: TestClient, address: str
) -> None:
    assert draining.get(address).headers["connection"] == "close"


def test_who_asked_before_it_was_told_hears_that_the_connection_ends(samples: TestClient) -> None:
    async def be_told_then_answer(scope: Scope, receive: Receive, send: Send) -> None:
        stopping.task = asyncio.create_task(asyncio.sleep(0))
        await samples.app(scope, receive, send)

    stopping = Draining(be_told_then_answer, drain_s=0)
    answer = TestClient(stopping).get("/v1/missions")
    assert (answer.status_code, answer.headers["connection"]) == (200, "close")


def test_without_being_told_it_keeps_connections(samples: TestClient) -> None:
    answer = TestClient(Draining(samples.app, drain_s=0)).get("/readyz")
    assert (answer.status_code, "connection" in answer.headers) == (200, False)


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [("GET", {}, 200), ("HEAD", {}, 200), ("GET", {"If-None-Match": "*"}, 304)],
)
def test_an_answer_is_the_same_however_often_it_is_sent(
    samples: TestClient, method: str, headers: dict[str, str], status: int
) -> None:
    with running(samples) as port, closing(HTTPConnection(HOST, port)) as connection:
        answers = []
        for _ in range(4):
            connection.request(method, "/v1/missions/sampo-i", headers=headers)
            answer = connection.getresponse()
            answers.append((answer.status, _without_date(answer), answer.read()))
        connection.request(
            method, "/v1/missions/sampo-i", headers=headers | {"Connection": "close"}
        )
        last = connection.getresponse()
        closed = (last.status, _without_date(last), last.read())
    assert answers == [answers[0]] * 4
    assert answers[0][0] == status
    assert closed == (status, [*answers[0][1], ("connection", "close")], answers[0][2])


def test_what_is_sent_often_is_joined_once(
    samples: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []
    start = Cycle._start

    def start_noted(cycle: Cycle, status: int, headers: SentHeaders) -> None:
        started.append(status)
        start(cycle, status, headers)

    monkeypatch.setattr(Cycle, "_start", start_noted)
    with running(samples) as port, closing(HTTPConnection(HOST, port)) as connection:
        for _ in range(3):
            connection.request("GET", "/v1/missions/sampo-i?fields=code")
            connection.getresponse().read()
    assert started == [200]


def _without_date(answer: HTTPResponse) -> list[tuple[str, str]]:
    return [header for header in answer.getheaders() if header[0] != "date"]


class Greeting(asyncio.Protocol):
    """A protocol that sends one word to each connection."""

    def connection_made(self, transport: Any) -> None:
        transport.write(b"welcome")
        transport.close()


def test_who_queues_at_a_listener_is_taken_in_before_it_closes() -> None:
    loop = Loop()

    async def close_after_a_client_has_come() -> bytes:
        with create_server((HOST, 0)) as listener:
            await loop.create_server(Greeting, sock=listener)
            address = listener.getsockname()
            with create_connection(address) as client:  # The loop has had no time to accept it.
                await loop.stop_listening()
                received = await asyncio.to_thread(client.recv, 100)
        with pytest.raises(ConnectionRefusedError):
            create_connection(address)
        return received

    assert loop.run_until_complete(close_after_a_client_has_come()) == b"welcome"
    loop.close()


class Hearing(asyncio.Protocol):
    """A protocol that sets `cycle` once it receives data, as uvicorn's does."""

    connections: ClassVar[set["Hearing"]] = set()
    cycle: bytes | None = None

    def connection_made(self, _transport: Any) -> None:
        self.connections.add(self)

    def data_received(self, data: bytes) -> None:
        self.cycle = data


def test_who_was_taken_in_last_may_take_a_moment_to_ask() -> None:
    loop = Loop()

    async def ask_after_it_has_closed() -> list[bytes | None]:
        with create_server((HOST, 0)) as listener:
            await loop.create_server(Hearing, sock=listener)
            with create_connection(listener.getsockname()) as client:
                await loop.stop_listening()
                loop.call_later(LAST_LOOK_S * 2.5, client.send, b"mali?")
                await loop.hear_all()
                return [connection.cycle for connection in Hearing.connections]

    assert loop.run_until_complete(ask_after_it_has_closed()) == [b"mali?"]
    loop.close()
