"""Send a request through ASGI, uncorrected by any client, and list the answer's faults."""

import asyncio
import time
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

from fastapi.testclient import TestClient
from starlette.types import Message

from tests.attack.fuzzing import Request

ROOT = Path(__file__).parent.parent.parent
# What only tracebacks, and messages that were made for us, hold.
LEAKS = [
    b"Traceback (most",
    b"site-packages",
    b'File "',
    b".py:",
    b"sqlalchemy",
    b"psycopg",
    str(ROOT).encode(),
]
REFUSALS = (
    "application/problem+json",
    "text/html; charset=utf-8",
    "image/svg+xml",
    "application/json",
)


@dataclass(frozen=True)
class Answer:
    """An answer, and the processor time it took, since the clock also counts other work."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    worked_s: float


def ask(client: TestClient, request: Request) -> Answer:
    """Hand a request to the service as the server of `python -m api` does."""
    assert client.portal
    answer: Answer = client.portal.call(_ask, client.app, request)
    return answer


async def _ask(service: Any, request: Request) -> Answer:
    messages: list[Message] = []
    waiting: list[Message] = [{"type": "http.request", "body": request.body, "more_body": False}]

    async def receive() -> Message:
        if waiting:
            return waiting.pop()
        await asyncio.Event().wait()  # The client stays until it has its answer.
        raise AssertionError

    async def send(message: Message) -> None:
        messages.append(message)

    begun = time.process_time()
    await service(_scope_of(request), receive, send)
    worked_s = time.process_time() - begun
    start, *rest = messages
    headers = [
        (name.decode("latin-1"), value.decode("latin-1")) for name, value in start["headers"]
    ]
    return Answer(
        start["status"], headers, b"".join(one.get("body", b"") for one in rest), worked_s
    )


def _scope_of(request: Request) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "scheme": "http",
        "server": ("127.0.0.1", 8000),
        "client": ("192.0.2.1", 50000),
        "root_path": "",
        "method": request.method,
        "path": unquote_to_bytes(request.path).decode(errors="replace"),
        "raw_path": request.path,
        "query_string": request.query,
        "headers": [(b"host", b"testserver"), *request.headers],
        "state": {},
    }


def wrong_with(answer: Answer, longest_s: float) -> list[str]:
    """List the faults that no answer may have, such as a 500, slowness or leaked internals."""
    headers = dict(answer.headers)
    found = {
        "failed": answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR,
        # A list that is whole, or a file, is sent in parts, and takes as long as it is.
        "slow": answer.worked_s > longest_s and "content-length" in headers,
        "split": any(sign in value for _, value in answer.headers for sign in "\r\n\0"),
        "led away": not headers.get("location", "/").startswith("/")
        or headers.get("location", "/").startswith(("//", "/\\")),
    }
    if answer.status >= HTTPStatus.BAD_REQUEST:
        found["leaked"] = any(leak in answer.body for leak in LEAKS)
        found["shape"] = bool(answer.body) and not headers.get("content-type", "").startswith(
            REFUSALS
        )
    return [name for name, wrong in found.items() if wrong]
