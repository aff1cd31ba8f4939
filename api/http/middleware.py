"""Middleware for every answer alike: canonical addresses, HEAD, OPTIONS, ETag, compression, CORS, safety headers.

One pure ASGI layer around the application. An answer changes only with the release of the data and the version of
the code, so its entity tag is made of those and of the request, without looking at the body; and a finished answer
is cached (`api/http/response_cache.py`) and sent again without asking the application.
"""

import asyncio
import hashlib
import logging
import re
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.routing import Match
from starlette.types import Message, Receive, Scope, Send

from api.http.access_log import request_id_of
from api.http.compression import CODINGS, choose_coding, worth_compressing
from api.http.plain_responses import ALWAYS, STRICTEST_POLICY, plain_response, refuse
from api.http.problems import LONGEST_ADDRESS
from api.http.request_body import Refused, read_body
from api.http.response_cache import CachedResponse, Headers
from api.http.served_release import ReleaseServer, ServedRelease
from api.tables.index import ReleaseRow
from api.vocabulary import first_day

LOG = logging.getLogger(__name__)
ALLOWED = "GET, HEAD, OPTIONS"
READING = ("GET", "HEAD")
TAKES_BODY = "/v1/verify"
# The only request headers the application sees.
PASSED_ON = (b"accept", b"traceparent", b"tracestate")
# What RFC 3986 lets stand in a path without percent-encoding.
PLAIN_IN_PATH = "/:@!$&'()*+,;=~"
FRESH_S = 60
# Files too large to hold in memory: they are sent as they are read, and have tags of their own.
STREAMED = "/v1/release/download"
UNCACHED = ("/healthz", "/readyz", "/metrics")
CACHEABLE = (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT)


class HttpMiddleware:
    """Answer requests from the cache or the application, each from the release that is current when it comes."""

    def __init__(self, service: FastAPI, release_server: ReleaseServer) -> None:
        self.service = service
        self.release_server = release_server
        self.code = _digest_of_code()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, from the cache if possible."""
        if scope["type"] != "http":
            await self.service(scope, receive, send)
            return
        headers: Headers = dict(scope["headers"])
        method, coding = scope["method"], choose_coding(headers.get(b"accept-encoding", b""))
        key = scope["raw_path"], scope["query_string"], headers.get(b"accept", b""), coding
        served = self.release_server.current
        if method in READING and not _has_body(headers):
            if scope["path"] == STREAMED:
                plain = {**_with_release(scope, served), "method": "GET"}
                await self.service(plain, receive, _Streamed(self, served.release, scope, send))
                scope["answered"] = STREAMED, "none"
                return
            # Held open here until the task that answers does so, which may outlast the client who asked first.
            with served:
                response, outcome = await served.cache.find(
                    key, lambda: self._respond(served, scope, coding, receive)
                )
        else:
            response = await self._respond(served, scope, coding, receive)
            outcome = "none"
        scope["answered"] = response.route, outcome  # For the access log.
        await response.send(send, method, headers)

    async def _respond(
        self, served: ServedRelease, scope: Scope, coding: str | None, receive: Receive
    ) -> CachedResponse:
        """Make the response to a request: a refusal, a redirect, or what the application answers."""
        if refusal := _refuse(scope):
            return refuse(scope["path"], refusal)
        if (address := canonical_address(scope)) is not None:
            return plain_response(HTTPStatus.PERMANENT_REDIRECT, extra={"Location": address})
        if scope["method"] == "OPTIONS" and self._exists(scope):
            return plain_response(HTTPStatus.NO_CONTENT, extra=_preflight(scope))
        try:
            receive_body = await read_body(receive) if _takes_body(scope) else _receive_nothing
        except Refused as refused:
            return refuse(scope["path"], refused.status)
        with served:
            start, body, route = await _call(
                self.service, _with_release(scope, served), receive_body
            )
        headers = MutableHeaders(raw=list(start["headers"]))
        media_type = headers.get("content-type", "")
        if coding and start["status"] == HTTPStatus.OK and worth_compressing(body, media_type):
            body = await run_in_threadpool(CODINGS[coding], body)
            headers["Content-Encoding"] = coding
            headers["Content-Length"] = str(len(body))
        self.add_headers(served.release, scope, start["status"], headers)
        return CachedResponse(start["status"], headers, body, route)

    def _exists(self, scope: Scope) -> bool:
        get = {**scope, "method": "GET"}
        return any(route.matches(get)[0] is Match.FULL for route in self.service.routes)

    def add_headers(
        self, release: ReleaseRow, scope: Scope, status: int, headers: MutableHeaders
    ) -> None:
        """Add the headers of every answer, and the validators of one that may be cached."""
        headers.update(ALWAYS)
        headers.setdefault("Content-Security-Policy", STRICTEST_POLICY)
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = _allowed(scope)
        cacheable = status in CACHEABLE and scope["method"] in READING
        if not cacheable or scope["path"] in UNCACHED:
            headers.setdefault("Cache-Control", "no-store")
            return
        headers["ETag"] = self._tag(scope, release, headers)
        headers["Last-Modified"] = _midnight(release.date)
        headers["Cache-Control"] = f"public, max-age={FRESH_S}"
        headers.add_vary_header("Accept")
        headers.add_vary_header("Accept-Encoding")

    def _tag(self, scope: Scope, release: ReleaseRow, headers: MutableHeaders) -> str:
        """Make the entity tag of one representation; a file's own tag stands for its content."""
        state = self.service.state
        parts = [release.digest, release.built_by, self.code, state.public_url, str(state.contact)]
        parts += [headers.get(name, "") for name in ("etag", "content-type", "content-encoding")]
        address = scope["raw_path"] + b"?" + scope["query_string"]
        return f'"{hashlib.sha256(" ".join(parts).encode() + address).hexdigest()[:32]}"'


class _Streamed:
    """Pass a file on piece by piece, with the headers of every answer."""

    def __init__(
        self, middleware: HttpMiddleware, release: ReleaseRow, scope: Scope, send: Send
    ) -> None:
        self.middleware = middleware
        self.release = release
        self.scope = scope
        self.send = send
        self.bodiless = scope["method"] == "HEAD"

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message = self._begin(message)
        elif self.bodiless:
            message = {**message, "body": b""}
        await self.send(message)

    def _begin(self, message: Message) -> Message:
        headers = MutableHeaders(raw=list(message["headers"]))
        tag = headers.get("etag")
        self.middleware.add_headers(self.release, self.scope, message["status"], headers)
        if tag:
            headers["ETag"] = tag
        response = CachedResponse(message["status"], headers, b"")
        if response.etag and response.is_current(dict(self.scope["headers"])):
            self.bodiless = True
            return response.not_modified[0]
        return response.full[0]


def canonical_address(scope: Scope) -> str | None:
    """Return the address to redirect to, or None if this one is canonical.

    Canonical is one slash between parts, none at the end, and percent-encoding only where needed.
    """
    path = re.sub("/{2,}", "/", quote(unquote_to_bytes(scope["raw_path"]), safe=PLAIN_IN_PATH))
    path = path.rstrip("/") or "/"
    if path.encode() == scope["raw_path"]:
        return None
    query = scope["query_string"].decode("latin-1")
    return f"{path}?{query}" if query else path


def _digest_of_code() -> str:
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parent.parent.glob("**/*")):
        if file.is_file() and file.suffix != ".pyc":
            digest.update(file.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=2)
def _midnight(day: str) -> str:
    return format_datetime(datetime.fromisoformat(first_day(day)).replace(tzinfo=UTC), usegmt=True)


def _allowed(scope: Scope) -> str:
    return f"{ALLOWED}, POST" if scope["path"] == TAKES_BODY else ALLOWED


def _preflight(scope: Scope) -> dict[str, str]:
    allowed = _allowed(scope)
    return {
        "Allow": allowed,
        "Access-Control-Allow-Methods": allowed,
        "Access-Control-Allow-Headers": "*",
        "Access-Control-Max-Age": "86400",
    }


def _has_body(headers: Headers) -> bool:
    return headers.get(b"content-length", b"0") != b"0" or b"transfer-encoding" in headers


def _takes_body(scope: Scope) -> bool:
    return bool(scope["method"] == "POST" and scope["path"] == TAKES_BODY)


def _refuse(scope: Scope) -> HTTPStatus | None:
    if len(scope["raw_path"]) + len(scope["query_string"]) >= LONGEST_ADDRESS:
        return HTTPStatus.REQUEST_URI_TOO_LONG
    if _has_body(dict(scope["headers"])) and not _takes_body(scope):
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return None


def _with_release(scope: Scope, served: ServedRelease) -> Scope:
    return {**scope, "state": {**scope.get("state", {}), "served": served}}


async def _call(
    service: FastAPI, scope: Scope, receive: Receive
) -> tuple[Message, bytes, str | None]:
    """Call the application; return the start of its response, the whole body, and the route.

    Of the headers it sees only `Accept`, which is part of the cache key: no other can change what others get from the
    cache. Those of a trace only tell where the work is shown (W3C Trace Context). A body is JSON, whatever it is called.
    """
    start: Message = {}
    parts: list[bytes] = []

    async def collect(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            parts.append(message.get("body", b""))

    method = "GET" if scope["method"] in READING else scope["method"]
    headers = [(name, value) for name, value in dict(scope["headers"]).items() if name in PASSED_ON]
    if _takes_body(scope):
        headers.append((b"content-type", b"application/json"))
    plain = {**scope, "method": method, "headers": headers, "extensions": {}}
    try:
        await service(plain, receive, collect)
    except Exception:
        # The application has answered with a problem document before it raised.
        context = {"request_id": request_id_of(scope), "route": _route_of(plain)}
        LOG.exception(
            "our mistake at %(route)s, request %(request_id)s", context, extra={"request": context}
        )
    return start, b"".join(parts), _route_of(plain)


def _route_of(scope: Scope) -> str | None:
    """Return the path template of the route that answered, such as `/v1/missions/{code}`."""
    folder = scope.get("root_path", "")
    if scope.get("app_root_path", folder) != folder:
        return f"{folder}/{{path}}"  # A folder of files, which is no route of its own.
    template: str | None = getattr(scope.get("route"), "path_format", None)
    return template


async def _receive_nothing() -> Message:
    """Never receive `http.disconnect`: the client who asked first may leave while others wait for the response."""
    never: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
    return await never
