"""Find where a claim holds at its time with one change: one dimension, or another scope."""

from api.claims.answers import Diagnosis
from api.claims.inquiry import UNSAID, Fit, Inquiry, Nearest, is_telling, narrowing_of, subject_of
from api.claims.intervals import Interval, stated_interval
from api.claims.ranks import is_standing
from api.claims.statements import NEVER_LEFT_OUT, Limits, find_alike
from api.vocabulary import Row, Unit

NEAR = 1.5
Step = tuple[str, str]
# Of these, a part may be more than the whole.
NOT_ADDED_UP = (Unit.PERCENT, Unit.RANK, Unit.YEARS, Unit.INCIDENTS_PER_WEEK)


def find_one_step_beside(inquiry: Inquiry) -> Nearest | None:
    """Find where the claim holds at its time: with one more dimension, else in another scope."""
    time, limits = inquiry.case.timing.time, limits_of(inquiry.case.claim.interval)
    rows = find_alike(inquiry.connection, inquiry.question, limits, time.window)
    holding = [row for row in rows if is_standing(row) and inquiry.holds_at_its_time(row)]
    return (
        _narrowed(inquiry, holding) or _elsewhere(inquiry, holding) or _of_scope(inquiry, holding)
    )


def proves_whole(inquiry: Inquiry, part: Row) -> bool:
    """Tell whether a part proves a claim of "at least", as the whole is no less."""
    claimed, is_added_up = inquiry.case.claim.interval, inquiry.question.unit not in NOT_ADDED_UP
    is_part = _is_here(inquiry, part) and inquiry.own < narrowing_of(part)
    is_enough = claimed.upper is None and stated_interval(part).within(claimed)
    return is_added_up and is_part and is_enough


def limits_of(claimed: Interval) -> Limits:
    """Return the limits of numbers to look at: “over 100” is not mixed up with a thousand."""
    lower, upper = claimed.lower, claimed.upper
    if upper is None and lower and lower > 0:
        return lower, lower * NEAR
    return (upper / NEAR, upper) if lower is None and upper and upper > 0 else (lower, upper)


def _narrowed(inquiry: Inquiry, holding: list[Row]) -> Nearest | None:
    """Find the single dimension that makes the claim hold, else the single one left unsaid."""
    here = [row for row in holding if _is_here(inquiry, row)]
    narrowings = _by_step(inquiry, here)
    unsaid = {step: row for step, row in narrowings.items() if step in UNSAID}
    for steps in (narrowings, unsaid):
        if len(steps) == 1:
            [(step, row)] = steps.items()
            return Nearest(Diagnosis.OTHER_DIMENSION, row, Fit.HOLDS, dict([step]))
    return None


def _elsewhere(inquiry: Inquiry, holding: list[Row]) -> Nearest | None:
    """Find a match with another dimension, sibling subject or non-comparable indicator."""
    own = inquiry.own
    one_off = [
        row
        for row in holding
        if _is_here(inquiry, row) and len(narrowing_of(row) ^ own) == 1 and is_telling(row)
    ]
    scopes = [row for row in _of_siblings(inquiry, holding) if narrowing_of(row) == own]
    indicators = [
        row
        for row in holding
        if not inquiry.is_of_indicator(row) and is_telling(row) and inquiry.is_of_kind(row)
    ]
    elsewhere = [
        (Diagnosis.OTHER_DIMENSION, one_off),
        (Diagnosis.OTHER_SUBJECT, scopes),
        (Diagnosis.OTHER_INDICATOR, indicators),
    ]
    return next((Nearest(what, rows[-1], Fit.HOLDS) for what, rows in elsewhere if rows), None)


def _of_scope(inquiry: Inquiry, holding: list[Row]) -> Nearest | None:
    """Find the single dimension with which the claim holds for a sibling subject."""
    steps = _by_step(inquiry, _of_siblings(inquiry, holding))
    if len(steps) != 1:
        return None
    return Nearest(Diagnosis.OTHER_SUBJECT, next(iter(steps.values())), Fit.HOLDS)


def _of_siblings(inquiry: Inquiry, rows: list[Row]) -> list[Row]:
    siblings = inquiry.question.siblings
    return [row for row in rows if inquiry.is_of_indicator(row) and subject_of(row) in siblings]


def _is_here(inquiry: Inquiry, row: Row) -> bool:
    return inquiry.is_of_indicator(row) and subject_of(row) in inquiry.subjects


def _by_step(inquiry: Inquiry, rows: list[Row]) -> dict[Step, Row]:
    """Group statements with exactly one more dimension, by that dimension."""
    steps = {}
    for row in rows:
        added = narrowing_of(row) - inquiry.written
        is_narrower = inquiry.written < narrowing_of(row)
        if is_narrower and len(added) == 1 and not dict(added).keys() & set(NEVER_LEFT_OUT):
            steps[next(iter(added))] = row
    return steps
