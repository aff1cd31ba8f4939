"""Draw the charts on pages: that of a list, and those about a record."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from sqlalchemy import Connection

from api.charts.chart import Chart
from api.charts.series import NoSeries
from api.charts.svg import NARROW
from api.lists.engine import find
from api.lists.parameters import PRESENTATION, PageParams
from api.lists.resource import Resource
from api.lists.unknown import UnknownValues
from api.pages.openings.boxes import Opening
from api.pages.openings.kinds import OPENINGS
from api.pages.openings.lines import ITSELF, Filters, Owner
from api.resources.figure_params import FigureParams
from api.resources.figures import FIGURES
from api.resources.missions import MissionParams
from api.routes.drawing import draw_figures, draw_missions
from api.vocabulary import RecordType, Row

MOST_CHARTS = 3
ENOUGH = 3  # Two figures are sooner read than drawn.
COUNTED = (
    *(RecordType.MISSION, RecordType.INITIATIVE, RecordType.ORGANISATION, RecordType.COUNTRY),
    RecordType.EVENT,
)


def draw_list(
    connection: Connection, request: Request, resource: Resource, params: PageParams
) -> list[Row]:
    """Draw the chart or timeline of a list's first page, with its address; none if it has none."""
    try:
        chart = None if params.cursor else _draw(connection, request, params)
    except (NoSeries, UnknownValues):
        return []
    if chart is None:
        return []
    file = "timeline.svg" if resource.type is RecordType.MISSION else "chart.svg"
    query = urlencode(_filters(params))
    return [{"chart": chart, "address": f"/v1/{resource.plural}/{file}?{query}".removesuffix("?")}]


def draw_record(request: Request, owner: Owner) -> list[Row]:
    """Draw the declared charts of a record's page, else those of its commonest indicators."""
    pictures = _declared(request, owner)
    if not pictures and owner.type in COUNTED:
        for filters in _most_counted(owner):
            params = FIGURES.filters.model_validate(filters)
            pictures += draw_list(owner.connection, request, FIGURES, params)
            if len(pictures) >= MOST_CHARTS:
                break
    return pictures


def _declared(request: Request, owner: Owner) -> list[Row]:
    pictures: list[Row] = []
    for alternatives in OPENINGS.get(owner.type, Opening()).charts:
        for filters in filter(owner.may_have, alternatives):
            params = FIGURES.filters.model_validate(owner.fill(filters))
            if drawn := draw_list(owner.connection, request, FIGURES, params):
                pictures += drawn
                break
    return pictures


def _draw(connection: Connection, request: Request, params: PageParams) -> Chart | None:
    release = request.state.served.release
    if isinstance(params, FigureParams):
        has_indicator = "indicator" in params.model_fields_set
        return draw_figures(connection, params, release, NARROW) if has_indicator else None
    return (
        draw_missions(connection, params, release, NARROW)
        if isinstance(params, MissionParams)
        else None
    )


def _most_counted(owner: Owner) -> Iterator[Filters]:
    subject = owner.fill({"subject": ITSELF})
    counting = FIGURES.filters.model_validate({**subject, "limit": 0, "facet": "indicator"})
    for facet in find(owner.connection, FIGURES, counting).facets["indicator"]:
        if facet["count"] >= ENOUGH:
            yield {**subject, "indicator": facet["value"]}


def _filters(params: PageParams) -> dict[str, str]:
    """Return the filters of a list as query parameters."""
    hidden = PRESENTATION | {"sort"}
    filters = params.model_dump(mode="json", exclude=hidden, exclude_none=True, by_alias=True)
    return {name: _as_text(value) for name, value in filters.items()}


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(map(_as_text, value))
    return str(value).lower() if isinstance(value, bool) else str(value)
