"""Load a server with one request as fast as it answers: by `wrk` if installed, or Python."""

import asyncio
import re
import shutil
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from statistics import median

from tests.running import HOST
from tests.stress.clients import request

VARIED = Path(__file__).with_name("varied.lua")
LONGEST_S = 32  # Of a round.
UNIT_MS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
WRK = shutil.which("wrk")
CLIENT = "wrk" if WRK else "the Python client, which is slower than the servers: ratios lean to 1"


@dataclass(frozen=True)
class Question:
    """A request; `varied` ones differ in `Accept`, as those of different clients do."""

    address: str
    headers: dict[str, str] = field(default_factory=dict)
    varied: bool = False


@dataclass(frozen=True)
class Load:
    """The measurements of one round."""

    per_second: float
    p50_ms: float
    p99_ms: float

    @property
    def spread(self) -> float:
        """The 99th percentile of the latency in multiples of the median."""
        return self.p99_ms / self.p50_ms


class Failed(Exception):
    """A round in which not every request was answered, so that its numbers mean nothing."""


class Unanswered(Failed):
    """A round too short for the first answer."""


def measure(port: int, question: Question, connections: int, seconds: int) -> Load:
    """Measure one round; a longer one if no request was answered in time."""
    if WRK is None:
        return asyncio.run(_measure_from_python(port, question, connections, seconds))
    try:
        return _measure_with_wrk(WRK, port, question, connections, seconds)
    except Unanswered:  # A hundred pages of a naive application may take longer than a second.
        if 2 * seconds > LONGEST_S:
            raise
        return measure(port, question, connections, 2 * seconds)


def _measure_with_wrk(
    wrk: str, port: int, question: Question, connections: int, seconds: int
) -> Load:
    options = [f"-c{connections}", "-t1", f"-d{seconds}s", "--latency", "--timeout", "10s"]
    options += [f"-H{name}: {value}" for name, value in question.headers.items()]
    options += ["-s", str(VARIED)] if question.varied else []
    done = subprocess.run(  # noqa: S603  # our own words
        [wrk, *options, f"http://{HOST}:{port}{question.address}"],
        capture_output=True,
        text=True,
        check=True,
    )
    return read_wrk(done.stdout)


def read_wrk(printed: str) -> Load:
    """Parse the output of `wrk --latency`."""
    if trouble := re.search(r"(Socket errors|Non-2xx or 3xx responses): .*", printed):
        raise Failed(trouble.group())
    rate = re.search(r"Requests/sec:\s+([\d.]+)", printed)
    if rate is None:
        raise Failed(f"wrk printed no rate: {printed}")
    if not float(rate.group(1)):
        raise Unanswered(
            "not one request was answered in time: this machine is too slow, or too busy"
        )
    return Load(float(rate.group(1)), _percentile(printed, 50), _percentile(printed, 99))


def _percentile(printed: str, percent: int) -> float:
    found = re.search(rf"^\s+{percent}%\s+([\d.]+)(us|ms|s|m)\s*$", printed, re.MULTILINE)
    if found is None:
        raise Failed(f"wrk printed no latency at {percent}%: {printed}")
    return float(found.group(1)) * UNIT_MS[found.group(2)]


def median_of(rounds: Iterable[Load]) -> Load:
    """The middle of several rounds, number by number."""
    seen = list(rounds)
    return Load(
        median(one.per_second for one in seen),
        median(one.p50_ms for one in seen),
        median(one.p99_ms for one in seen),
    )


async def _measure_from_python(
    port: int, question: Question, connections: int, seconds: int
) -> Load:
    taken_s: list[float] = []
    until = time.perf_counter() + seconds
    clients = [_ask_in_turn(port, question, until, taken_s) for _ in range(connections)]
    await asyncio.gather(*clients)
    taken_s.sort()
    at_50, at_99 = (taken_s[int(len(taken_s) * part)] for part in (0.5, 0.99))
    return Load(len(taken_s) / seconds, at_50 * 1000, at_99 * 1000)


async def _ask_in_turn(port: int, question: Question, until: float, taken_s: list[float]) -> None:
    reader, writer = await asyncio.open_connection(HOST, port)
    for one in cycle(_requests(question)):
        begun = time.perf_counter()
        if begun >= until:
            break
        writer.write(one)
        await _read_answer(reader)
        taken_s.append(time.perf_counter() - begun)
    writer.close()


def _requests(question: Question) -> list[bytes]:
    variants = [{"Accept": f"*/*;q=0.{n:03}"} for n in range(1, 1000)] if question.varied else [{}]
    return [_request_for(question, more) for more in variants]


def _request_for(question: Question, more: dict[str, str]) -> bytes:
    headers = (question.headers | more).items()
    return request(question.address, *(f"{name}: {value}" for name, value in headers))


async def _read_answer(reader: asyncio.StreamReader) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if not head.startswith((b"http/1.1 200", b"http/1.1 304")):
        raise Failed(head.decode("latin-1"))
    if length := re.search(rb"\r\ncontent-length: (\d+)", head):
        await reader.readexactly(int(length.group(1)))
    elif b"\r\ntransfer-encoding: chunked" in head:
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
