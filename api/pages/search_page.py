"""The search page: the answer, and the hits, best first."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.lists.parameters import Words
from api.pages.frame.page import address, page
from api.pages.frame.records import address_of
from api.pages.frame.wholes import explain_wholes
from api.pages.named import find_named
from api.pages.questions.hits import find_question_pages
from api.pages.routes import PageRoute
from api.resources.registry import RESOURCES
from api.search.page import HITS, SearchParams
from api.search.search import search
from api.vocabulary import Row, WordState
from api.wording import shorten

LONGEST_TITLE = 80
WORD = re.compile(r"(\w+)")


class PageSearch(SearchParams):
    """Query parameters of the search page; without words it only shows its form."""

    q: Words = Field(default="", description=SearchParams.model_fields["q"].description)


def add_search(router: APIRouter) -> None:
    """Add the page of the search."""
    router.add_api_route(
        "/search", show_search, route_class_override=PageRoute, include_in_schema=False
    )


def show_search(request: Request, params: Annotated[PageSearch, Query()]) -> Response:
    """Show the answer and the hits of a search, each with a link to its page."""
    title = f"Search: {shorten(params.q, LONGEST_TITLE)}" if params.q else "Search"
    context: dict[str, Any] = {"title": title, "q": params.q, "cite": None}
    context["kinds"] = {"": "any"} | {
        str(type): resource.plural for type, resource in RESOURCES.items()
    }
    context["kind"] = ",".join(params.type or [])
    context["kinds"].setdefault(context["kind"], context["kind"])
    if params.q:
        context |= _hits(request, params)
    return page(request, "search.html", **context)


def _hits(request: Request, params: PageSearch) -> Row:
    with request.state.served.engine.connect() as connection:
        found = search(connection, params, address_of)
        wholes = explain_wholes(connection)
        answer = found.beside["answer"]
        pages = find_question_pages(connection, params.q, answer)
        named = [] if answer or params.type else find_named(connection, params.q)
    meant = found.hints["did_you_mean"]
    return {
        "answer": answer and {**answer, "query": answer["query"].removeprefix("/v1")},
        "named": named,
        "questions": pages,
        "wholes": wholes,
        "words": _words(found.hints["words"]),
        "some": found.hints["match"] == "some",
        "total": found.total,
        "hits": [{**hit, "pieces": _pieces(hit)} for hit in found.rows],
        "following": found.next_cursor and address(request, cursor=found.next_cursor),
        "meant": meant and {"words": meant, "address": address(request, q=meant, cursor=None)},
        "formats": {
            str(format): "/v1" + address(request, cursor=None, format=format)
            for format in HITS.formats
        },
    }


def _words(words: list[Row]) -> list[str]:
    """Say which words were corrected, and which no record has."""
    corrected = [
        f"“{one['word']}” is read as “{', '.join(one['read_as'])}”"
        for one in words
        if one["state"] == WordState.CORRECTED
    ]
    unknown = [
        f"“{one['word']}” stands nowhere" for one in words if one["state"] == WordState.UNKNOWN
    ]
    return corrected + unknown


def _pieces(hit: Row) -> list[tuple[str, bool]]:
    """Split a snippet at its matches, to highlight them."""
    words, snippet = hit["matches"], hit["snippet"] or ""
    if not words:
        return []
    if all(map(WORD.fullmatch, words)):
        pieces = [""]
        for piece in WORD.split(snippet):
            if piece in words:
                pieces += [piece, ""]
            else:
                pieces[-1] += piece
    else:  # A word that is joined may hold another one.
        joined = "|".join(map(re.escape, words))
        pieces = re.split(rf"(?<!\w)({joined})(?!\w)", snippet)
    return [(piece, bool(place % 2)) for place, piece in enumerate(pieces)]
