"""Stopping under load: whatever was sent, before the signal or after it, is answered."""

import asyncio
import os
import signal
import time
from dataclasses import dataclass
from itertools import cycle

from tests.running import PATIENCE_S, Running
from tests.stress.clients import Caller, Seen, request

LOAD_S = 0.5
READY = "Application startup complete"
# Every second one makes a connection for each request.
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
    """The end of a service under load; `drained`: `/readyz` failed first."""

    seen: Seen
    drained: bool
    code: int
    took_s: float


async def stop_under_load(service: Running, clients: int) -> Stop:
    """Run clients, send the stop signal, and wait until all connections are refused."""
    seen, told = Seen(), Seen()
    asking = [
        *(_ask_on(service.port, ASKED[n % 2 :: 2], seen) for n in range(clients)),
        # Its connection is kept, so that its last answer is one that was given while the service drained.
        _ask_on(service.port, [request("/readyz")], told),
    ]
    everybody = asyncio.gather(*asking)
    await asyncio.sleep(LOAD_S)
    begun = time.monotonic()
    service.process.send_signal(signal.SIGTERM)
    await everybody
    code = await asyncio.to_thread(service.process.wait, PATIENCE_S)
    return Stop(seen, 503 in told.statuses, code, time.monotonic() - begun)


async def _ask_on(port: int, requests: list[bytes], seen: Seen) -> None:
    """Send requests until the port refuses connections."""
    caller, turns = Caller(port), cycle(requests)
    while True:
        try:
            await caller.send(next(turns))
        except OSError as error:
            if isinstance(error, ConnectionRefusedError):
                return
            caller.close()
        else:
            await caller.receive(seen)


def kill_a_worker(service: Running, replaced: int = 0) -> float:
    """Kill one of two workers; the seconds until it is replaced."""
    service.wait_until_printed(READY, 2 + replaced)
    killed = time.monotonic()
    os.kill(next(filter(service.is_serving, service.workers())), signal.SIGKILL)
    service.wait_until_printed(READY, 3 + replaced)
    return time.monotonic() - killed
