"""Turning rows into bytes: rows are answered as they were checked and stored, without a second look."""

from typing import Any

from fastapi import Depends, Request, Response
from pydantic_core import to_json
from starlette.datastructures import URL

from api.errors import refuse_what_means_nothing
from api.queries.grammar import Found


async def _understand(request: Request) -> None:
    refuse_what_means_nothing(request)


# Every operation refuses parameters it does not have; a plain function would cost a thread each time.
UNDERSTOOD = [Depends(_understand)]


def json_answer(content: Any) -> Response:
    """Plain data as JSON; the tests hold every answer against its declared model."""
    return Response(to_json(content), media_type="application/json")


def page_answer(
    request: Request, found: Found, limit: int, facets: dict[str, Any] | None = None
) -> Response:
    """A page of a list in its envelope."""
    here = request.url
    following = here.include_query_params(cursor=found.next_cursor) if found.next_cursor else None
    return json_answer(
        {
            "data": found.rows,
            "meta": {
                "total": found.total,
                "limit": limit,
                "release": request.app.state.release.label,
            },
            "links": {"self": _relative(here), "next": following and _relative(following)},
            "facets": facets or {},
        }
    )


def _relative(url: URL) -> str:
    """An address without the host, which behind a proxy may not be the one the client knows."""
    return f"{url.path}?{url.query}" if url.query else url.path
