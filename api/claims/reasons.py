"""The one sentence that says why a claim has got its verdict."""

from collections.abc import Sequence

from api.vocabulary import Diagnosis, Row, Verdict
from api.wording import QUALIFIERS

MIXED_UP = {
    Diagnosis.SCALE: "a thousand or a million times more or less",
    Diagnosis.OTHER_TIME: "the same number, of another time",
    Diagnosis.OTHER_DIMENSION: "the same number, of another part",
    Diagnosis.OTHER_INDICATOR: "the same number, of another indicator",
    Diagnosis.OTHER_SUBJECT: "the same number, of another subject",
}
GAPS = {
    Diagnosis.NOT_PUBLISHED: "The datasets we read publish no such number.",
    Diagnosis.NOT_CURATED: "We have curated no statement of this.",
}


def explain(
    verdict: Verdict, diagnosis: Diagnosis | None, statements: Sequence[Row], instead: Row | None
) -> str:
    """The sentence."""
    if not statements:
        return _without_statement(diagnosis, instead)
    rest = {
        Verdict.SUPPORTED: "",
        Verdict.SUPPORTED_WHEN_WRITTEN: _since(statements),
        Verdict.DISPUTED: f", but {_said(statements[-1])}",
        Verdict.CONTRADICTED: _mixed_up(diagnosis, instead),
        Verdict.CANNOT_VERIFY: f", which neither proves nor excludes the claim{_mixed_up(diagnosis, instead)}",
    }
    return f"{_said(statements[0])}{rest[verdict]}."


def _without_statement(diagnosis: Diagnosis | None, instead: Row | None) -> str:
    if instead and diagnosis is Diagnosis.OTHER_TIME:
        return f"There is no statement of that time; {_said(instead)}."
    if instead:
        return (
            f"There is no statement of just this; something else is counted where {_said(instead)}."
        )
    return GAPS[diagnosis or Diagnosis.NOT_CURATED]


def _since(statements: Sequence[Row]) -> str:
    if withdrawn := statements[0]["withdrawn_on"]:
        return f", but we have withdrawn that on {withdrawn}"
    return f", but {_said(statements[1])}" if statements[1:] else ""


def _mixed_up(diagnosis: Diagnosis | None, instead: Row | None) -> str:
    return f"; {MIXED_UP[diagnosis]}: {_said(instead)}" if instead and diagnosis else ""


def _said(statement: Row) -> str:
    """A statement as a clause: who, how much, of what, when."""
    number = f"{QUALIFIERS[statement['qualifier']]}{statement['value']:,}"
    narrowed = [str(value) for value in statement["dimensions"].values() if value]
    parts = f" ({', '.join(narrowed)})" if narrowed else ""
    return (
        f"“{statement['citation']['source']['title']}” gives {number} for {_time(statement)}:"
        f" {statement['indicator_name']}{parts}, {statement['subject']['name']}"
    )


def _time(statement: Row) -> str:
    if statement["as_of"]:
        return str(statement["as_of"])
    begun, over = statement["period_start"], statement["period_end"]
    return str(begun) if begun == over else f"{begun} to {over}"
