"""Serve what each release changed, so that a mirror need not fetch everything again."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.http.list_responses import list_answer
from api.http.problems import LIST_PROBLEMS
from api.http.query_parameters import ModelQueryRoute
from api.http.responses import also_in, offered
from api.lists.engine import find
from api.resources.changes import CHANGES

router = APIRouter(prefix="/v1", tags=["release"], route_class=ModelQueryRoute)


@router.get(
    "/changes",
    response_model=CHANGES.page,
    operation_id="list_changes",
    summary="What was added, corrected and withdrawn",
    response_description="A page of the list.",
    responses={**LIST_PROBLEMS, **also_in(offered(CHANGES), compact=True)},
)
def list_changes(
    request: Request,
    params: Annotated[CHANGES.filters, Query()],  # type: ignore[name-defined]  # made of its fields
) -> Response:
    """What releases did to records, by type and code; with `since`, what a mirror has missed.

    Fetch what was added or corrected from its `href`. A withdrawn figure keeps its address and says there
    that, and why, it was withdrawn; of any other kind of record only the code was given up.
    Series that were loaded beside the curated data are not part of it.
    """
    return list_answer(
        request, params, CHANGES, lambda connection, page: find(connection, CHANGES, page)
    )
