"""Make a cell from its figures: the stated figure, or an aggregate of them (count, min, max, latest, sum)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from api.pivot.layout import Aggregate
from api.pivot.questions import extent_of, question_of, span_of, thing_of
from api.pivot.sums import Sums
from api.vocabulary import Rank, Row

STATEMENT = (
    *("code", "value", "qualifier", "lower", "upper", "as_of", "period_start", "period_end"),
    *("rank", "source"),
)


@dataclass(frozen=True)
class CellMaker:
    """Makes the cells of a table; `sources` maps each source to its place, by which rival figures are ordered."""

    sources: Mapping[str, int]
    sums: Sums | None

    def make(self, aggregate: Aggregate | None, figures: list[Row]) -> Row:
        """Make the cell of some figures."""
        match aggregate:
            case Aggregate.COUNT:
                return _cell(figures, [], len(figures))
            case Aggregate.MIN:
                return self._extreme(figures, min)
            case Aggregate.MAX:
                return self._extreme(figures, max)
            case Aggregate.SUM:
                return self._sum(figures)
            case Aggregate.LATEST:
                shown = self._rivals(newest_of(figures))
            case None:
                shown = self._rivals(newest_of(whole_of(figures)))
        is_one = len({question_of(figure) for figure in shown}) == 1
        return _cell(figures, shown, shown[0]["value"] if is_one else None)

    def _sum(self, figures: list[Row]) -> Row:
        assert self.sums  # made where a sum is asked for
        parts = sorted(figures, key=lambda one: (*span_of(one), one["code"]))
        added, whole = self.sums.add(parts)
        stated = {"whole": _statement(whole) if whole else None}
        return _cell(figures, parts, None) | added | stated

    def _extreme(self, figures: list[Row], choose: Callable[[Iterable[float]], float]) -> Row:
        value = choose(figure["value"] for figure in figures)
        shown = self._rivals([one for one in figures if one["value"] == value])
        return _cell(figures, shown, value)

    def _rivals(self, figures: list[Row]) -> list[Row]:
        """Order rivals, which state the same of one time: a preferred one first, then by source."""
        return sorted(figures, key=self._place) if len(figures) > 1 else figures

    def _place(self, figure: Row) -> tuple[bool, int, str]:
        return (
            figure["rank"] != Rank.PREFERRED,
            self.sources[figure["source"]],
            figure["code"],
        )


def newest_of(figures: list[Row]) -> list[Row]:
    """Return the figures with the latest last day."""
    if len(figures) == 1:
        return figures
    last = max(figure["time_last"] for figure in figures)
    return [figure for figure in figures if figure["time_last"] == last]


def whole_of(figures: list[Row]) -> list[Row]:
    """Return the figures whose period contains those of all others, if they measure the same; else all of them."""
    if len(figures) == 1 or len({thing_of(figure) for figure in figures}) > 1:
        return figures
    first, last = extent_of(figures)
    whole = [one for one in figures if not one["as_of"] and span_of(one) == (first, last)]
    return whole or figures


def _cell(figures: list[Row], shown: list[Row], value: float | None) -> Row:
    first = shown[0] if shown and value is not None else {}
    return {
        "value": value,
        "unit": first.get("unit"),
        "lower": first.get("lower") if shown else value,
        "upper": first.get("upper") if shown else value,
        "count": len(figures),
        **dict(zip(("first_day", "last_day"), extent_of(shown or figures), strict=True)),
        "complete": None,
        "whole": None,
        "figures": [_statement(figure) for figure in shown],
    }


def _statement(figure: Row) -> Row:
    return {name: figure[name] for name in STATEMENT}
