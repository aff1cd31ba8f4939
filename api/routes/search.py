"""Search over every kind of record."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.http.problems import LIST_PROBLEMS
from api.http.query_parameters import ModelQueryRoute
from api.http.responses import also_in, offered, page_answer
from api.lists.search import HITS, SearchPage, SearchParams, search
from api.resources.registry import address_of

router = APIRouter(prefix="/v1", tags=["search"], route_class=ModelQueryRoute)


@router.get(
    "/search",
    response_model=SearchPage,
    operation_id="search",
    summary="Search everything",
    response_description="A page of hits.",
    responses={**LIST_PROBLEMS, **also_in(offered(HITS.answer))},
)
def search_records(request: Request, params: Annotated[SearchParams, Query()]) -> Response:
    """Records of any kind in which all the words occur, best first.

    A record whose name, acronym or code is asked for leads; figures and sources come after what they are about.
    Among the others, the more of the words stand in the names of a record, the earlier it comes; then events,
    statements and discrepancies follow other kinds, and longer titles shorter ones. Each hit says what it
    is, where it is, and which words match.
    """
    with request.state.served.engine.connect() as connection:
        page = search(connection, params, address_of)
    return page_answer(request, params, page, HITS)
