"""Log lines: JSON for machines, words for somebody at a terminal. What is counted is in `api/http/metrics.py`."""

import asyncio
import json
import logging
import os
import re
import secrets
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, NamedTuple

from pydantic_core import to_json
from starlette.types import Scope
from uvicorn.logging import DefaultFormatter

# What log collectors and proxies send, and nothing that could end a line or a header.
REQUEST_ID = re.compile(rb"[A-Za-z0-9._:=-]{1,64}")
STDERR = 2
WRITTEN_AT_ONCE = 4096  # Up to here, lines of several processes are never mixed in one pipe.
LATEST_S = 1.0
FORMATTER = {"()": "api.http.access_log.make_formatter"}
# For the server as well: all lines have one form and go one way.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": FORMATTER},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"uvicorn": {"level": "INFO"}, "api": {"level": "INFO"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}


class Seen(NamedTuple):
    """What is known of a request once it is answered; nothing in it tells who asked, or what for."""

    request_id: str
    method: str
    route: str | None
    status: int
    seconds: float
    kept: str


class JsonLines(logging.Formatter):
    """A record as one line of JSON, a traceback as one of its fields."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
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
    """The form of lines that suits whoever reads them."""
    return DefaultFormatter("%(levelprefix)s %(message)s") if sys.stderr.isatty() else JsonLines()


def request_id_of(scope: Scope) -> str:
    """The number of a request: the one it came with, if that is well formed, or else a new one."""
    if "request_id" not in scope:
        given = dict(scope["headers"]).get(b"x-request-id", b"")
        known = given.decode() if REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        scope["request_id"] = known
    found: str = scope["request_id"]
    return found


def route_of(scope: Scope) -> str | None:
    """The template that the address of a request fits, such as `/v1/missions/{code}`."""
    folder = scope.get("root_path", "")
    if scope.get("app_root_path", folder) != folder:
        return f"{folder}/{{path}}"  # A folder of files, which is no route of its own.
    template: str | None = getattr(scope.get("route"), "path_format", None)
    return template


class AccessLog:
    """A line for each request, written with others, at most a second late."""

    def __init__(self, file: int = STDERR) -> None:
        self.file = file
        self.at_terminal = os.isatty(file)
        self.lines: list[bytes] = []
        self.size = 0
        self.waiting: asyncio.TimerHandle | None = None

    def note(self, seen: Seen) -> None:
        """Takes one line, to be written soon."""
        line = _words_of(seen) if self.at_terminal else _json_of(seen)
        if self.size + len(line) > WRITTEN_AT_ONCE:
            self._write()
        self.lines.append(line)
        self.size += len(line)
        if self.waiting is None:
            latest_s = 0 if self.at_terminal else LATEST_S
            self.waiting = asyncio.get_running_loop().call_later(latest_s, self.flush)

    def flush(self) -> None:
        """Writes what has come together until now."""
        self.waiting = None
        self._write()

    def _write(self) -> None:
        lines, self.lines, self.size = self.lines, [], 0
        # Nobody goes without an answer because a disk is full or a reader has left.
        with suppress(OSError):
            os.write(self.file, b"".join(lines))


def _json_of(seen: Seen) -> bytes:
    line = {
        "time": _iso(time.time()),
        "level": "info",
        "message": "answered",
        "request_id": seen.request_id,
        "method": seen.method,
        "route": seen.route,
        "status": seen.status,
        "ms": round(seen.seconds * 1000, 3),
        "kept": seen.kept,
    }
    return to_json(line) + b"\n"


def _words_of(seen: Seen) -> bytes:
    route, ms = seen.route or "(no route)", seen.seconds * 1000
    words = f"{seen.method} {route} {seen.status} in {ms:.1f} ms, kept: {seen.kept}"
    return f"{words}, request {seen.request_id}\n".encode()


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
