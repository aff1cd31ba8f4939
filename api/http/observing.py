"""What happens to each request, told to whoever watches: the log (`api/http/access_log.py`) and the counts (`api/http/metrics.py`)."""

from collections.abc import Callable
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.access_log import Seen, request_id_of

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
Watcher = Callable[[Seen], None]


class Observed:
    """The service, watched: each answer carries its request's number, and each request is told of."""

    def __init__(
        self, service: ASGIApp, watchers: list[Watcher], at_end: Callable[[], None] | None = None
    ) -> None:
        self.service = service
        self.watchers = watchers
        self.at_end = at_end

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, and tells of it."""
        if scope["type"] != "http":
            await self.service(scope, receive, send)
            if self.at_end:
                self.at_end()
            return
        begun, status = perf_counter(), 500  # The server says 500 when nothing is answered.
        number = request_id_of(scope)

        async def see(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
                numbered = [*message["headers"], (b"x-request-id", number.encode())]
                message = {**message, "headers": numbered}
            await send(message)

        try:
            await self.service(scope, receive, see)
        finally:
            route, kept = scope.get("answered", (None, "none"))
            method = scope["method"] if scope["method"] in METHODS else "other"
            seen = Seen(number, method, route, status, perf_counter() - begun, kept)
            for watch in self.watchers:
                watch(seen)
