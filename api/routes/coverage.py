"""What is covered and what is not, mission by mission."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.http.problems import LIST_PROBLEMS
from api.http.responses import UNDERSTOOD, also_in, offered, page_answer
from api.lists.engine import find
from api.resources.answers import CoveragePage, MissionCoverage
from api.resources.coverage import COVERAGE, CoverageFilter, count_coverage

router = APIRouter(prefix="/v1", tags=["release"], dependencies=UNDERSTOOD)


@router.get(
    "/coverage",
    response_model=CoveragePage,
    operation_id="list_coverage",
    summary="What is covered, and why the rest is not",
    response_description="A page of the list, with totals as facets.",
    responses={**LIST_PROBLEMS, **also_in(offered(MissionCoverage))},
)
def list_coverage(request: Request, asked: Annotated[CoverageFilter, Query()]) -> Response:
    """For each mission, which key attributes and indicators we have, and why the others are missing.

    `have`: there is a sourced value. `not_published`: the datasets we read hold none.
    `not_applicable`: there can be none. `not_curated`: we have not proven it yet.
    `facets` counts all missions, whatever the filter.
    """
    with request.state.edition.engine.connect() as connection:
        found = find(connection, COVERAGE, asked)
        counted = replace(found, facets=found.facets or count_coverage(connection))
    return page_answer(request, asked, counted, MissionCoverage)
