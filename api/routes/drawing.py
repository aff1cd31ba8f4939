"""Draw charts of the figures, missions or tables that pass filters: for the routes of charts, and for pages."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, Protocol

from sqlalchemy import Connection

from api.charts.chart import Chart
from api.charts.multiples import MOST_SMALL, Small, multiples_of
from api.charts.over_time import MOST_FIGURES, chart_of_figures
from api.charts.ranking import MOST_BARS, Bar, ranking_of_figures
from api.charts.series import NoSeries, NothingToDraw
from api.charts.svg import WIDTH
from api.charts.timeline import MOST_MISSIONS, timeline_of_missions
from api.claims.registers import COUNTED, years_of_none
from api.lists.engine import find, get
from api.pivot.axes import Axis
from api.resources.countries import COUNTRIES
from api.resources.dimensions import dimensions_named, values_by_dimension
from api.resources.figure_params import FigureParams, without_deprecated
from api.resources.figures import FIGURES
from api.resources.missions import MISSIONS, MissionParams
from api.search.figures.sentence import acronyms
from api.tables.release import ReleaseRow
from api.vocabulary import Given, RecordType, Row


class Drawing(Protocol):
    """A function that draws the records which pass the filters of a list."""

    def __call__(
        self, connection: Connection, params: Any, release: ReleaseRow, width: int = WIDTH
    ) -> Chart:
        """Draw a chart of a width in pixels; raise `NoSeries` when the records make none."""


def draw_figures(
    connection: Connection, params: FigureParams, release: ReleaseRow, width: int = WIDTH
) -> Chart:
    """Draw the chart of the figures that pass, or else of the totals asked for; raise `NoSeries` if they make none."""
    try:
        return _draw_figures(connection, params, release, width)
    except NothingToDraw:
        raise
    except NoSeries:
        if totals := _totals_alone(params):
            with suppress(NoSeries):
                return _draw_figures(connection, totals, release, width)
        raise


def _totals_alone(params: FigureParams) -> FigureParams | None:
    """Require null in all dimensions without a filter; None unless some filter asks for totals (`none`)."""
    values = values_by_dimension(params)
    if not any(Given.NONE in asked for asked in values.values()):
        return None
    left = values.keys() - dimensions_named(params)
    return params.model_copy(update={f"dimensions_{name}__isnull": True for name in left})


def _draw_figures(
    connection: Connection, params: FigureParams, release: ReleaseRow, width: int
) -> Chart:
    drawn = without_deprecated(params).model_copy(update={"limit": MOST_FIGURES})
    found = find(connection, FIGURES, drawn)
    if found.total > MOST_FIGURES:
        reason = (
            f"{found.total} figures pass these filters, and a chart shows at most {MOST_FIGURES}"
        )
        raise NoSeries("indicator", f"{reason}; name one indicator, subject, source or dimension")
    standing = [row for row in found.rows if params.known_at or not row["withdrawn_on"]]
    empty = _empty_years(connection, params, standing, release)
    figures = _named(connection, standing)
    return chart_of_figures(figures, release.label, empty, width)


def _empty_years(
    connection: Connection, params: FigureParams, figures: list[Row], release: ReleaseRow
) -> set[int]:
    """Find the years in the range drawn for which a complete register of deaths has no row, so that they count 0."""
    drawn = {
        (f"{one['subject']['type']}:{one['subject']['code']}", *one["dimensions"].items())
        for one in figures
        if one["indicator"] == COUNTED
    }
    years = {
        year
        for subject, *narrowed in drawn
        for year in years_of_none(connection, subject, dict(narrowed), release.date)
    }
    held = {(one["as_of"] or one["period_end"])[:4] for one in figures}
    last = (getattr(params, "time__lte", None) or release.date)[:4]
    return {int(year) for year in years - held if min(held) < year <= last}


def draw_missions(
    connection: Connection, params: MissionParams, release: ReleaseRow, width: int = WIDTH
) -> Chart:
    """Draw the timeline of the missions that pass; raise `NothingToDraw` when there is none."""
    missions = find(connection, MISSIONS, params.model_copy(update={"limit": MOST_MISSIONS}))
    if missions.total > MOST_MISSIONS:
        reason = f"{missions.total} missions pass these filters, and a timeline shows at most {MOST_MISSIONS}"
        raise NoSeries("kind", f"{reason}; name one kind or region")
    return timeline_of_missions(missions.rows, release.date, release.label, width)


def draw_table(connection: Connection, table: Row, release: ReleaseRow) -> Chart:
    """Draw a table: its only column as bars, or its years as a small chart for each row; else raise `NoSeries`."""
    if table["meta"]["columns"] is Axis.YEAR:
        return multiples_of(list(_smalls(connection, table)), release.label)
    if table["meta"]["columns"] or len(table["columns"]) > 1:
        reason = "bars show one column: leave columns out; numbers over time are drawn by /v1/figures/chart.svg"
        raise NoSeries("columns", reason)
    if len(table["data"]) > MOST_BARS:
        reason = f"{len(table['data'])} rows are too many to draw: ask top={MOST_BARS} or fewer"
        raise NoSeries("top", reason)
    bars = list(_bars(connection, table))
    return ranking_of_figures(bars, release.label)


def _smalls(connection: Connection, table: Row) -> Iterator[Small]:
    """Yield the data of a small chart for each row: its numbers by year, and the figure of the highest one."""
    if len(table["data"]) > MOST_SMALL:
        reason = f"{len(table['data'])} rows are too many to draw; ask top={MOST_SMALL} or fewer"
        raise NoSeries("top", reason)
    held: list[tuple[Row, dict[str, Row]]] = []
    for row in table["data"]:
        cells = {key: cell for key, cell in row["cells"].items() if cell["value"] is not None}
        if cells:
            held.append((row, cells))
    highest = [max(cells.values(), key=lambda cell: cell["value"]) for _, cells in held]
    by_code = _figures_of(connection, highest)
    short = acronyms(connection)
    for (row, cells), cell in zip(held, highest, strict=True):
        figure = by_code[cell["figures"][0]["code"]]
        values = {int(key[:4]): float(one["value"]) for key, one in cells.items()}
        name = short.get(row["key"].partition(":")[2])
        yield Small(name or row["name"], figure, values)


def _figures_of(connection: Connection, cells: Sequence[Row]) -> dict[str, Row]:
    """Read the first figure of each cell, by its code; refuse sums and counts, which no source states."""
    if any(not cell["figures"] or cell["complete"] is not None for cell in cells):
        raise NoSeries("aggregate", "charts show what sources state, no sums or numbers of figures")
    codes = {cell["figures"][0]["code"] for cell in cells}
    asked = FIGURES.filters.model_validate({"code": sorted(codes), "limit": MOST_SMALL})
    found = _named(connection, find(connection, FIGURES, asked).rows) if codes else []
    return {figure["code"]: figure for figure in found}


def _bars(connection: Connection, table: Row) -> Iterator[Bar]:
    """Yield a bar for each row: its name, and the figure that it shows."""
    cells = [(row["name"], cell) for row in table["data"] for cell in row["cells"].values()]
    by_code = _figures_of(connection, [cell for _, cell in cells])
    yield from ((name, by_code[cell["figures"][0]["code"]]) for name, cell in cells)


def _named(connection: Connection, figures: list[Row]) -> list[Row]:
    """Replace names of missions by acronyms, and codes of countries by names, which readers know."""
    short = acronyms(connection)
    codes = {figure["dimensions"]["country"] for figure in figures} - {None}
    countries = {code: get(connection, COUNTRIES, code.lower()) for code in codes}
    for figure in figures:
        if country := countries.get(figure["dimensions"]["country"]):
            figure["dimensions"]["country"] = country["name"]
        if figure["subject"]["type"] == RecordType.MISSION:
            figure["subject"]["name"] = (
                short.get(figure["subject"]["code"]) or figure["subject"]["name"]
            )
    return figures
