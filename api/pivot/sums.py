"""Add figures up, with their bounds, and tell whether the sum is proven to be complete."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from api.facts.figures import Dimensions
from api.pivot.axes import subject_of
from api.pivot.questions import Key, extent_of, span_of
from api.vocabulary import Row, days_before, first_day, last_day


@dataclass(frozen=True)
class Sums:
    """Adds up cells over the dimensions `over`; `wholes` maps `whole_key` to the total that a source states itself."""

    over: frozenset[str]
    wholes: Mapping[Key, Row]
    is_of_subjects: bool
    is_yearly: bool

    def add(self, figures: list[Row]) -> tuple[Row, Row | None]:
        """Return the sum of a cell with its bounds, whether it is complete, and the figure that states the whole."""
        added = {
            "value": sum(figure["value"] for figure in figures),
            "unit": figures[0]["unit"],
            "lower": _sum_of(figures, "lower"),
            "upper": _sum_of(figures, "upper"),
            "complete": self._is_complete(figures),
        }
        return added, self._whole_of(figures)

    def _whole_of(self, figures: list[Row]) -> Row | None:
        keys = {whole_key(figure, self.over) for figure in figures} if self.over else set()
        return self.wholes.get(keys.pop()) if len(keys) == 1 else None

    def _is_complete(self, figures: list[Row]) -> bool:
        """Tell whether the figures are proven to be all parts of all periods."""
        if self.is_of_subjects or not _has_no_gap(figures):
            return False
        if self.is_yearly and _is_part_of_year(*extent_of(figures)):
            return False
        return not self.over or self._adds_up(figures)

    def _adds_up(self, figures: list[Row]) -> bool:
        """Tell whether the parts of each period add up to the whole that the source states."""
        sums: dict[Key, Any] = {}
        for figure in figures:
            key = whole_key(figure, self.over)
            sums[key] = sums.get(key, 0) + figure["value"]
        return all(
            (whole := self.wholes.get(key)) and whole["lower"] == whole["upper"] == value
            for key, value in sums.items()
        )


def whole_key(figure: Row, over: Collection[str]) -> Key:
    """Return the key that a figure shares with the whole of which it is a part in some dimensions."""
    given = (None if name in over else figure[name] for name in Dimensions.model_fields)
    return subject_of(figure), figure["source"], *span_of(figure), *given


def _sum_of(figures: Sequence[Row], bound: str) -> float | None:
    """Add up bounds; None if one of them is open."""
    bounds = [figure[bound] for figure in figures]
    return None if None in bounds else sum(bounds)


def _is_part_of_year(first: str, last: str) -> bool:
    year = first[:4]
    return last[:4] == year and (first, last) != (first_day(year), last_day(year))


def _has_no_gap(figures: list[Row]) -> bool:
    spans = sorted({span_of(figure) for figure in figures})
    return all(days_before(first, 1) == last for (_, last), (first, _) in pairwise(spans))
