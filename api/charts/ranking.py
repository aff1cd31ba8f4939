"""Horizontal bar chart of figures of one time: a ranking, or the parts of a whole."""

from collections.abc import Sequence

from api.charts.attribution import source_in_words, source_line
from api.charts.axes import scale_of, scaled_in_words
from api.charts.chart import Chart, Table, TableRow
from api.charts.series import NoSeries, NothingToDraw, title_of
from api.charts.svg import (
    COLOURS,
    EDGE,
    LETTER,
    NARROW,
    Block,
    caption,
    cut,
    element,
    heading,
    path,
    sheet,
    text_line,
)
from api.vocabulary import Qualifier, Row
from api.wording import bounds_in_words, plain, time_in_words, value_in_words

MOST_BARS = 60
ROW = 24.0
THICK = 16.0
LONGEST_NAME = 28
ROOM_FOR_VALUE = 80.0
ROOM_FOR_TIME = 100.0
Bar = tuple[str, Row]  # The name beside a bar, and the figure it stands for.


def ranking_of_figures(bars: Sequence[Bar], release: str) -> Chart:
    """Draw each figure as a bar with its value; raise `NoSeries` if they do not fit."""
    if not bars:
        raise NothingToDraw("indicator", "no figure passes these filters")
    figures = [figure for _, figure in bars]
    _refuse_mixtures(figures)
    divisor, unit = scale_of(figures)
    times = list(dict.fromkeys(map(time_in_words, figures)))
    dated = len(times) > 1
    title = title_of(figures)
    source = source_line([figure["citation"]["source"] for figure in figures], release)
    notes = [f"In {unit}, {_times(times)}.", source]
    blocks = [
        heading(title, NARROW),
        _bars(bars, divisor, dated=dated),
        caption(notes, NARROW),
    ]
    description = "; ".join(f"{name}: {value_in_words(figure)}" for name, figure in bars)
    return Chart(title, sheet(title, f"{description}.", blocks, NARROW), _table(bars))


def _refuse_mixtures(figures: Sequence[Row]) -> None:
    if len({figure["unit"] for figure in figures}) > 1:
        raise NoSeries("indicator", "bars need one unit; name one indicator")
    if min(figure["value"] for figure in figures) < 0:
        raise NoSeries("indicator", "bars begin at zero, and some figures lie below it")


def _times(times: list[str]) -> str:
    """Say the time of the figures for the caption."""
    return times[0] if len(times) == 1 else "each as of its own time, which stands behind it"


def _bars(bars: Sequence[Bar], divisor: float, *, dated: bool) -> Block:
    left = EDGE + LETTER * max(len(cut(name, LONGEST_NAME)) for name, _ in bars) + 10
    room = NARROW - EDGE - left - ROOM_FOR_VALUE - ROOM_FOR_TIME * dated
    highest = max(figure["value"] for _, figure in bars) or 1
    rows = []
    for place, (name, figure) in enumerate(bars):
        y, long = ROW * place + ROW / 2, max(room * figure["value"] / highest, 1.0)
        value = _value(figure, divisor, dated=dated)
        shapes = text_line(cut(name, LONGEST_NAME), left - 8, y + 4, text_anchor="end")
        shapes += _bar(name, figure, left, y, long)
        shapes += text_line(value, left + long + 6, y + 4, class_="amount")
        rows.append(element("g", shapes))
    return Block(ROW * len(bars) + 4, "".join(rows))


def _bar(name: str, figure: Row, left: float, y: float, long: float) -> str:
    words = f"{name}: {value_in_words(figure)}, {time_in_words(figure)}"
    steps = ["M", left, y - THICK / 2, "h", long, "v", THICK, "H", left, "z"]
    return path(*steps, words=words, class_="bar", fill=COLOURS[0])


def _value(figure: Row, divisor: float, *, dated: bool) -> str:
    """Format the value behind a bar, with its qualifier."""
    shown = scaled_in_words(figure["value"], divisor)
    exact = figure["qualifier"] == Qualifier.EXACT
    words = shown if exact else f"{plain(figure['qualifier'])} {shown}"
    return f"{words} ({time_in_words(figure)})" if dated else words


def _table(bars: Sequence[Bar]) -> Table:
    rows = [
        TableRow(
            figure["code"],
            (
                name,
                value_in_words(figure),
                time_in_words(figure),
                bounds_in_words(figure),
                source_in_words(figure["citation"]["source"]),
            ),
        )
        for name, figure in bars
    ]
    return Table(("Name", "Value", "Time", "Allows", "Source"), tuple(rows))
