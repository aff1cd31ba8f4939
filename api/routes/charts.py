"""Serve charts as SVG, for embedding: any query of figures that makes a series, and missions over time."""

from base64 import b64encode
from collections.abc import Callable, Set
from contextlib import suppress
from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection

from api.charts.chart import MOST_FIGURES, Chart, chart_of_figures, chart_of_nothing
from api.charts.series import NoSeries, NothingToDraw
from api.charts.timeline import MOST_MISSIONS, timeline_of_missions
from api.http.problems import LIST_PROBLEMS, NoAnswer, wrong_value
from api.http.query_parameters import ModelQueryRoute
from api.http.responses import choose_format
from api.lists.engine import find, get
from api.lists.parameters import as_filters, filters_alone
from api.lists.resource import Resource
from api.resources.countries import COUNTRIES
from api.resources.figures import FIGURES, FigureQuestions, without_deprecated
from api.resources.missions import MISSIONS, MissionQuestions
from api.tables.figures import Dimensions
from api.tables.index import ReleaseRow
from api.vocabulary import Given, Row

# A program that knows no pictures reads the same SVG as the XML that it is.
MEDIA_TYPES = {"svg": "image/svg+xml", "xml": "text/xml"}
# A picture of its own has no page to take its colours from; readers of dark screens get light lines.
STYLE = (
    "svg{color:#1f1f1f;background:#fff}"
    "@media(prefers-color-scheme:dark){svg{color:#e8e8e8;background:#161616}}"
)
HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
HEADERS = {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{HASH}'; frame-ancestors 'none'"
}
FIGURE_WORDS = (
    "A chart of the figures of an indicator that pass, with the filters of their list, as SVG for any page. Numbers that count a"
    " period are bars, others are points and lines. Open words such as “over” are arrows, “about” has a whisker,"
    " a gap in time is a gap in the line, and statements of several sources on one time stand side by side,"
    " named. Deprecated figures are left out unless `rank` asks for them, withdrawn ones unless `known_at` does."
    " What makes no series, such as several units at once, is refused, with what would; with `dimensions.cause=none`, totals"
    " alone are tried first. Where no figure passes, the picture says so."
)
MISSION_WORDS = (
    "The missions that pass, with the filters of their list, each as a line from its start to its end. One that"
    " runs on has an arrow from the day at which a source last proves it; a start or end known only to a month"
    " or a year is pale."
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


Drawing = Callable[[Connection, Any, ReleaseRow], Chart]


def draw_figures(connection: Connection, params: FigureQuestions, release: ReleaseRow) -> Chart:
    """Draw the chart of the figures that pass, or else of their totals where such are asked for; `NoSeries` when they make none."""
    try:
        return _draw_figures(connection, params, release)
    except NothingToDraw:
        raise
    except NoSeries:
        if totals := _totals_alone(params):
            with suppress(NoSeries):
                return _draw_figures(connection, totals, release)
        raise


def _totals_alone(params: FigureQuestions) -> FigureQuestions | None:
    """Leave out what is narrowed by a dimension not asked for; None where no total of another one is."""
    values = {name: getattr(params, f"dimensions_{name}") for name in Dimensions.model_fields}
    if not any(Given.NONE in (asked or ()) for asked in values.values()):
        return None
    named = {name.partition("__")[0] for name in params.given()}
    left = [name for name in values if f"dimensions.{name}" not in named]
    return params.model_copy(update={f"dimensions_{name}__isnull": True for name in left})


def _draw_figures(connection: Connection, params: FigureQuestions, release: ReleaseRow) -> Chart:
    drawn = without_deprecated(params).model_copy(update={"limit": MOST_FIGURES})
    figures = find(connection, FIGURES, drawn)
    if figures.total > MOST_FIGURES:
        reason = (
            f"{figures.total} figures pass these filters, and a chart shows at most {MOST_FIGURES}"
        )
        raise NoSeries("indicator", f"{reason}; name one indicator, subject, source or dimension")
    standing = [row for row in figures.rows if params.known_at or not row["withdrawn_on"]]
    return chart_of_figures(_with_countries(connection, standing), release.label)


def draw_missions(connection: Connection, params: MissionQuestions, release: ReleaseRow) -> Chart:
    """Draw the timeline of the missions that pass; `NothingToDraw` when there is none to show."""
    missions = find(connection, MISSIONS, params.model_copy(update={"limit": MOST_MISSIONS}))
    if missions.total > MOST_MISSIONS:
        reason = f"{missions.total} missions pass these filters, and a timeline shows at most {MOST_MISSIONS}"
        raise NoSeries("kind", f"{reason}; name one kind or region")
    return timeline_of_missions(missions.rows, release.date, release.label)


def make_router() -> APIRouter:
    """Make the routes of both pictures."""
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
    filters = filters_alone(resource.filters, required)

    def read_picture(request: Request, params: Annotated[filters, Query()]) -> Response:  # type: ignore[valid-type]  # one model for each kind
        format = choose_format(request, None, MEDIA_TYPES)
        release = request.state.served.release
        list_params = as_filters(resource.filters, params)
        with request.state.served.engine.connect() as connection:
            try:
                chart = draw(connection, list_params, release)
            except NothingToDraw as nothing:
                chart = chart_of_nothing(str(nothing), release.label)
            except NoSeries as none:
                raise NoAnswer([wrong_value(none.parameter, str(none))]) from none
        return Response(styled(chart.svg), headers=HEADERS, media_type=MEDIA_TYPES[format])

    router.get(
        f"/{resource.plural}/{name}.svg",
        response_class=Response,
        operation_id=f"read_{resource.type}_{name}",
        summary=f"Draw {resource.plural} over time",
        response_description="The picture.",
        description=words,
        tags=[resource.plural],
        responses={**LIST_PROBLEMS, **ANSWER},
    )(read_picture)


def styled(svg: str) -> str:
    """Give a picture that stands alone the colours of light and of dark screens."""
    return svg.replace("<title>", f"<style>{STYLE}</style><title>", 1)


def _with_countries(connection: Connection, figures: list[Row]) -> list[Row]:
    """Name the countries in the dimensions of figures, as a reader knows them."""
    codes = {figure["dimensions"]["country"] for figure in figures} - {None}
    countries = {code: get(connection, COUNTRIES, code.lower()) for code in codes}
    for figure in figures:
        if country := countries.get(figure["dimensions"]["country"]):
            figure["dimensions"]["country"] = country["name"]
    return figures
