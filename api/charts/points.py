"""Numbers that were true at a moment, as points joined by lines; a gap in years is a gap in the line."""

from collections.abc import Iterator

from api.charts.axes import Frame
from api.charts.marks import inexactness, mark_element
from api.charts.series import Mark, Series
from api.charts.svg import COLOURS, path
from api.vocabulary import IndicatorKind

FAR = 550  # Neighbours more than a year and a half apart are not joined.
SIDE_BY_SIDE = 9.0
VAGUE = 12  # A time as wide as this is a line; a shorter one is no wider than its point.
GOAL = "m-9-1.5h18v3h-18z"
SHAPES = (
    "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0",
    "m-3-3h6v6h-6z",
    "m0-4.5l4.5 4.5l-4.5 4.5l-4.5-4.5z",
    "m0-4l4 7h-8z",
    "m0 4l4-7h-8z",
)


def points(frame: Frame, series: list[Series]) -> Iterator[str]:
    """Every figure of the series as a point, and the lines between them."""
    for one in series:
        yield _line(frame, one)
    for one in series:
        for together in one.times:
            for place, mark in enumerate(together):
                aside = (place - (len(together) - 1) / 2) * SIDE_BY_SIDE
                yield _point(frame, one, mark, aside)


def shape_of(one: Series) -> str:
    """The shape of the points of a series; a target is a bar to be reached."""
    return GOAL if one.kind == IndicatorKind.TARGET else SHAPES[one.tint % len(SHAPES)]


def _line(frame: Frame, one: Series) -> str:
    """The line through what is settled, broken wherever something else lies between, or too many years."""
    steps: list[object] = []
    before: Mark | None = None
    for together in one.times:
        mark = _settled(together)
        if mark:
            joined = before is not None and 0 < mark.first - before.last <= FAR
            steps += ["L" if joined else "M", _middle(frame, mark), _height(frame, mark)]
        before = mark
    if "L" not in steps:
        return ""
    colour = COLOURS[one.tint]
    return path(*steps, class_="line", fill="none", stroke=colour, stroke_width=2)


def _settled(together: list[Mark]) -> Mark | None:
    """The one number of a time: the only or the preferred one, unless an end of it is open."""
    chosen = [mark for mark in together if not mark.rival]
    return chosen[0] if len(chosen) == 1 and not chosen[0].open else None


def _point(frame: Frame, one: Series, mark: Mark, aside: float) -> str:
    x, y = _middle(frame, mark) + aside, _height(frame, mark)
    shape = "m-5 0h10" if mark.open else shape_of(one)
    drawn = mark_element(frame, "point", one, mark, "M", x, y, shape)
    drawn += inexactness(frame, one, mark, x, y)
    start, end = frame.x.at(mark.first), frame.x.at(mark.last + 1)
    if end - start > VAGUE:
        colour = COLOURS[one.tint]
        drawn += path("M", start, y, "H", end, class_="vague", stroke=colour, opacity=0.5)
    return drawn


def _middle(frame: Frame, mark: Mark) -> float:
    return frame.x.at((mark.first + mark.last + 1) / 2)


def _height(frame: Frame, mark: Mark) -> float:
    return frame.y.at(mark.value / frame.divisor)
