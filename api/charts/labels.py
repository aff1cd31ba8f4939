"""Label lines at their ends instead of in a legend, if the names are short."""

from collections.abc import Iterator, Sequence

from api.charts.axes import PLOT, TOP, Frame
from api.charts.points import shape_of
from api.charts.series import Series
from api.charts.svg import COLOURS, LETTER, WIDTH, path, text_line
from api.vocabulary import IndicatorKind

LONGEST = 26
APART = 13.0  # So far apart two labels can be read.
ASIDE = 8.0


def room_for_labels(all_series: Sequence[Series], width: int) -> float:
    """Return the width of labels on the right; 0 if a legend is needed."""
    longest = max(len(series.name) for series in all_series)
    are_lines = all(
        series.kind not in (IndicatorKind.FLOW, IndicatorKind.TARGET) for series in all_series
    )
    if len(all_series) < 2 or not are_lines or longest > LONGEST * width // WIDTH:
        return 0.0
    return longest * LETTER + 2 * ASIDE


def labels(frame: Frame, all_series: Sequence[Series], room: float) -> Iterator[str]:
    """Write each series' name beside its last point, moved down where labels overlap."""
    if not room:
        return
    ends = sorted((_height(frame, series), place) for place, series in enumerate(all_series))
    lowest = TOP + PLOT - APART * (len(ends) - 1)
    before = TOP - APART
    for after, (height, place) in enumerate(ends):
        series = all_series[place]
        before = max(min(height, lowest + APART * after), before + APART)
        x = frame.x.end + ASIDE
        sample = path("M", x, before, shape_of(series), fill=COLOURS[series.tint])
        yield sample + text_line(series.name, x + ASIDE, before + 4, class_="label")


def _height(frame: Frame, series: Series) -> float:
    return frame.y.at(series.leading[-1][0].value / frame.divisor)
