"""Place the numbers of a line chart above or below their points, where nothing overlaps."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from api.charts.axes import PLOT, TOP, Frame
from api.charts.svg import EDGE, LETTER, text_line

ABOVE, BELOW = -8.0, 16.0  # From a point to the foot of its number.
CAPITALS = 9.0  # How high digits are.
ABOVE_AXIS = 14.0  # Where the unit ends, which stands on top.
APART = 2.0
DOT = 4.0
LOOK = {"text_anchor": "middle", "font_size": 11, "class_": "amount"}


@dataclass(frozen=True)
class Box:
    """The bounding box of a text or a point."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Tell whether two boxes overlap."""
        beside = self.right <= other.left or other.right <= self.left
        return not beside and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True)
class Line:
    """A straight line between two points, the left one first."""

    x: float
    y: float
    until_x: float
    until_y: float

    def crosses(self, box: Box) -> bool:
        """Tell whether the line runs through a box."""
        left, right = max(self.x, box.left), min(self.until_x, box.right)
        if left > right:
            return False
        width = self.until_x - self.x
        # A line that is upright has none: all of it may be in the box.
        shares = ((x - self.x) / width for x in (left, right)) if width else (0.0, 1.0)
        ends = [self.y + share * (self.until_y - self.y) for share in shares]
        return min(ends) < box.bottom and max(ends) > box.top


@dataclass(frozen=True)
class Amount:
    """A number that is to be printed at a point."""

    text: str
    x: float
    y: float


def print_amounts(
    frame: Frame,
    amounts: Iterable[Amount],
    lines: Sequence[Line],
    dots: Iterable[tuple[float, float]],
) -> Iterator[str]:
    """Print numbers in order of priority, as far as there is room."""
    end = frame.x.end + LETTER
    taken = [Box(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in dots]
    taken.append(Box(EDGE, 0, EDGE + LETTER * len(frame.unit), ABOVE_AXIS))
    for amount in amounts:
        half = LETTER * len(amount.text) / 2
        x = min(amount.x, end - half)
        for foot in (amount.y + ABOVE, amount.y + BELOW):
            box = Box(x - half - APART, foot - CAPITALS, x + half + APART, foot + APART)
            is_free = not any(box.meets(one) for one in taken)
            is_on_plot = box.top > 0 and box.bottom < TOP + PLOT
            if is_free and is_on_plot and not any(line.crosses(box) for line in lines):
                taken.append(box)
                yield text_line(amount.text, x, foot, **LOOK)
                break
