"""Charts over time: periods as bars, moments as points and lines, with a table."""

from collections.abc import Collection

from api.charts.attribution import source_in_words, source_line
from api.charts.axes import BELOW, PLOT, TOP, axes, frame_of
from api.charts.bars import bars, columns_of
from api.charts.captions import description_of, key_to, notes_of
from api.charts.chart import Chart, Table, TableRow
from api.charts.gaps import gaps, nothing
from api.charts.labels import labels, room_for_labels
from api.charts.points import points, shape_of
from api.charts.series import Series, series_of, title_of
from api.charts.svg import COLOURS, WIDTH, Block, caption, heading, legend, path, sheet
from api.vocabulary import IndicatorKind, Row
from api.wording import bounds_in_words, time_in_words, value_in_words

MOST_FIGURES = 400


def chart_of_figures(
    figures: list[Row], release: str, empty: Collection[int] = (), width: int = WIDTH
) -> Chart:
    """Draw figures, as their list answers them, over time; `NoSeries` when they make no chart.

    `empty` are years of which it is known that nothing was to be counted.
    """
    all_series, title = series_of(figures), title_of(figures, empty)
    is_flow = all_series[0].kind == IndicatorKind.FLOW
    columns = columns_of(all_series if is_flow else [])
    all_marks = [mark for series in all_series for mark in series.marks]
    room = room_for_labels(all_series, width)
    frame = frame_of(all_marks, columns.heights, empty, labels=room, width=width)
    marks = "".join(gaps(frame, all_marks, empty, are_bars=is_flow)) + nothing(frame, empty)
    marks += "".join(bars(frame, columns) if is_flow else points(frame, all_series))
    notes = notes_of(all_series, [mark for _, mark in columns.across])
    source = source_line([figure["citation"]["source"] for figure in figures], release)
    blocks = [
        heading(title, width),
        legend([] if room else [(one.name, _swatch(one)) for one in all_series], width),
        Block(TOP + PLOT + BELOW, axes(frame) + marks + "".join(labels(frame, all_series, room))),
        caption([*key_to(marks), *notes, source], width),
    ]
    picture = sheet(title, description_of(all_series), blocks, width)
    return Chart(title, picture, _table(all_series))


def _table(all_series: list[Series]) -> Table:
    """Return the table of all figures in words."""
    has_names = len(all_series) > 1
    columns = ("Time", *(["Series"] * has_names), "Value", "Allows", "Source")
    rows = [
        TableRow(
            figure["code"],
            (
                time_in_words(figure),
                *([series.name] * has_names),
                value_in_words(figure),
                bounds_in_words(figure),
                source_in_words(figure["citation"]["source"]),
            ),
        )
        for series in all_series
        for figure in (mark.figure for mark in series.marks)
    ]
    return Table(columns, tuple(rows))


def _swatch(series: Series) -> str:
    """Draw the legend sample of a series: its colour and shape."""
    colour = COLOURS[series.tint]
    if series.kind == IndicatorKind.FLOW:
        return path("M6-9h12v10h-12z", fill=colour)
    point = path("M12-4", shape_of(series), fill=colour)
    if series.kind == IndicatorKind.TARGET:
        return point
    return path("M0-4h24", stroke=colour, stroke_width=2) + point
