"""Write the access log: JSON lines, or words at a terminal; `metrics.py` counts the same requests."""

import asyncio
import json
import logging
import os
import re
import secrets
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from http import HTTPStatus
from time import perf_counter
from typing import Any, NamedTuple

from pydantic_core import to_json
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.logging import DefaultFormatter

# What log collectors and proxies send. Nothing that could end a line or a header.
REQUEST_ID = re.compile(rb"[A-Za-z0-9._:=-]{1,64}")
PROBES = ("/healthz", "/readyz")  # Health checks, which monitors request every few seconds.
STDERR = 2
ATOMIC_BYTES = 4096  # Up to here, a pipe never mixes the lines of several processes.
FLUSH_S = 1.0
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
FORMATTER = {"()": "api.http.access_log.make_formatter"}
# Given to uvicorn as well, so that all lines have one form and one destination.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": FORMATTER},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"uvicorn": {"level": "INFO"}, "api": {"level": "INFO"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}


class AnsweredRequest(NamedTuple):
    """What log and metrics are told of an answered request: neither the client's address nor the query string."""

    request_id: str
    method: str
    route: str | None
    status: int
    seconds: float
    cache: str  # hit, miss, shared or none; logged as `kept`.


class JsonLines(logging.Formatter):
    """Format a log record as one line of JSON, with a traceback as one of its fields."""

    def format(self, record: logging.LogRecord) -> str:
        """Format one log record."""
        line = {
            "time": _iso(record.created),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            **record.__dict__.get("request", {}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, separators=(",", ":"))


def make_formatter() -> logging.Formatter:
    """Return a formatter for people at a terminal, or one for machines elsewhere."""
    return DefaultFormatter("%(levelprefix)s %(message)s") if sys.stderr.isatty() else JsonLines()


def request_id_of(scope: Scope) -> str:
    """Return the request's `X-Request-ID` if it is well formed, else one made for it."""
    if "request_id" not in scope:
        header = dict(scope["headers"]).get(b"x-request-id", b"")
        well_formed = REQUEST_ID.fullmatch(header)
        scope["request_id"] = header.decode() if well_formed else secrets.token_hex(8)
    request_id: str = scope["request_id"]
    return request_id


Reporter = Callable[[AnsweredRequest], None]


class ReportingMiddleware:
    """Set `X-Request-ID` on each answer, and report each answered request to the log and the metrics."""

    def __init__(
        self, service: ASGIApp, reporters: list[Reporter], at_end: Callable[[], None] | None = None
    ) -> None:
        self.service = service
        self.reporters = reporters
        self.at_end = at_end

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, time it, and report it."""
        if scope["type"] != "http":
            await self.service(scope, receive, send)
            if self.at_end:
                self.at_end()
            return
        started, status = perf_counter(), 500  # The server says 500 when nothing is answered.
        request_id = request_id_of(scope)

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
                headers = [*message["headers"], (b"x-request-id", request_id.encode())]
                message = {**message, "headers": headers}
            await send(message)

        try:
            await self.service(scope, receive, send_with_id)
        finally:
            # Set by the layers below, which alone know the route and the cache.
            route, cache = scope.get("answered", (None, "none"))
            method = scope["method"] if scope["method"] in METHODS else "other"
            seconds = perf_counter() - started
            request = AnsweredRequest(request_id, method, route, status, seconds, cache)
            for report in self.reporters:
                report(request)


class AccessLog:
    """Write a line for each request, several in one system call, as that costs more; at most a second late."""

    def __init__(self, file: int = STDERR) -> None:
        self.file = file
        self.at_terminal = os.isatty(file)
        self.lines: list[bytes] = []
        self.size = 0
        self.timer: asyncio.TimerHandle | None = None

    def add(self, request: AnsweredRequest) -> None:
        """Add the line of a request, to be written soon; a health check that succeeded has none."""
        if request.route in PROBES and request.status < HTTPStatus.BAD_REQUEST:
            return
        line = _in_words(request) if self.at_terminal else _as_json(request)
        if self.size + len(line) > ATOMIC_BYTES:
            self._write()
        self.lines.append(line)
        self.size += len(line)
        if self.timer is None:
            delay_s = 0 if self.at_terminal else FLUSH_S
            self.timer = asyncio.get_running_loop().call_later(delay_s, self.flush)

    def flush(self) -> None:
        """Write the lines added so far."""
        self.timer = None
        self._write()

    def _write(self) -> None:
        lines, self.lines, self.size = self.lines, [], 0
        # A full disk or a closed pipe must cost nobody an answer.
        with suppress(OSError):
            os.write(self.file, b"".join(lines))


def _as_json(request: AnsweredRequest) -> bytes:
    line = {
        "time": _iso(time.time()),
        "level": "info",
        "message": "answered",
        "request_id": request.request_id,
        "method": request.method,
        "route": request.route,
        "status": request.status,
        "ms": round(request.seconds * 1000, 3),
        "kept": request.cache,
    }
    return to_json(line) + b"\n"


def _in_words(request: AnsweredRequest) -> bytes:
    route, ms = request.route or "(no route)", request.seconds * 1000
    words = f"{request.method} {route} {request.status} in {ms:.1f} ms, kept: {request.cache}"
    return f"{words}, request {request.request_id}\n".encode()


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
