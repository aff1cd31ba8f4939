"""The routes of charts as SVG, for embedding: a time series of figures, and a timeline of missions."""

from base64 import b64encode
from collections.abc import Set
from hashlib import sha256
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import create_model

from api.charts.chart import chart_of_nothing
from api.charts.looks import STYLES, Look, styled
from api.charts.series import NoSeries, NothingToDraw
from api.http.problems import LIST_PROBLEMS, NoAnswer, wrong_value
from api.http.query_parameters import ModelQueryRoute
from api.http.responses import choose_format
from api.lists.parameters import as_filters, filters_alone
from api.lists.resource import Resource
from api.resources.figures import FIGURES
from api.resources.missions import MISSIONS
from api.routes.drawing import Drawing, draw_figures, draw_missions

# The same SVG also as XML, for clients that do not accept images.
MEDIA_TYPES = {"svg": "image/svg+xml", "xml": "text/xml"}
HASHES = {
    theme: b64encode(sha256(style.encode()).digest()).decode() for theme, style in STYLES.items()
}
FIGURE_WORDS = (
    "A chart of the figures of an indicator that match the filters of their list, as SVG to embed"
    " in any page. Numbers that count a period are bars, others are points and lines. Open bounds"
    " such as “over” are arrows, “about” has an error bar, a gap in time is a gap in the line,"
    " and values of other sources are small marks beside the leading one. Deprecated figures are"
    " left out unless `rank` asks for them, withdrawn ones unless `known_at` does. Figures that"
    " form no series, such as several units at once, are refused, with what would form one; with"
    " `dimensions.cause=none`, totals alone are tried first. Where no figure matches, the chart says so."
)
MISSION_WORDS = (
    "The missions that match the filters of their list, each as a line from start to end. A"
    " mission that is still running has an arrow from the day for which a source last proves it;"
    " a start or end known only to the month or year is pale."
)
EXAMPLE = '<svg xmlns="http://www.w3.org/2000/svg" role="img"><title>Budget: UN peacekeeping, 2001 to 2026</title></svg>'
ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            MEDIA_TYPES["svg"]: {"schema": {"type": "string"}, "example": EXAMPLE},
            MEDIA_TYPES["xml"]: {"schema": {"type": "string"}},
        }
    }
}


def make_router() -> APIRouter:
    """Make the routes of the chart of figures and the timeline of missions."""
    router = APIRouter(prefix="/v1", route_class=ModelQueryRoute)
    _add_picture(router, FIGURES, "chart", draw_figures, FIGURE_WORDS, required={"indicator"})
    _add_picture(router, MISSIONS, "timeline", draw_missions, MISSION_WORDS)
    return router


def _add_picture(
    router: APIRouter,
    resource: Resource,
    name: str,
    draw: Drawing,
    words: str,
    *,
    required: Set[str] = frozenset(),
) -> None:
    alone: Any = filters_alone(resource.filters, required)
    filters = create_model(f"{alone.__name__}Drawn", __base__=(Look, alone))

    def read_picture(request: Request, params: Annotated[filters, Query()]) -> Response:  # type: ignore[valid-type]  # one model for each kind
        format = choose_format(request, None, MEDIA_TYPES)
        release = request.state.served.release
        look: Look = params
        list_params = as_filters(resource.filters, params)
        with request.state.served.engine.connect() as connection:
            try:
                chart = draw(connection, list_params, release)
            except NothingToDraw as nothing:
                chart = chart_of_nothing(str(nothing), release.label)
            except NoSeries as none:
                raise NoAnswer([wrong_value(none.parameter, str(none))]) from none
        return answer_picture(chart.svg, look, MEDIA_TYPES[format])

    router.get(
        f"/{resource.plural}/{name}.svg",
        response_class=Response,
        operation_id=f"read_{resource.type}_{name}",
        summary=f"Draw {resource.plural} over time",
        response_description="The chart.",
        description=words,
        tags=[resource.plural],
        responses={**LIST_PROBLEMS, **ANSWER},
    )(read_picture)


def answer_picture(svg: str, look: Look, media_type: str, status: int = HTTPStatus.OK) -> Response:
    """Answer an SVG; its Content-Security-Policy allows the one style in it, and nothing else."""
    style = f"style-src 'sha256-{HASHES[look.theme]}'"
    policy = f"default-src 'none'; {style}; frame-ancestors 'none'"
    headers = {"Content-Security-Policy": policy}
    return Response(styled(svg, look), status, headers=headers, media_type=media_type)
