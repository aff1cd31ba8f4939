"""What a figure is about and of when: what two figures must share to be rivals, or differ in to be parts."""

from api.facts.figures import Dimensions
from api.vocabulary import Row

DIMENSIONS = tuple(Dimensions.model_fields)
Key = tuple[str | None, ...]


def thing_of(figure: Row) -> Key:
    """Return what a figure is about, whatever its time: its subject, indicator and dimensions."""
    dimensions = (figure[name] for name in DIMENSIONS)
    return figure["subject_type"], figure["subject_code"], figure["indicator"], *dimensions


def question_of(figure: Row) -> Key:
    """Return the question that a figure answers: what it is about, and the period it counts."""
    return period_of(figure), *thing_of(figure)


def span_of(figure: Row) -> tuple[str, str]:
    """Return the first and the last day of a figure."""
    return figure["time_first"], figure["time_last"]


def extent_of(figures: list[Row]) -> tuple[str, str]:
    """Return the first and the last day of all figures."""
    return min(one["time_first"] for one in figures), max(one["time_last"] for one in figures)


def period_of(figure: Row) -> str | None:
    """Return the period a figure counts, by its days; None for what is true of a moment."""
    if figure["as_of"]:
        return None
    return "/".join(span_of(figure))
