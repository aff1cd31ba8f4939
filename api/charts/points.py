"""Draw stocks and other moments as points and lines; a gap in years breaks the line."""

from collections.abc import Iterator
from itertools import pairwise

from api.charts.amounts import Amount, Line, print_amounts
from api.charts.axes import Frame, scaled_in_words
from api.charts.leading import FAR, source_of
from api.charts.marks import ARROW, inexactness, mark_element
from api.charts.series import Mark, Series
from api.charts.svg import COLOURS, path
from api.vocabulary import IndicatorKind, Qualifier

SMALL = "m-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0"
SIDE_BY_SIDE = 9.0
CROWDED = 40  # So many points of one series would hide their line.
VAGUE = 12  # A time as wide as this is a line; a shorter one is no wider than its point.
FULL = {"class_": "line", "stroke_width": 2}
BROKEN = {"class_": "guide", "stroke_dasharray": "2 4"}
GOAL = "m-9-1.5h18v3h-18z"
SHAPES = (
    "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0",
    "m-3-3h6v6h-6z",
    "m0-4.5l4.5 4.5l-4.5 4.5l-4.5-4.5z",
    "m0-4l4 7h-8z",
    "m0 4l4-7h-8z",
)


def points(frame: Frame, all_series: list[Series]) -> Iterator[str]:
    """Draw every figure as a point, and the lines between them."""
    for series in all_series:
        yield from _lines(frame, series)
    for series in all_series:
        for mark, aside in _placed(series):
            yield _point(frame, series, mark, aside)
    if len(all_series) == 1:
        yield from _amounts(frame, all_series[0])


def _placed(series: Series) -> Iterator[tuple[Mark, float]]:
    """Yield each mark with its horizontal offset: rivals stand side by side."""
    for marks in series.times:
        for place, mark in enumerate(marks):
            yield mark, (place - (len(marks) - 1) / 2) * SIDE_BY_SIDE * mark.rival


def _amounts(frame: Frame, series: Series) -> Iterator[str]:
    """Print the numbers of a series at its points, last and highest first, if there is room."""
    told = [
        Amount(
            scaled_in_words(mark.value, frame.divisor), _middle(frame, mark), _height(frame, mark)
        )
        for mark in _told(series)
    ]
    dots = [(_middle(frame, mark) + aside, _height(frame, mark)) for mark, aside in _placed(series)]
    lines = [
        Line(_middle(frame, one), _height(frame, one), _middle(frame, next), _height(frame, next))
        for one, next, _ in _joined(series)
    ]
    lines += [_upright(frame, mark) for mark in series.marks]
    return print_amounts(frame, told, lines, dots)


def _told(series: Series) -> list[Mark]:
    """Choose the exact numbers to print, last and highest first; only these if crowded."""
    settled = [*filter(None, map(_settled, series.leading))]
    exact = [mark for mark in settled if mark.figure["qualifier"] == Qualifier.EXACT]
    if not exact:
        return []
    first = [exact[-1], max(exact, key=lambda mark: mark.value)]
    others = reversed(exact) if len(settled) <= CROWDED else ()
    return list({id(mark): mark for mark in (*first, *others)}.values())


def _upright(frame: Frame, mark: Mark) -> Line:
    """Return the vertical line from a figure's lower to its upper bound, or of its arrow."""
    bounds = [mark.figure[bound] for bound in ("lower", "upper") if mark.figure[bound] is not None]
    heights = [frame.y.at(bound / frame.divisor) for bound in bounds]
    if mark.open:
        heights.append(_height(frame, mark) - ARROW * mark.open)
    return Line(_middle(frame, mark), min(heights), _middle(frame, mark), max(heights))


def shape_of(series: Series) -> str:
    """Return the marker of a series; a horizontal bar for a target."""
    return GOAL if series.kind == IndicatorKind.TARGET else SHAPES[series.tint % len(SHAPES)]


def _lines(frame: Frame, series: Series) -> Iterator[str]:
    """Draw lines through the settled numbers: solid within a source, dashed between sources."""
    colour = COLOURS[series.tint]
    for same, look in ((True, FULL), (False, BROKEN)):
        steps: list[object] = []
        for before, after, is_same in _joined(series):
            if is_same is same:
                steps += ["M", _middle(frame, before), _height(frame, before)]
                steps += ["L", _middle(frame, after), _height(frame, after)]
        if steps:
            yield path(*steps, fill="none", stroke=colour, **look)


def _joined(series: Series) -> Iterator[tuple[Mark, Mark, bool]]:
    """Yield pairs of settled numbers that a line joins, and whether of the same source."""
    for before, after in pairwise(map(_settled, series.leading)):
        if before and after and 0 < after.first - before.last <= FAR:
            yield before, after, source_of(before.figure) == source_of(after.figure)


def _settled(marks: list[Mark]) -> Mark | None:
    """Choose the one number of a time: the only or the preferred one, unless its end is open."""
    settled = [mark for mark in marks if not mark.rival]
    return settled[0] if len(settled) == 1 and not settled[0].open else None


def _point(frame: Frame, series: Series, mark: Mark, aside: float) -> str:
    x, y = _middle(frame, mark) + aside, _height(frame, mark)
    is_small = mark.aside or len(series.marks) > CROWDED
    shape = "m-5 0h10" if mark.open else SMALL if is_small else shape_of(series)
    shapes = mark_element(frame, "point", series, mark, "M", x, y, shape)
    shapes += inexactness(frame, series, mark, x, y)
    start, end = frame.x.at(mark.first), frame.x.at(mark.last + 1)
    if end - start > VAGUE:
        colour = COLOURS[series.tint]
        shapes += path("M", start, y, "H", end, class_="vague", stroke=colour, opacity=0.5)
    return shapes


def _middle(frame: Frame, mark: Mark) -> float:
    return frame.x.at((mark.first + mark.last + 1) / 2)


def _height(frame: Frame, mark: Mark) -> float:
    return frame.y.at(mark.value / frame.divisor)
