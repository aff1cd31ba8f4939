"""The fastest that uvicorn can send one answer: an ASGI application that knows nothing else.

What it sends stands in the environment: `BENCH_ANSWER`, JSON of status, headers and the file of the body.
"""

import json
import os
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send


def create_app() -> ASGIApp:
    """The application, with its answer prepared."""
    prepared = json.loads(os.environ["BENCH_ANSWER"])
    headers = [(name.encode(), value.encode("latin-1")) for name, value in prepared["headers"]]
    start = {"type": "http.response.start", "status": prepared["status"], "headers": headers}
    body = {"type": "http.response.body", "body": Path(prepared["body"]).read_bytes()}

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await send(start)
        await send(body)

    return answer
