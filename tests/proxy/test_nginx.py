"""nginx as in `api/OPERATIONS.md`: slow clients are cut off, floods get 429, answers are cached."""

import json
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from http.client import HTTPSConnection
from itertools import islice
from pathlib import Path

import pytest

from tests.proxy.nginx import NGINX, configuration, replaced, started
from tests.running import HOST, PATIENCE_S, free_port, running

pytestmark = pytest.mark.slow
TIMEOUT_S = 10
FLOOD = 300
HELD = 100
SETS = {  # What the page says of them.
    **{"location": " / ", "rate": "=20r/s", "burst": "=40"},
    **{"client_header_timeout": " 10s", "client_body_timeout": " 10s"},
}
# Who is slow to open all connections is not refused, nor cut off, before they are open.
UNHURRIED = {
    **{"rate": "=9999r/s", "burst": "=9999"},
    **{"client_header_timeout": f" {PATIENCE_S}s", "client_body_timeout": f" {PATIENCE_S}s"},
}
LIST = "/v1/missions?limit=3"
CONTEXT = ssl.create_default_context()
CONTEXT.check_hostname = False
CONTEXT.verify_mode = ssl.CERT_NONE


@pytest.fixture(scope="module")
def proxy(built_facts: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of the proxy before a service."""
    folder = tmp_path_factory.mktemp("nginx")
    with running(built_facts, drain_s=0) as service, nginx(folder, service.port) as port:
        yield port


@contextmanager
def nginx(folder: Path, service: int, **changes: str) -> Iterator[int]:
    """Start the proxy before a service, with some settings changed; yield its port."""
    if not NGINX or not shutil.which("openssl"):
        pytest.skip(
            "nginx or openssl is not installed (Debian: apt-get install nginx-light openssl)"
        )
    port = free_port()
    make_certificate(folder / "facts.key", folder / "facts.crt")
    changed = {f"{name}{SETS[name]}": f"{name}{value}" for name, value in changes.items()}
    text = replaced(configuration(folder, service, port), changed)
    with started(folder, text, port):
        yield port


def make_certificate(key: Path, certificate: Path) -> None:
    """Make a self-signed certificate."""
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    subprocess.run(  # noqa: S603  # our own words
        [*make, "-subj", "/CN=localhost", "-keyout", key, "-out", certificate],
        check=True,
        capture_output=True,
    )


def connected(port: int) -> ssl.SSLSocket:
    """A TLS connection, to be used at will."""
    return CONTEXT.wrap_socket(socket.create_connection((HOST, port), PATIENCE_S))


def ask(connection: HTTPSConnection, address: str) -> tuple[int, dict[str, str], bytes]:
    """One answer on a keep-alive connection."""
    connection.request("GET", address)
    answer = connection.getresponse()
    headers = {name.lower(): value for name, value in answer.getheaders()}
    return answer.status, headers, answer.read()


@pytest.fixture
def client(proxy: int) -> Iterator[HTTPSConnection]:
    """A well-behaved client."""
    connection = HTTPSConnection(HOST, proxy, timeout=PATIENCE_S, context=CONTEXT)
    yield connection
    connection.close()


def test_it_answers_and_keeps_answers(client: HTTPSConnection) -> None:
    first, second = ask(client, LIST), ask(client, LIST)
    assert (first[0], len(json.loads(first[2])["data"])) == (200, 3)
    assert (second[1]["etag"], second[2]) == (first[1]["etag"], first[2])


def test_idle_and_slow_clients_are_cut_off_while_others_are_answered(
    proxy: int, client: HTTPSConnection
) -> None:
    begun = time.monotonic()
    idle, slow = connected(proxy), connected(proxy)
    slow.sendall(b"GET /healthz HTTP/1.1\r\nX-Slow: ")
    ended: dict[str, float] = {}
    while len(ended) < 2 and time.monotonic() - begun < PATIENCE_S:
        for name, connection in (("idle", idle), ("slow", slow)):
            if name not in ended and is_ended(connection, b"x" if name == "slow" else b""):
                ended[name] = time.monotonic() - begun
        assert ask(client, LIST)[0] == 200
        time.sleep(0.2)
    idle.close()
    slow.close()
    assert sorted(ended) == ["idle", "slow"]
    assert min(ended.values()) > TIMEOUT_S - 2


def is_ended(connection: ssl.SSLSocket, then: bytes) -> bool:
    """Whether the server has closed the connection, while the client trickles more."""
    connection.settimeout(0.05)
    try:
        if then:
            connection.sendall(then)
        return connection.recv(100) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


def test_a_flood_is_answered_with_429_in_our_shape(built_facts: Path, tmp_path: Path) -> None:
    with (
        running(built_facts, drain_s=0) as service,
        nginx(tmp_path, service.port, rate="=1r/m") as port,  # However slow the clients are.
    ):
        client = HTTPSConnection(HOST, port, timeout=PATIENCE_S, context=CONTEXT)
        answers = [ask(client, f"/v1/missions?limit={number + 1}") for number in range(FLOOD)]
        client.close()
    refused = [answer for answer in answers if answer[0] == 429]
    assert {answer[0] for answer in answers} == {200, 429}
    assert len(refused) > FLOOD / 2
    _, headers, body = refused[0]
    assert (headers["content-type"], headers["retry-after"]) == ("application/problem+json", "1")
    assert set(json.loads(body)) == {"type", "title", "status", "detail", "instance", "errors"}


def test_who_holds_a_hundred_requests_open_is_given_no_more(
    built_facts: Path, tmp_path: Path
) -> None:
    begun = b"POST /v1/verify HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{"
    with (
        ExitStack() as held,
        ThreadPoolExecutor(HELD + 5) as pool,
        running(built_facts, drain_s=0) as service,
        nginx(tmp_path, service.port, **UNHURRIED) as port,
    ):
        clients = [held.enter_context(connected(port)) for _ in range(HELD + 5)]
        for client in clients:
            client.sendall(begun)
        # Whichever five: the worker processes of nginx do not count in the order of sending.
        answers = as_completed([pool.submit(client.recv, 100) for client in clients], PATIENCE_S)
        statuses = [answer.result().split()[1] for answer in islice(answers, 5)]
    assert statuses == [b"429"] * 5


def test_below_a_path_links_and_pages_follow(
    built_facts: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("prefix")
    with (
        running(built_facts, drain_s=0, root_path="/facts") as service,
        nginx(folder, service.port, location=" /facts/ ") as port,
    ):
        client = HTTPSConnection(HOST, port, timeout=PATIENCE_S, context=CONTEXT)
        status, _, body = ask(client, f"/facts{LIST}")
        following = json.loads(body)["links"]["next"]
        pages = [
            ask(client, one) for one in (following, "/facts/missions", "/facts/assets/pages.css")
        ]
        elsewhere = ask(client, LIST)[0]
        client.close()
    assert [status, *(page[0] for page in pages), elsewhere] == [200, 200, 200, 200, 404]
