"""Lay out the plot of a chart and draw its axes: values from zero upwards, years to the right."""

from collections.abc import Collection
from dataclasses import dataclass

from api.charts.scales import Scale, new_year, nice_ticks, year_of, year_ticks
from api.charts.series import Mark
from api.charts.svg import EDGE, WIDTH, element, path, text_line
from api.vocabulary import Row, Unit
from api.wording import number_in_words, unit_in_words

LEFT = 64.0
TOP = 26.0  # Room for the unit, and for an arrow that leads out of the highest value.
PLOT = 270.0
BELOW = 26.0
ROOM_FOR_YEAR = 48
MILLION = 1_000_000


@dataclass(frozen=True)
class Frame:
    """The scales of both axes, the ticks of the y axis, its unit and divisor."""

    x: Scale
    y: Scale
    ticks: list[float]
    divisor: float
    unit: str

    @property
    def floor(self) -> float:
        """The y coordinate of zero."""
        return self.y.at(0)


def scale_of(figures: list[Row]) -> tuple[float, str]:
    """Choose the divisor of the numbers at the axis, and name the resulting unit."""
    unit = figures[0]["unit"]
    large = MILLION if unit == Unit.USD else 10 * MILLION
    if max(abs(figure["value"]) for figure in figures) < large:
        return 1, unit_in_words(unit)
    return MILLION, f"million {unit_in_words(unit)}"


def scaled_in_words(value: float, divisor: float) -> str:
    """Format a number with the divisor of `scale_of`: undivided as it is, else to one decimal."""
    return number_in_words(value) if divisor == 1 else f"{value / divisor:,.1f}"


def frame_of(
    marks: list[Mark],
    heights: list[float],
    empty: Collection[int] = (),
    *,
    labels: float = 0.0,
    width: int = WIDTH,
) -> Frame:
    """Make a frame for all marks, bounds, stacks and empty years; `labels` is room on the right."""
    divisor, unit = scale_of([mark.figure for mark in marks])
    ends = [mark.figure[bound] for mark in marks for bound in ("lower", "upper", "value")]
    ends += heights
    values = [0.0, *[end / divisor for end in ends if end is not None]]
    # Only shares have fractions worth a tick.
    ticks = nice_ticks(min(values), max(values), smallest=0 if unit == "per cent" else 1)
    years = [year_of(day) for mark in marks for day in (mark.first, mark.last)] + [*empty]
    x = Scale(new_year(min(years)), new_year(max(years) + 1), LEFT, width - EDGE - labels)
    y = Scale(ticks[0], max(ticks[-1], ticks[0] + 1), TOP + PLOT, TOP)
    return Frame(x, y, ticks, divisor, unit)


def axes(frame: Frame) -> str:
    """Draw both axes with their grid and numbers."""
    x, y = frame.x, frame.y
    grid = [path("M", LEFT, y.at(tick), "H", x.end) for tick in frame.ticks if tick]
    texts = [
        text_line(number_in_words(round(tick, 6)), LEFT - 8, y.at(tick) + 4, text_anchor="end")
        for tick in frame.ticks
    ]
    zero = path("M", LEFT, frame.floor, "H", x.end, stroke="currentColor", opacity=0.7)
    return "".join(
        (
            element("g", *grid, stroke="currentColor", opacity=0.18),
            zero,
            element("g", *texts, opacity=0.85),
            text_line(frame.unit, EDGE, 12, opacity=0.85),
            years_axis(x, TOP + PLOT + 4),
        )
    )


def years_axis(x: Scale, y: float) -> str:
    """Draw the axis of years, labelled in the middle of each year."""
    shapes = []
    most = int((x.end - x.start) // ROOM_FOR_YEAR)
    for year in year_ticks(year_of(int(x.low)), year_of(int(x.high) - 1), most):
        start, end = x.at(new_year(year)), x.at(new_year(year + 1))
        middle = (start + end) / 2
        shapes.append(path("M", middle, y, "v", 4.0, fill="none"))
        shapes.append(text_line(str(year), middle, y + 17, text_anchor="middle", stroke="none"))
    return element("g", *shapes, stroke="currentColor", opacity=0.85)
