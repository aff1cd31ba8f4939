"""A short version of `python -m tests.stress`: small numbers, and every fault at once."""

import asyncio
import os
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.running import HOST, PATIENCE_S, Running, running, until
from tests.stress.clients import Seen, gather, request
from tests.stress.faults import Fault, ask_as_ever, faults
from tests.stress.stopping import READY, kill_a_worker, stop_under_load

MANY, FEW, STOPPING = 20, 1, 64
SECONDS = 3
PIPELINED = 1000
BOTH = 8  # Connections, of which each of two workers takes some.

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def database(facts: TestClient) -> Path:
    """The database of the real data."""
    app: Any = facts.app
    return Path(app.service.state.database.file)


def connected(port: int) -> socket.socket:
    """A connection to the service."""
    return socket.create_connection((HOST, port), PATIENCE_S)


def answers_search(port: int) -> bool:
    """Whether a search is answered; on a busy machine the first may time out."""
    with closing(HTTPConnection(HOST, port, timeout=PATIENCE_S)) as connection:
        connection.request("GET", "/v1/search?q=mali")
        return connection.getresponse().status == 200


def have_search_prepared(service: Running) -> None:
    """Search until all workers answer, since a worker told to stop may not finish preparing."""
    with ThreadPoolExecutor(BOTH) as clients:
        assert until(lambda: all(clients.map(answers_search, [service.port] * BOTH)))


async def bear_at_once(service: Running, several: list[Fault]) -> tuple[list[Seen], Seen]:
    """The observations of bad clients of every kind, and of the good ones."""
    others = asyncio.to_thread(ask_as_ever, service.port, SECONDS)
    bad = [gather(one.client, one.clients, service.port, SECONDS) for one in several]
    *seen, ordinary = await asyncio.gather(*bad, others)
    return seen, ordinary


def test_bad_clients_of_every_kind_do_not_disturb_the_others(database: Path) -> None:
    with running(database, drain_s=0) as service:
        several = faults(service.address, MANY, FEW)
        seen, others = asyncio.run(bear_at_once(service, several))
    bad = Seen.sum(seen)
    assert (bad.failed, bad.lost) == (0, 0)
    assert (set(others.statuses), others.lost) == ({200}, 0)


def test_requests_may_be_sent_without_waiting_for_answers(database: Path) -> None:
    with running(database, drain_s=0) as service, connected(service.port) as connection:
        connection.sendall(request("/healthz") * PIPELINED)
        received = b""
        while received.count(b'{"status":"ok"}') < PIPELINED:
            received += connection.recv(65536) or pytest.fail("the connection was ended")


@pytest.mark.parametrize("workers", [1, 2])
def test_who_has_asked_before_it_stops_is_answered(database: Path, workers: int) -> None:
    with running(database, "--workers", str(workers), drain_s=2) as service:
        service.wait_until_printed(READY, workers)
        have_search_prepared(service)
        stop = asyncio.run(stop_under_load(service, STOPPING))
        printed = service.printed()
    assert (stop.seen.lost, stop.seen.failed) == (0, 0), printed
    assert len(stop.seen.statuses) >= STOPPING
    assert (stop.drained, stop.code) == (True, 0)


def test_nobody_queues_for_a_worker_that_still_starts_when_it_stops(database: Path) -> None:
    with running(database, "--workers", "2", drain_s=0.5) as service:
        service.wait_until_printed(READY, 2)
        have_search_prepared(service)
        os.kill(next(filter(service.is_serving, service.workers())), signal.SIGKILL)
        service.wait_until_printed("died", 1)
        stop = asyncio.run(stop_under_load(service, STOPPING))
        assert service.printed().count(READY) == 2
    assert (stop.seen.lost, stop.seen.failed, stop.code) == (0, 0, 0)


def test_a_worker_that_is_killed_is_replaced(database: Path) -> None:
    with running(database, "--workers", "2", drain_s=0) as service:
        kill_a_worker(service)  # Two seconds, where the machine has time.
        assert service.printed().count("died") == 1
