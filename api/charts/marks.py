"""What all marks share: their colour, what they say when pointed at, and how inexact words are shown."""

from typing import Any

from api.charts.attribution import speaker_of
from api.charts.axes import Frame
from api.charts.series import Mark, Series
from api.charts.svg import COLOURS, path
from api.wording import time_in_words, value_in_words

ARROW = 14.0
PALE = 0.45
VISIBLE = 6.0  # A whisker shorter than this would hide behind its point.


def mark_element(frame: Frame, kind: str, one: Series, mark: Mark, *steps: object) -> str:
    """One figure of a series on the chart, with its words."""
    name = kind + " open" * bool(mark.open) + " rival" * mark.rival
    fill: dict[str, Any] = {"fill": COLOURS[one.tint]}
    if mark.open and kind == "point":
        fill = {"stroke": COLOURS[one.tint], "stroke_width": 2}
    elif mark.rival and kind == "point":
        fill = {"fill": "none", "stroke": COLOURS[one.tint]}
    elif mark.open or mark.rival:
        fill["fill_opacity"] = PALE
    words = words_of(mark, named=one.spoken)
    return path(*steps, words=words, class_=name, **fill)


def words_of(mark: Mark, named: bool) -> str:
    """When, how many, and who says so where it is not the same for all."""
    figure = mark.figure
    speaker = f" ({speaker_of(figure)})" if named else ""
    return f"{time_in_words(figure)}: {value_in_words(figure)}{speaker}"


def inexactness(frame: Frame, one: Series, mark: Mark, x: float, y: float) -> str:
    """An arrow for an open end, a whisker for what “about” allows."""
    if mark.open:
        return _arrow(x, y, mark.open, COLOURS[one.tint])
    low, high = (frame.y.at(mark.figure[bound] / frame.divisor) for bound in ("lower", "upper"))
    return _whisker(x, low, high) if low - high >= VISIBLE else ""


def _arrow(x: float, y: float, direction: int, colour: str) -> str:
    up, head = -ARROW * direction, 4.0 * direction
    steps = ["M", x, y, "v", up, "m", -3.5, head, "l", 3.5, -head, "l", 3.5, head]
    return path(*steps, class_="arrow", fill="none", stroke=colour, stroke_width=1.5)


def _whisker(x: float, low: float, high: float) -> str:
    steps = ["M", x - 3, low, "h", 6.0, "m", -3.0, 0.0, "V", high, "m", -3.0, 0.0, "h", 6.0]
    return path(*steps, class_="whisker", stroke="currentColor", fill="none")
