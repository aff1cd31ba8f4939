"""Keys that tell whether figures measure the same: subject, indicator and dimensions, with or without the period."""

from api.facts.figures import Dimensions
from api.vocabulary import Row

DIMENSIONS = tuple(Dimensions.model_fields)
Key = tuple[str | None, ...]


def thing_of(figure: Row) -> Key:
    """Return the key of a time series: subject, indicator and dimensions of a figure, without its time."""
    dimensions = (figure[name] for name in DIMENSIONS)
    return figure["subject_type"], figure["subject_code"], figure["indicator"], *dimensions


def question_of(figure: Row) -> Key:
    """Return the key of a time series with the period that a figure counts, if it counts one."""
    return period_of(figure), *thing_of(figure)


def span_of(figure: Row) -> tuple[str, str]:
    """Return the first and the last day of a figure."""
    return figure["time_first"], figure["time_last"]


def extent_of(figures: list[Row]) -> tuple[str, str]:
    """Return the earliest and the latest day of several figures."""
    return min(one["time_first"] for one in figures), max(one["time_last"] for one in figures)


def period_of(figure: Row) -> str | None:
    """Return the period a figure counts as `first/last` day; None for a moment."""
    if figure["as_of"]:
        return None
    return "/".join(span_of(figure))
