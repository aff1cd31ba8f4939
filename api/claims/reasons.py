"""Write the reason of a verdict in sentences, with the date and the age of the statements."""

from collections.abc import Sequence

from api.claims.answers import Diagnosis, Verdict
from api.claims.conclusions import Finding
from api.claims.inquiry import Fit, Nearest
from api.claims.intervals import printed_range
from api.claims.times import ClaimedTime, span_of, time_claimed_in_words
from api.vocabulary import IndicatorKind, Rank, Row
from api.wording import (
    age_in_words,
    day_in_words,
    dimensions_in_words,
    shorten,
    value_in_words,
    when_in_words,
)

MIXED_UP = {
    Diagnosis.SCALE: "a hundred, a thousand or a million times more or less",
    Diagnosis.OTHER_TIME: "the same number, of another time",
    Diagnosis.OTHER_DIMENSION: "the same number, of another part",
    Diagnosis.OTHER_INDICATOR: "the same number, of another indicator",
    Diagnosis.OTHER_SUBJECT: "the same number, of another subject",
}
HOLDS = {
    Diagnosis.OTHER_DIMENSION: "it holds of another part",
    Diagnosis.OTHER_INDICATOR: "it holds of another indicator",
    Diagnosis.OTHER_SUBJECT: "it holds of another subject",
}
BESIDE = {
    Fit.ALLOWS: "another scope may be meant",
    Fit.BESIDE: "what is counted beside it",
}
GAPS = {
    Diagnosis.NOT_PUBLISHED: "The datasets we read publish no such number.",
    Diagnosis.NOT_CURATED: "We have curated no statement of this.",
}


def explain(finding: Finding, time: ClaimedTime, read_as: str | None) -> str:
    """Write the reason: how the claim was read, what decides, what was mixed up, what is near."""
    decisive = _decisive(finding, time)
    parts = [read_as, *decisive, _closed(finding), _mixed_up(finding, time), _nearby(finding, time)]
    sentences = [part if part.endswith(".") else f"{part}." for part in parts if part]
    return " ".join(f"{one[0].upper()}{one[1:]}" for one in sentences)


def _decisive(finding: Finding, time: ClaimedTime) -> list[str]:
    """Say what decides: the derived number, the statements, or that there is none."""
    derived = [finding.derived.sentence] if finding.derived else []
    if finding.derived and not finding.statements:
        return derived if finding.verdict is not Verdict.CANNOT_VERIFY else [*derived, _none(time)]
    if not finding.statements:
        return [_without_statement(finding, time)]
    if (
        finding.nearest
        and finding.nearest.added
        and finding.verdict is Verdict.SUPPORTED_IF_NARROWED
    ):
        return [_of_part(finding.nearest, time), f"of all, {_clause(finding.statements[0], time)}"]
    return [f"{_clause(finding.statements[0], time)}{_rest(finding, time)}", *derived]


def _rest(finding: Finding, time: ClaimedTime) -> str:
    """Say what the first statement means for the claim."""
    statements, rest = finding.statements, ""
    match finding.verdict:
        case Verdict.SUPPORTED_WHEN_WRITTEN:
            rest = _since(statements, finding.diagnosis, time)
        case Verdict.DISPUTED:
            preferred = ", which we prefer," if statements[0]["rank"] == Rank.PREFERRED else ","
            rest = f"{preferred} but {_clause(statements[1], time)}"
        case Verdict.SUPPORTED_IF_NARROWED:
            rest = _narrowed(finding, time)
        case Verdict.CANNOT_VERIFY:
            more = f", and {_clause(statements[1], time)}" if statements[1:] else ""
            rest = f"{more}, which neither proves nor excludes the claim{_why_open(finding)}"
        case Verdict.SUPPORTED if finding.nearest:
            rest = ", and the whole is no less"
        case Verdict.NOT_COMPARABLE:
            rest = _withdrawn(statements[0]) or ", which is another number"
    return rest


def _narrowed(finding: Finding, time: ClaimedTime) -> str:
    if finding.derived:
        return " as a whole; the claim holds of a part only"
    others = " and of no other" if finding.diagnosis is Diagnosis.BUDGET_YEAR else ""
    return f"; the claim holds of this{others}, not of {time_claimed_in_words(time)} as a whole"


def _why_open(finding: Finding) -> str:
    if finding.diagnosis is Diagnosis.PASSED_SINCE:
        return ": it is the final one, which passed the claimed number while the mission ran"
    if finding.diagnosis is Diagnosis.OTHER_DAY:
        return ": it is of another day"
    if finding.diagnosis is Diagnosis.BUDGET_YEAR:
        return ": a budget year runs from July to June"
    if finding.diagnosis is Diagnosis.OTHER_DIMENSION and finding.nearest is None:
        may_be_attacks = not (finding.derived or finding.statements[0]["dimensions"]["cause"])
        killed = " or killed in attacks" if may_be_attacks else ""
        return f": only those in uniform{killed} may be meant"
    is_cumulative = finding.statements[0]["kind"] == IndicatorKind.CUMULATIVE
    return ": such a number only grows, and is of another day" if is_cumulative else ""


def _since(statements: Sequence[Row], diagnosis: Diagnosis | None, time: ClaimedTime) -> str:
    if withdrawn := _withdrawn(statements[0]):
        return withdrawn
    if diagnosis is Diagnosis.PASSED_SINCE:
        return ": the number has grown past the one claimed"
    if statements[1:]:
        return f", but {_clause(statements[1], time)}"
    is_cumulative = statements[0]["kind"] == IndicatorKind.CUMULATIVE
    return ", and may have grown since" if is_cumulative else ", which proves nothing of today"


def _withdrawn(statement: Row) -> str:
    if not statement["withdrawn_on"]:
        return ""
    reason = shorten(statement["withdrawn_reason"]).rstrip(".")
    return f", but we have withdrawn that on {day_in_words(statement['withdrawn_on'])}: {reason}"


def _without_statement(finding: Finding, time: ClaimedTime) -> str:
    if finding.verdict is Verdict.SUPPORTED_IF_NARROWED and finding.nearest:
        return _of_part(finding.nearest, time)
    if finding.diagnosis is Diagnosis.AFTER_RELEASE:
        return f"The time lies after the day of this release, {day_in_words(time.today)}"
    if finding.diagnosis is Diagnosis.MISSION_CLOSED and finding.closed:
        return f"The mission ended on {day_in_words(finding.closed)} and has no strength since"
    if finding.diagnosis in GAPS:
        return GAPS[finding.diagnosis]
    if finding.verdict is Verdict.NOT_COMPARABLE:
        return "There is no statement of just this"
    return _none(time)


def _of_part(nearest: Nearest, time: ClaimedTime) -> str:
    part = dimensions_in_words(nearest.added)
    return f"Supported of {part} only: {_clause(nearest.statement, time)}"


def _none(time: ClaimedTime) -> str:
    return f"There is no statement of {time_claimed_in_words(time)}"


def _closed(finding: Finding) -> str:
    is_older = finding.verdict is Verdict.SUPPORTED_WHEN_WRITTEN
    is_shown = is_older or finding.diagnosis is Diagnosis.PASSED_SINCE
    return (
        f"the mission ended on {day_in_words(finding.closed)}"
        if is_shown and finding.closed
        else ""
    )


def _mixed_up(finding: Finding, time: ClaimedTime) -> str:
    """Say what was mixed up, unless that has just been said."""
    near = finding.nearest
    if near is None or near.statement in finding.nearby or near.statement in finding.statements[:1]:
        return _scale(finding)
    if finding.verdict is Verdict.SUPPORTED_IF_NARROWED:
        return ""
    if near.added:
        part = dimensions_in_words(near.added)
        return f"It would be supported of {part} only: {_clause(near.statement, time)}"
    if finding.verdict is Verdict.NOT_COMPARABLE and finding.statements and not near.holds:
        return f"it stands as: {_measure(near.statement)}"
    if finding.verdict is Verdict.NOT_COMPARABLE and not near.holds:
        return f"something else is counted where {_clause(near.statement, time)}"
    words = BESIDE.get(near.fit) or (HOLDS if near.holds else MIXED_UP).get(near.diagnosis)
    return f"{words}: {_clause(near.statement, time)}"


def _scale(finding: Finding) -> str:
    is_scale = finding.nearest and finding.nearest.diagnosis is Diagnosis.SCALE
    return "the claim is a hundred, a thousand or a million times more or less" if is_scale else ""


def _nearby(finding: Finding, time: ClaimedTime) -> str:
    """Say the nearest statements before and after, for an open claim."""
    shown = [row for row in finding.nearby if row not in finding.statements[:2]]
    clauses = [_clause(row, time) for row in shown]
    if len(shown) > 1 and _source(shown[0]) == _source(shown[1]):
        clauses[1] = f"{value_in_words(shown[1])} {when_in_words(shown[1])}"
    return f"nearest: {', and '.join(clauses)}" if shown else ""


def _source(statement: Row) -> str:
    return str(statement["citation"]["source"]["code"])


def _clause(statement: Row, time: ClaimedTime) -> str:
    """Say a statement as a clause: source, value, time, measure; and its age, for today."""
    last = span_of(statement)[1]
    is_old = time.is_now and last < time.today
    age = f", {age_in_words(last, time.today)} before this release" if is_old else ""
    title, when = statement["citation"]["source"]["title"], when_in_words(statement)
    value = statement["value_text"] if printed_range(statement) else value_in_words(statement)
    return f"“{title}” gives {value} {when}{age}: {_measure(statement)}"


def _measure(statement: Row) -> str:
    narrowed = dimensions_in_words(statement["dimensions"])
    parts = f" ({narrowed})" if narrowed else ""
    return f"{statement['indicator_name']}{parts}, {statement['subject']['name']}"
