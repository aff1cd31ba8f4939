"""The effect of bad clients on others: the faults, and how many clients of each."""

import asyncio
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from tests.running import Running
from tests.stress.clients import Client, Seen, asking, gather, holding, request
from tests.stress.hostile import (
    LONG_ADDRESSES,
    MANY_PARAMETERS,
    OVERSIZED_HEADERS,
    SEARCHES,
    cursors,
)

BYSTANDERS = 16
BYSTANDERS_PAUSE_S = 0.02
SETTLING_S = 0.5
LARGE = request("/v1/figures?limit=500") * 8
ORDINARY = [
    request(address)
    for address in (
        "/v1/missions?limit=20",
        "/v1/missions/minusma",
        "/v1/search?q=mali",
        "/v1/figures?limit=50",
    )
]


@dataclass(frozen=True)
class Fault:
    """A kind of bad client, and the number of them."""

    name: str
    clients: int
    client: Client


@dataclass(frozen=True)
class Outcome:
    """The result for the bad clients, for the others, and for the service's memory."""

    bad: Seen
    others: Seen
    mb_before: float
    mb_peak: float


def faults(address: str, many: int, few: int) -> list[Fault]:
    """List all faults; `many` clients hold connections, `few` send as fast as they can."""
    return [
        Fault("headers, a byte at a time", many, holding(b"GET / HTTP/1.1\r\nX: ", b"x")),
        Fault("answers that are not read", many, holding(LARGE)),
        Fault("idle connections", many, holding(b"")),
        Fault("connections that send blank lines", many, holding(b"", b"\r\n")),
        Fault("oversized headers", few, asking(OVERSIZED_HEADERS)),
        Fault("addresses of 64 kB", few, asking(LONG_ADDRESSES)),
        Fault("thousands of parameters", few, asking(MANY_PARAMETERS)),
        Fault("strange words to search for", few, asking(SEARCHES)),
        Fault("deep and forged cursors", few, asking(cursors(address))),
    ]


def bystanders() -> Executor:
    """A process for the good clients, not slowed down by the load that the bad ones cause here."""
    return ProcessPoolExecutor(1, get_context("spawn"))


def ask_as_ever(port: int, seconds: float) -> Seen:
    """The observations of good clients that send ordinary requests."""
    return asyncio.run(gather(asking(ORDINARY, BYSTANDERS_PAUSE_S), BYSTANDERS, port, seconds))


async def bear(service: Running, fault: Fault, seconds: float, others: Executor) -> Outcome:
    """Run bad and good clients at once."""
    before = service.begin_peak()
    bad = asyncio.create_task(gather(fault.client, fault.clients, service.port, seconds))
    await asyncio.sleep(SETTLING_S)
    loop = asyncio.get_running_loop()
    seen = await loop.run_in_executor(others, ask_as_ever, service.port, seconds - SETTLING_S)
    return Outcome(await bad, seen, before, service.megabytes("VmHWM"))
