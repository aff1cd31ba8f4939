"""Verify a claim about a number against the figures and discrepancies; the rule is in `verdicts.py`."""

from dataclasses import replace
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection, select
from sqlmodel import col

from api.claims.nearest import (
    Nearest,
    Question,
    find_of_another_time,
    find_same_number,
    find_similar,
    find_statements,
)
from api.claims.reasons import explain
from api.claims.verdicts import ClaimedValue, Judgement, judge
from api.lists.conditions import Codes, Names
from api.lists.engine import get
from api.lists.parameters import AnyCaseCountry
from api.lists.resource import UnknownValues
from api.resources.coverage import COVERAGE
from api.resources.figures import FIGURES
from api.resources.indicators import INDICATORS
from api.tables.figures import Dimensions
from api.tables.index import LinkRow, NameRow
from api.vocabulary import (
    Cause,
    Component,
    Coverage,
    Diagnosis,
    PartialDate,
    Qualifier,
    RecordType,
    Row,
    Sex,
    Slug,
    Verdict,
    WrittenReference,
)

MOST_STATEMENTS = 10


def _dimension(description: str, name: str, example: str) -> Any:
    return Field(default=None, description=description, alias=name, examples=[example])


class Claim(BaseModel):
    """A number as somebody claims it: of what, how much, in which words, and when."""

    model_config = ConfigDict(extra="forbid")

    subject: WrittenReference = Field(
        description="What the number is about, written type:code.", examples=["initiative:a4p"]
    )
    indicator: Slug = Field(
        description="What is counted; `/v1/indicators` lists them with their definitions.",
        examples=["endorsing_member_states"],
    )
    value: float = Field(
        allow_inf_nan=False, description="The number, in the unit of the indicator.", examples=[154]
    )
    qualifier: Qualifier | None = Field(
        default=None,
        description="How the claim words the number. Left out, it is the bare number: a statement that"
        " prints this very number supports it, however it is worded.",
        examples=["over"],
    )
    as_of: PartialDate | None = Field(
        default=None,
        description="The year, month or day the claim is about: of a flow, the period counted. Left out, the newest.",
        examples=["2022"],
    )
    dimension_component: Component | None = _dimension(
        "Only this part of the personnel.", "dimension.component", "police"
    )
    dimension_sex: Sex | None = _dimension("Only women or only men.", "dimension.sex", "female")
    dimension_country: AnyCaseCountry | None = _dimension(
        "Only people or money of this country, ISO 3166-1 alpha-3.", "dimension.country", "JPN"
    )
    dimension_cause: Cause | None = _dimension(
        "Only this cause of death.", "dimension.cause", "malicious_act"
    )
    dimension_purpose: Slug | None = _dimension(
        "Only what was for this purpose.", "dimension.purpose", "engineering"
    )
    dimension_location: Slug | None = _dimension(
        "Only what was at this place.", "dimension.location", "headquarters"
    )

    def dimensions(self) -> dict[str, str | None]:
        """Return what the claim is narrowed to."""
        return {name: getattr(self, f"dimension_{name}") for name in Dimensions.model_fields}


def verify(connection: Connection, claim: Claim, place: str = "") -> Row:
    """Answer a claim with its verdict, why, and the statements it rests on; `place` is where in a request it stands."""
    _refuse_unknown(connection, claim, place)
    indicator = get(connection, INDICATORS, claim.indicator) or {}
    question = Question(claim.subject, claim.indicator, indicator["unit"], claim.dimensions())
    judgement, nearest = _judge(connection, question, claim)
    statements = judgement.statements[:MOST_STATEMENTS]
    instead = nearest.statement if nearest else None
    diagnosis = nearest.diagnosis if nearest else _gap(connection, claim, judgement)
    return {
        "claim": _in_full(connection, claim, indicator),
        "verdict": judgement.verdict,
        "reason": explain(judgement.verdict, diagnosis, statements, instead),
        "diagnosis": diagnosis,
        "statements": statements,
        "instead": instead,
        "discrepancies": _discrepancies(connection, [*statements, *([instead] if instead else [])]),
    }


def _judge(
    connection: Connection, question: Question, claim: Claim
) -> tuple[Judgement, Nearest | None]:
    """Judge a claim; where it does not hold, find the statement it has probably mixed up."""
    claimed = ClaimedValue(claim.value, claim.qualifier, claim.as_of)
    statements = find_statements(connection, question)
    if judgement := judge(claimed, statements):
        fails = judgement.verdict in (Verdict.CONTRADICTED, Verdict.CANNOT_VERIFY)
        nearest = find_same_number(connection, question, claimed, statements) if fails else None
        return judgement, nearest
    if nearest := find_of_another_time(claimed, statements):
        return Judgement(Verdict.CANNOT_VERIFY, []), nearest
    nearest = find_similar(connection, question)
    return Judgement(Verdict.NOT_COMPARABLE if nearest else Verdict.CANNOT_VERIFY, []), nearest


def _refuse_unknown(connection: Connection, claim: Claim, place: str) -> None:
    """Refuse codes of no record: a typing error must not look like a number that nobody states."""
    references = {
        "subject": (Names("subject"), claim.subject),
        "indicator": (Codes(RecordType.INDICATOR, "indicator"), claim.indicator),
        "dimension.country": (Codes(RecordType.COUNTRY, "country"), claim.dimension_country),
    }
    unknown = [
        replace(problem, parameter=f"{place}{name}")
        for name, (condition, value) in references.items()
        for problem in (condition.unknown(connection, FIGURES, [value]) if value else [])
    ]
    if unknown:
        raise UnknownValues(unknown)


def _gap(connection: Connection, claim: Claim, judgement: Judgement) -> Diagnosis | None:
    """Tell why a claim cannot be verified; None where it has another verdict."""
    if judgement.verdict is not Verdict.CANNOT_VERIFY:
        return None
    if judgement.statements:
        return Diagnosis.LEFT_OPEN
    type, _, code = claim.subject.partition(":")
    coverage = get(connection, COVERAGE, code) if type == RecordType.MISSION else None
    status = coverage and coverage["indicators"].get(claim.indicator)
    is_published = status != Coverage.NOT_PUBLISHED
    return Diagnosis.NOT_CURATED if is_published else Diagnosis.NOT_PUBLISHED


def _in_full(connection: Connection, claim: Claim, indicator: Row) -> Row:
    """Repeat a claim as it was understood, with the names of what it is about."""
    type, _, code = claim.subject.partition(":")
    name = select(col(NameRow.name)).where(
        col(NameRow.record_type) == type, col(NameRow.record_code) == code
    )
    return {
        "subject": {"type": type, "code": code, "name": connection.execute(name).scalar_one()},
        "indicator": claim.indicator,
        "indicator_name": indicator["name"],
        "value": int(claim.value) if claim.value.is_integer() else claim.value,
        "unit": indicator["unit"],
        "qualifier": claim.qualifier,
        "as_of": claim.as_of,
        "dimensions": claim.dimensions(),
    }


def _discrepancies(connection: Connection, statements: list[Row]) -> list[Row]:
    """Find the discrepancies that touch one of the statements."""
    type = RecordType.DISCREPANCY
    touching = select(col(LinkRow.record_code)).where(
        col(LinkRow.record_type) == type,
        col(LinkRow.target_type) == RecordType.FIGURE,
        col(LinkRow.target_code).in_([statement["code"] for statement in statements]),
    )
    query = select(col(NameRow.record_code), col(NameRow.name)).where(
        col(NameRow.record_type) == type, col(NameRow.record_code).in_(touching)
    )
    names = connection.execute(query.order_by(col(NameRow.record_code)))
    return [{"type": type, "code": code, "name": name} for code, name in names]
