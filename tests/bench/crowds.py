"""What users feel under load: mixed traffic, many large lists at once, and memory afterwards."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from threading import Event, Thread

from tests.bench.asking import Asked, ask_all
from tests.bench.goals import (
    LONGEST_WAIT_MS,
    MEMORY_GROWTH_MB,
    MEMORY_MB,
    MIXED_OF_BARE,
    MIXED_P99_MS,
    Finding,
)
from tests.bench.load import Failed, Question
from tests.bench.servers import Fetched, Server, bare_of_many, fetch, service
from tests.bench.traffic import Users, as_in_logs, as_request, codings_of, read_codes
from tests.stress.clients import request

CONNECTIONS = 16
SMALL_CONNECTIONS = 2
LARGE = "/v1/figures?limit=500&value__gte={}"
FIRST = "/v1/search?q=mandate"
SMALL = (
    "/healthz",
    "/v1/missions/minusma",
    "/v1/figures?limit=1&value__gte={}",
    "/v1/search?q=mali+{}",
)


@dataclass(frozen=True)
class Crowd:
    """Numbers of addresses, requests and seconds; scaled down for a first look."""

    scale: float = 1

    @property
    def addresses(self) -> int:
        """The number of different addresses in mixed traffic, each requested some four times."""
        return int(5000 * self.scale)

    @property
    def requests(self) -> int:
        """The number of requests in mixed traffic."""
        return 4 * self.addresses

    @property
    def large(self) -> int:
        """The number of large lists at once."""
        return int(300 * self.scale) + 1

    @property
    def different(self) -> int:
        """The number of different requests before memory is measured."""
        return int(60_000 * self.scale)

    @property
    def seconds(self) -> int:
        """The seconds of each timed measurement."""
        return int(3 * self.scale) + 1


def compare_crowds(database: Path, crowd: Crowd) -> Iterator[Finding]:
    """Run all measurements of this module, one after the other."""
    codes = read_codes(database)
    yield from compare_mixed(database, Users(codes), crowd.addresses, crowd.requests)
    yield compare_large(database, crowd.large)
    yield from compare_memory(database, Users(codes), crowd.different)


def compare_mixed(database: Path, users: Users, addresses: int, requests: int) -> Iterator[Finding]:
    """Compare mixed traffic, on a new process and repeated on the same, with a bare application."""
    asked = list(as_in_logs(users.addresses(addresses), requests))
    traffic = [as_request(address) for address in asked]
    with service(database, keeps=True) as ours, tempfile.TemporaryDirectory() as folder:
        passes = [ask_all(ours.port, traffic, CONNECTIONS) for _ in ("just begun", "seen once")]
        # What was asked last is still kept, and need not be worked out again.
        answers = {address: _fetch(ours, address) for address in dict.fromkeys(reversed(asked))}
        with bare_of_many(answers, Path(folder) / "answers") as reference:
            bare = ask_all(reference.port, traffic, CONNECTIONS)
    if bare.statuses != passes[-1].statuses:
        raise Failed("the bare application sends something else")
    for when, ask in zip(("just begun", "seen once"), passes, strict=True):
        yield from _of_mixed(f"mixed, {when}", ask, bare)


def _fetch(server: Server, address: str) -> Fetched:
    return fetch(server.port, Question(address, {"Accept-Encoding": codings_of(address)}))


def _of_mixed(name: str, ours: Asked, bare: Asked) -> Iterator[Finding]:
    ours.check()
    rates = f"{ours.per_second:,.0f}/s, bare {bare.per_second:,.0f}/s with the client {bare.busy:.0%} busy"
    times = ", ".join(f"p{at} {ours.at_ms(at):.1f}" for at in (50, 95, 99))
    ratio = ours.per_second / bare.per_second
    yield Finding(f"{name}: of bare", ratio, MIXED_OF_BARE, at_least=True, beside=rates)
    longest = f"{times}, longest {ours.at_ms(100):.0f}"
    yield Finding(f"{name}: p99", ours.at_ms(99), MIXED_P99_MS, "ms", beside=longest)


def compare_large(database: Path, number: int) -> Finding:
    """Many different large lists at once, while others ask for little.

    Who searches right after the start waits for the words of the search, large lists or not: that is told beside.
    """
    large = [as_request(LARGE.format(value)) for value in range(number)]
    with service(database, keeps=True) as ours:
        first = ask_all(ours.port, [request(FIRST)], 1)
        before_mb, over, others = ours.megabytes(), Event(), list[Asked]()
        small = (request(one.format(turn)) for turn, one in enumerate(cycle(SMALL)))
        asking = _until(over, small)
        thread = Thread(target=lambda: others.append(ask_all(ours.port, asking, SMALL_CONNECTIONS)))
        thread.start()
        lists = ask_all(ours.port, large, number)
        over.set()
        thread.join()
        memory = f"memory {before_mb:.0f} MB, at most {ours.megabytes('VmHWM'):.0f}"
    lists.check()
    times = (
        f"p50 {others[0].at_ms(50):.0f}; the first search after the start {first.at_ms(100):.0f}"
    )
    beside = (
        f"{len(others[0].taken_s)} asked, {times}; the lists took {lists.seconds:.1f} s; {memory}"
    )
    name = f"{number} large lists at once: longest wait of a small request"
    return Finding(name, others[0].at_ms(100), LONGEST_WAIT_MS, "ms", beside=beside)


def _until(over: Event, requests: Iterator[bytes]) -> Iterator[bytes]:
    while not over.is_set():
        yield next(requests)


def compare_memory(database: Path, users: Users, requests: int) -> Iterator[Finding]:
    """Measure a worker's memory after many different requests, and the growth in the last third."""
    asked = [as_request(address) for address in users.light_addresses(requests)]
    with service(database, keeps=True) as ours:
        seen_mb = [ours.megabytes()]
        for third in range(3):
            part = asked[third * requests // 3 : (third + 1) * requests // 3]
            ask_all(ours.port, part, CONNECTIONS).check()
            seen_mb.append(ours.megabytes())
    beside = f"with KEPT_MB as shipped; after each third {', '.join(f'{mb:.0f}' for mb in seen_mb)}"
    name = f"memory of a worker after {requests:,} different requests"
    yield Finding(name, seen_mb[-1], MEMORY_MB, "MB", beside=beside)
    growth = seen_mb[-1] - seen_mb[-2]
    yield Finding("memory: growth in the last third", growth, MEMORY_GROWTH_MB, "MB")
