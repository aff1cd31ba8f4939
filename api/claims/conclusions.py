"""Reach the verdict, from the statements first, then from derived numbers and similar ones."""

from dataclasses import dataclass, field, replace

from api.claims.answers import Diagnosis, Verdict
from api.claims.derived import Derived, derive
from api.claims.inquiry import Inquiry, Nearest
from api.claims.intervals import Interval
from api.claims.nearest import (
    find_counted_then,
    find_in_other_scope,
    find_nearest,
    find_of_another_time,
    find_replacement,
    find_similar_measure,
)
from api.claims.periods import budget_years, first_part
from api.claims.scopes import Whole
from api.claims.steps import proves_whole
from api.claims.times import span_of
from api.claims.timing import MOMENTARY
from api.claims.verdicts import Judgement, Weight
from api.lists.engine import get
from api.resources.coverage import COVERAGE
from api.vocabulary import Coverage, RecordType, Row

FIRM = (Verdict.SUPPORTED, Verdict.DISPUTED)
OF_SCOPE = (Diagnosis.OTHER_SUBJECT, Diagnosis.OTHER_INDICATOR)


@dataclass(frozen=True)
class Finding:
    """The result of verifying a claim: verdict, diagnosis, and the rows that they rest on."""

    verdict: Verdict
    diagnosis: Diagnosis | None = None
    statements: list[Row] = field(default_factory=list)
    nearest: Nearest | None = None
    nearby: list[Row] = field(default_factory=list)
    derived: Derived | None = None
    closed: str | None = None

    @property
    def instead(self) -> Row | None:
        """The statement that was probably mixed up, or the nearest one."""
        is_held = self.verdict is Verdict.SUPPORTED
        return self.nearest.statement if self.nearest and not is_held else None


def conclude(inquiry: Inquiry) -> Finding:
    """Reach the verdict on a claim; the steps are in the order of the rule in `verdicts.py`."""
    judged = inquiry.case.judge(inquiry.statements)
    if judged and _is_decided(judged):
        return _firm(inquiry, judged)
    derived = None if _is_outright(judged) else _derived(inquiry)
    if judged and judged.verdict is Verdict.SUPPORTED_WHEN_WRITTEN:
        of_today = derived is not None and derived.weight is Weight.SUPPORTS
        return Finding(Verdict.SUPPORTED, derived=derived) if of_today else _firm(inquiry, judged)
    excluded = _excluding(judged, derived)
    if derived and derived.weight is Weight.SUPPORTS:
        return Finding(Verdict.SUPPORTED, derived=derived)
    if excluded:
        return _contradicted(inquiry, excluded)
    if derived and derived.weight is Weight.CONTRADICTS:
        nearest = find_nearest(inquiry, [])
        diagnosis = nearest.diagnosis if nearest else None
        return Finding(Verdict.CONTRADICTED, diagnosis, nearest=nearest, derived=derived)
    return _of_budget_year(inquiry) or _of_first_part(inquiry) or _open(inquiry, judged, derived)


def _is_decided(judged: Judgement) -> bool:
    """Tell whether a judgement is final, so that no derived number could change it."""
    is_passed = judged.diagnosis is Diagnosis.PASSED_SINCE
    return judged.verdict in FIRM or (is_passed and judged.verdict is Verdict.CANNOT_VERIFY)


def _is_outright(judged: Judgement | None) -> bool:
    """Tell whether a statement of the claimed time contradicts, so no derived number counts."""
    if judged is None:
        return False
    return judged.verdict is Verdict.CONTRADICTED and not judged.is_bound


def _derived(inquiry: Inquiry) -> Derived | None:
    case = inquiry.case
    return derive(inquiry.connection, inquiry.question, case.claim, case.timing.time)


def _excluding(judged: Judgement | None, derived: Derived | None) -> Judgement | None:
    """Return a contradicting judgement, unless it is a bound and derived counts leave it open."""
    if judged is None or judged.verdict is not Verdict.CONTRADICTED:
        return None
    is_one_off = derived and derived.counts_operations and derived.weight is Weight.LEAVES_OPEN
    return None if judged.is_bound and is_one_off else judged


def _firm(inquiry: Inquiry, judged: Judgement) -> Finding:
    """Answer a decided claim; if it was withdrawn or outgrown, add where it does hold."""
    closed = inquiry.case.timing.closed if inquiry.case.timing.time.is_now else None
    finding = Finding(judged.verdict, judged.diagnosis, judged.statements, closed=closed)
    if judged.statements[0]["withdrawn_on"] is not None:
        moved, other = find_replacement(inquiry, judged.statements[0]), Verdict.NOT_COMPARABLE
        return Finding(other, moved.diagnosis, judged.statements, moved) if moved else finding
    if judged.diagnosis is not Diagnosis.PASSED_SINCE:
        return finding
    nearest = find_nearest(inquiry, judged.statements)
    is_telling = nearest and (nearest.added or nearest.diagnosis is Diagnosis.OTHER_SUBJECT)
    return replace(finding, nearest=nearest) if is_telling else finding


def _contradicted(inquiry: Inquiry, judged: Judgement) -> Finding:
    """Contradict a claim, unless it holds for another scope, a part or a year's first part."""
    if judged.is_bound and (other := find_in_other_scope(inquiry)):
        return Finding(Verdict.CANNOT_VERIFY, other.diagnosis, judged.statements, other)
    if begun := _of_first_part(inquiry):
        return begun
    nearest = find_nearest(inquiry, judged.statements)
    diagnosis = nearest.diagnosis if nearest else None
    verdict = Verdict.CONTRADICTED
    if nearest and nearest.holds and diagnosis in OF_SCOPE:
        verdict = Verdict.NOT_COMPARABLE
    elif nearest and inquiry.may_mean_part(nearest):
        verdict = Verdict.SUPPORTED_IF_NARROWED
    elif told_otherwise := _of_other_scope(inquiry, judged, nearest):
        return told_otherwise
    return Finding(verdict, diagnosis, judged.statements, nearest)


def _of_other_scope(inquiry: Inquiry, judged: Judgement, nearest: Nearest | None) -> Finding | None:
    """Answer by a narrower or wider count that may be meant, if nothing else was mixed up."""
    claimed = inquiry.case.claim.interval
    of_the_time = [row for row in inquiry.standing if inquiry.case.timing.meets(row)]
    wholes = of_the_time or judged.statements
    excluding = min(wholes, key=lambda row: _distance(claimed, row))
    scope = Whole(inquiry.connection, inquiry.question, excluding).other_scope(claimed)
    is_next_door = nearest is not None and inquiry.is_year_next_door(nearest)
    is_scale = nearest is not None and nearest.diagnosis is Diagnosis.SCALE
    if scope is None or is_scale or (is_next_door and scope.verdict is Verdict.CANNOT_VERIFY):
        return None
    return Finding(scope.verdict, scope.diagnosis, [excluding], derived=scope.derived)


def _distance(claimed: Interval, statement: Row) -> float:
    ends = [end for end in (claimed.lower, claimed.upper) if end is not None]
    return float(min(abs(statement["value"] - end) for end in ends))


def _of_first_part(inquiry: Inquiry) -> Finding | None:
    """Answer a claim about a calendar year by a count of its first part, where only that holds."""
    begun = first_part(inquiry.case, inquiry.statements)
    narrowed = Verdict.SUPPORTED_IF_NARROWED
    return Finding(narrowed, Diagnosis.OTHER_TIME, [begun]) if begun else None


def _of_budget_year(inquiry: Inquiry) -> Finding | None:
    """Answer a claim about a calendar year by the budget years that it overlaps, if any."""
    touched, held = budget_years(inquiry.case, inquiry.statements)
    if len(held) == 1:
        return Finding(Verdict.SUPPORTED_IF_NARROWED, Diagnosis.BUDGET_YEAR, held)
    if held:
        return Finding(Verdict.SUPPORTED, None, held)
    if not touched:
        return None
    nearest = find_nearest(inquiry, touched)
    diagnosis = nearest.diagnosis if nearest else Diagnosis.BUDGET_YEAR
    return Finding(Verdict.CANNOT_VERIFY, diagnosis, touched, nearest)


def _open(inquiry: Inquiry, judged: Judgement | None, derived: Derived | None) -> Finding:
    """Leave a claim open, or say of what else it holds."""
    answering = judged.statements if judged else []
    nearest = find_nearest(inquiry, answering)
    if nearest and nearest.holds and not answering:
        return _held_beside(inquiry, nearest, derived)
    if not answering and not inquiry.standing and not nearest:
        return _not_held(inquiry)
    nearest = nearest or _what_stands_near(inquiry, answering)
    diagnosis = _why_open(inquiry, nearest, answering)
    is_beside = diagnosis in (Diagnosis.OTHER_DIMENSION, *OF_SCOPE)
    is_other = is_beside and not answering and not inquiry.statements
    verdict = Verdict.NOT_COMPARABLE if is_other else Verdict.CANNOT_VERIFY
    nearby, closed = inquiry.case.timing.nearby(inquiry.statements), inquiry.case.timing.closed
    return Finding(verdict, diagnosis, answering, nearest, nearby, derived, closed)


def _held_beside(inquiry: Inquiry, nearest: Nearest, derived: Derived | None) -> Finding:
    """Answer by a part or another scope that holds, where no statement of the time does."""
    if proves_whole(inquiry, nearest.statement):
        return Finding(Verdict.SUPPORTED, None, [nearest.statement], nearest)
    verdict = Verdict.SUPPORTED_IF_NARROWED if nearest.added else Verdict.NOT_COMPARABLE
    return Finding(verdict, nearest.diagnosis, [], nearest, derived=derived)


def _what_stands_near(inquiry: Inquiry, answering: list[Row]) -> Nearest | None:
    """Find a statement to show beside an open claim, where nothing was mixed up."""
    if not answering:
        return find_counted_then(inquiry) or find_of_another_time(inquiry)
    may_grow = any(inquiry.case.timing.is_growing(row) for row in answering)
    return find_in_other_scope(inquiry) if may_grow else None


def _why_open(inquiry: Inquiry, nearest: Nearest | None, answering: list[Row]) -> Diagnosis:
    """Say why a claim stays open: a mix-up, or what keeps the statements from answering."""
    time = inquiry.case.timing.time
    if time.is_after_release:
        return Diagnosis.AFTER_RELEASE
    if nearest and nearest.diagnosis is not Diagnosis.OTHER_TIME:
        return nearest.diagnosis
    is_momentary = any(row["kind"] in MOMENTARY for row in inquiry.standing)
    if is_momentary and inquiry.case.timing.closed and inquiry.case.timing.closed < time.start:
        return Diagnosis.MISSION_CLOSED
    if nearest:
        return Diagnosis.OUT_OF_DATE if time.is_now else Diagnosis.OTHER_TIME
    of_other_days = not any(span_of(row) == time.span for row in answering)
    return Diagnosis.OTHER_DAY if is_momentary and of_other_days else Diagnosis.LEFT_OPEN


def _not_held(inquiry: Inquiry) -> Finding:
    """Answer where nothing is held: by a part that proves it, something similar, or the gap."""
    similar = find_similar_measure(inquiry)
    if similar is None:
        return Finding(Verdict.CANNOT_VERIFY, _gap(inquiry))
    if inquiry.case.timing.time.is_now and proves_whole(inquiry, similar.statement):
        return Finding(Verdict.SUPPORTED_WHEN_WRITTEN, None, [similar.statement])
    return Finding(Verdict.NOT_COMPARABLE, similar.diagnosis, [], similar)


def _gap(inquiry: Inquiry) -> Diagnosis:
    type, _, code = inquiry.question.subject.partition(":")
    coverage = get(inquiry.connection, COVERAGE, code) if type == RecordType.MISSION else None
    status = coverage and coverage["indicators"].get(inquiry.question.indicator)
    is_published = status != Coverage.NOT_PUBLISHED
    return Diagnosis.NOT_CURATED if is_published else Diagnosis.NOT_PUBLISHED
