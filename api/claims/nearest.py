"""Find what was probably mixed up in a claim that does not hold, or the nearest statement."""

from math import inf, log

from api.claims.answers import Diagnosis, Verdict
from api.claims.inquiry import Fit, Inquiry, Nearest, is_telling, narrowing_of, subject_of
from api.claims.intervals import stated_interval
from api.claims.ranks import is_standing
from api.claims.statements import (
    Limits,
    find_beside,
    find_not_comparable,
    find_similar,
    find_statements,
    find_with_value,
)
from api.claims.steps import find_one_step_beside, limits_of
from api.lists.engine import get
from api.resources.figures import FIGURES
from api.vocabulary import IndicatorKind, Row, Unit

FACTORS = (1_000, 1_000_000)
PERCENT = 100
WARNED = 10  # Of indicators that we warn not to compare, smaller ones tell too.
NO_LIMITS: Limits = (None, None)
FEW_YEARS = 5  # A number of something else is not mixed up with one of another age.


def find_nearest(inquiry: Inquiry, answering: list[Row]) -> Nearest | None:
    """Find the likeliest mix-up: of scale, of one dimension or scope, or of another number."""
    beside = [*answering, *inquiry.case.timing.nearby(inquiry.statements)]
    return (
        _scaled(inquiry, beside)
        or find_one_step_beside(inquiry)
        or _same_number(inquiry, answering)
    )


def find_of_another_time(inquiry: Inquiry) -> Nearest | None:
    """Find a statement on the same question of another time: an equal number, or the nearest."""
    same = [row for row in inquiry.standing if row["value"] == inquiry.case.claim.value]
    nearest = (same or inquiry.case.timing.nearby(inquiry.standing) or inquiry.standing)[-1:]
    fit = Fit.SAME_NUMBER if same else Fit.BESIDE
    return Nearest(Diagnosis.OTHER_TIME, nearest[0], fit) if nearest else None


def find_counted_then(inquiry: Inquiry) -> Nearest | None:
    """Find a figure of the claimed time, or a year off, of a part or a sibling subject."""
    time = inquiry.case.timing.time
    if time.is_now:
        return None
    rows = find_beside(inquiry.connection, inquiry.question, time.window)
    row = _most_alike(inquiry, [one for one in rows if inquiry.case.timing.meets(one)])
    if row is None and not any(inquiry.years_off(one) <= 1 for one in inquiry.standing):
        around = find_beside(inquiry.connection, inquiry.question, time.with_a_year_around)
        row = _most_alike(inquiry, around)
    return Nearest(Diagnosis.OTHER_TIME, row, Fit.BESIDE) if row else None


def find_similar_measure(inquiry: Inquiry) -> Nearest | None:
    """Find the most similar statement about the subject, of other dimensions or indicators."""
    connection, question = inquiry.connection, inquiry.question
    alike = find_similar(connection, question, limits_of(inquiry.case.claim.interval))
    of_the_age = [row for row in alike if _is_near_in_years(inquiry, row)]
    near = _most_alike(inquiry, of_the_age) or _most_alike(
        inquiry, find_similar(connection, question, NO_LIMITS)
    )
    if near:
        return Nearest(Diagnosis.OTHER_DIMENSION, near, Fit.BESIDE)
    near = _most_alike(inquiry, find_not_comparable(connection, question))
    return Nearest(Diagnosis.OTHER_INDICATOR, near, Fit.BESIDE) if near else None


def find_in_other_scope(inquiry: Inquiry) -> Nearest | None:
    """Find the statement of a sibling subject that does not contradict the claim."""
    for subject in inquiry.question.siblings:
        statements = find_statements(inquiry.connection, inquiry.question.about(subject))
        judgement = inquiry.case.judge(statements)
        if judgement and judgement.statements and judgement.verdict is not Verdict.CONTRADICTED:
            return Nearest(Diagnosis.OTHER_SUBJECT, judgement.statements[0], Fit.ALLOWS)
    return None


def find_replacement(inquiry: Inquiry, withdrawn: Row) -> Nearest | None:
    """Find what replaced a withdrawn statement, if that is about something else."""
    code = withdrawn["replaced_by"]
    row = get(inquiry.connection, FIGURES, code) if code else None
    if row is None:
        return None
    if not inquiry.is_of_indicator(row):
        return Nearest(Diagnosis.OTHER_INDICATOR, row)
    is_here = subject_of(row) in inquiry.subjects
    return None if is_here else Nearest(Diagnosis.OTHER_SUBJECT, row)


def _scaled(inquiry: Inquiry, statements: list[Row]) -> Nearest | None:
    """Find a statement a thousand or a million times off; for percentages, a hundred too."""
    value = inquiry.case.claim.value
    if not value:
        return None
    is_share = inquiry.question.unit == Unit.PERCENT
    for factor in (*FACTORS, *([PERCENT] if is_share else [])):
        for row in statements:
            scaled = row["value"] * factor, row["value"] / factor
            if any(abs(value - one) < 1e-9 * abs(value) for one in scaled):
                return Nearest(Diagnosis.SCALE, row)
    return None


def _same_number(inquiry: Inquiry, answering: list[Row]) -> Nearest | None:
    """Find a statement with exactly the claimed number, of another time, part, or subject."""
    if inquiry.case.claim.value is None:
        return None
    rows = find_with_value(inquiry.connection, inquiry.question, inquiry.case.claim.value)
    candidates = [
        Nearest(diagnosis, row)
        for row in rows
        if is_standing(row) and row not in answering and (diagnosis := _diagnose(inquiry, row))
    ]
    order = list(Diagnosis)

    def unlikeness(near: Nearest) -> tuple[bool, int, int]:
        # What runs otherwise in time is mixed up most: the honoured of a year with the dead since 1948.
        other = near.statement
        is_warned = other["indicator"] in inquiry.confusable and not inquiry.is_of_kind(other)
        is_sure = near.diagnosis is Diagnosis.OTHER_INDICATOR and is_warned and is_telling(other)
        return not is_sure, order.index(near.diagnosis), inquiry.years_off(other)

    return min(candidates, key=unlikeness, default=None)


def _diagnose(inquiry: Inquiry, other: Row) -> Diagnosis | None:
    """Tell how a statement differs from a claim; None when too unlike to be mixed up."""
    same_dimensions = other["dimensions"] == inquiry.question.dimensions
    of_subject = subject_of(other) in inquiry.subjects
    if of_subject and inquiry.is_of_indicator(other):
        if same_dimensions:
            is_near = inquiry.is_about_then(other) or inquiry.years_off(other) <= 1
            return Diagnosis.OTHER_TIME if is_telling(other) or is_near else None
        return Diagnosis.OTHER_DIMENSION if inquiry.is_about_then(other) else None
    is_warned = other["indicator"] in inquiry.confusable and abs(other["value"]) >= WARNED
    if not same_dimensions or not (is_telling(other) or (is_warned and of_subject)):
        return None
    if not of_subject:
        may_be = inquiry.is_of_indicator(other) and _is_of_that_age(inquiry, other)
        return Diagnosis.OTHER_SUBJECT if may_be else None
    may_be = not inquiry.is_of_kind(other) or _is_of_that_age(inquiry, other)
    is_same_unit = other["unit"] == inquiry.question.unit
    return Diagnosis.OTHER_INDICATOR if may_be and is_same_unit else None


def _is_of_that_age(inquiry: Inquiry, other: Row) -> bool:
    """Tell whether a number of something else is near enough in time to be mixed up."""
    if other["kind"] == IndicatorKind.FLOW or inquiry.is_about_then(other):
        return inquiry.is_about_then(other)
    is_sibling = subject_of(other) in inquiry.question.siblings
    return is_sibling or inquiry.years_off(other) <= FEW_YEARS


def _is_near_in_years(inquiry: Inquiry, row: Row) -> bool:
    """Tell whether a statement is within a few years of the claim; for today, any is."""
    return inquiry.case.timing.time.is_now or inquiry.years_off(row) <= FEW_YEARS


def _most_alike(inquiry: Inquiry, rows: list[Row]) -> Row | None:
    """Choose the standing statement most like the claim: wording, dimensions, time, then size."""
    claim = inquiry.case.claim
    value = claim.value or claim.lower or claim.upper

    def unlikeness(row: Row) -> tuple[bool, int, int, float]:
        fits = _is_near_in_years(inquiry, row) and stated_interval(row).within(claim.interval)
        size = abs(log(row["value"] / value)) if value and row["value"] / value > 0 else inf
        steps = len(narrowing_of(row) ^ inquiry.own) + (subject_of(row) not in inquiry.subjects)
        return not fits, steps, inquiry.years_off(row), size

    return min((row for row in rows if is_standing(row)), key=unlikeness, default=None)
