"""Search over every kind of record."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection

from api.http.problems import LIST_PROBLEMS
from api.http.responses import UNDERSTOOD, also_in, offered, page_answer
from api.lists.engine import Found
from api.lists.search import SearchRequest, search
from api.resources.answers import SearchHit, SearchPage
from api.resources.registry import SUBJECTS
from api.vocabulary import RecordType

router = APIRouter(prefix="/v1", tags=["search"], dependencies=UNDERSTOOD)


@router.get(
    "/search",
    response_model=SearchPage,
    operation_id="search",
    summary="Search everything",
    response_description="A page of hits.",
    responses={**LIST_PROBLEMS, **also_in(offered(SearchHit))},
)
def search_records(request: Request, asked: Annotated[SearchRequest, Query()]) -> Response:
    """Records of any kind in which all the words occur, best first.

    A record whose name, acronym or code is asked for leads; figures and sources come after what they are about.
    Among the others, the more of the words stand in the names of a record, the earlier it comes; then events,
    statements and discrepancies follow other kinds, and longer titles shorter ones. Each hit says what it
    is, where it is, and which words match.
    """
    with request.state.edition.engine.connect() as connection:
        return page_answer(request, asked, answer(connection, asked), SearchHit)


def answer(connection: Connection, asked: SearchRequest) -> Found:
    """The hits with their addresses."""
    return search(connection, asked, _address)


def _address(type: str, code: str) -> str:
    return f"/v1/{SUBJECTS[RecordType(type)].listing.plural}/{code}"
