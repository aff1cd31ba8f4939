"""HTTP as it is meant, for every answer alike: HEAD, OPTIONS, validators, caching, CORS, safety headers.

One pure ASGI layer outside the application. An answer changes only with the release of the data and the
version of the code, so its entity tag is made of those and of what was asked, without looking at it.
"""

import hashlib
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.routing import Match
from starlette.types import Message, Receive, Scope, Send

from api.errors import MEDIA_TYPE, problem
from api.tables.index import ReleaseRow
from api.vocabulary import first_day

LONGEST_ADDRESS = 8192
REFUSALS = {
    HTTPStatus.REQUEST_URI_TOO_LONG: f"an address may have {LONGEST_ADDRESS} bytes",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "no address takes a body",
}
ALLOWED = "GET, HEAD, OPTIONS"
FRESH_S = 60
UNCACHED = ("/healthz", "/readyz")
ALWAYS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Content-Disposition, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
STRICTEST_POLICY = "default-src 'none'; frame-ancestors 'none'"
PREFLIGHT = {
    "Allow": ALLOWED,
    "Access-Control-Allow-Methods": ALLOWED,
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}


class Manners:
    """The service with its manners; `service.state.release` says which release answers come from."""

    def __init__(self, service: FastAPI) -> None:
        self.service = service
        self.code = _digest_of_code()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or hands it on with its answer put in order."""
        if scope["type"] != "http":
            await self.service(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if refusal := _refuse(scope, headers):
            await _answer(send, refusal, problem(scope["path"], refusal, REFUSALS[refusal]))
        elif scope["method"] == "OPTIONS" and self._exists(scope):
            await _answer(send, HTTPStatus.NO_CONTENT, extra=PREFLIGHT)
        else:
            finish = _Finish(scope, headers, send, self._validators(scope))
            if scope["method"] == "HEAD":
                scope = {**scope, "method": "GET"}
            await self.service(scope, receive, finish)

    def _exists(self, scope: Scope) -> bool:
        asked = {**scope, "method": "GET"}
        return any(route.matches(asked)[0] is Match.FULL for route in self.service.routes)

    def _validators(self, scope: Scope) -> dict[str, str]:
        if scope["path"] in UNCACHED:
            return {}
        release: ReleaseRow = self.service.state.release
        asked = scope["raw_path"] + b"?" + scope["query_string"]
        identity = f"{release.digest} {release.built_by} {self.code} ".encode() + asked
        day = datetime.fromisoformat(first_day(release.date)).replace(tzinfo=UTC)
        return {
            "ETag": hashlib.sha256(identity).hexdigest(),
            "Last-Modified": format_datetime(day, usegmt=True),
        }


def _digest_of_code() -> str:
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("**/*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _refuse(scope: Scope, headers: Headers) -> HTTPStatus | None:
    if len(scope["raw_path"]) + len(scope["query_string"]) >= LONGEST_ADDRESS:
        return HTTPStatus.REQUEST_URI_TOO_LONG
    if headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return None


class _Finish:
    """Puts the answer of the application in order while it is being sent."""

    def __init__(
        self, scope: Scope, asked: Headers, send: Send, validators: dict[str, str]
    ) -> None:
        self.head = scope["method"] == "HEAD"
        self.readable = scope["method"] in ("GET", "HEAD")
        self.asked = asked
        self.send = send
        self.validators = validators
        self.bodiless = self.head

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._put_in_order(message)
        elif message["type"] == "http.response.body" and self.bodiless:
            message = {**message, "body": b""}
        await self.send(message)

    def _put_in_order(self, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        for name, value in ALWAYS.items():
            headers[name] = value
        headers.setdefault("Content-Security-Policy", STRICTEST_POLICY)
        if message["status"] == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = ALLOWED
        if message["status"] != HTTPStatus.OK or not self.readable:
            headers.setdefault("Cache-Control", "no-store")
            return
        if not self.validators:
            headers["Cache-Control"] = "no-store"
            return
        identity = self.validators["ETag"] + headers.get("content-type", "")
        tag = hashlib.sha256(identity.encode()).hexdigest()[:32]
        headers.setdefault("ETag", f'"{tag}"')  # Files have validators of their own.
        headers.setdefault("Last-Modified", self.validators["Last-Modified"])
        headers["Cache-Control"] = f"public, max-age={FRESH_S}"
        headers.add_vary_header("Accept")
        if _unchanged(self.asked, headers):
            message["status"] = HTTPStatus.NOT_MODIFIED
            self.bodiless = True
            for name in ("Content-Length", "Content-Type"):
                if name in headers:
                    del headers[name]


def _unchanged(asked: Headers, answer: Headers) -> bool:
    """Whether the client has this very answer, by tag or else by date (RFC 9110, section 13.2.2)."""
    if tags := asked.get("if-none-match"):
        known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return "*" in known or answer["ETag"] in known
    if since := asked.get("if-modified-since"):
        try:
            changed = parsedate_to_datetime(answer["Last-Modified"])
            return parsedate_to_datetime(since) >= changed
        except (ValueError, TypeError):
            return False
    return False


async def _answer(
    send: Send, status: HTTPStatus, content: Any = None, extra: dict[str, str] | None = None
) -> None:
    body = content.model_dump_json().encode() if content else b""
    headers = MutableHeaders(
        {**ALWAYS, "Content-Security-Policy": STRICTEST_POLICY, **(extra or {})}
    )
    if content:
        headers["Content-Type"] = MEDIA_TYPE
        headers["Content-Length"] = str(len(body))
    await send({"type": "http.response.start", "status": status, "headers": headers.raw})
    await send({"type": "http.response.body", "body": body})
