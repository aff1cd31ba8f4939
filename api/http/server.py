"""The server around the application: it starts, puts up with bad clients, and stops without losing a request."""

import asyncio
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import cached_property
from multiprocessing import get_context
from socket import IPPROTO_TCP, socket
from types import FrameType

import uvicorn
from uvicorn.supervisors import Multiprocess, multiprocess

from api.http.access_log import LOGGING
from api.http.connections import Connection
from api.settings import Settings, read_settings

if sys.platform != "win32":
    import resource
    from socket import TCP_NOTSENT_LOWAT

TICKS_BETWEEN_LOOKS = 10  # A tick is a tenth of a second.
LAST_LOOK_S = 0.1  # What was accepted last is read within this time.
FINISHING_S = 7  # Longer than a question takes; with the rest within the ten seconds of Docker.
UNSENT_BYTES = 64 * 1024
PIPE_LOOK_S = 0.1


def serve(*, host: str, port: int, workers: int) -> None:
    """Serves until it is told to stop, from one process or from several that are replaced when they die."""
    config = uvicorn.Config(
        "api.app:create_configured_app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        access_log=False,  # Ours is a layer of the service, where the settings ask for it.
        log_config=LOGGING,
        proxy_headers=False,
        server_header=False,
        http=Connection,
        ws="none",
        timeout_graceful_shutdown=FINISHING_S,
    )
    allow_many_connections()
    with closing(config.bind_socket()) as listener:
        show_slow_readers(listener)
        if workers == 1:
            Server(config, read_settings()).run([listener])
        else:
            # The supervisor has no other way to be told what it starts.
            multiprocess.Process = Worker  # type: ignore[misc]
            Supervisor(config, [listener]).run()


def allow_many_connections() -> None:
    """Lets the process have as many connections as the system allows it, which is more than it begins with."""
    if sys.platform != "win32":
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def show_slow_readers(listener: socket) -> None:
    """Has the system hold little of what clients do not read, or they would seem to have stopped for minutes."""
    if sys.platform != "win32":
        listener.setsockopt(IPPROTO_TCP, TCP_NOTSENT_LOWAT, UNSENT_BYTES)


class Server(uvicorn.Server):
    """A server that hangs up on clients who are too slow, and before it stops answers what was asked."""

    def __init__(self, config: uvicorn.Config, settings: Settings) -> None:
        super().__init__(config)
        self.settings = settings

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begins to stop; the signal is not raised once more at the end, so the process ends with 0."""
        super().handle_exit(sig, frame)
        self._captured_signals.clear()

    async def on_tick(self, counter: int) -> bool:
        """Looks at all clients once a second."""
        if counter % TICKS_BETWEEN_LOOKS == 0:
            self._hang_up_on_slow_clients()
        return await super().on_tick(counter)

    def _hang_up_on_slow_clients(self) -> None:
        now, patience_s = time.monotonic(), self.settings.patience_s
        for connection in list(self.server_state.connections):
            if isinstance(connection, Connection) and connection.is_too_slow(now, patience_s):
                connection.hang_up()

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """Lets `/readyz` say that it stops and clients go, answers who still comes, and only then closes."""
        self.lifespan.state["draining"] = True
        self.server_state.default_headers.append((b"connection", b"close"))
        await asyncio.sleep(self.settings.drain_s)
        await self._stop_listening(sockets or [])
        await asyncio.sleep(LAST_LOOK_S)
        await super().shutdown(sockets)

    async def _stop_listening(self, listeners: list[socket]) -> None:
        """Takes in who is still queueing at the door, as the system would turn them away, and closes it."""
        last = [client for listener in listeners for client in _accept_all(listener)]
        for server in self.servers:
            server.close()
        for client in last:
            await asyncio.get_running_loop().connect_accepted_socket(self._make_connection, client)

    def _make_connection(self) -> Connection:
        return Connection(self.config, self.server_state, self.lifespan.state)


def _accept_all(listener: socket) -> Iterator[socket]:
    with suppress(OSError):
        while True:
            yield listener.accept()[0]


class Supervisor(Multiprocess):
    """Starts the workers, replaces those that die, and stops them."""

    def terminate_all(self) -> None:
        """Leaves the door to the workers, who know when to close it, and tells them to stop."""
        for listener in self.sockets:
            listener.close()
        super().terminate_all()


class Worker(multiprocess.Process):
    """One of several processes: forked from one that has read all the code, or a new one would take seconds."""

    def __init__(self, config: uvicorn.Config, sockets: list[socket]) -> None:
        super().__init__(config, sockets)
        if sys.platform != "win32":
            context = get_context("forkserver")
            context.set_forkserver_preload(["api.app", "api.__main__"])
            self.process = context.Process(target=self.run, args=(sockets,))  # type: ignore[assignment]

    def run(self, sockets: list[socket]) -> None:
        """What the new process does."""
        self.parent_conn.close()  # With this end open, it would not notice that the supervisor is gone.
        self.config.configure_logging()
        self.target(sockets)

    def ping(self, timeout: float = 5) -> bool:
        """Whether it answers; the dead are not waited for, as a pipe that others hold open does not tell."""
        until = time.monotonic() + timeout
        with suppress(OSError, EOFError):
            self.parent_conn.send(b"ping")
            while self.process.is_alive() and time.monotonic() < until:
                if self.parent_conn.poll(PIPE_LOOK_S):
                    self.parent_conn.recv()
                    return True
        return False

    def always_pong(self) -> None:
        """Tells the supervisor that it lives; when there is no supervisor any more, it stops."""
        with suppress(EOFError, OSError):
            super().always_pong()
        self.server.should_exit = True

    @cached_property
    def server(self) -> Server:
        """Made in the worker itself, which reads its own settings."""
        return Server(self.config, read_settings())
