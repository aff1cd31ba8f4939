"""The routes of the search over every kind of record, and of suggestions by name."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.http.list_responses import list_answer
from api.http.problems import LIST_PROBLEMS
from api.http.query_parameters import ModelQueryRoute
from api.http.responses import also_in, offered
from api.resources.registry import address_of
from api.search.page import HITS, SearchPage, SearchParams
from api.search.search import search
from api.search.suggest import SUGGESTIONS, SuggestionPage, SuggestParams, suggest

router = APIRouter(prefix="/v1", tags=["search"], route_class=ModelQueryRoute)


@router.get(
    "/search",
    response_model=SearchPage,
    operation_id="search",
    summary="Search everything",
    response_description="A page of hits.",
    responses={**LIST_PROBLEMS, **also_in(offered(HITS), compact=True)},
)
def search_records(request: Request, params: Annotated[SearchParams, Query()]) -> Response:
    """Ask in your own words: records of any kind in which some of the words occur, best first, and the answer.

    `answer` is what answers the question, in one sentence with value, exactness, time and source, and `query` the list
    that proves it. It is given only where every word of the question is understood and the data hold the
    answer; else it is null, and that is normal. A bare word gets hits alone.

    Words count in any of their forms, with their synonyms; typing errors are corrected, and `meta.words` says so.
    The rarer the words that match, and the nearer to the names of a record, the earlier it comes; what the
    question is about, measures and dates counts most. With `match=all` every word must occur.
    """
    return list_answer(
        request, params, HITS, lambda connection, page: search(connection, page, address_of)
    )


@router.get(
    "/suggest",
    response_model=SuggestionPage,
    operation_id="list_suggestions",
    summary="Suggest records by name",
    response_description="A page of suggestions.",
    responses={**LIST_PROBLEMS, **also_in(offered(SUGGESTIONS), compact=True)},
)
def list_suggestions(request: Request, params: Annotated[SuggestParams, Query()]) -> Response:
    """Find the record behind a name: one that is being typed, or one as a spreadsheet holds it.

    Names, acronyms, aliases and codes in any of their languages count, whatever the case, accents and signs. First come the records that
    go by the whole name, then names that begin so, then those with all the words or, mistyped, most of them.
    """
    return list_answer(request, params, SUGGESTIONS, suggest)
