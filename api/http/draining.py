"""Shut down gracefully: drain on SIGTERM without losing a request, through ASGI, asyncio and uvicorn's `--loop` alone.

uvicorn by itself closes its listener and idle connections at once: requests that are on their way, or wait to be
accepted, get a reset. Here ASGI middleware handles the signal first: `/readyz` turns 503 and every answer says
`Connection: close`, so that load balancers and clients go elsewhere; then the connections in the backlog are accepted,
the listener is closed, and their requests are read; and only then the signal is passed on to uvicorn. It works alike
in one process and in each of several workers. A process that does not listen yet ends at once.
"""

import asyncio
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from socket import socket
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

if sys.platform == "win32":
    from asyncio import SelectorEventLoop as BaseLoop
else:
    from uvloop import Loop as BaseLoop

LOG = logging.getLogger(__name__)
SIGNALS = (signal.SIGINT, signal.SIGTERM)
HEARING_S = 1  # How long the connections accepted last have to send their request.
LAST_LOOK_S = 0.1
FINISHING_S = 6  # Longer than a query may take; with the rest within the ten seconds of Docker.


class Loop(BaseLoop):
    """An event loop that remembers its listeners, as uvicorn does not tell the application of them."""

    def __init__(self) -> None:
        super().__init__()
        self.listeners: list[tuple[Any, Callable[[], asyncio.Protocol]]] = []

    async def create_server(self, protocol_factory: Any, *args: Any, **options: Any) -> Any:
        """Listen as asyncio does, and remember the listener."""
        server = await super().create_server(protocol_factory, *args, **options)
        self.listeners.append((server, protocol_factory))
        return server

    async def stop_listening(self) -> None:
        """Accept the connections in the backlog, which the system would reset, and close the listeners."""
        for server, protocol_factory in self.listeners:
            queued = [client for listener in server.sockets for client in _accept_all(listener)]
            server.close()
            for client in queued:
                await self.connect_accepted_socket(protocol_factory, client)

    async def hear_all(self) -> None:
        """Wait until each connection has sent a request, for a second at most."""
        # Looks are counted, not time: a process that did not run meanwhile has read nothing.
        for _ in range(round(HEARING_S / LAST_LOOK_S)):
            await asyncio.sleep(LAST_LOOK_S)
            if not any(connection.cycle is None for connection in self._connections()):
                return

    def _connections(self) -> Iterator[Any]:
        """Yield uvicorn's connections, which any of its protocols knows."""
        for _, protocol_factory in self.listeners:
            protocol: Any = protocol_factory()
            yield from protocol.connections


def _accept_all(listener: socket) -> Iterator[socket]:
    # What asyncio gives is a view of the socket, which cannot accept.
    with socket(fileno=os.dup(listener.fileno())) as door, suppress(OSError):
        door.setblocking(False)
        while True:
            yield door.accept()[0]


class Draining:
    """ASGI middleware that drains the service when the process is told to stop."""

    def __init__(self, service: ASGIApp, drain_s: float) -> None:
        self.service = service
        self.drain_s = drain_s
        self.task: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; an answer that is given while draining closes its connection."""
        if scope["type"] == "lifespan":
            with self._handling_signals():
                await self.service(scope, receive, send)
            return
        if self.task:
            scope = {**scope, "state": {**scope.get("state", {}), "draining": True}}

        async def send_closing(message: Message) -> None:
            # Checked when an answer starts: a request from before the signal must not keep its connection alive.
            if self.task and message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], (b"connection", b"close")]}
            await send(message)

        await self.service(scope, receive, send_closing)

    @contextmanager
    def _handling_signals(self) -> Iterator[None]:
        """Handle the signals that stop the process before uvicorn does."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        loop = asyncio.get_running_loop()
        before = {int(number): signal.getsignal(number) for number in SIGNALS}

        def begin(number: int, pass_on: Callable[[], None]) -> None:
            if self.task:
                pass_on()  # A second signal means: do not wait.
            else:
                self.task = loop.create_task(self._drain(pass_on))

        def handle(number: int, frame: Any) -> None:
            if isinstance(loop, Loop) and not loop.listeners:
                # uvicorn would first begin to listen, and then turn away whom it accepts.
                os._exit(0)
            handler = before[number]
            assert callable(handler)
            loop.call_soon_threadsafe(begin, number, lambda: handler(number, frame))

        for number in SIGNALS:
            signal.signal(number, handle)
        try:
            yield
        finally:
            for caught, handler in before.items():
                signal.signal(caught, handler)

    async def _drain(self, pass_on: Callable[[], None]) -> None:
        """Go on answering for a while, close the listeners, and pass the signal on to uvicorn."""
        hard_end = threading.Timer(self.drain_s + HEARING_S + FINISHING_S + 1, _end_hard)
        hard_end.daemon = True
        hard_end.start()
        await asyncio.sleep(self.drain_s)
        loop = asyncio.get_running_loop()
        if isinstance(loop, Loop):
            await loop.stop_listening()
            await loop.hear_all()
        pass_on()


def _end_hard() -> None:
    """End the process although a thread still waits, such as for a database server that hangs."""
    LOG.error("not everything could be finished in time; ending")
    os._exit(1)
