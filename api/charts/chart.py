"""A chart of figures over time, and the table behind it."""

from dataclasses import dataclass

from api.charts.attribution import source_in_words, source_line
from api.charts.axes import BELOW, PLOT, TOP, axes, frame_of
from api.charts.bars import bars, columns_of
from api.charts.captions import description_of, key_to, notes_of
from api.charts.points import points, shape_of
from api.charts.series import Series, series_of, title_of
from api.charts.svg import COLOURS, Block, caption, heading, legend, path, sheet
from api.vocabulary import IndicatorKind, Row
from api.wording import bounds_in_words, time_in_words, value_in_words

MOST_FIGURES = 400


@dataclass(frozen=True)
class TableRow:
    """One record behind a chart: its code, and a cell for each column."""

    code: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The table behind a chart, for those who do not see it."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True)
class Chart:
    """A picture, what it shows, and the same in a table."""

    title: str
    svg: str
    table: Table


def chart_of_figures(figures: list[Row], release: str) -> Chart:
    """The figures over time, as they are answered by the list; `NoSeries` when they make no chart."""
    series, title = series_of(figures), title_of(figures)
    counted = series[0].kind == IndicatorKind.FLOW
    columns = columns_of(series if counted else [])
    frame = frame_of([mark for one in series for mark in one.marks], columns.heights)
    drawn = "".join(bars(frame, columns) if counted else points(frame, series))
    notes = notes_of(series, [mark for _, mark in columns.across])
    source = source_line([figure["citation"]["source"] for figure in figures], release)
    blocks = [
        heading(title),
        legend([(one.name, _swatch(one)) for one in series]),
        Block(TOP + PLOT + BELOW, axes(frame) + drawn),
        caption([*key_to(drawn), *notes, source]),
    ]
    picture = sheet(title, description_of(series), blocks)
    return Chart(title, picture, _table(series))


def _table(series: list[Series]) -> Table:
    """Every figure of the series in words."""
    several = len(series) > 1
    columns = ("Time", *(["Series"] * several), "Value", "Allows", "Source")
    rows = [
        TableRow(
            figure["code"],
            (
                time_in_words(figure),
                *([one.name] * several),
                value_in_words(figure),
                bounds_in_words(figure),
                source_in_words(figure["citation"]["source"]),
            ),
        )
        for one in series
        for figure in (mark.figure for mark in one.marks)
    ]
    return Table(columns, tuple(rows))


def _swatch(one: Series) -> str:
    """The colour and shape of a series, as the legend shows it."""
    colour = COLOURS[one.tint]
    if one.kind == IndicatorKind.FLOW:
        return path("M6-9h12v10h-12z", fill=colour)
    point = path("M12-4", shape_of(one), fill=colour)
    if one.kind == IndicatorKind.TARGET:
        return point
    return path("M0-4h24", stroke=colour, stroke_width=2) + point
