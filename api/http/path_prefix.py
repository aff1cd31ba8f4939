"""Serve below a path prefix, such as `/facts` of a larger site, and rewrite the links in answers.

The service itself knows no prefix: what it answers and caches, and its ETags, are written from `/`. This middleware,
added only where the settings ask for it, strips the prefix from the path of a request and puts it before each address
in the answer. The bodies it rewrites are sent uncompressed; the proxy that gives the prefix can compress them.
"""

import re
from functools import cache
from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.settings import ROOT_PATH, Network

FORWARDED = "x-forwarded-prefix"
# Where an address of this service begins, in each media type. One slash alone is the site itself.
IN_JSON = rb'(?<=")(?:/(?="(?!:))|(?=/[a-z0-9_.-]+[^" ]*"(?!:)))'
IN_MARKUP = rb'(?<==")(?=/)'
IN_CSV = rb'(?<=[,"\n])(?=/v1/)'
IN_TEXT = rb"(?<=[\s(\[`])(?=/[a-z])"
BEFORE_ADDRESS = {
    "application/json": IN_JSON,
    "application/problem+json": IN_JSON,
    "application/x-ndjson": IN_JSON,
    "application/geo+json": IN_JSON,
    "application/ld+json": IN_JSON,
    "application/atom+xml": IN_MARKUP,
    "image/svg+xml": IN_MARKUP,
    "text/html": IN_MARKUP,
    "text/csv": IN_CSV,
    "text/plain": IN_TEXT,
}
LINK = re.compile(r"(?<=<)(?=/)")


class PathPrefixMiddleware:
    """Strip the prefix from the paths of requests, and put it before the addresses in answers."""

    def __init__(self, service: ASGIApp, root_path: str, trusted: tuple[Network, ...]) -> None:
        self.service = service
        self.root_path = root_path
        self.trusted = trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request below its prefix."""
        prefix = self._prefix_of(scope) if scope["type"] == "http" else ""
        if not prefix:
            await self.service(scope, receive, send)
            return
        await self.service(_without(scope, prefix), receive, PrefixedSend(prefix, send))

    def _prefix_of(self, scope: Scope) -> str:
        """Return the prefix of a request: the `X-Forwarded-Prefix` of a trusted proxy, or else that of the settings."""
        forwarded = Headers(scope=scope).get(FORWARDED, "").rstrip("/")
        if re.fullmatch(ROOT_PATH, forwarded) and self._is_trusted(scope):
            return forwarded
        return self.root_path

    def _is_trusted(self, scope: Scope) -> bool:
        client = scope["client"]
        return bool(client) and any(ip_address(client[0]) in network for network in self.trusted)


def _without(scope: Scope, prefix: str) -> Scope:
    """Strip the prefix from the path, unless the proxy has done so, and drop `Accept-Encoding`."""
    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    state = {**scope.get("state", {}), "prefix": prefix}  # For pages that write whole addresses.
    raw_path: bytes = scope["raw_path"]
    if raw_path == prefix.encode() or raw_path.startswith(f"{prefix}/".encode()):
        path = scope["path"].removeprefix(prefix) or "/"
        return {
            **scope,
            "headers": headers,
            "state": state,
            "path": path,
            "raw_path": raw_path[len(prefix) :] or b"/",
        }
    return {**scope, "headers": headers, "state": state}


class PrefixedSend:
    """The ASGI `send` given to the service: it puts the prefix before each address in an answer, and sends that on."""

    def __init__(self, prefix: str, send: Send) -> None:
        self.prefix = prefix
        self.send = send
        self.pattern: re.Pattern[bytes] | None = None
        self.start: Message | None = None
        self.kept = b""  # The beginning of a line whose end is yet to come.

    async def __call__(self, message: Message) -> None:
        """Send on the headers, and each part of the body as far as its lines are whole."""
        if message["type"] == "http.response.start":
            self.start = self._begin(message)
        elif message["type"] == "http.response.body":
            await self._send_body(message)
        else:
            await self.send(message)

    def _begin(self, message: Message) -> Message:
        headers = MutableHeaders(raw=list(message["headers"]))
        media_type = headers.get("content-type", "").partition(";")[0]
        if message["status"] != 206 and "content-encoding" not in headers:
            self.pattern = _pattern(media_type)
        if headers.get("location", "").startswith("/"):
            headers["location"] = self.prefix + headers["location"]
        for name in ("link", "content-location"):
            if name in headers:
                headers[name] = self._in_header(headers[name])
        return {**message, "headers": headers.raw}

    def _in_header(self, value: str) -> str:
        return self.prefix + value if value.startswith("/") else LINK.sub(self.prefix, value)

    async def _send_body(self, message: Message) -> None:
        part, more = message.get("body", b""), message.get("more_body", False)
        if self.pattern:
            whole = self.kept + part
            part, self.kept = _cut_at_line(whole) if more else (whole, b"")
            part = self.pattern.sub(self.prefix.encode(), part)
        if self.start:
            await self.send(_with_length(self.start, None if more else len(part), self.pattern))
            self.start = None
        await self.send({**message, "body": part})


def _cut_at_line(text: bytes) -> tuple[bytes, bytes]:
    end = text.rfind(b"\n") + 1
    return text[:end], text[end:]


def _with_length(start: Message, length: int | None, pattern: re.Pattern[bytes] | None) -> Message:
    """Correct the `Content-Length` of a rewritten body; leave it out where the body is sent in parts."""
    headers = MutableHeaders(raw=start["headers"])
    if pattern and "content-length" in headers:
        del headers["content-length"]
        if length:
            headers["content-length"] = str(length)
    return {**start, "headers": headers.raw}


@cache
def _pattern(media_type: str) -> re.Pattern[bytes] | None:
    found = BEFORE_ADDRESS.get(media_type)
    return re.compile(found) if found else None
