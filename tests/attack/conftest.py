"""A real server of the miniature, spoken to byte by byte: no client corrects what is sent."""

import socket
from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient

from tests.running import HOST, PATIENCE_S
from tests.service import running

Exchange = Callable[[bytes], bytes]


@pytest.fixture(scope="session")
def exchange(samples: TestClient) -> Iterator[Exchange]:
    """Send raw bytes, and return all that comes back until the server closes the connection."""
    with running(samples) as port:

        def send(sent: bytes) -> bytes:
            with socket.create_connection((HOST, port), timeout=PATIENCE_S) as connection:
                connection.sendall(sent)
                return b"".join(iter(lambda: connection.recv(65536), b""))

        yield send


def get(target: str, *headers: str, host: str = "testserver") -> bytes:
    """A raw GET request, target unescaped, that asks the server to close the connection."""
    lines = [f"GET {target} HTTP/1.1", f"Host: {host}", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def head_of(answer: bytes) -> dict[str, str]:
    """The headers of an answer by name in lower case, and its status as `:status`."""
    start, *lines = answer.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    pairs = [line.partition(": ") for line in lines]
    return {":status": start.split()[1], **{name.lower(): value for name, _, value in pairs}}
