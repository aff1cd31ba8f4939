"""The home page: top questions with answers, a claim to check, what is new and what is missing."""

from collections.abc import Iterator

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from api.exports.describe import to_jsonld
from api.http.query_parameters import CHECK_PARAMETERS
from api.lists.resource import Resource
from api.pages.frame.page import page
from api.pages.lists.orders import LISTS, ListLayout
from api.pages.questions.page import answer_questions
from api.pages.state import count_changes, gaps
from api.resources.registry import RESOURCES
from api.tables.release import ReleaseRow
from api.vocabulary import Row

READY = 6  # So many questions stand ready, with their answers.
# What people come for; the other kinds of records stand in a second row.
DOORS = ("missions", "countries", "initiatives", "figures", "people")
MOST_GAPS = 4
CLAIM = "Over 4,300 peacekeepers have died since 1948."


def add_home(router: APIRouter) -> None:
    """Add the home page."""
    router.add_api_route("/", show_home, dependencies=CHECK_PARAMETERS, include_in_schema=False)


def show_home(request: Request) -> Response:
    """Show the home page, with the answers to the questions asked most."""
    release: ReleaseRow = request.state.served.release
    with request.state.served.engine.connect() as connection:
        context = _gather(connection, release)
    doors = sorted(_doors(release), key=lambda door: door["place"])
    dataset = to_jsonld(release, [], None, request.app.state.public_url)
    return page(
        request,
        "home.html",
        title="Peacekeeping Facts",
        doors=doors,
        structured=dataset,
        **context,
    )


def _gather(connection: Connection, release: ReleaseRow) -> Row:
    return {
        "answers": list(answer_questions(connection, READY)),
        "claim": CLAIM,
        "changed": count_changes(connection, release.version),
        "gaps": gaps(connection)[:MOST_GAPS],
    }


def _opening_words(resource: Resource) -> str:
    """Return the first sentence on a list, as its page has it."""
    words = LISTS.get(resource.type, ListLayout()).words or resource.words
    return f"{words.partition('. ')[0].removesuffix('.')}."


def _doors(release: ReleaseRow) -> Iterator[Row]:
    """Yield a link for each kind of record, the most sought first."""
    for resource in RESOURCES.values():
        name = resource.plural
        yield {
            "place": DOORS.index(name) if name in DOORS else len(DOORS),
            "first": name in DOORS,
            "name": name,
            "address": f"/{name}",
            "count": release.counts.get(name, 0),
            "words": _opening_words(resource),
        }
