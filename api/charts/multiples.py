"""Small multiples: a small chart for each row of a table by year, the largest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from api.charts.attribution import source_line
from api.charts.axes import scale_of, scaled_in_words
from api.charts.chart import Chart, Table, TableRow
from api.charts.scales import Scale
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
from api.vocabulary import Row
from api.wording import time_in_words, value_in_words

MOST_SMALL = 120
COLUMNS = 4
HEAD, PLOT, FOOT = 30.0, 36.0, 14.0
ROW = HEAD + PLOT + FOOT
BETWEEN = 14.0


@dataclass(frozen=True)
class Small:
    """One small chart: its name, its highest figure, and its values by year."""

    name: str
    figure: Row
    values: Mapping[int, float]

    @cached_property
    def highest(self) -> float:
        """The highest value."""
        return max(self.values.values())

    @cached_property
    def year(self) -> int:
        """The first year with the highest value."""
        return min(year for year, value in self.values.items() if value == self.highest)


def multiples_of(smalls: Sequence[Small], release: str) -> Chart:
    """Draw each row with its own scale and shared years; raise `NoSeries` if that fails."""
    if not smalls:
        raise NothingToDraw("indicator", "no figure passes these filters")
    figures = [small.figure for small in smalls]
    if len({figure["unit"] for figure in figures}) > 1:
        raise NoSeries("indicator", "small charts need one unit; name one indicator")
    ordered = sorted(smalls, key=lambda small: (-small.highest, small.name))
    divisor, unit = scale_of(figures)
    years = [year for small in smalls for year in small.values]
    first, last = min(years), max(years)
    title = title_of(figures, (first, last))
    source = source_line([figure["citation"]["source"] for figure in figures], release)
    note = f"In {unit}. All years from {first} to {last}; each has a height of its own, and its highest number is printed."
    blocks = [
        heading(title, NARROW),
        _grid(ordered, first, last, divisor),
        caption([note, source], NARROW),
    ]
    told = "; ".join(f"{one.name}: {value_in_words(one.figure)} in {one.year}" for one in ordered)
    return Chart(
        title, sheet(title, f"The highest of each: {told}.", blocks, NARROW), _table(ordered)
    )


def _grid(smalls: Sequence[Small], first: int, last: int, divisor: float) -> Block:
    """Lay the small charts out in rows; shared attributes are written once, to save size."""
    width = (NARROW - 2 * EDGE - BETWEEN * (COLUMNS - 1)) / COLUMNS
    longest = int(width / LETTER)
    names, numbers, bars = [], [], []
    floors: list[object] = []
    for place, small in enumerate(smalls):
        row, column = divmod(place, COLUMNS)
        x, y = EDGE + column * (width + BETWEEN), row * ROW
        floor, highest = y + HEAD + PLOT, scaled_in_words(small.highest, divisor)
        names.append(text_line(cut(small.name, longest), x, y + 11))
        numbers.append(text_line(f"{highest} in {small.year}", x, y + 23))
        bars.append(_bars(small, Scale(first, last + 1, x, x + width), floor))
        floors += ["M", x, floor, "h", width]
    blocks = (
        element("g", *names, font_size=11, font_weight=600),
        element("g", *numbers, font_size=10),
        element("g", *bars, fill=COLOURS[0]),
        path(*floors, stroke="currentColor", opacity=0.5),
    )
    return Block(ROW * -(-len(smalls) // COLUMNS), "".join(blocks))


def _bars(small: Small, x: Scale, floor: float) -> str:
    words = f"{small.name}, {min(small.values)} to {max(small.values)}"
    return path(*_outline(small, x, floor), words=words, class_="small")


def _outline(small: Small, x: Scale, floor: float) -> list[object]:
    """Draw one outline around bars of successive years, which halves the size."""
    steps: list[object] = []
    before: int | None = None
    for year, value in sorted(small.values.items()):
        if before != year - 1:
            steps += ["V", floor] if steps else []
            steps += ["M", x.at(year), floor]
        steps += ["V", floor - PLOT * value / (small.highest or 1), "H", x.at(year + 1)]
        before = year
    return [*steps, "V", floor]


def _table(smalls: Sequence[Small]) -> Table:
    rows = [
        TableRow(
            small.figure["code"],
            (
                small.name,
                value_in_words(small.figure),
                time_in_words(small.figure),
                str(len(small.values)),
            ),
        )
        for small in smalls
    ]
    return Table(("Name", "Highest", "Time", "Years with a figure"), tuple(rows))
