"""Filter the statements on one question: standing, outranked, falling and conflicting ones."""

from api.claims.intervals import stated_interval
from api.claims.times import span_of
from api.vocabulary import IndicatorKind, Rank, Row


def is_standing(statement: Row) -> bool:
    """Tell whether a statement still answers: it is neither deprecated nor withdrawn."""
    return statement["rank"] != Rank.DEPRECATED and statement["withdrawn_on"] is None


def without_outranked(standing: list[Row]) -> list[Row]:
    """Leave out cumulative numbers that a preferred one shows to be wrong."""
    preferred = [row for row in standing if row["rank"] == Rank.PREFERRED]
    return [
        row
        for row in standing
        if row in preferred or not any(falls(row, best) or falls(best, row) for best in preferred)
    ]


def falls(earlier: Row, later: Row) -> bool:
    """Tell whether a cumulative number is smaller than an earlier one."""
    if earlier["kind"] != IndicatorKind.CUMULATIVE or span_of(earlier)[1] >= span_of(later)[0]:
        return False
    return stated_interval(later).lies_below(stated_interval(earlier))


def exclude(first: Row, second: Row) -> bool:
    """Tell whether two statements have no number in common."""
    return stated_interval(first).apart_from(stated_interval(second))
