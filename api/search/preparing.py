"""Warm up the caches that all questions share: lexicon, spelling index, names and entries."""

from sqlalchemy import Engine

from api.resources.registry import address_of
from api.search.page import SearchParams
from api.search.search import search
from api.search.suggest import SuggestParams, suggest

MISTYPED = "how many peackeepers serve now"
# Take the ways that the first one does not take: of a part, of a mission, of a ranking.
OTHERS = (
    "A4P medical pledges",
    "when did MINUSMA end",
    "largest missions in Africa",
    "top troop contributors",
)


def prepare_search(engine: Engine) -> None:
    """Ask some questions of a newly opened release, so that its first reader finds warm caches."""
    with engine.connect() as connection:
        suggest(connection, SuggestParams(q=MISTYPED))
        for question in (MISTYPED, *OTHERS):
            search(connection, SearchParams(q=question), address_of)
