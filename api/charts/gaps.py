"""Draw what is not held: a span of years without a figure, between the first and the last of them, is grey and says so."""

from collections.abc import Iterable, Iterator

from api.charts.axes import PLOT, TOP, Frame
from api.charts.points import FAR
from api.charts.scales import year_of
from api.charts.series import Mark
from api.charts.svg import LETTER, element, path, text_line

WORDS = "no figure held"
LONG_BETWEEN_BARS = 360  # A whole year is missing.
LINE = 14.0


def gaps(frame: Frame, marks: Iterable[Mark], *, are_bars: bool) -> Iterator[str]:
    """Draw each span that is longer than figures usually lie apart."""
    longest = LONG_BETWEEN_BARS if are_bars else FAR
    end: int | None = None
    for first, last in sorted((mark.first, mark.last) for mark in marks):
        if end is not None and first - end > longest:
            yield _gap(frame, end + 1, first - 1)
        end = max(end or last, last)


def _gap(frame: Frame, first: int, last: int) -> str:
    left, right = frame.x.at(first), frame.x.at(last + 1)
    years = _years(first, last)
    words = f"{WORDS}, {years}"
    steps = ("M", left, TOP, "H", right, "V", TOP + PLOT, "H", left, "z")
    shape = path(*steps, words=words, class_="gap", fill="currentColor", fill_opacity=0.07)
    lines = [line for line in (WORDS, years) if LETTER * len(line) < right - left]
    middle = (left + right) / 2
    texts = [
        text_line(line, middle, TOP + LINE * place + LINE, text_anchor="middle", font_size=11)
        for place, line in enumerate(lines)
    ]
    return shape + element("g", *texts, opacity=0.85) if texts else shape


def _years(first: int, last: int) -> str:
    """Name the whole years in a gap; those it touches where it holds none."""
    start, end = year_of(first - 1) + 1, year_of(last + 1) - 1
    if start > end:
        start, end = year_of(first), year_of(last)
    return str(start) if start == end else f"{start} to {end}"
