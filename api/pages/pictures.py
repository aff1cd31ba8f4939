"""The charts on pages: of a list that makes one, and of what a record is counted by."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from sqlalchemy import Connection

from api.charts.chart import Chart
from api.charts.series import NoSeries
from api.lists.engine import find
from api.lists.parameters import PRESENTATION, PageParams
from api.lists.resource import Resource
from api.resources.figures import FIGURES, FigureQuestions
from api.resources.missions import MissionQuestions
from api.routes.charts import draw_figures, draw_missions
from api.vocabulary import RecordType, Row

MOST_CHARTS = 3
ENOUGH = 3  # Two figures are told sooner than drawn.
COUNTED = (
    *(RecordType.MISSION, RecordType.INITIATIVE, RecordType.ORGANISATION, RecordType.COUNTRY),
    RecordType.EVENT,
)


def draw_list(
    connection: Connection, request: Request, resource: Resource, params: PageParams
) -> list[Row]:
    """The chart or timeline of the first page of a list, and its address; none where it makes no series."""
    try:
        chart = None if params.cursor else _draw(connection, request, params)
    except NoSeries:
        return []
    if chart is None:
        return []
    file = "timeline.svg" if resource.type is RecordType.MISSION else "chart.svg"
    query = urlencode(_filters(params))
    return [{"chart": chart, "address": f"/v1/{resource.plural}/{file}?{query}".removesuffix("?")}]


def draw_record(connection: Connection, request: Request, type: RecordType, code: str) -> list[Row]:
    """Charts of the figures about a record, those of most figures first, or of an indicator."""
    return [
        drawn
        for asked in _series_of(connection, type, code)
        for drawn in draw_list(connection, request, FIGURES, FIGURES.filters.model_validate(asked))
    ][:MOST_CHARTS]


def _draw(connection: Connection, request: Request, params: PageParams) -> Chart | None:
    release = request.state.edition.release
    if isinstance(params, FigureQuestions):
        return draw_figures(connection, params, release)
    return (
        draw_missions(connection, params, release) if isinstance(params, MissionQuestions) else None
    )


def _series_of(connection: Connection, type: RecordType, code: str) -> Iterator[Mapping[str, str]]:
    if type is RecordType.INDICATOR:
        yield {"indicator": code}
    if type in COUNTED:
        subject = {"subject": f"{type}:{code}"}
        counting = FIGURES.filters.model_validate({**subject, "limit": 0, "facet": "indicator"})
        for one in find(connection, FIGURES, counting).facets["indicator"]:
            if one["count"] >= ENOUGH:
                yield {**subject, "indicator": one["value"]}


def _filters(params: PageParams) -> dict[str, str]:
    """What is asked of a list, as an address says it."""
    hidden = PRESENTATION | {"sort"}
    given = params.model_dump(mode="json", exclude=hidden, exclude_none=True, by_alias=True)
    return {name: _written(value) for name, value in given.items()}


def _written(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(map(_written, value))
    return str(value).lower() if isinstance(value, bool) else str(value)
