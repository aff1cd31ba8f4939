"""The numbers printed in a chart: beside their points and bars, overlapping nothing."""

from itertools import combinations
from xml.etree.ElementTree import Element

from hypothesis import given
from hypothesis import strategies as st

from api.charts.chart import Chart
from tests.charts.pictures import draw, figure, marks


def _points(chart: Chart) -> list[tuple[float, float]]:
    places = (
        mark.attrib["d"].removeprefix("M").partition("m")[0] for mark in marks(chart, "point")
    )
    return [(float(x), float(y)) for x, _, y in (place.partition(" ") for place in places)]


def _foot(chart: Chart, amount: Element) -> float:
    """The y coordinate of the point that a number belongs to."""
    x = float(amount.attrib["x"])
    return min(_points(chart), key=lambda point: abs(point[0] - x))[1]


def test_numbers_are_printed_where_there_is_room() -> None:
    chart = draw(figure("2001", 1234, kind="flow"), figure("2002", 20, "over", kind="flow"))
    assert [amount.text for amount in marks(chart, "amount")] == ["1,234"]


def test_a_number_stands_below_its_point_where_a_line_comes_from_above() -> None:
    chart = draw(figure("2001", 3000), figure("2002", 1000), figure("2003", 3000))
    below = {one.text: float(one.attrib["y"]) > _foot(chart, one) for one in marks(chart, "amount")}
    assert below == {"3,000": False, "1,000": True}


@given(st.lists(st.integers(0, 10**5), min_size=2, max_size=30))
def test_no_number_is_printed_upon_a_point_or_upon_another(values: list[int]) -> None:
    chart = draw(*[figure(str(1990 + place), value) for place, value in enumerate(values)])
    boxes = [_box(amount) for amount in marks(chart, "amount")]
    for left, top, right, bottom in boxes:
        inside = [(x, y) for x, y in _points(chart) if left < x < right and top < y < bottom]
        assert inside == []
    for one, other in combinations(boxes, 2):
        beside = one[2] <= other[0] or other[2] <= one[0]
        assert beside or one[3] <= other[1] or other[3] <= one[1]


def _box(amount: Element) -> tuple[float, float, float, float]:
    """The bounding box of a number, at 6 by 9 pixels a digit."""
    x, y = float(amount.attrib["x"]), float(amount.attrib["y"])
    half = 3 * len(amount.text or "")
    return x - half, y - 9, x + half, y
