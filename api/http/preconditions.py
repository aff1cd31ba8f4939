"""Answer conditional requests: 304 and 412, by the `ETag` and `Last-Modified` of the answer (RFC 9110, section 13)."""

from email.utils import parsedate_to_datetime
from http import HTTPStatus

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Scope

from api.http.addresses import READING
from api.http.plain_responses import refuse
from api.http.response_cache import CachedResponse, Headers

CONDITIONS = {b"if-match", b"if-unmodified-since", b"if-none-match", b"if-modified-since"}


def apply_preconditions(
    response: CachedResponse, scope: Scope, headers: Headers
) -> tuple[Message, Message]:
    """Return the messages to send: the full answer, only its headers (HEAD), a 304, or a 412."""
    judged = HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES
    if judged and not CONDITIONS.isdisjoint(headers) and scope["method"] != "OPTIONS":
        if _has_changed(headers, response):
            tag = {"ETag": response.headers["etag"]} if response.etag else {}
            response = refuse(scope["path"], HTTPStatus.PRECONDITION_FAILED, extra=tag)
        elif scope["method"] in READING and _is_current(headers, response):
            return response.not_modified
    return response.head if scope["method"] == "HEAD" else response.full


def _has_changed(headers: Headers, response: CachedResponse) -> bool:
    """Tell whether `If-Match`, or else `If-Unmodified-Since`, fails, which makes a 412."""
    if (tags := headers.get(b"if-match")) is not None:
        # Compared strongly: a weak tag matches nothing.
        listed = [tag.strip() for tag in tags.split(b",")]
        return b"*" not in listed and (response.etag or None) not in listed
    if (since := headers.get(b"if-unmodified-since")) is not None:
        return _changed_after(since, response.headers) is True
    return False


def _is_current(headers: Headers, response: CachedResponse) -> bool:
    """Tell whether the client already has this answer, by `If-None-Match` or else `If-Modified-Since`: a 304."""
    etag = response.etag
    if not etag:
        return False
    if (tags := headers.get(b"if-none-match")) is not None:
        return tags == etag or not {b"*", etag}.isdisjoint(
            tag.strip().removeprefix(b"W/") for tag in tags.split(b",")
        )
    if (since := headers.get(b"if-modified-since")) is not None:
        return _changed_after(since, response.headers) is False
    return False


def _changed_after(date: bytes, answer: MutableHeaders) -> bool | None:
    """Tell whether the answer was modified after a date; None where either date is missing or malformed."""
    try:
        changed = parsedate_to_datetime(answer["last-modified"])
        return changed > parsedate_to_datetime(date.decode("latin-1"))
    except (KeyError, ValueError, TypeError):
        return None
