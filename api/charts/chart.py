"""A chart of figures over time, and the table behind it."""

from dataclasses import dataclass

from api.charts.axes import BELOW, PLOT, TOP, Frame, axes, frame_of
from api.charts.bars import bars, columns_of
from api.charts.marks import words_of
from api.charts.points import dashes, points, shape_of
from api.charts.series import Mark, Series, series_of, title_of
from api.charts.svg import COLOURS, SMALL_LETTERS, Block, legend, paragraph, path, sheet
from api.charts.words import (
    Row,
    bounds_in_words,
    scale_of,
    source_in_words,
    source_line,
    speaker_of,
    time_in_words,
    value_in_words,
)
from api.vocabulary import IndicatorKind

MOST_FIGURES = 400
MOST_NOTES = 15


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
    series = series_of(figures)
    marks = [mark for one in series for mark in one.marks]
    columns = columns_of(series) if series[0].kind == IndicatorKind.FLOW else None
    frame = frame_of(marks, columns.heights if columns else [])
    drawn = "".join(bars(frame, columns) if columns else points(frame, series))
    across = [mark for _, mark in columns.across] if columns else []
    title = title_of(figures)
    source = source_line([figure["citation"]["source"] for figure in figures], release)
    named = [(one.name, _swatch(one, columns is not None)) for one in series]
    blocks = [
        paragraph([title], 72, font_size=17, font_weight=600),
        legend(named if len(named) > 1 else []),
        Block(TOP + PLOT + BELOW, axes(frame) + drawn),
        paragraph(
            [*_key(marks, across), *_notes(frame, series, across), source],
            SMALL_LETTERS,
            opacity=0.85,
        ),
    ]
    return Chart(
        title, sheet(title, _description(frame, series), blocks), table_of(figures, series)
    )


def table_of(figures: list[Row], series: list[Series]) -> Table:
    """Every figure of the series in words."""
    divisor, unit = scale_of(figures)
    named = len(series) > 1
    columns = ("Time", *(("Series",) if named else ()), f"Value ({unit})", "Allows", "Source")
    rows = []
    for one in series:
        for figure in (mark.figure for mark in one.marks):
            name = (one.name,) if named else ()
            value = (value_in_words(figure, divisor), bounds_in_words(figure, divisor))
            source = source_in_words(figure["citation"]["source"])
            rows.append(TableRow(figure["code"], (time_in_words(figure), *name, *value, source)))
    return Table(columns, tuple(rows))


def _swatch(one: Series, counted: bool) -> str:
    """The colour and shape of a series, as the legend shows it."""
    colour = COLOURS[one.tint]
    if counted:
        return path("M6-9h12v10h-12z", fill=colour)
    line = path("M0-4h24", stroke=colour, stroke_width=2, **dashes(one))
    return line + path("M12-4", shape_of(one), fill=colour)


def _key(marks: list[Mark], across: list[Mark]) -> list[str]:
    """What the marks mean that need explaining."""
    said = []
    if any(mark.open > 0 for mark in marks):
        said.append("An arrow up: that many or more, no upper end is known.")
    if any(mark.open < 0 for mark in marks):
        said.append("An arrow down: that many or fewer.")
    if any(mark.figure["lower"] != mark.figure["upper"] and not mark.open for mark in marks):
        said.append(
            "A whisker: the numbers that “about” or “nearly” allows, where far enough apart."
        )
    if any(mark.rival for mark in marks):
        said.append("Pale or hollow: one of several statements on the same time.")
    if across:
        said.append("A line across: a period that overlaps others.")
    return [" ".join(said)] if said else []


def _notes(frame: Frame, series: list[Series], across: list[Mark]) -> list[str]:
    """The rival statements, each with who makes it."""
    notes = []
    for one in series:
        for together in one.times:
            if len(together) == 1 and together[0] not in across:
                continue
            said = [
                f"{value_in_words(mark.figure, frame.divisor)} ({speaker_of(mark.figure)})"
                for mark in together
            ]
            name = f", {one.name}" if one.name else ""
            notes.append(f"{time_in_words(together[0].figure)}{name}: {'; '.join(said)}.")
    more = len(notes) - MOST_NOTES
    return notes[:MOST_NOTES] + (
        [f"Rivals at {more} more times are in the table."] if more > 0 else []
    )


def _description(frame: Frame, series: list[Series]) -> str:
    """The chart in sentences: each series with its first, highest and last figure."""
    said = []
    for one in series:
        highest = max(one.marks, key=lambda mark: mark.value)
        shown = dict.fromkeys(
            words_of(frame, mark, named=one.spoken)
            for mark in (one.marks[0], highest, one.marks[-1])
        )
        name = f"{one.name}, " if one.name else ""
        said.append(
            f"{name}{len(one.marks)} figures, the first, the highest and the last: {'; '.join(shown)}."
        )
    return " ".join(said)
