"""A service whose database is damaged or hangs while it answers: 503, recovery, clean exit."""

import os
import shutil
import signal
import socket
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count, pairwise
from pathlib import Path
from urllib.error import HTTPError

import pytest
from sqlalchemy import create_engine, text

from api.http.server import UNSENT_BYTES
from tests.postgresql import Databases, Server
from tests.running import HOST, PATIENCE_S, Running, running, until
from tests.service import copied
from tests.stress.clients import request

pytestmark = pytest.mark.slow
CLIENTS = 300
ESTABLISHED = "01"
_numbers = count()


def status(service: Running, path: str = "") -> int:
    """The status of an address, or of a list that nobody has asked for yet."""
    path = path or f"/v1/figures?limit=50&value__gte={next(_numbers)}.25"
    try:
        with urllib.request.urlopen(f"{service.address}{path}", timeout=PATIENCE_S) as answer:  # noqa: S310  # loopback
            answer.read()
            return int(answer.status)
    except HTTPError as refusal:
        return refusal.code


@pytest.fixture
def database(built_facts: Path, tmp_path: Path) -> Path:
    """A copy of the real database, to be damaged."""
    return Path(shutil.copy(built_facts, tmp_path / "facts.sqlite"))


def test_a_file_that_is_shortened_in_place_is_503_until_it_is_whole_again(
    database: Path, tmp_path: Path
) -> None:
    whole = Path(shutil.copy(database, tmp_path / "whole.sqlite"))
    with running(database, drain_s=0, kept_mb=0) as service:
        assert (status(service), status(service, "/readyz")) == (200, 200)
        os.truncate(database, 100_000)
        assert until(lambda: status(service) == 503)
        assert (status(service, "/readyz"), status(service, "/healthz")) == (503, 200)
        shutil.copyfile(whole, database)  # In place, as `cp` does it.
        assert until(lambda: status(service) == status(service, "/readyz") == 200)
        assert service.stop() == 0


def test_workers_that_cannot_start_are_tried_again_ever_later_and_then_all_ends(
    database: Path,
) -> None:
    with running(database, "--workers", "2", drain_s=0) as service:
        service.wait_until_printed("Application startup complete", 2)
        os.truncate(database, 0)
        os.kill(next(filter(service.is_serving, service.workers())), signal.SIGKILL)
        assert service.process.wait(PATIENCE_S) == 3
        printed = service.printed()
    assert printed.count("the database cannot be opened") == 4
    assert "giving up" in printed


def test_a_worker_that_waits_for_a_database_starts_when_there_is_one(
    database: Path, tmp_path: Path
) -> None:
    aside = tmp_path / "aside.sqlite"
    with running(database, "--workers", "2", drain_s=0) as service:
        service.wait_until_printed("Application startup complete", 2)
        database.rename(aside)
        os.kill(next(filter(service.is_serving, service.workers())), signal.SIGKILL)
        service.wait_until_printed("the database cannot be opened", 1)
        aside.rename(database)
        service.wait_until_printed("Application startup complete", 3)
        assert service.stop() == 0


def connections(service: Running) -> list[list[str]]:
    """The client connections of the service, as Linux lists them."""
    rows = map(str.split, Path("/proc/net/tcp").read_text("ascii").splitlines())
    own = f":{service.port:04X}"
    return [row for row in rows if row[1].endswith(own) and row[3] == ESTABLISHED]


@contextmanager
def hanging(url: str) -> Iterator[None]:
    """Suspend (SIGSTOP) the processes that serve a PostgreSQL database."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT pid FROM pg_stat_activity"))
        pids = list(found.scalars())
        postmaster = int(
            connection.execute(text("SELECT pg_read_file('postmaster.pid')"))
            .scalar_one()
            .splitlines()[0]
        )
    engine.dispose()
    stopped = []
    for pid in [postmaster, *pids]:
        try:
            os.kill(pid, signal.SIGSTOP)
            stopped.append(pid)
        except ProcessLookupError:
            continue
    try:
        yield
    finally:
        for pid in reversed(stopped):
            os.kill(pid, signal.SIGCONT)


def test_a_postgresql_that_hangs_is_503_and_does_not_keep_the_service_from_stopping(
    built_samples: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    server = Server(tmp_path_factory.mktemp("hanging") / "server")
    url = copied(built_samples, Databases(server.url).make("hanging"))
    with running(
        built_samples, drain_s=0, kept_mb=0, longest_query_s=1, database_url=url
    ) as service:
        assert until(lambda: status(service, "/v1/missions") == 200)
        with hanging(url):
            with ThreadPoolExecutor(30) as clients:
                asked = [f"/v1/missions?limit={number}" for number in range(1, 31)]
                assert set(clients.map(lambda path: status(service, path), asked)) == {503}
            assert (status(service, "/readyz"), status(service, "/healthz")) == (503, 200)
        assert until(lambda: status(service, "/v1/missions?limit=3") == 200)
        assert until(lambda: status(service, "/readyz") == 200)
        with hanging(url), ThreadPoolExecutor(6) as clients:
            waiting = [clients.submit(status, service, f"/v1/events?limit={n}") for n in range(6)]
            assert until(
                lambda: len(connections(service)) == 6 or all(one.done() for one in waiting)
            )
            service.stop()  # Else they would keep it for as long as the database hangs.
            for one in waiting:
                one.exception()
    server.end()


def unsent(service: Running) -> int:
    """The bytes in the send queue of the client who reads nothing."""
    queues = [queues for _, _, _, _, queues, *_ in connections(service)]
    return sum(int(one.partition(":")[0], 16) for one in queues)


def test_an_answer_that_is_not_read_is_not_copied_for_whoever_asked(built_facts: Path) -> None:
    with running(built_facts, drain_s=0) as service, socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect((HOST, service.port))
        client.sendall(request("/v1/figures?limit=500"))
        looks = [0, 0]

        def is_full() -> bool:
            looks.append(unsent(service))
            return looks[-1] == looks[-2] > 0

        assert until(is_full)
    assert looks[-1] < 2 * UNSENT_BYTES


def test_many_large_lists_at_once_do_not_freeze_the_others(built_facts: Path) -> None:
    with running(built_facts, drain_s=0, kept_mb=0, longest_query_s=PATIENCE_S) as service:
        paths = [f"/v1/figures?limit=500&value__gte={number}.75" for number in range(CLIENTS)]
        answered = [0]  # So many lists, whenever somebody else is answered.
        with ThreadPoolExecutor(CLIENTS) as clients:
            lists = [clients.submit(status, service, path) for path in paths]
            while answered[-1] < CLIENTS:
                assert status(service, "/healthz") == 200
                answered.append(sum(one.done() for one in lists))
        assert {one.result() for one in lists} == {200}
    # Whoever had to wait behind the lists would be answered after all of them.
    assert max(later - earlier for earlier, later in pairwise(answered)) < CLIENTS / 2
