"""Send a list of different requests over several connections, and time every answer.

`wrk` asks one address as fast as it is answered (`tests/bench/load.py`) and corrects its latencies; this asks a list
of them and keeps them raw. It reads no more of an answer than its status and its end, to cost little itself.
"""

import re
import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from tests.bench.load import Failed
from tests.running import HOST

PATIENCE_S = 60
RECEIVED = 1 << 18
RIGHT = (
    0.95  # The least part that is answered with 200: people ask for what cannot be answered, too.
)
END_OF_HEAD, END_OF_CHUNKS = b"\r\n\r\n", b"\r\n0\r\n\r\n"
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding: chunked", re.IGNORECASE)


@dataclass
class Asked:
    """Latencies and statuses of the answers, and the total time."""

    taken_s: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0
    waited_s: float = (
        0.0  # Of these seconds, how many nothing was to be read: the client could have done more.
    )

    @property
    def per_second(self) -> float:
        """The answers per second."""
        return len(self.taken_s) / self.seconds

    @property
    def busy(self) -> float:
        """The share of the time in which the client was busy; near 1 it is the bottleneck."""
        return 1 - self.waited_s / self.seconds

    def at_ms(self, percent: float) -> float:
        """The latency at a percentile."""
        taken = sorted(self.taken_s)
        return taken[min(len(taken) - 1, int(len(taken) * percent / 100))] * 1000

    def check(self) -> None:
        """Fail if the service failed, or refused more than a few requests."""
        right = self.statuses[HTTPStatus.OK]
        failed = any(status >= HTTPStatus.INTERNAL_SERVER_ERROR for status in self.statuses)
        if failed or right < RIGHT * self.statuses.total():
            raise Failed(f"answered with {dict(self.statuses)}")


class _Connection:
    """A connection with one request in flight, and how much of its answer is still to come."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection((HOST, port), PATIENCE_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, one: bytes) -> None:
        self.begun = time.perf_counter()
        self.status = 0
        self.head = self.tail = b""
        self.left: int | None = None
        self.socket.sendall(one)

    def receive(self) -> bool:
        """Read what has arrived; return whether the answer is complete."""
        part = self.socket.recv(RECEIVED)
        if not part:
            raise Failed("a connection was ended in the middle of an answer")
        if not self.status:
            part = self._begin(part)
        if self.left is None:
            self.tail = (self.tail + part)[-len(END_OF_CHUNKS) :]
            return bool(self.status) and self.tail == END_OF_CHUNKS
        self.left -= len(part)
        return self.left <= 0

    def _begin(self, part: bytes) -> bytes:
        """Parse the head as far as needed, and return the start of the body."""
        self.head += part
        end = self.head.find(END_OF_HEAD)
        if end < 0:
            return b""
        head, rest = self.head[:end], self.head[end + len(END_OF_HEAD) :]
        self.status = int(head[9:12])
        if length := LENGTH.search(head):
            self.left = int(length.group(1))
        elif not CHUNKED.search(head):
            self.left = 0
        else:
            self.tail = b"\r\n"  # The end of the head may be followed by the last chunk at once.
        return rest


def ask_all(port: int, requests: Iterable[bytes], connections: int) -> Asked:
    """Send all requests; each connection sends the next one when it has its answer."""
    asked, following = Asked(), iter(requests)
    with selectors.DefaultSelector() as selector:
        for one in _first(following, connections):
            talk = _Connection(port)
            selector.register(talk.socket, selectors.EVENT_READ, talk)
            talk.send(one)
        begun = time.perf_counter()
        while selector.get_map():
            waiting = time.perf_counter()
            ready = selector.select(PATIENCE_S)
            asked.waited_s += time.perf_counter() - waiting
            if not ready:
                raise Failed(f"nothing was answered for {PATIENCE_S} s")
            for key, _ in ready:
                _go_on(key.data, asked, following, selector)
        asked.seconds = time.perf_counter() - begun
    return asked


def _first(following: Iterator[bytes], connections: int) -> Sequence[bytes]:
    return [one for _, one in zip(range(connections), following, strict=False)]


def _go_on(
    talk: _Connection,
    asked: Asked,
    following: Iterator[bytes],
    selector: selectors.BaseSelector,
) -> None:
    """Read from a connection; after a complete answer, send the next request or close it."""
    if not talk.receive():
        return
    asked.taken_s.append(time.perf_counter() - talk.begun)
    asked.statuses[talk.status] += 1
    if one := next(following, None):
        talk.send(one)
    else:
        selector.unregister(talk.socket)
        talk.socket.close()
