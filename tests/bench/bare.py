"""The upper bound for uvicorn: ASGI applications that only send prepared answers.

What they send stands in the environment: `BENCH_ANSWER`, JSON of status, headers and the file of the body;
`BENCH_ANSWERS`, the file of a pickle with the same by address.
"""

import json
import os
import pickle
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send


def create_app() -> ASGIApp:
    """The application with a single prepared answer."""
    prepared = json.loads(os.environ["BENCH_ANSWER"])
    body = Path(prepared["body"]).read_bytes()
    start, end = _messages(prepared["status"], prepared["headers"], body)

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await send(start)
        await send(end)

    return answer


def create_app_of_many() -> ASGIApp:
    """The application with a prepared answer for each address."""
    prepared = pickle.loads(Path(os.environ["BENCH_ANSWERS"]).read_bytes())  # noqa: S301  # our own
    answers = {address.encode(): _messages(*answer) for address, answer in prepared.items()}
    nothing = _messages(404, [], b"")

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        query = scope["query_string"]
        address = scope["raw_path"] + b"?" + query if query else scope["raw_path"]
        start, end = answers.get(address, nothing)
        await send(start)
        await send(end)

    return answer


def _messages(
    status: int, headers: list[tuple[str, str]], body: bytes
) -> tuple[dict[str, Any], dict[str, Any]]:
    encoded = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    start = {"type": "http.response.start", "status": status, "headers": encoded}
    return start, {"type": "http.response.body", "body": body}
