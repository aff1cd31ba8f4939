"""Draw flows as bars from zero, each as wide as its period.

Deaths by cause of one source and period are stacked, for they exclude one another; everything else of one
period stands side by side. A period that overlaps others without being the same is a line across it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from statistics import median

from api.charts.axes import Frame, scaled_in_words
from api.charts.marks import inexactness, mark_element, words_of
from api.charts.series import Mark, NoSeries, Series
from api.charts.svg import COLOURS, LETTER, path, text_line
from api.vocabulary import Qualifier

FREE = 0.12  # Of a column's width, left empty beside it.
THINNEST = 1.5
NOTHING = 1.0  # Zero is a number and shows; only what is not known leaves a gap.
MONTH = 30
BESIDE = 6.0  # Room that a number needs beside itself, not to run into the next.
TICK = 6.0  # Half of the longest.
Member = tuple[Series, Mark]
Column = list[Member]
Period = tuple[int, int]


@dataclass(frozen=True)
class Columns:
    """The bars of each period, figures of overlapping periods, and those of other sources."""

    side_by_side: dict[Period, list[Column]]
    across: list[Member]
    beside: list[Member]

    @property
    def heights(self) -> list[float]:
        """The height of each column."""
        columns = [column for period in self.side_by_side.values() for column in period]
        return [sum(mark.value for _, mark in column) for column in columns]

    @cached_property
    def tints(self) -> list[int]:
        """The series side by side, if each has one column a period; else none."""
        periods = [[_tint(column) for column in beside] for beside in self.side_by_side.values()]
        if any(len(set(tints)) < len(tints) for tints in periods):
            return []
        return sorted({tint for tints in periods for tint in tints})

    def in_lanes(self, beside: list[Column]) -> Iterator[tuple[int, int, Column]]:
        """Assign each column of a period a lane, the same for a series in all periods."""
        for place, column in enumerate(beside):
            if self.tints:
                yield self.tints.index(_tint(column)), len(self.tints), column
            else:
                yield place, len(beside), column


def columns_of(all_series: list[Series]) -> Columns:
    """Decide which figures are stacked, stand side by side, or lie across others."""
    members = [(series, mark) for series in all_series for mark in series.marks]
    members.sort(key=lambda member: (*_place(member), member[0].tint))
    regular = _regular([_period(member) for member in members if not member[1].aside])
    beside = [one for one in members if one[1].aside and _period(one) in regular]
    leading = (one for one in members if _period(one) in regular and not one[1].aside)
    columns: dict[Period, list[Column]] = {}
    for (period, _, _), group in groupby(leading, _place):
        alike = list(group)
        stacked = [alike] if _are_parts(alike) else [[member] for member in alike]
        columns.setdefault(period, []).extend(stacked)
    across = [member for member in members if _period(member) not in regular]
    return Columns(columns, across, beside)


def bars(frame: Frame, columns: Columns) -> Iterator[str]:
    """Draw every figure as a bar, a tick beside one, or a line across others."""
    placed = list(_placed(frame, columns))
    if median(width for _, _, width in placed) < THINNEST:
        reason = f"{len(placed)} bars do not fit side by side"
        raise NoSeries(
            "time__gte", f"{reason}; ask for fewer years, or name one source or dimension"
        )
    for column, left, width in placed:
        base = 0.0
        for series, mark in column:
            yield _bar(frame, series, mark, base, left, width=width * (1 - FREE))
            base += mark.value / frame.divisor
        yield _value(frame, column, base, left, width)
    for series, mark in columns.beside:
        yield _tick(frame, series, mark)
    for series, mark in columns.across:
        yield _across(frame, series, mark)


def _placed(frame: Frame, columns: Columns) -> Iterator[tuple[Column, float, float]]:
    """Yield each column with its left edge and its width."""
    for (first, last), beside in columns.side_by_side.items():
        left, right = frame.x.at(first), frame.x.at(last + 1)
        for lane, lanes, column in columns.in_lanes(beside):
            width = (right - left) / lanes
            yield column, left + lane * width, width


def _tint(column: Column) -> int:
    return column[0][0].tint


def _period(member: Member) -> Period:
    return member[1].first, member[1].last


def _place(member: Member) -> tuple[Period, bool, tuple[str, ...]]:
    """Return the key of a column: parts of one whole share it, rivals do not."""
    return _period(member), member[1].rival, _whole(member)


def _regular(periods: list[Period]) -> set[Period]:
    """Choose periods that do not overlap, those of the commonest length first."""
    lengths = Counter((last - first) // MONTH for first, last in periods)
    chosen: set[Period] = set()
    for first, last in sorted(
        set(periods), key=lambda period: (-lengths[(period[1] - period[0]) // MONTH], period)
    ):
        if all(last < start or end < first for start, end in chosen):
            chosen.add((first, last))
    return chosen


def _whole(member: Member) -> tuple[str, ...]:
    """Return the key of a figure's whole: its question and source, without the cause."""
    figure = member[1].figure
    dimensions = {**figure["dimensions"], "cause": None}
    question = (figure["indicator"], figure["subject"]["type"], figure["subject"]["code"])
    return (*question, figure["citation"]["source"]["code"], *map(str, dimensions.values()))


def _are_parts(members: list[Member]) -> bool:
    """Tell whether figures may be stacked: exact numbers with different causes."""
    figures = [mark.figure for _, mark in members]
    causes = {figure["dimensions"]["cause"] for figure in figures}
    exact = all(figure["qualifier"] == Qualifier.EXACT for figure in figures)
    return exact and None not in causes and len(causes) == len(figures)


def _bar(
    frame: Frame, series: Series, mark: Mark, base: float, left: float, *, width: float
) -> str:
    bottom, top = frame.y.at(base), frame.y.at(base + mark.value / frame.divisor)
    if not mark.value:
        top = bottom - NOTHING
    steps = ["M", left, bottom, "V", top, "h", max(width, 0.5), "V", bottom, "z"]
    shape = mark_element(frame, "bar", series, mark, *steps)
    return shape + inexactness(frame, series, mark, left + width / 2, top)


def _value(frame: Frame, column: Column, height: float, left: float, width: float) -> str:
    """Print the number of a column above it, where there is room and it is exact."""
    exact = all(mark.figure["qualifier"] == Qualifier.EXACT for _, mark in column)
    text = scaled_in_words(height * frame.divisor, frame.divisor)
    if not exact or LETTER * len(text) + BESIDE > width:
        return ""
    place = {"text_anchor": "middle", "font_size": 11, "class_": "amount"}
    return text_line(text, left + width * (1 - FREE) / 2, frame.y.at(height) - 4, **place)


def _tick(frame: Frame, series: Series, mark: Mark) -> str:
    """Draw a figure of another source as a short line across the middle of the bar."""
    x = frame.x.at((mark.first + mark.last + 1) / 2)
    half = min(TICK, (frame.x.at(mark.last + 1) - frame.x.at(mark.first)) / 2)
    steps = ["M", x - half, frame.y.at(mark.value / frame.divisor) - 1, "h", 2 * half, "v", 2.0]
    words = words_of(mark, with_speaker=True)
    name = "tick aside" + " open" * bool(mark.open)
    return path(*steps, "h", -2 * half, "z", words=words, class_=name, fill="currentColor")


def _across(frame: Frame, series: Series, mark: Mark) -> str:
    start, end = frame.x.at(mark.first), frame.x.at(mark.last + 1)
    y = frame.y.at(mark.value / frame.divisor)
    steps = ["M", start, y - 4, "v", 8.0, "m", 0.0, -4.0, "H", end, "m", 0.0, -4.0, "v", 8.0]
    words = words_of(mark, with_speaker=series.has_speakers)
    colour = COLOURS[series.tint] if series.name else "currentColor"
    line = path(*steps, words=words, class_="across", stroke=colour, fill="none")
    return line + inexactness(frame, series, mark, (start + end) / 2, y)
