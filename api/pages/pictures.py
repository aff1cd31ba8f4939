"""The charts on pages: of a list that makes one, and of what a record is counted by."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from sqlalchemy import Connection

from api.charts.chart import Chart
from api.charts.series import NoSeries
from api.lists.engine import find
from api.lists.parameters import PRESENTATION, PageRequest
from api.lists.resource import Listing
from api.resources.figures import FIGURES, FigureFilter
from api.resources.missions import MissionFilter
from api.routes.charts import draw_figures, draw_missions
from api.vocabulary import RecordType, Row

MOST_CHARTS = 3
ENOUGH = 3  # Two figures are told sooner than drawn.
COUNTED = (
    *(RecordType.MISSION, RecordType.INITIATIVE, RecordType.ORGANISATION, RecordType.COUNTRY),
    RecordType.EVENT,
)


def draw_list(
    connection: Connection, request: Request, listing: Listing, asked: PageRequest
) -> list[Row]:
    """The chart or timeline of the first page of a list, and its address; none where it makes no series."""
    try:
        chart = None if asked.cursor else _draw(connection, request, asked)
    except NoSeries:
        return []
    if chart is None:
        return []
    file = "timeline.svg" if listing.record_type is RecordType.MISSION else "chart.svg"
    query = urlencode(_filters(asked))
    return [{"chart": chart, "address": f"/v1/{listing.plural}/{file}?{query}".removesuffix("?")}]


def draw_record(connection: Connection, request: Request, type: RecordType, code: str) -> list[Row]:
    """Charts of the figures about a record, those of most figures first, or of an indicator."""
    return [
        drawn
        for asked in _series_of(connection, type, code)
        for drawn in draw_list(connection, request, FIGURES, FigureFilter.model_validate(asked))
    ][:MOST_CHARTS]


def _draw(connection: Connection, request: Request, asked: PageRequest) -> Chart | None:
    release = request.state.edition.release
    if isinstance(asked, FigureFilter):
        return draw_figures(connection, asked, release)
    return draw_missions(connection, asked, release) if isinstance(asked, MissionFilter) else None


def _series_of(connection: Connection, type: RecordType, code: str) -> Iterator[Mapping[str, str]]:
    if type is RecordType.INDICATOR:
        yield {"indicator": code}
    if type in COUNTED:
        subject = {"subject": f"{type}:{code}"}
        counting = FigureFilter.model_validate({**subject, "limit": 0, "facet": "indicator"})
        for one in find(connection, FIGURES, counting).facets["indicator"]:
            if one["count"] >= ENOUGH:
                yield {**subject, "indicator": one["value"]}


def _filters(asked: PageRequest) -> dict[str, str]:
    """What is asked of a list, as an address says it."""
    hidden = PRESENTATION | {"sort"}
    given = asked.model_dump(mode="json", exclude=hidden, exclude_none=True, by_alias=True)
    return {name: _written(value) for name, value in given.items()}


def _written(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(map(_written, value))
    return str(value).lower() if isinstance(value, bool) else str(value)
