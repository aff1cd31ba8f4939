"""Refuse cells that would mix several subjects, indicators, dimension values, periods or units."""

from collections import Counter
from collections.abc import Iterable

from api.pivot.axes import subject_of
from api.pivot.cells import whole_of
from api.pivot.questions import DIMENSIONS, period_of, question_of
from api.pivot.rules import Refusal, Rule
from api.vocabulary import Row

Values = dict[str, Counter[str]]
FREE = "or ask aggregate=count, min or max of them, or latest, which lists what it finds"
# What to name, beside one value, where there are several.
ALSO = {"subject": " or one type with subject_type=,"}


def mixtures_in(cells: Iterable[list[Row]]) -> list[Refusal]:
    """Refuse cells without an aggregate whose figures do not measure the same: list each part in which they differ."""
    mixed: Values = {}
    for figures in cells:
        shown = whole_of(figures)
        if len(shown) > 1 and len({question_of(figure) for figure in shown}) > 1:
            for name, values in _parts_of(shown).items():
                mixed.setdefault(name, Counter()).update(values)
    return [_refusal(name, values) for name, values in sorted(mixed.items())]


def units_in(cells: Iterable[list[Row]]) -> list[Refusal]:
    """Refuse cells, or a ranked column, with several units, which cannot be compared."""
    several = ({one["unit"] for one in figures} for figures in cells)
    units = {unit for found in several if len(found) > 1 for unit in found}
    if not units:
        return []
    message = (
        f"the lowest, the highest and an order need one unit, and there are {len(units)} ({', '.join(sorted(units))}):"
        " name one indicator, or use indicator as rows or columns"
    )
    return [Refusal(Rule.SEVERAL_UNITS, "indicator", message)]


def _parts_of(figures: list[Row]) -> Values:
    """Map subject, indicator, period and dimensions to the values that figures have there, where these are several."""
    values: Values = {
        "subject": Counter(map(subject_of, figures)),
        "indicator": Counter(figure["indicator"] for figure in figures),
        "time": Counter(period_of(figure) or "a moment" for figure in figures),
        **{
            f"dimensions.{name}": Counter(str(figure[name]) for figure in figures)
            for name in DIMENSIONS
        },
    }
    return {name: found for name, found in values.items() if len(found) > 1}


def _refusal(name: str, values: Counter[str]) -> Refusal:
    some = " and ".join(value for value, _ in values.most_common(2))
    if name == "time":
        message = (
            f"a cell would hold several periods, such as {some}, of which none is the whole: use time as rows or columns,"
            f" {FREE}"
        )
        return Refusal(Rule.SEVERAL_PERIODS, "columns", message)
    rule, what = {
        "subject": (Rule.SEVERAL_SUBJECTS, "subjects"),
        "indicator": (Rule.SEVERAL_INDICATORS, "indicators"),
    }.get(name, (Rule.SEVERAL_PARTS, f"values of {name}"))
    message = (
        f"cells would hold figures of {len(values)} {what}, such as {some}: use {name} as rows or columns, or name one with"
        f" {name}=,{ALSO.get(name, '')} {FREE}"
    )
    return Refusal(rule, name, message)
