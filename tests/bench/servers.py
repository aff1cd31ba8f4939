"""The servers that are compared: each one process on the first core, ended when it has been measured.

The service runs as its users run it, the bare and the naive reference under plain uvicorn, with the same loop and
parser (uvloop and httptools where installed), all without an access log. Whoever asks runs on the last core.
"""

import json
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path

from tests.bench.load import Failed, Question
from tests.running import HOST, free_port, megabytes_of

PATIENCE_S = 60
RIGHT = (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)
SERVICE = (sys.executable, "-m", "api")
UVICORN = (sys.executable, "-m", "uvicorn", "--factory", "--no-access-log", "--no-server-header")
# Counts and suggestions that nobody asked for are switched off, which makes it faster.
DATASETTE = (sys.executable, "-m", "datasette", "serve", "--setting", "suggest_facets", "off")
CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


@dataclass(frozen=True)
class Server:
    """A running server, and how long it took until its first answer."""

    pid: int
    port: int
    started_s: float

    def megabytes(self, kind: str = "VmRSS") -> float:
        """Its memory, as `megabytes_of` counts it."""
        return megabytes_of(self.pid, kind)


@dataclass(frozen=True)
class Fetched:
    """One answer, as it came over the wire."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


def fetch(port: int, question: Question) -> Fetched:
    """Send one request; the `Date` header is left out of the answer."""
    connection = HTTPConnection(HOST, port, timeout=PATIENCE_S)
    try:
        connection.request("GET", question.address, headers=question.headers)
        answer = connection.getresponse()
        headers = [pair for pair in answer.getheaders() if pair[0].lower() != "date"]
        return Fetched(answer.status, headers, answer.read())
    finally:
        connection.close()


def fetch_right(port: int, question: Question) -> Fetched:
    """Send one request that must succeed, so that no error or redirect is measured."""
    answer = fetch(port, question)
    if answer.status not in RIGHT:
        raise Failed(f"{question.address} is answered with {answer.status}")
    return answer


@contextmanager
def service(
    database: Path, *, keeps: bool, settings: dict[str, str] | None = None
) -> Iterator[Server]:
    """The service itself; with its response cache on the warm path, without on the cold one."""
    known = {"PEACEKEEPING_DATABASE_URL": f"sqlite:///{database}", **(settings or {})}
    if not keeps:
        known["PEACEKEEPING_KEPT_MB"] = "0"
    with _running([*SERVICE], known, "/readyz") as server:
        yield server


@contextmanager
def bare(answer: Fetched, body: Path) -> Iterator[Server]:
    """An application that gives this answer to everything; its body is put into a file."""
    body.write_bytes(answer.body)
    prepared = {"status": answer.status, "headers": answer.headers, "body": str(body)}
    command = [*UVICORN, "--lifespan", "off", "tests.bench.bare:create_app"]
    with _running(command, {"BENCH_ANSWER": json.dumps(prepared)}, "/") as server:
        yield server


@contextmanager
def bare_of_many(answers: dict[str, Fetched], file: Path) -> Iterator[Server]:
    """An application that looks its answer up by address; the answers are put into a file."""
    prepared = {
        address: (answer.status, answer.headers, answer.body) for address, answer in answers.items()
    }
    file.write_bytes(pickle.dumps(prepared))
    command = [*UVICORN, "--lifespan", "off", "tests.bench.bare:create_app_of_many"]
    with _running(command, {"BENCH_ANSWERS": str(file)}, "/") as server:
        yield server


@contextmanager
def naive(database: Path) -> Iterator[Server]:
    """The naive FastAPI and SQLModel application."""
    known = {"BENCH_DATABASE": str(database)}
    with _running([*UVICORN, "tests.bench.naive:create_app"], known, "/openapi.json") as server:
        yield server


@contextmanager
def datasette(database: Path) -> Iterator[Server]:
    """Datasette, told that the file does not change."""
    with _running([*DATASETTE, "-i", str(database)], {}, "/-/versions.json") as server:
        yield server


@contextmanager
def _running(command: list[str], known: dict[str, str], ready: str) -> Iterator[Server]:
    port, begun = free_port(), time.perf_counter()
    process = subprocess.Popen(  # noqa: S603  # our own words
        [*command, "--port", str(port)],
        env={**_environment(), **known},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        pin(process.pid, 0)
        _wait(process, port, ready)
        yield Server(process.pid, port, time.perf_counter() - begun)
    finally:
        process.terminate()
        process.wait(PATIENCE_S)


def _environment() -> dict[str, str]:
    """The variables of this process, but compiled code is kept, as it is where a service runs."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def pin(pid: int, *cores: int) -> None:
    """Pin a process and its future children to some cores, where the system allows it."""
    if CORES:
        os.sched_setaffinity(pid, {CORES[core] for core in cores})


def _wait(process: subprocess.Popen[bytes], port: int, ready: str) -> None:
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            fetch(port, Question(ready))
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"it did not start: {process.args!r}") from None
            time.sleep(0.02)
