"""HTTP as it is meant, for every answer alike: addresses, HEAD, OPTIONS, validators, compression, CORS, safety.

One pure ASGI layer outside the application. An answer changes only with the release of the data and the
version of the code, so its entity tag is made of those and of what was asked, without looking at it; and a
finished answer is kept (`api/http/response_cache.py`) and sent again without asking the application.
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
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.routing import Match
from starlette.types import Message, Receive, Scope, Send

from api.http.access_log import request_id_of, route_of
from api.http.compression import CODINGS, choose_coding, worth_compressing
from api.http.problems import DETAILS, LONGEST_ADDRESS, MEDIA_TYPE, problem
from api.http.request_body import Refused, read_body, takes_body
from api.http.response_cache import Answer, Headers
from api.http.served_release import Edition, Editions
from api.tables.index import ReleaseRow
from api.vocabulary import first_day

LOG = logging.getLogger(__name__)
ALLOWED = "GET, HEAD, OPTIONS"
READING = ("GET", "HEAD")
SEEN = (b"accept", b"traceparent", b"tracestate")
# What RFC 3986 lets stand in a path without percent-encoding.
PLAIN_IN_PATH = "/:@!$&'()*+,;=~"
FRESH_S = 60
# Files too large to hold in memory: they are sent as they are read, and have tags of their own.
STREAMED = "/v1/release/download"
UNCACHED = ("/healthz", "/readyz", "/metrics")
KEPT = (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT)
ALWAYS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Content-Disposition, Retry-After, Accept-Ranges, Content-Range,"
    " RateLimit, RateLimit-Policy, X-Request-Id",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
STRICTEST_POLICY = "default-src 'none'; frame-ancestors 'none'"


class Manners:
    """The service with its manners, over the edition of the data that is current when a request comes."""

    def __init__(self, service: FastAPI, editions: Editions) -> None:
        self.service = service
        self.editions = editions
        self.code = _digest_of_code()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, from what is kept if possible."""
        if scope["type"] != "http":
            await self.service(scope, receive, send)
            return
        asked: Headers = dict(scope["headers"])
        method, coding = scope["method"], choose_coding(asked.get(b"accept-encoding", b""))
        key = scope["raw_path"], scope["query_string"], asked.get(b"accept", b""), coding
        edition = self.editions.now
        if method in READING and not _has_body(asked):
            if scope["path"] == STREAMED:
                plain = {**_reading_from(edition, scope), "method": "GET"}
                await self.service(plain, receive, _Streamed(self, edition.release, scope, send))
                scope["answered"] = STREAMED, "none"
                return
            # Held here until the task that answers holds it, which may outlast the client who asked first.
            with edition:
                answer, kept = await edition.kept.find(
                    key, lambda: self._make_answer(edition, scope, coding, receive)
                )
        else:
            answer = await self._make_answer(edition, scope, coding, receive)
            kept = "none"
        scope["answered"] = answer.route, kept
        await answer.send(send, method, asked)

    async def _make_answer(
        self, edition: Edition, scope: Scope, coding: str | None, receive: Receive
    ) -> Answer:
        if refusal := _refuse(scope):
            return refuse(scope["path"], refusal)
        if (address := normal_address(scope)) is not None:
            return own_answer(HTTPStatus.PERMANENT_REDIRECT, extra={"Location": address})
        if scope["method"] == "OPTIONS" and self._exists(scope):
            return own_answer(HTTPStatus.NO_CONTENT, extra=_preflight(scope))
        try:
            body_of = await read_body(receive) if takes_body(scope) else _silence
        except Refused as refused:
            return refuse(scope["path"], refused.status)
        with edition:
            start, body, route = await _ask(self.service, _reading_from(edition, scope), body_of)
        headers = MutableHeaders(raw=list(start["headers"]))
        kind = headers.get("content-type", "")
        if coding and start["status"] == HTTPStatus.OK and worth_compressing(body, kind):
            body = await run_in_threadpool(CODINGS[coding], body)
            headers["Content-Encoding"] = coding
            headers["Content-Length"] = str(len(body))
        self.put_in_order(edition.release, scope, start["status"], headers)
        return Answer(start["status"], headers, body, route)

    def _exists(self, scope: Scope) -> bool:
        asked = {**scope, "method": "GET"}
        return any(route.matches(asked)[0] is Match.FULL for route in self.service.routes)

    def put_in_order(
        self, release: ReleaseRow, scope: Scope, status: int, headers: MutableHeaders
    ) -> None:
        """Adds what every answer carries, and to what may be kept its validators."""
        headers.update(ALWAYS)
        headers.setdefault("Content-Security-Policy", STRICTEST_POLICY)
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = _allowed(scope)
        lasting = status in KEPT and scope["method"] in READING
        if not lasting or scope["path"] in UNCACHED:
            headers.setdefault("Cache-Control", "no-store")
            return
        headers["ETag"] = self._tag(scope, release, headers)
        headers["Last-Modified"] = _midnight(release.date)
        headers["Cache-Control"] = f"public, max-age={FRESH_S}"
        headers.add_vary_header("Accept")
        headers.add_vary_header("Accept-Encoding")

    def _tag(self, scope: Scope, release: ReleaseRow, headers: MutableHeaders) -> str:
        """The tag of one representation; that of a file stands for its content."""
        state = self.service.state
        parts = [release.digest, release.built_by, self.code, state.public_url, str(state.contact)]
        parts += [headers.get(name, "") for name in ("etag", "content-type", "content-encoding")]
        asked = scope["raw_path"] + b"?" + scope["query_string"]
        return f'"{hashlib.sha256(" ".join(parts).encode() + asked).hexdigest()[:32]}"'


class _Streamed:
    """Hands an answer on piece by piece, with what every answer carries."""

    def __init__(self, manners: Manners, release: ReleaseRow, scope: Scope, send: Send) -> None:
        self.manners = manners
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
        self.manners.put_in_order(self.release, self.scope, message["status"], headers)
        if tag:
            headers["ETag"] = tag
        answer = Answer(message["status"], headers, b"")
        if answer.tag and answer.is_known(dict(self.scope["headers"])):
            self.bodiless = True
            return answer.unchanged[0]
        return answer.full[0]


def normal_address(scope: Scope) -> str | None:
    """Where to go instead: one slash between parts, none at the end, percent-encoding only where needed."""
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
    return f"{ALLOWED}, POST" if takes_body({**scope, "method": "POST"}) else ALLOWED


def _preflight(scope: Scope) -> dict[str, str]:
    allowed = _allowed(scope)
    return {
        "Allow": allowed,
        "Access-Control-Allow-Methods": allowed,
        "Access-Control-Allow-Headers": "*",
        "Access-Control-Max-Age": "86400",
    }


def _has_body(asked: Headers) -> bool:
    return asked.get(b"content-length", b"0") != b"0" or b"transfer-encoding" in asked


def _refuse(scope: Scope) -> HTTPStatus | None:
    if len(scope["raw_path"]) + len(scope["query_string"]) >= LONGEST_ADDRESS:
        return HTTPStatus.REQUEST_URI_TOO_LONG
    if _has_body(dict(scope["headers"])) and not takes_body(scope):
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return None


def _reading_from(edition: Edition, scope: Scope) -> Scope:
    return {**scope, "state": {**scope.get("state", {}), "edition": edition}}


async def _ask(
    service: FastAPI, scope: Scope, receive: Receive
) -> tuple[Message, bytes, str | None]:
    """The whole answer of the application, and the route it came by.

    Of the headers it sees none but `Accept`, by which answers are kept: no other can change what others get.
    Those of a trace only tell where the work is shown (W3C Trace Context). A body is JSON, whatever it is called.
    """
    start: Message = {}
    parts: list[bytes] = []

    async def collect(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            parts.append(message.get("body", b""))

    method = "GET" if scope["method"] in READING else scope["method"]
    seen = [(name, value) for name, value in dict(scope["headers"]).items() if name in SEEN]
    if takes_body(scope):
        seen.append((b"content-type", b"application/json"))
    plain = {**scope, "method": method, "headers": seen, "extensions": {}}
    try:
        await service(plain, receive, collect)
    except Exception:
        # The application has answered with a problem document before it raised.
        told = {"request_id": request_id_of(scope), "route": route_of(plain)}
        LOG.exception(
            "our mistake at %(route)s, request %(request_id)s", told, extra={"request": told}
        )
    return start, b"".join(parts), route_of(plain)


async def _silence() -> Message:
    """A client that says nothing more, as the one who asks first may leave while others wait."""
    never: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
    return await never


def refuse(
    path: str, status: HTTPStatus, detail: str = "", extra: dict[str, str] | None = None
) -> Answer:
    """A problem document that the application is not asked for."""
    return own_answer(status, problem(path, status, detail or DETAILS[status]), extra)


def own_answer(
    status: HTTPStatus, content: Any = None, extra: dict[str, str] | None = None
) -> Answer:
    """An answer that the application is not asked for."""
    body = content.model_dump_json().encode() if content else b""
    headers = {**ALWAYS, "Content-Security-Policy": STRICTEST_POLICY, "Cache-Control": "no-store"}
    if content:
        headers["Content-Type"] = MEDIA_TYPE
    if status is not HTTPStatus.NO_CONTENT:
        headers["Content-Length"] = str(len(body))
    return Answer(status, MutableHeaders({**headers, **(extra or {})}), body)
