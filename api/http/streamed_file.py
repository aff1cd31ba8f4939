"""Pass a file on as it is read, with the headers and preconditions of every answer."""

from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Scope, Send

from api.http.preconditions import apply_preconditions
from api.http.response_cache import CachedResponse

# Adds the headers of every answer to those of a response with this status.
AddHeaders = Callable[[int, MutableHeaders], None]


class StreamedFile:
    """A `send` for the application: what it sends of a file goes to the client, as far as the request needs it."""

    def __init__(self, add_headers: AddHeaders, scope: Scope, send: Send) -> None:
        self.add_headers = add_headers
        self.scope = scope
        self.send = send
        self.is_answered = False  # Without the file.

    async def __call__(self, message: Message) -> None:
        """Send the start as the request needs it, and the file behind it if the client is to have it."""
        if message["type"] == "http.response.start":
            await self._begin(message)
        elif not self.is_answered:
            await self.send(message)

    async def _begin(self, message: Message) -> None:
        headers = MutableHeaders(raw=list(message["headers"]))
        tag = headers.get("etag")
        self.add_headers(message["status"], headers)
        if tag:
            headers["ETag"] = tag  # That of the file, which stands for its content.
        response = CachedResponse(message["status"], headers, b"")
        start, body = apply_preconditions(response, self.scope)
        await self.send(start)
        if start is not response.full[0] or self.scope["method"] == "HEAD":
            self.is_answered = True
            await self.send(body)
