"""The service as a process of its own, `python -m api`, as its users run it."""

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

HOST = "127.0.0.1"
# Ports below those that systems give away: Linux from 32768 on, others from 49152.
OURS = range(20_000, 32_000)
PATIENCE_S = 300  # Far more than it takes; a busy machine fails nothing.


@dataclass(frozen=True)
class Running:
    """A running, ready service."""

    process: subprocess.Popen[str]
    port: int
    output: IO[str]

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def has_ended(self) -> bool:
        """Whether the process has ended."""
        return self.process.poll() is not None

    def stop(self) -> int:
        """Ask the service to stop; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE_S)

    def printed(self) -> str:
        """Its output so far."""
        self.output.seek(0)
        return self.output.read()

    def wait_until_printed(self, words: str, times: int) -> None:
        """Wait until its output has these words this many times."""
        assert until(lambda: self.printed().count(words) >= times), f"not printed: {words!r}"

    def megabytes(self, kind: str) -> float:
        """Its memory, as `megabytes_of` counts it."""
        return megabytes_of(self.process.pid, kind)

    def begin_peak(self) -> float:
        """Its memory now; `VmHWM`, the peak, is counted from now on."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5", encoding="ascii")
        return self.megabytes("VmRSS")

    def workers(self) -> list[int]:
        """The process ids of all workers so far, ended ones included."""
        return [int(pid) for pid in re.findall(r"Started server process \[(\d+)]", self.printed())]

    def is_serving(self, pid: int) -> bool:
        """Whether a worker runs."""
        try:
            state = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
        except OSError:
            return False
        return state != "Z"


@contextmanager
def running(database: Path, *options: str, **settings: object) -> Iterator[Running]:
    """Run the service over a database, with these options and settings."""
    known = {f"PEACEKEEPING_{name.upper()}": str(value) for name, value in settings.items()}
    port = free_port()
    with TemporaryFile("w+") as output:
        process = subprocess.Popen(  # noqa: S603  # our own command with our own words
            [sys.executable, "-m", "api", "--port", str(port), *options],
            env={**os.environ, "PEACEKEEPING_DATABASE_URL": f"sqlite:///{database}", **known},
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )
        service = Running(process, port, output)
        try:
            wait_until_ready(service)
            yield service
        finally:
            if not service.has_ended():
                service.stop()


def until(true: Callable[[], bool]) -> bool:
    """Poll a condition; whether it became true in time."""
    end = time.monotonic() + PATIENCE_S
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def megabytes_of(pid: int, kind: str) -> float:
    """The memory of a process, as Linux counts it: `VmRSS` now, `VmHWM` at most."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith(kind))
    return int(kilobytes) / 1000


def free_port() -> int:
    """A free port outside the range that systems assign by themselves, so that it stays free."""
    while True:
        port = secrets.choice(OURS)
        with socket.socket() as free, suppress(OSError):
            free.bind((HOST, port))
            return port


def wait_until_ready(service: Running) -> None:
    """Wait until the service is ready."""
    assert until(lambda: service.has_ended() or _is_ready(service)), service.printed()
    assert not service.has_ended(), f"the service did not start: {service.printed()}"


def _is_ready(service: Running) -> bool:
    try:
        with urllib.request.urlopen(f"{service.address}/readyz"):  # noqa: S310  # loopback
            return True
    except OSError:
        return False
