"""The route of coverage: which data are held of each mission, and why the rest is not."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection

from api.http.list_responses import list_answer
from api.http.problems import LIST_PROBLEMS
from api.http.query_parameters import ModelQueryRoute
from api.http.responses import also_in, offered
from api.lists.engine import RecordPage, find
from api.lists.parameters import PageParams
from api.resources.coverage import COVERAGE, count_coverage

router = APIRouter(prefix="/v1", tags=["release"], route_class=ModelQueryRoute)


@router.get(
    "/coverage",
    response_model=COVERAGE.page,
    operation_id="list_coverage",
    summary="List coverage by mission",
    response_description="A page of the list, with totals as facets.",
    responses={**LIST_PROBLEMS, **also_in(offered(COVERAGE), compact=True)},
)
def list_coverage(
    request: Request,
    params: Annotated[COVERAGE.filters, Query()],  # type: ignore[name-defined]  # made of its fields
) -> Response:
    """For each mission, which key attributes and indicators we have, and why the others are missing.

    `have`: there is a sourced value. `not_published`: the datasets we read hold none.
    `not_applicable`: there can be none. `not_curated`: we have not proven it yet.
    `facets` counts all missions, whatever the filter.
    """
    return list_answer(request, params, COVERAGE, _find)


def _find(connection: Connection, params: PageParams) -> RecordPage:
    page = find(connection, COVERAGE, params)
    return replace(page, facets=page.facets or count_coverage(connection))
