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
    summary="List changes by release",
    response_description="A page of the list.",
    responses={**LIST_PROBLEMS, **also_in(offered(CHANGES), compact=True)},
)
def list_changes(
    request: Request,
    params: Annotated[CHANGES.filters, Query()],  # type: ignore[name-defined]  # made of its fields
) -> Response:
    """The change log: what each release did to records, by type and code; with `since`, what a mirror has missed.

    Fetch added and corrected records from their `href`. A withdrawn figure keeps its address and gives the reason there;
    of any other kind of record only the code is retired. `loaded` names a source of time series beside the curated data,
    with its number of figures and the SHA-256 of each file.

    A copy of the seed files can be patched without fetching: remove the entries of a list at `before_at`, then insert the
    new ones at `after_at`. `format=atom` returns an Atom feed, newest release first.
    """
    if not params.view and choose_format(request, params.format, offered(CHANGES)) is Format.ATOM:
        params = params.model_copy(update={"sort": params.sort or ["-release"]})
    return list_answer(request, params, CHANGES, find_changes)
