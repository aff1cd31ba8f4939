"""Good and bad clients; each runs as long as it is told."""

import asyncio
import re
import socket
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from itertools import cycle

from tests.running import HOST

SMALL_BUFFER = 4096
TRICKLE_S = 0.3
GONE = (OSError, EOFError)


@dataclass
class Seen:
    """What clients have observed: answers, and requests without an answer."""

    statuses: list[int] = field(default_factory=list)
    taken_s: list[float] = field(default_factory=list)
    lost: int = 0

    @classmethod
    def sum(cls, several: Iterable["Seen"]) -> "Seen":
        """Add up the observations of several clients."""
        whole = cls()
        for one in several:
            whole.statuses += one.statuses
            whole.taken_s += one.taken_s
            whole.lost += one.lost
        return whole

    @property
    def failed(self) -> int:
        """The number of answers with a server error."""
        return sum(status >= 500 for status in self.statuses)

    def slowest_of_ms(self, hundred: int) -> float:
        """The latency at a percentile."""
        taken = sorted(self.taken_s)
        return taken[len(taken) * hundred // 100] * 1000


# Of a client: the port, until when it goes on, and what it has seen.
Client = Callable[[int, float, Seen], Awaitable[None]]


def request(address: str, *headers: str) -> bytes:
    """A raw request."""
    return "\r\n".join([f"GET {address} HTTP/1.1", f"Host: {HOST}", *headers, "", ""]).encode()


class Caller:
    """A keep-alive connection, reopened when needed."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def send(self, one: bytes) -> None:
        """Sends a request."""
        if self.streams is None:
            self.streams = await asyncio.open_connection(HOST, self.port)
        self.streams[1].write(one)
        await self.streams[1].drain()

    async def receive(self, seen: Seen) -> None:
        """Wait for a complete answer."""
        begun = time.monotonic()
        try:
            seen.statuses.append(await self._read_status())
            seen.taken_s.append(time.monotonic() - begun)
        except GONE:
            seen.lost += 1
            self.close()

    async def _read_status(self) -> int:
        assert self.streams
        head = (await self.streams[0].readuntil(b"\r\n\r\n")).lower()
        if length := re.search(rb"\r\ncontent-length: (\d+)", head):
            await self.streams[0].readexactly(int(length.group(1)))
        if b"\r\nconnection: close" in head:
            self.close()
        return int(head.split()[1])

    def close(self) -> None:
        """Ends the connection, if there is one."""
        if self.streams:
            self.streams[1].close()
        self.streams = None


def asking(requests: Iterable[bytes], pause_s: float = 0) -> Client:
    """A client that sends requests in a loop, with a pause between them."""
    turns = cycle(requests)

    async def ask(port: int, until: float, seen: Seen) -> None:
        caller = Caller(port)
        while time.monotonic() < until:
            await caller.send(next(turns))
            await caller.receive(seen)
            await asyncio.sleep(pause_s)
        caller.close()

    return ask


def holding(first: bytes, then: bytes = b"") -> Client:
    """A slow client: it sends something, trickles more, reads nothing, and reconnects."""

    async def hold(port: int, until: float, _: Seen) -> None:
        while time.monotonic() < until:
            with socket.socket() as connection:
                connection.setblocking(False)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
                await asyncio.get_running_loop().sock_connect(connection, (HOST, port))
                connection.send(first)
                await _trickle(connection, then, until)

    return hold


async def _trickle(connection: socket.socket, then: bytes, until: float) -> None:
    """Send bit by bit until time is up or the server closes the connection."""
    while time.monotonic() < until:
        try:
            connection.send(then)
        except BlockingIOError:
            pass
        except OSError:
            return
        await asyncio.sleep(TRICKLE_S)


async def gather(client: Client, clients: int, port: int, seconds: float) -> Seen:
    """Run this many clients of one kind for a time; their observations together."""
    seen, until = Seen(), time.monotonic() + seconds
    await asyncio.gather(*(client(port, until, seen) for _ in range(clients)))
    return seen
