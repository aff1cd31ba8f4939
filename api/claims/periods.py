"""Find the part of a calendar year for which a claim holds: a budget year, or the first months."""

from api.claims.ranks import is_standing
from api.claims.times import is_budget_year, span_of
from api.claims.verdicts import Case, Weight
from api.vocabulary import IndicatorKind, Rank, Row


def budget_years(case: Case, statements: list[Row]) -> tuple[list[Row], list[Row]]:
    """Return the budget years that a calendar year overlaps, and those that support the claim."""
    time = case.timing.time
    if not time.is_calendar_year:
        return [], []
    touched = [
        row
        for row in statements
        if is_standing(row)
        and row["kind"] == IndicatorKind.FLOW
        and time.touches(span_of(row))
        and is_budget_year(span_of(row))
        and not _beside_preferred(row, statements)
    ]
    return touched, [row for row in touched if case.weigh(row) is Weight.SUPPORTS]


def first_part(case: Case, statements: list[Row]) -> Row | None:
    """Return the only count of the first part of a year that supports the claim: "so far"."""
    begun = [row for row in statements if is_standing(row) and case.timing.begins(row)]
    held = [row for row in begun if case.weigh(row) is Weight.SUPPORTS]
    return held[0] if len(held) == 1 else None


def _beside_preferred(row: Row, statements: list[Row]) -> bool:
    same = [other for other in statements if span_of(other) == span_of(row) and is_standing(other)]
    return row["rank"] != Rank.PREFERRED and any(one["rank"] == Rank.PREFERRED for one in same)
