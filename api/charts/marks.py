"""Draw the shared properties of marks: colour, tooltip, and signs of inexact numbers."""

from typing import Any

from api.charts.attribution import speaker_of
from api.charts.axes import Frame
from api.charts.series import Mark, Series
from api.charts.svg import COLOURS, path
from api.wording import time_in_words, value_in_words

ARROW = 14.0
PALE = 0.45
VISIBLE = 6.0  # A whisker shorter than this would hide behind its point.


def mark_element(frame: Frame, kind: str, series: Series, mark: Mark, *steps: object) -> str:
    """Draw one figure of a series, with its tooltip."""
    name = kind + " open" * bool(mark.open) + " rival" * mark.rival + " aside" * mark.aside
    fill: dict[str, Any] = {"fill": COLOURS[series.tint]}
    if mark.open and kind == "point":
        fill = {"stroke": COLOURS[series.tint], "stroke_width": 2}
    elif (mark.rival or mark.aside) and kind == "point":
        fill = {"fill": "none", "stroke": COLOURS[series.tint]}
    elif mark.open or mark.rival:
        fill["fill_opacity"] = PALE
    words = words_of(mark, with_speaker=series.has_speakers)
    return path(*steps, words=words, class_=name, **fill)


def words_of(mark: Mark, with_speaker: bool) -> str:
    """Write the tooltip of a figure: when, how many, and who says so where the speakers differ."""
    figure = mark.figure
    speaker = f" ({speaker_of(figure)})" if with_speaker else ""
    return f"{time_in_words(figure)}: {value_in_words(figure)}{speaker}"


def inexactness(frame: Frame, series: Series, mark: Mark, x: float, y: float) -> str:
    """Draw an arrow for an open bound, or a whisker for the range of “about”."""
    if mark.open:
        return _arrow(x, y, mark.open, COLOURS[series.tint])
    low, high = (frame.y.at(mark.figure[bound] / frame.divisor) for bound in ("lower", "upper"))
    return _whisker(x, low, high) if low - high >= VISIBLE else ""


def _arrow(x: float, y: float, direction: int, colour: str) -> str:
    up, head = -ARROW * direction, 4.0 * direction
    steps = ["M", x, y, "v", up, "m", -3.5, head, "l", 3.5, -head, "l", 3.5, head]
    return path(*steps, class_="arrow", fill="none", stroke=colour, stroke_width=1.5)


def _whisker(x: float, low: float, high: float) -> str:
    steps = ["M", x - 3, low, "h", 6.0, "m", -3.0, 0.0, "V", high, "m", -3.0, 0.0, "h", 6.0]
    return path(*steps, class_="whisker", stroke="currentColor", fill="none")
