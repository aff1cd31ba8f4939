"""Show the first page, with answers worth seeing, and the page of the search."""

import re
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field
from sqlalchemy import Connection

from api.http.query_parameters import CHECK_PARAMETERS
from api.lists.engine import find
from api.lists.parameters import Words
from api.lists.resource import Resource, UnknownValues
from api.pages.frame import address, page
from api.pages.records import address_of
from api.pages.routes import PageRoute
from api.resources.figures import FIGURES
from api.resources.missions import MISSIONS
from api.resources.registry import RESOURCES
from api.search.page import HITS, SearchParams
from api.search.search import search
from api.vocabulary import RecordType, Row, WordState
from api.wording import day_in_words, value_in_words, when_in_words


@dataclass(frozen=True)
class FrontQuestion:
    """A question of the first page, with the list and filters that answer it."""

    words: str
    resource: Resource
    filters: dict[str, str] = field(default_factory=dict)

    def at(self, root: str = "") -> str:
        """Return the address of the answer, for people or, under `/v1`, for programs."""
        filters = "&".join(f"{name}={value}" for name, value in self.filters.items())
        return f"{root}/{self.resource.plural}?{filters}"


WHOLE = "organisation:un-peacekeeping"
WORTH_SEEING = (
    FrontQuestion(
        "Which UN peacekeeping operations run?",
        MISSIONS,
        {"kind": "peacekeeping_operation", "status": "ongoing"},
    ),
    FrontQuestion(
        "How many States stand behind Action for Peacekeeping?",
        FIGURES,
        {"subject": "initiative:a4p", "indicator": "endorsing_member_states", "latest": "true"},
    ),
    FrontQuestion(
        "How many died in the mission in Mali?",
        FIGURES,
        {
            "subject": "mission:minusma",
            "indicator": "fatalities_since_start",
            "latest": "true",
            "sort": "-value",
        },
    ),
    FrontQuestion(
        "How many in uniform are women?",
        FIGURES,
        {
            "subject": WHOLE,
            "indicator": "women_share",
            "dimensions.component": "uniformed",
            "latest": "true",
        },
    ),
    FrontQuestion(
        "Where do sources disagree?", RESOURCES[RecordType.DISCREPANCY], {"severity": "high"}
    ),
)


class PageSearch(SearchParams):
    """Query parameters of the search page; without words it only shows its form."""

    q: Words = Field(default="", description=SearchParams.model_fields["q"].description)


def add_home(router: APIRouter) -> None:
    """Add the first page and the search."""
    router.add_api_route("/", show_home, dependencies=CHECK_PARAMETERS, include_in_schema=False)
    router.add_api_route(
        "/search", show_search, route_class_override=PageRoute, include_in_schema=False
    )


def show_home(request: Request) -> Response:
    """Show what this is, a search, answers worth seeing, and the state of the data."""
    release = request.state.served.release
    with request.state.served.engine.connect() as connection:
        answers = [_answer(connection, question) for question in WORTH_SEEING]
    kinds = [
        {
            "name": resource.plural,
            "address": f"/{resource.plural}",
            "count": release.counts.get(resource.plural, 0),
            "words": resource.words,
        }
        for resource in RESOURCES.values()
    ]
    return page(
        request,
        "home.html",
        title="Peacekeeping Facts",
        answers=[answer for answer in answers if answer],
        kinds=kinds,
    )


def _answer(connection: Connection, question: FrontQuestion) -> Row | None:
    """Answer a question; None where the data do not know its subject."""
    resource = question.resource
    try:
        records = find(connection, resource, resource.filters.model_validate(question.filters))
    except UnknownValues:
        return None
    if not records.total:
        return None
    answer = {"question": question.words, "address": question.at(), "data": question.at("/v1")}
    if resource is FIGURES:
        figure = records.rows[0]
        words = {"answer": value_in_words(figure), "when": when_in_words(figure)}
        return {**answer, **words, "citation": figure["citation"]}
    words = {"answer": f"{records.total} {resource.plural}", "when": _when_listed(records.rows)}
    return {**answer, **words, "citation": None}


def _when_listed(rows: list[Row]) -> str:
    """Say of when the rows of a list are, where sources prove their status."""
    dates = [row["status_as_of"] for row in rows if row.get("status_as_of")]
    if not dates:
        return "of high severity"
    return f"each as of its own date, {day_in_words(min(dates))} or later"


def show_search(request: Request, params: Annotated[PageSearch, Query()]) -> Response:
    """Show the hits of a search, best first, each leading to its page."""
    context: dict[str, Any] = {"title": "Search", "q": params.q, "cite": None}
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
    meant = found.hints["did_you_mean"]
    answer = found.beside["answer"]
    return {
        "answer": answer and {**answer, "query": answer["query"].removeprefix("/v1")},
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
    """Say which words were read as others, and which no record has."""
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
    """Cut the words around a match where the matching words begin and end."""
    words = "|".join(re.escape(word) for word in hit["matches"])
    pieces = re.split(rf"(?<!\w)({words})(?!\w)", hit["snippet"] or "") if words else []
    return [(piece, bool(place % 2)) for place, piece in enumerate(pieces)]
