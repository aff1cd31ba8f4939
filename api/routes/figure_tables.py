"""The route of tables of figures: pivoted here, for clients that would else page through rows and pivot them."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic_core import to_json
from sqlalchemy import Connection

from api.charts.series import NoSeries
from api.formats.tabular import MEDIA_TYPES, to_ndjson
from api.http.list_responses import address_asked, address_with
from api.http.problems import LIST_PROBLEMS, NoAnswer, wrong_value
from api.http.query_parameters import ModelQueryRoute
from api.http.responses import (
    DESCRIBED_BY,
    also_in,
    choose_format,
    file_headers,
    json_answer,
)
from api.lists.parameters import as_filters
from api.pivot.answers import FigureTable
from api.pivot.layout import Layout, TableFormat, TableParams
from api.pivot.rules import NoTable
from api.pivot.table import make_table
from api.pivot.wide import to_wide_csv
from api.resources.figures import FIGURES
from api.routes.charts import MEDIA_TYPES as PICTURE_TYPES
from api.routes.charts import answer_picture
from api.routes.drawing import draw_table
from api.vocabulary import Format, Row

router = APIRouter(prefix="/v1", tags=["figures"], route_class=ModelQueryRoute)
WRITTEN = {name: MEDIA_TYPES[name] for name in (Format.JSON, Format.CSV, Format.NDJSON)}
OFFERED = {TableFormat(name): media_type for name, media_type in WRITTEN.items()}
OFFERED[TableFormat.SVG] = PICTURE_TYPES["svg"]


@router.get(
    "/figures/table",
    response_model=FigureTable,
    operation_id="read_figure_table",
    summary="Figures as a table",
    response_description="The table.",
    responses={**LIST_PROBLEMS, **also_in(WRITTEN)},
)
def read_figure_table(
    request: Request,
    params: Annotated[TableParams, Query()],  # type: ignore[valid-type]  # made of the filters of the list
) -> Response:
    """A pivot table of figures in one response, with all filters of the list of figures.

    Deaths by mission and year: `rows=subject&columns=year&indicator=fatalities&subject_type=mission`. Each cell has a
    number, its bounds, and the figures that state it; where several sources do, a preferred figure comes first.
    As CSV the table is wide, one line per row; its column `notes` adds what a bare number cannot say.

    Totals and parts never mix: figures narrowed by a dimension that is neither an axis nor a filter are left out, and
    `meta.left_out` counts them. Deprecated figures are left out unless `rank` asks for them, withdrawn ones unless
    `known_at` does. `aggregate=sum` adds up flows of one indicator and source over missions, countries, sexes, causes or
    periods that exclude each other, and says whether the sum is known to be complete.

    The ten largest contributors on a day: `top=10&rows=dimensions.country&indicator=personnel_deployed` with
    `subject=organisation:un-peace-operations&dimensions.component=uniformed&as_of=2025-07-31`.

    A table that would mix incomparable figures, or a sum that may be wrong, is refused with 400: `rule` names the reason,
    and the message says what to ask instead. A table has at most 50,000 cells, made of at most 20,000 figures.
    """
    layout: Layout = params
    format = choose_format(request, layout.format, OFFERED)
    with request.state.served.engine.connect() as connection:
        try:
            table = table_of(connection, layout)
            if format is TableFormat.SVG:
                chart = draw_table(connection, table, request.state.served.release)
                return answer_picture(chart.svg, layout, OFFERED[format])
        except NoTable as none:
            raise refusal_of(none) from none
        except NoSeries as none:
            raise NoAnswer([wrong_value(none.parameter, str(none))]) from none
    return _write(request, format, table)


def refusal_of(none: NoTable) -> NoAnswer:
    """Make the 400 for a refused table, with an error for each rule that it breaks."""
    return NoAnswer(
        [wrong_value(one.parameter, one.message, rule=one.rule) for one in none.refusals]
    )


def table_of(connection: Connection, layout: Layout) -> Row:
    """Make the table of a layout and its filters; raise `NoTable` when they make none."""
    return make_table(connection, layout, as_filters(FIGURES.filters, layout))


def _write(request: Request, format: TableFormat, table: Row) -> Response:
    """Write the table in a format; formats without an envelope get the headers of a file."""
    here = address_asked(request)
    if format is TableFormat.JSON:
        table["meta"]["release"] = request.state.served.label
        return json_answer(to_json({**table, "links": {"self": here}}))
    is_csv = format is TableFormat.CSV
    content = to_wide_csv(table) if is_csv else to_ndjson([to_json(row) for row in table["data"]])
    headers = {"Content-Location": address_with(here, "format", format), "Link": DESCRIBED_BY}
    headers |= file_headers(request, Format(format))
    return Response(content, headers=headers, media_type=OFFERED[format])
