"""Start uvicorn: one process, or workers under its own supervisor. How it stops is in `api/http/draining.py`."""

import asyncio
import errno
import os
import signal
import socket
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors.multiprocess import Multiprocess, Process

from api.http.access_log import LOGGING
from api.http.draining import FINISHING_S, SIGNALS

if sys.platform != "win32":
    import resource

PROCESS_MB = 270  # Memory of a worker beside its response cache, as OPERATIONS.md explains.
OPEN_MAX = 10_240
SILENT_LOOKS = 120  # The supervisor pings its workers twice a second.
# How much of an answer the socket buffers beyond what is on its way. Else it copies a whole list for each client that
# does not read: a thousand of them had it copy a gigabyte, and everybody else wait.
UNSENT_BYTES = 128 * 1024
NO_ADDRESS = "{host} is no address of this machine; --host 127.0.0.1 serves this machine alone, 0.0.0.0 all that reach it"
REASONS = {
    errno.EADDRINUSE: "port {port} of {host} is in use; end what listens there, or name another port with --port",
    errno.EACCES: "port {port} is not for this user; take one above 1023 with --port, and a reverse proxy before it",
}


class NotListening(Exception):
    """The host and port cannot be listened at; the message says why, and what would be right."""


def bind(host: str, port: int) -> socket.socket:
    """Bind the socket before anything is built; raise `NotListening` when that is not possible."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if sys.platform != "win32":  # Each connection takes it over from the listener.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, UNSENT_BYTES)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        why = REASONS.get(error.errno or 0, NO_ADDRESS).format(host=host, port=port)
        raise NotListening(f"{why} ({error.strerror})") from error
    return listener


def serve(listener: socket.socket, *, workers: int) -> None:
    """Serve until told to stop; end with 0, or with uvicorn's exit code 3 when the workers cannot start."""
    config = Config(
        "api.app:create_configured_app",
        factory=True,
        workers=workers,
        access_log=False,  # Ours is middleware of the service, where the settings ask for it.
        log_config=LOGGING,
        proxy_headers=False,
        server_header=False,
        http="api.http.protocol:HttpProtocol",
        loop="api.http.draining:Loop",
        ws="none",
        timeout_graceful_shutdown=FINISHING_S,
    )
    allow_many_connections()
    for number in SIGNALS:
        # uvicorn raises the signal once more when it has stopped in order; that ends with 0.
        signal.signal(number, _end)
    if workers == 1:
        uvicorn.Server(config).run([listener])
        return
    supervisor = Supervisor(config, [listener])
    supervisor.run()
    if any(worker.exitcode == STARTUP_FAILURE for worker in supervisor.processes):
        sys.exit(STARTUP_FAILURE)


def most_workers(kept_mb: int) -> int | None:
    """Return how many workers fit into the memory of this machine; None where the system does not tell its size."""
    if sys.platform == "win32":
        return None
    megabytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1_000_000
    return max(1, megabytes // (PROCESS_MB + kept_mb))


def allow_many_connections() -> None:
    """Raise the limit of open files, and so of connections, to the most that the system allows."""
    if sys.platform == "win32":
        return
    present, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    # macOS says that there is no limit, and then refuses more than this.
    for wanted in (most, max(present, OPEN_MAX)):
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
            return


def _end(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)


class Config(uvicorn.Config):
    """uvicorn's settings; the application is loaded before uvicorn handles signals: until then, one ends the process.

    A worker that is told to stop while it starts would else hold the listener, where clients queue for nobody.
    """

    def get_loop_factory(self) -> Callable[[], asyncio.AbstractEventLoop] | None:
        """Load the application, then return the factory of its event loop."""
        self.load()
        return super().get_loop_factory()


class Supervisor(Multiprocess):
    """uvicorn's supervisor, but it closes its listener before it stops its workers, and waits longer for a silent one.

    As long as it held the listener open, connections would queue there for nobody. uvicorn documents neither
    `Multiprocess` with its `sockets`, `processes`, `terminate_all` and `keep_subprocess_alive`, nor that it stops when
    a worker ends with `STARTUP_FAILURE`: `pyproject.toml` therefore bounds its version.
    """

    def __init__(self, config: uvicorn.Config, sockets: list[socket.socket]) -> None:
        super().__init__(config, sockets)
        self.unanswered: Counter[Process] = Counter()

    def keep_subprocess_alive(self) -> None:
        """Replace each worker that has ended, or has not answered pings for a minute.

        uvicorn waits five seconds for each, and kills the silent: on a busy machine one worker after the other that
        was about to serve, or is answering many requests.
        """
        workers = self.processes
        for place, worker in enumerate(workers):
            if not self._is_well(worker):
                worker.process.kill()
                worker.process.join()  # Else uvicorn may still wait for its answer.
                self.processes = [worker]
                super().keep_subprocess_alive()
                workers[place] = self.processes[0]
        self.processes = workers

    def _is_well(self, worker: Process) -> bool:
        """Tell whether a worker runs and has answered one of the last pings, whose answers are read a ping later."""
        # Looks are counted, not time: while the supervisor did not run, perhaps nobody did.
        self.unanswered[worker] = 0 if worker.ping(timeout=0) else self.unanswered[worker] + 1
        return worker.process.is_alive() and self.unanswered[worker] < SILENT_LOOKS

    def terminate_all(self) -> None:
        """Leave the listener to the workers, which close it when they have drained."""
        for listener in self.sockets:
            listener.close()
        super().terminate_all()
