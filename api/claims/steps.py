"""Find where the words of a claim hold at its time, one step beside: a dimension more or less, another scope."""

from api.claims.answers import Diagnosis
from api.claims.intervals import Interval, stated_interval
from api.claims.ranks import is_standing
from api.claims.search import UNSAID, Fit, Nearest, Search, is_telling, narrowing_of, subject_of
from api.claims.statements import NEVER_LEFT_OUT, Limits, find_alike
from api.vocabulary import Row, Unit

NEAR = 1.5
Step = tuple[str, str]
# Of these, a part may be more than the whole.
NOT_ADDED_UP = (Unit.PERCENT, Unit.RANK, Unit.YEARS, Unit.INCIDENTS_PER_WEEK)


def find_one_step_beside(search: Search) -> Nearest | None:
    """Find where the words of the claim hold at its time: exactly one dimension more first, then another scope."""
    time, limits = search.case.timing.time, limits_of(search.case.claim.interval)
    rows = find_alike(search.connection, search.question, limits, time.window)
    holding = [row for row in rows if is_standing(row) and search.holds_at_its_time(row)]
    return _narrowed(search, holding) or _elsewhere(search, holding) or _of_scope(search, holding)


def proves_whole(search: Search, part: Row) -> bool:
    """Tell whether a claim of a number or more is proven by a part, as the whole is no less."""
    claimed, is_added_up = search.case.claim.interval, search.question.unit not in NOT_ADDED_UP
    is_part = _is_here(search, part) and search.own < narrowing_of(part)
    is_enough = claimed.upper is None and stated_interval(part).within(claimed)
    return is_added_up and is_part and is_enough


def limits_of(claimed: Interval) -> Limits:
    """Return between which numbers to look: “over 100” is not mixed up with a thousand."""
    lower, upper = claimed.lower, claimed.upper
    if upper is None and lower and lower > 0:
        return lower, lower * NEAR
    return (upper / NEAR, upper) if lower is None and upper and upper > 0 else (lower, upper)


def _narrowed(search: Search, holding: list[Row]) -> Nearest | None:
    """Find the only dimension that, added to the claim, makes it hold; else the only one that its words may mean."""
    here = [row for row in holding if _is_here(search, row)]
    narrowings = _by_step(search, here)
    unsaid = {step: row for step, row in narrowings.items() if step in UNSAID}
    for steps in (narrowings, unsaid):
        if len(steps) == 1:
            [(step, row)] = steps.items()
            return Nearest(Diagnosis.OTHER_DIMENSION, row, Fit.HOLDS, dict([step]))
    return None


def _elsewhere(search: Search, holding: list[Row]) -> Nearest | None:
    """Find it narrowed otherwise, of a sibling subject, or of an indicator that must not be compared."""
    own = search.own
    one_off = [
        row
        for row in holding
        if _is_here(search, row) and len(narrowing_of(row) ^ own) == 1 and is_telling(row)
    ]
    scopes = [row for row in _of_siblings(search, holding) if narrowing_of(row) == own]
    indicators = [
        row
        for row in holding
        if not search.same_indicator(row) and is_telling(row) and search.same_kind(row)
    ]
    elsewhere = [
        (Diagnosis.OTHER_DIMENSION, one_off),
        (Diagnosis.OTHER_SUBJECT, scopes),
        (Diagnosis.OTHER_INDICATOR, indicators),
    ]
    return next((Nearest(what, rows[-1], Fit.HOLDS) for what, rows in elsewhere if rows), None)


def _of_scope(search: Search, holding: list[Row]) -> Nearest | None:
    """Find the only narrowing of a sibling subject for which the claim holds."""
    steps = _by_step(search, _of_siblings(search, holding))
    if len(steps) != 1:
        return None
    return Nearest(Diagnosis.OTHER_SUBJECT, next(iter(steps.values())), Fit.HOLDS)


def _of_siblings(search: Search, rows: list[Row]) -> list[Row]:
    siblings = search.question.siblings
    return [row for row in rows if search.same_indicator(row) and subject_of(row) in siblings]


def _is_here(search: Search, row: Row) -> bool:
    return search.same_indicator(row) and subject_of(row) in search.subjects


def _by_step(search: Search, rows: list[Row]) -> dict[Step, Row]:
    """Group statements that are narrowed by exactly one dimension more, by that dimension."""
    steps = {}
    for row in rows:
        added = narrowing_of(row) - search.written
        is_narrower = search.written < narrowing_of(row)
        if is_narrower and len(added) == 1 and not dict(added).keys() & set(NEVER_LEFT_OUT):
            steps[next(iter(added))] = row
    return steps
