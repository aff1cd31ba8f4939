"""The page at `/`, and the page of the search."""

import re
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field
from sqlalchemy import Connection

from api.http.responses import UNDERSTOOD, offered
from api.lists.engine import find
from api.lists.parameters import Words
from api.lists.resource import Resource, UnknownValues
from api.lists.search import HITS, SearchParams, search
from api.pages.frame import address, page
from api.pages.records import address_of
from api.pages.routes import PageRoute
from api.resources.figures import FIGURES
from api.resources.missions import MISSIONS
from api.resources.registry import RESOURCES
from api.vocabulary import RecordType, Row
from api.wording import day_in_words, value_in_words, when_in_words


@dataclass(frozen=True)
class Asked:
    """A question of a stranger, and how the list that answers it is asked."""

    question: str
    resource: Resource
    filters: dict[str, str] = field(default_factory=dict)

    def at(self, root: str = "") -> str:
        """Where the answer is, for people or, under `/v1`, for programs."""
        filters = "&".join(f"{name}={value}" for name, value in self.filters.items())
        return f"{root}/{self.resource.plural}?{filters}"


WHOLE = "organisation:un-peacekeeping"
WORTH_SEEING = (
    Asked(
        "Which UN peacekeeping operations run?",
        MISSIONS,
        {"kind": "peacekeeping_operation", "status": "ongoing"},
    ),
    Asked(
        "How many States stand behind Action for Peacekeeping?",
        FIGURES,
        {"subject": "initiative:a4p", "indicator": "endorsing_member_states", "latest": "true"},
    ),
    Asked(
        "How many died in the mission in Mali?",
        FIGURES,
        {
            "subject": "mission:minusma",
            "indicator": "fatalities_since_start",
            "latest": "true",
            "sort": "-value",
        },
    ),
    Asked(
        "How many in uniform are women?",
        FIGURES,
        {
            "subject": WHOLE,
            "indicator": "women_share",
            "dimension.component": "uniformed",
            "latest": "true",
        },
    ),
    Asked("Where do sources disagree?", RESOURCES[RecordType.DISCREPANCY], {"severity": "high"}),
)


class PageSearch(SearchParams):
    """What the page of the search can be asked; without words it only asks for them."""

    q: Words = Field(default="", description=SearchParams.model_fields["q"].description)


def add_home(router: APIRouter) -> None:
    """Adds the first page and the search."""
    router.add_api_route("/", show_home, dependencies=UNDERSTOOD, include_in_schema=False)
    router.add_api_route(
        "/search", show_search, route_class_override=PageRoute, include_in_schema=False
    )


def show_home(request: Request) -> Response:
    """What this is, a search, answers worth seeing, and the state of the data."""
    release = request.state.edition.release
    with request.state.edition.engine.connect() as connection:
        answers = [_answer(connection, asked) for asked in WORTH_SEEING]
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


def _answer(connection: Connection, asked: Asked) -> Row | None:
    """The answer to a question; nothing where the data do not know what it is about."""
    try:
        found = find(
            connection, asked.resource, asked.resource.filters.model_validate(asked.filters)
        )
    except UnknownValues:
        return None
    if not found.total:
        return None
    shown = {"question": asked.question, "address": asked.at(), "data": asked.at("/v1")}
    first = found.rows[0]
    if asked.resource is FIGURES:
        said = {"answer": value_in_words(first), "when": when_in_words(first)}
        return {**shown, **said, "citation": first["citation"]}
    dates = [row["status_as_of"] for row in found.rows if row.get("status_as_of")]
    when = (
        f"each as of its own date, {day_in_words(min(dates))} or later"
        if dates
        else "of high severity"
    )
    kind = asked.resource.plural
    return {**shown, "answer": f"{found.total} {kind}", "when": when, "citation": None}


def show_search(request: Request, params: Annotated[PageSearch, Query()]) -> Response:
    """Hits of the search, best first, each leading to its page."""
    shown: dict[str, Any] = {"title": "Search", "q": params.q, "cite": None}
    shown["kinds"] = {"": "any"} | {
        str(type): resource.plural for type, resource in RESOURCES.items()
    }
    shown["kind"] = ",".join(params.type or [])
    shown["kinds"].setdefault(shown["kind"], shown["kind"])
    if params.q:
        shown |= _hits(request, params)
    return page(request, "search.html", **shown)


def _hits(request: Request, params: PageSearch) -> Row:
    with request.state.edition.engine.connect() as connection:
        found = search(connection, params, address_of)
    meant = found.hints["did_you_mean"]
    return {
        "total": found.total,
        "hits": [{**hit, "pieces": _pieces(hit)} for hit in found.rows],
        "following": found.next_cursor and address(request, cursor=found.next_cursor),
        "meant": meant and {"words": meant, "address": address(request, q=meant, cursor=None)},
        "formats": {
            str(format): "/v1" + address(request, cursor=None, format=format)
            for format in offered(HITS.answer)
        },
    }


def _pieces(hit: Row) -> list[tuple[str, bool]]:
    """The words around a match, cut where the matching words begin and end."""
    words = "|".join(re.escape(word) for word in hit["matches"])
    pieces = re.split(rf"(?<!\w)({words})(?!\w)", hit["snippet"] or "") if words else []
    return [(piece, bool(place % 2)) for place, piece in enumerate(pieces)]
