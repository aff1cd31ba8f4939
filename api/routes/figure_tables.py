"""Serve figures as tables, for those who would otherwise read pages of rows and pivot them at home."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic_core import to_json

from api.formats.tabular import MEDIA_TYPES, to_ndjson
from api.http.list_responses import address_asked, address_with
from api.http.problems import LIST_PROBLEMS, NoAnswer, wrong_value
from api.http.query_parameters import ModelQueryRoute
from api.http.responses import also_in, choose_format, file_headers, json_answer
from api.pivot.answers import FigureTable
from api.pivot.layout import Layout, TableParams
from api.pivot.rules import NoTable
from api.pivot.table import make_table
from api.pivot.wide import to_wide_csv
from api.resources.figures import FIGURES
from api.vocabulary import Format, Row

router = APIRouter(prefix="/v1", tags=["figures"], route_class=ModelQueryRoute)
OFFERED = {name: MEDIA_TYPES[name] for name in (Format.JSON, Format.CSV, Format.NDJSON)}


@router.get(
    "/figures/table",
    response_model=FigureTable,
    operation_id="read_figure_table",
    summary="Figures as a table",
    response_description="The table.",
    responses={**LIST_PROBLEMS, **also_in(OFFERED)},
)
def read_figure_table(
    request: Request,
    params: Annotated[TableParams, Query()],  # type: ignore[valid-type]  # made of the filters of the list
) -> Response:
    """Figures in rows and columns, with all filters of their list, in one answer.

    Deaths by mission and year: `rows=subject&columns=year&indicator=fatalities&subject_type=mission`. Each cell has the
    number, its bounds, and the figures that state it. As CSV the table is wide, one line for each row: column `notes` says
    what a bare number does not, such as that it is not exact. Totals and parts never mix: the table leaves out figures that
    are narrowed by a dimension which is neither an axis nor a filter, and `meta.left_out` counts them. Deprecated figures
    are left out unless `rank` asks for them, withdrawn ones unless `known_at` does. With `top=10`, the ten largest, such as
    `rows=dimension.country&dimension.component=uniformed&indicator=personnel_deployed&subject=organisation:un-peacekeeping
    &as_of=2025-07-31&top=10`. What makes no table is refused: `rule` names why, and the message says what to ask instead.
    """
    layout: Layout = params
    format = choose_format(request, layout.format, OFFERED)
    filters = FIGURES.filters.model_validate(
        layout.model_dump(exclude_none=True, by_alias=True, exclude={*Layout.model_fields})
    )
    with request.state.served.engine.connect() as connection:
        try:
            table = make_table(connection, layout, filters)  # type: ignore[arg-type]  # made of the questions
        except NoTable as none:
            raise NoAnswer(
                [wrong_value(one.parameter, one.message, rule=one.rule) for one in none.refusals]
            ) from none
    return _write(request, format, table)


def _write(request: Request, format: Format, table: Row) -> Response:
    """Write the table in a format; as a file it says in headers what it is."""
    here = address_asked(request)
    if format is Format.JSON:
        table["meta"]["release"] = request.state.served.label
        return json_answer(to_json({**table, "links": {"self": here}}))
    is_csv = format is Format.CSV
    content = to_wide_csv(table) if is_csv else to_ndjson([to_json(row) for row in table["data"]])
    headers = {"Content-Location": address_with(here, "format", format)}
    headers |= file_headers(request, format)
    return Response(content, headers=headers, media_type=OFFERED[format])
