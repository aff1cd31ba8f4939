"""Make responses without calling the application: problem documents, redirects, preflights."""

from http import HTTPStatus
from typing import Any

from starlette.datastructures import MutableHeaders

from api.http.problems import DETAILS, MEDIA_TYPE, problem
from api.http.response_cache import CachedResponse

# The headers of every response.
ALWAYS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Content-Disposition, Retry-After, Accept-Ranges, Content-Range,"
    " X-Request-Id, X-Release, X-Total-Count, Content-Location",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
ALWAYS_RAW = MutableHeaders(ALWAYS).raw
STRICTEST_POLICY = "default-src 'none'; frame-ancestors 'none'"


def put(added: list[tuple[bytes, bytes]], headers: MutableHeaders) -> None:
    """Add headers, in place of those of the same name; in one step where there are none, which is faster."""
    if dict(added).keys().isdisjoint(name for name, _ in headers.raw):
        headers.raw.extend(added)
    else:
        headers.update({name.decode(): value.decode("latin-1") for name, value in added})


def refuse(
    path: str, status: HTTPStatus, detail: str = "", extra: dict[str, str] | None = None
) -> CachedResponse:
    """Make an error response, a problem document, without calling the application."""
    return plain_response(status, problem(path, status, detail or DETAILS[status]), extra)


def plain_response(
    status: HTTPStatus, content: Any = None, extra: dict[str, str] | None = None
) -> CachedResponse:
    """Make a response that is not to be cached, without calling the application."""
    body = content.model_dump_json().encode() if content else b""
    headers = {**ALWAYS, "Content-Security-Policy": STRICTEST_POLICY, "Cache-Control": "no-store"}
    if content:
        headers["Content-Type"] = MEDIA_TYPE
    if status is not HTTPStatus.NO_CONTENT:
        headers["Content-Length"] = str(len(body))
    return CachedResponse(status, MutableHeaders({**headers, **(extra or {})}), body)
