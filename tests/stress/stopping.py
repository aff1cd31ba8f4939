"""Stopping under load: whatever was sent, before the signal or after it, is answered."""

import asyncio
import os
import signal
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from itertools import cycle

from tests.running import PATIENCE_S, Running
from tests.stress.clients import Caller, Seen, request

LOAD_S = 0.5
READY = "Application startup complete"
ASKED = [
    request(address, *headers)
    for address in (
        "/v1/missions?limit=500",
        "/v1/figures?limit=100",
        "/v1/search?q=mali",
        "/v1/missions?limit=1&facet=kind",
    )
    for headers in ((), ("Connection: close",))
]


@dataclass(frozen=True)
class Stop:
    """How a service stopped that many were asking."""

    seen: Seen
    drained: bool
    code: int
    took_s: float


async def stop_under_load(service: Running, clients: int) -> Stop:
    """Lets clients ask, tells the service to stop, and waits until all of them have noticed."""
    seen = Seen()
    asking = [asyncio.create_task(_ask_on(service.port, n, seen)) for n in range(clients)]
    await asyncio.sleep(LOAD_S)
    told = time.monotonic()
    service.process.send_signal(signal.SIGTERM)
    drained = await asyncio.to_thread(_says_that_it_stops, service.address)
    await asyncio.gather(*asking)
    code = await asyncio.to_thread(service.process.wait, PATIENCE_S)
    return Stop(seen, drained, code, time.monotonic() - told)


async def _ask_on(port: int, number: int, seen: Seen) -> None:
    """Asks until nobody listens any more; every second client makes a connection for each request."""
    caller, turns = Caller(port), cycle(ASKED[number % 2 :: 2])
    while True:
        try:
            await caller.send(next(turns))
        except OSError as error:
            if isinstance(error, ConnectionRefusedError):
                return
            caller.close()
        else:
            await caller.receive(seen)


def _says_that_it_stops(address: str) -> bool:
    """Whether `/readyz` turns 503 before nobody listens any more."""
    while True:
        try:
            urllib.request.urlopen(f"{address}/readyz").close()  # noqa: S310  # loopback
        except urllib.error.HTTPError as refusal:
            return refusal.code == 503
        except OSError:
            return False


def kill_a_worker(service: Running, replaced: int = 0) -> float:
    """Kills one of two processes; seconds until another has taken its place."""
    service.wait_until_printed(READY, 2 + replaced)
    killed = time.monotonic()
    os.kill(next(filter(service.is_serving, service.workers())), signal.SIGKILL)
    service.wait_until_printed(READY, 3 + replaced)
    return time.monotonic() - killed
