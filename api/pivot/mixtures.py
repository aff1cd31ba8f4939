"""Refuse cells that would mix what is not one thing: several subjects, indicators, parts, periods or units."""

from collections.abc import Iterable, Mapping

from api.pivot.axes import subject_of
from api.pivot.cells import whole_of
from api.pivot.questions import period_of, question_of
from api.pivot.rules import Refusal, Rule
from api.tables.figures import Dimensions
from api.vocabulary import Row

Values = dict[str, set[str | None]]
FREE = "or ask aggregate=count, min or max of them, or latest, which lists what it finds"


def mixtures_in(cells: Iterable[list[Row]]) -> list[Refusal]:
    """List what differs within cells that should each say one thing."""
    mixed: Values = {}
    for figures in cells:
        shown = whole_of(figures)
        if len(shown) > 1 and len({question_of(figure) for figure in shown}) > 1:
            for name, values in _parts_of(shown).items():
                mixed.setdefault(name, set()).update(values)
    return [_refusal(name, sorted(map(str, values))) for name, values in sorted(mixed.items())]


def units_in(cells: Iterable[list[Row]]) -> list[Refusal]:
    """Refuse cells, or a ranked column, whose numbers are in several units."""
    units = {str(unit) for figures in cells for unit in _several({one["unit"] for one in figures})}
    if not units:
        return []
    message = (
        f"the lowest, the highest and an order need one unit, and there are {len(units)} ({', '.join(sorted(units))}):"
        " name one indicator, or use indicator as rows or columns"
    )
    return [Refusal(Rule.SEVERAL_UNITS, "indicator", message)]


def _parts_of(figures: list[Row]) -> Mapping[str, set[str | None]]:
    """Map what a question is made of to its values, where there are several."""
    values: Values = {
        "subject": {subject_of(figure) for figure in figures},
        "indicator": {figure["indicator"] for figure in figures},
        "time": {period_of(figure) or "a moment" for figure in figures},
        **{
            f"dimension.{name}": {figure[name] for figure in figures}
            for name in Dimensions.model_fields
        },
    }
    return {name: several for name, found in values.items() if (several := _several(found))}


def _several(values: set[str | None]) -> set[str | None]:
    return values if len(values) > 1 else set()


def _refusal(name: str, values: list[str]) -> Refusal:
    some = " and ".join(values[:2])
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
        f" {name}=, {FREE}"
    )
    return Refusal(rule, name, message)
