"""Read what all questions share before the first one is asked: words, their spelling, names and entries."""

from sqlalchemy import Engine

from api.resources.registry import address_of
from api.search.page import SearchParams
from api.search.search import search
from api.search.suggest import SuggestParams, suggest

MISTYPED = "how many peackeepers serve now"  # Takes every way that a question can take.


def prepare_names(engine: Engine) -> None:
    """Read the names of a release that has been opened: it takes longer than whoever types one waits."""
    with engine.connect() as connection:
        suggest(connection, SuggestParams(q=MISTYPED))


def prepare_search(engine: Engine) -> None:
    """Ask one question of a release that has been opened, so that no reader waits for the first."""
    prepare_names(engine)
    with engine.connect() as connection:
        search(connection, SearchParams(q=MISTYPED), address_of)
