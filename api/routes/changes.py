"""The route of changes: what each release did to records, so that a mirror need not fetch everything again."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.http.list_responses import list_answer
from api.http.problems import LIST_PROBLEMS
from api.http.query_parameters import ModelQueryRoute
from api.http.responses import also_in, choose_format, offered
from api.resources.changes import CHANGES, find_changes
from api.vocabulary import Format

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

    Fetch what was added or corrected from its `href`. A withdrawn figure keeps its address and says there why; of
    any other kind of record only the code was given up. `loaded` names a source of series beside the curated data,
    with figures and SHA-256 of each file.

    A copy in the form of the seed files follows without fetching: a list loses its entries at `before_at`, then
    gets those at `after_at`. `format=atom` is a feed, the newest release first.
    """
    if not params.view and choose_format(request, params.format, offered(CHANGES)) is Format.ATOM:
        params = params.model_copy(update={"sort": params.sort or ["-release"]})
    return list_answer(request, params, CHANGES, find_changes)
