"""Draw gaps: a long span without a figure, between others, is grey and labelled."""

from collections.abc import Iterable, Iterator

from api.charts.axes import PLOT, TOP, Frame
from api.charts.leading import FAR
from api.charts.scales import new_year, year_of
from api.charts.series import Mark
from api.charts.svg import COLOURS, LETTER, element, path, text_line

WORDS = "no figure held"
LONG_BETWEEN_BARS = 360  # A whole year is missing.
NARROWEST = 92  # Days between two gaps that are seen apart.
LINE = 14.0


def gaps(
    frame: Frame, marks: Iterable[Mark], empty: Iterable[int], *, are_bars: bool
) -> Iterator[str]:
    """Draw each span without a figure longer than usual; `empty` years are known to be zero."""
    longest = LONG_BETWEEN_BARS if are_bars else FAR
    found: list[tuple[int, int]] = []
    end: int | None = None
    spans = [(mark.first, mark.last) for mark in marks]
    spans += [(new_year(year), new_year(year + 1) - 1) for year in empty]
    for first, last in sorted(spans):
        if end is not None and first - end > longest:
            found.append((end + 1, first - 1))
        end = max(end or last, last)
    for gap in found:
        # The years of one of two gaps that only a moment parts would be read as those of both.
        is_alone = all(one == gap or _apart(one, gap) > NARROWEST for one in found)
        yield _gap(frame, *gap, is_alone=is_alone)


def _apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Return how many days lie between two spans."""
    return max(one[0], other[0]) - min(one[1], other[1])


def nothing(frame: Frame, empty: Iterable[int]) -> str:
    """Draw a flat line for the years that are known to be zero."""
    steps: list[object] = []
    for year in sorted(empty):
        steps += ["M", frame.x.at(new_year(year)), frame.floor, "H", frame.x.at(new_year(year + 1))]
    return path(*steps, class_="none", stroke=COLOURS[0], stroke_width=2) if steps else ""


def _gap(frame: Frame, first: int, last: int, *, is_alone: bool) -> str:
    left, right = frame.x.at(first), frame.x.at(last + 1)
    years = _years(first, last)
    words = f"{WORDS}, {years}"
    steps = ("M", left, TOP, "H", right, "V", TOP + PLOT, "H", left, "z")
    shape = path(*steps, words=words, class_="gap", fill="currentColor", fill_opacity=0.07)
    room = right - left if is_alone else 0.0
    lines = [line for line in (WORDS, years) if LETTER * len(line) < room]
    middle = (left + right) / 2
    texts = [
        text_line(line, middle, TOP + LINE * place + LINE, text_anchor="middle", font_size=11)
        for place, line in enumerate(lines)
    ]
    return shape + element("g", *texts, opacity=0.85) if texts else shape


def _years(first: int, last: int) -> str:
    """Name the whole years in a gap, or else those it touches."""
    start, end = year_of(first - 1) + 1, year_of(last + 1) - 1
    if start > end:
        start, end = year_of(first), year_of(last)
    return str(start) if start == end else f"{start} to {end}"
