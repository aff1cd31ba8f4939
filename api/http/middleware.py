"""Middleware for every answer alike: canonical addresses, HEAD, OPTIONS, ETag, compression, CORS, safety headers.

Pure ASGI middleware around the application. An answer changes only with the release of the data and the version of
the code, so its ETag is made of those and of the request, without looking at the body; and a finished answer
is cached (`api/http/response_cache.py`) and sent again without calling the application.
"""

import asyncio
import hashlib
import logging
import time
from functools import cache, partial
from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import Message, Receive, Scope, Send

from api.database.pool import WORKER_THREADS
from api.http.access_log import request_id_of
from api.http.addresses import READING, allowed_methods, canonical_address, exists, takes_body
from api.http.compression import CODINGS, choose_coding, worth_compressing
from api.http.host import origin_asked
from api.http.plain_responses import ALWAYS_RAW, STRICTEST_POLICY, plain_response, put, refuse
from api.http.preconditions import apply_preconditions
from api.http.problems import LONGEST_ADDRESS
from api.http.request_body import Refused, has_body, read_body
from api.http.response_cache import CachedResponse, Headers, Key, Outcome, Rest
from api.http.served_release import ReleaseServer, ServedRelease
from api.http.streaming import StreamedFile, send_response
from api.http.turns import Turns
from api.lists.former_names import with_present_names
from api.tables.release import ReleaseRow

LOG = logging.getLogger(__name__)
# The only request headers the application sees.
PASSED_ON = (b"accept", b"traceparent", b"tracestate")
FRESH_S = 60
# Files too large to hold in memory: they are streamed, and have ETags of their own.
STREAMED = "/v1/release/download"
NO_BODY = "this address takes no body; POST /v1/verify takes one, of at most 65536 bytes"
UNCACHED = ("/healthz", "/readyz", "/metrics")
POLICY = (b"content-security-policy", STRICTEST_POLICY.encode())
NOT_STORED = (b"cache-control", b"no-store")
VARY = [b"Accept", b"Accept-Encoding"]
CACHEABLE = (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT)


class HttpMiddleware:
    """Answer requests from the cache or the application, each from the release that is current when it comes."""

    def __init__(self, service: FastAPI, release_server: ReleaseServer) -> None:
        self.service = service
        self.release_server = release_server
        self.public_url = service.state.public_url
        # What the ETags of all answers have in common beside the release.
        self.of_all = f"{_digest_of_code()} {self.public_url} {service.state.contact}"
        self.turns = Turns(WORKER_THREADS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, from the cache if possible."""
        if scope["type"] != "http":
            await self.service(scope, receive, send)
            return
        headers: Headers = dict(scope["headers"])
        # Of the `Host` header, for pages that show whole addresses; nothing where the settings name the origin.
        origin = None if self.public_url else origin_asked(scope)
        scope.setdefault("state", {})["origin"] = origin
        if scope["method"] not in READING or has_body(headers):
            await self._answer(scope, headers, None, receive, send)
            return
        accept, coding = headers.get(b"accept", b""), headers.get(b"accept-encoding", b"")
        key = scope["raw_path"], scope["query_string"], accept, choose_coding(coding), origin
        kept = self.release_server.current.cache.get(key)
        if kept is None or kept.rest:
            await self._answer(scope, headers, key, receive, send)
            return
        scope["answered"] = kept.route, "hit"  # For the access log.
        start, body = apply_preconditions(kept, scope, headers)
        await send(start)
        await send(body)

    async def _answer(
        self, scope: Scope, headers: Headers, key: Key | None, receive: Receive, send: Send
    ) -> None:
        """Send an answer that is not cached, or streamed; with a cache key it may be cached, and shared while made."""
        served = self.release_server.current
        make = partial(self._respond, served, scope, headers, receive)
        # Held open here until all is sent, and by the task that answers, which may outlast the client who asked first.
        with served:
            if key and scope["path"] == STREAMED:
                await self._send_file(served, scope, receive, send)
                return
            outcome: Outcome
            response, outcome = (
                await served.cache.find(key, make) if key else (await make(), "none")
            )
            scope["answered"] = response.route, outcome
            await send_response(response, scope, receive, send, partial(self.turns.turn, scope))

    async def _send_file(
        self, served: ServedRelease, scope: Scope, receive: Receive, send: Send
    ) -> None:
        plain = {**_with_release(scope, served), "method": "GET"}
        add_headers = partial(self._add_headers, served, scope)
        await self.service(plain, receive, StreamedFile(add_headers, scope, send))
        scope["answered"] = STREAMED, "none"

    async def _respond(
        self, served: ServedRelease, scope: Scope, asked_with: Headers, receive: Receive
    ) -> CachedResponse:
        """Make the response to a request: an error, a redirect, a preflight, or what the application answers."""
        if len(scope["raw_path"]) + len(scope["query_string"]) >= LONGEST_ADDRESS:
            return refuse(scope["path"], HTTPStatus.REQUEST_URI_TOO_LONG)
        for router in self.service.state.late:
            # Others are answered while its modules are imported.
            if router.is_wanted(scope["path"]):
                await run_in_threadpool(router.complete)
        if (address := canonical_address(scope)) is not None:
            return plain_response(HTTPStatus.PERMANENT_REDIRECT, extra={"Location": address})
        try:
            receive_body = await self._receive_body(scope, receive)
        except Refused as refused:
            return refuse(scope["path"], refused.status, refused.detail, refused.headers)
        if scope["method"] == "OPTIONS" and exists(self.service.routes, scope):
            return plain_response(HTTPStatus.NO_CONTENT, extra=_preflight(scope))
        with served:
            asked = _with_release(scope, served)
            async with self.turns.turn(scope):
                begun = time.perf_counter()
                start, body, route = await _call(self.service, asked, receive_body)
                headers = MutableHeaders(raw=list(start["headers"]))
                rest = asked["state"].get("rest")
                coding = choose_coding(asked_with.get(b"accept-encoding", b""))
                body, coding = await _encode(start["status"], headers, body, coding, rest)
        seconds = time.perf_counter() - begun
        self._add_headers(served, scope, start["status"], headers)
        if asked["state"].get("is_private") and "etag" in headers:
            headers["Cache-Control"] = f"private, max-age={FRESH_S}"
            headers["ETag"] = _of_origin(headers["ETag"], asked["state"]["origin"])
        return CachedResponse(start["status"], headers, body, route, rest, coding, seconds)

    async def _receive_body(self, scope: Scope, receive: Receive) -> Receive:
        """Read the body where a route takes one; else refuse it with 413, unless the answer is a 404 or 405 anyway."""
        if takes_body(scope):
            return await read_body(scope, receive)
        is_taken = scope["method"] in (*READING, "OPTIONS")
        # Whether there is such an address takes longest, and is asked last.
        if is_taken and has_body(dict(scope["headers"])) and exists(self.service.routes, scope):
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, NO_BODY)
        return _receive_nothing

    def _add_headers(
        self, served: ServedRelease, scope: Scope, status: int, headers: MutableHeaders
    ) -> None:
        """Add the headers of every answer, and `ETag`, `Last-Modified`, `Vary` to one that may be cached."""
        given: Headers = dict(headers.raw)
        added = [*ALWAYS_RAW]
        if POLICY[0] not in given:
            added.append(POLICY)
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            added.append((b"allow", allowed_methods(scope["path"]).encode()))
        if status in CACHEABLE and scope["method"] in READING and scope["path"] not in UNCACHED:
            vary = [given[b"vary"], *VARY] if b"vary" in given else VARY
            added += [
                (b"etag", self._tag(scope, served.release, given)),
                (b"last-modified", served.last_modified.encode()),
                (b"cache-control", f"public, max-age={FRESH_S}".encode()),
                (b"vary", b", ".join(vary)),
            ]
        elif NOT_STORED[0] not in given:
            added.append(NOT_STORED)
        put(added, headers)

    def _tag(self, scope: Scope, release: ReleaseRow, given: Headers) -> bytes:
        """Make the ETag of one representation; in that of a file, its own ETag stands for its content."""
        of_all = f"{release.digest} {release.built_by} {self.of_all}".encode()
        own = [given.get(name, b"") for name in (b"etag", b"content-type", b"content-encoding")]
        address = scope["raw_path"] + b"?" + scope["query_string"]
        digest = hashlib.sha256(b" ".join([of_all, *own]) + address).hexdigest()
        return f'"{digest[:32]}"'.encode()


def _of_origin(tag: str, origin: str) -> str:
    """Make the ETag of a representation that names the origin at which it was requested."""
    return f'"{hashlib.sha256(f"{tag} {origin}".encode()).hexdigest()[:32]}"'


@cache
def _digest_of_code() -> str:
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parent.parent.glob("**/*")):
        if file.is_file() and file.suffix != ".pyc":
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _preflight(scope: Scope) -> dict[str, str]:
    allowed = allowed_methods(scope["path"])
    return {
        "Allow": allowed,
        "Access-Control-Allow-Methods": allowed,
        "Access-Control-Allow-Headers": "*",
        "Access-Control-Max-Age": "86400",
    }


def _with_release(scope: Scope, served: ServedRelease) -> Scope:
    return {
        **scope,
        "query_string": with_present_names(scope["query_string"]),
        "state": {**scope.get("state", {}), "served": served},
    }


async def _call(
    service: FastAPI, scope: Scope, receive: Receive
) -> tuple[Message, bytes, str | None]:
    """Call the application; return the start of its response, the whole body, and the route.

    Of the headers it sees only `Accept`, which is part of the cache key: so no other can change what other clients get
    from the cache. Those of W3C Trace Context change no answer. A body is read as JSON, whatever its `Content-Type`.
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
    if takes_body(scope):
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


async def _encode(
    status: int, headers: MutableHeaders, body: bytes, coding: str | None, rest: Rest | None
) -> tuple[bytes, str | None]:
    """Compress a body if that saves bytes, and set its headers; with a `rest`, leave that to `send_response`."""
    if status != HTTPStatus.OK or not worth_compressing(body, headers.get("content-type", "")):
        coding = None
    if coding:
        headers["Content-Encoding"] = coding
    if rest:
        del headers["Content-Length"]
    elif coding:
        body = await run_in_threadpool(CODINGS[coding], body)
        headers["Content-Length"] = str(len(body))
    return body, coding


async def _receive_nothing() -> Message:
    """Never receive `http.disconnect`: the client who asked first may leave while others wait for the response."""
    never: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
    return await never
