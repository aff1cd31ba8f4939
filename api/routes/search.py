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
    """Search in plain words: records of any type that match some of the words, best match first, and the answer.

    `answer` answers the question in one sentence with value, qualifier, time and source; its `query` is the list that
    proves it. It is null, as is normal, unless every word of the question is understood and the data hold the answer.
    A bare keyword returns hits only.

    Words match in any of their forms and by synonym; typos are corrected, and `meta.words` says so. Hits are ranked by
    relevance: rare words and words in the names of a record weigh more; the subject, measure and dates of the question
    weigh most. With `match=all` every word must match.
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
    """Find records by name: autocomplete while somebody types, or match the names of a spreadsheet.

    Matches names, acronyms, aliases and codes in any of their languages, ignoring case, accents and punctuation. Exact
    matches come first, then prefixes, then names with all the words or, if mistyped, most of them.
    """
    return list_answer(request, params, SUGGESTIONS, suggest)
