"""Write the one sentence that says why a claim has its verdict."""

from collections.abc import Sequence

from api.vocabulary import Diagnosis, Row, Verdict
from api.wording import day_in_words, dimensions_in_words, value_in_words, when_in_words

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
    """Write the sentence, from the statements that decide and the one that the claim has probably mixed up."""
    if not statements:
        return _without_statement(diagnosis, instead)
    rest = {
        Verdict.SUPPORTED: "",
        Verdict.SUPPORTED_WHEN_WRITTEN: _since(statements),
        Verdict.DISPUTED: f", but {_clause(statements[-1])}",
        Verdict.CONTRADICTED: _mixed_up(diagnosis, instead),
        Verdict.CANNOT_VERIFY: f", which neither proves nor excludes the claim{_mixed_up(diagnosis, instead)}",
    }
    return f"{_clause(statements[0])}{rest[verdict]}."


def _without_statement(diagnosis: Diagnosis | None, instead: Row | None) -> str:
    if instead and diagnosis is Diagnosis.OTHER_TIME:
        return f"There is no statement of that time; {_clause(instead)}."
    if instead:
        return f"There is no statement of just this; something else is counted where {_clause(instead)}."
    return GAPS[diagnosis or Diagnosis.NOT_CURATED]


def _since(statements: Sequence[Row]) -> str:
    if withdrawn := statements[0]["withdrawn_on"]:
        return f", but we have withdrawn that on {day_in_words(withdrawn)}"
    return f", but {_clause(statements[1])}" if statements[1:] else ""


def _mixed_up(diagnosis: Diagnosis | None, instead: Row | None) -> str:
    return f"; {MIXED_UP[diagnosis]}: {_clause(instead)}" if instead and diagnosis else ""


def _clause(statement: Row) -> str:
    """Say a statement as a clause: who, how much, when, of what."""
    narrowed = dimensions_in_words(statement["dimensions"])
    parts = f" ({narrowed})" if narrowed else ""
    return (
        f"“{statement['citation']['source']['title']}” gives {value_in_words(statement)} {when_in_words(statement)}:"
        f" {statement['indicator_name']}{parts}, {statement['subject']['name']}"
    )
