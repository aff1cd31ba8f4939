"""Ask many different requests, each once and in their order, over some connections, and time every answer.

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
    """What came of the requests: how long each answer took, with which status, and how long all took together."""

    taken_s: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0
    waited_s: float = (
        0.0  # Of these seconds, how many nothing was to be read: the client could have done more.
    )

    @property
    def per_second(self) -> float:
        """The rate of answers."""
        return len(self.taken_s) / self.seconds

    @property
    def busy(self) -> float:
        """The part of the time in which the client itself worked."""
        return 1 - self.waited_s / self.seconds

    def at_ms(self, percent: float) -> float:
        """The time within which so many of a hundred answers came."""
        taken = sorted(self.taken_s)
        return taken[min(len(taken) - 1, int(len(taken) * percent / 100))] * 1000

    def check(self) -> None:
        """Fail if the service did, or if more than a few were refused."""
        right = self.statuses[HTTPStatus.OK]
        failed = any(status >= HTTPStatus.INTERNAL_SERVER_ERROR for status in self.statuses)
        if failed or right < RIGHT * self.statuses.total():
            raise Failed(f"answered with {dict(self.statuses)}")


class _Connection:
    """A connection with one request under way: how much of its answer is still to come."""

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
        """Read what has come; whether that was the end of the answer."""
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
        """Read the head as far as it is needed, and return what stands behind it."""
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
    """Ask all of them; each connection asks the next one as soon as it has its answer."""
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
    """Read on; behind the end of an answer, ask the next request or hang up."""
    if not talk.receive():
        return
    asked.taken_s.append(time.perf_counter() - talk.begun)
    asked.statuses[talk.status] += 1
    if one := next(following, None):
        talk.send(one)
    else:
        selector.unregister(talk.socket)
        talk.socket.close()
