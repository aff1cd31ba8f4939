"""A claim about a number, and what the figures and discrepancies say of it; the rule is in `verdicts.py`."""

from dataclasses import replace
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection, select
from sqlmodel import col

from api.claims.nearest import About, Nearest, alike, of_another_time, same_number, statements_on
from api.claims.reasons import explain
from api.claims.verdicts import Held, Judged, judge
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

SHOWN = 10


def _narrowed(description: str, name: str, example: str) -> Any:
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
    dimension_component: Component | None = _narrowed(
        "Only this part of the personnel.", "dimension.component", "police"
    )
    dimension_sex: Sex | None = _narrowed("Only women or only men.", "dimension.sex", "female")
    dimension_country: AnyCaseCountry | None = _narrowed(
        "Only people or money of this country, ISO 3166-1 alpha-3.", "dimension.country", "JPN"
    )
    dimension_cause: Cause | None = _narrowed(
        "Only this cause of death.", "dimension.cause", "malicious_act"
    )
    dimension_purpose: Slug | None = _narrowed(
        "Only what was for this purpose.", "dimension.purpose", "engineering"
    )
    dimension_location: Slug | None = _narrowed(
        "Only what was at this place.", "dimension.location", "headquarters"
    )

    def dimensions(self) -> dict[str, str | None]:
        """What the claim is narrowed to."""
        return {name: getattr(self, f"dimension_{name}") for name in Dimensions.model_fields}


def verify(connection: Connection, claim: Claim, place: str = "") -> Row:
    """The verdict on a claim, why, and the statements it rests on; `place` says where in a request it stands."""
    _refuse_unknown(connection, claim, place)
    held = Held(claim.value, claim.qualifier, claim.as_of)
    counted = get(connection, INDICATORS, claim.indicator) or {}
    about = About(claim.subject, claim.indicator, counted["unit"], claim.dimensions())
    statements = statements_on(connection, about)
    judged = judge(held, statements)
    nearest: Nearest | None = None
    if judged is None:
        elsewhen = of_another_time(held, statements)
        nearest = elsewhen or alike(connection, about)
        comparable = elsewhen or not nearest
        judged = Judged(Verdict.CANNOT_VERIFY if comparable else Verdict.NOT_COMPARABLE, [])
    elif judged.verdict in (Verdict.CONTRADICTED, Verdict.CANNOT_VERIFY):
        nearest = same_number(connection, about, held, statements)
    shown, instead = judged.statements[:SHOWN], nearest.statement if nearest else None
    diagnosis = nearest.diagnosis if nearest else _gap(connection, claim, judged)
    return {
        "claim": _repeated(connection, claim, counted),
        "verdict": judged.verdict,
        "reason": explain(judged.verdict, diagnosis, shown, instead),
        "diagnosis": diagnosis,
        "statements": shown,
        "instead": instead,
        "discrepancies": _discrepancies(connection, [*shown, *([instead] if instead else [])]),
    }


def _refuse_unknown(connection: Connection, claim: Claim, place: str) -> None:
    asked = {
        "subject": (Names("subject"), claim.subject),
        "indicator": (Codes(RecordType.INDICATOR, "indicator"), claim.indicator),
        "dimension.country": (Codes(RecordType.COUNTRY, "country"), claim.dimension_country),
    }
    unknown = [
        replace(one, parameter=f"{place}{name}")
        for name, (condition, value) in asked.items()
        for one in (condition.unknown(connection, FIGURES, [value]) if value else [])
    ]
    if unknown:
        raise UnknownValues(unknown)


def _gap(connection: Connection, claim: Claim, judged: Judged) -> Diagnosis | None:
    """Why a claim cannot be verified."""
    if judged.verdict is not Verdict.CANNOT_VERIFY:
        return None
    if judged.statements:
        return Diagnosis.LEFT_OPEN
    type, _, code = claim.subject.partition(":")
    covered = get(connection, COVERAGE, code) if type == RecordType.MISSION else None
    status = covered and covered["indicators"].get(claim.indicator)
    published = status != Coverage.NOT_PUBLISHED
    return Diagnosis.NOT_CURATED if published else Diagnosis.NOT_PUBLISHED


def _repeated(connection: Connection, claim: Claim, counted: Row) -> Row:
    """The claim as it was understood, with the names of what it is about."""
    type, _, code = claim.subject.partition(":")
    named = select(col(NameRow.name)).where(
        col(NameRow.record_type) == type, col(NameRow.record_code) == code
    )
    return {
        "subject": {"type": type, "code": code, "name": connection.execute(named).scalar_one()},
        "indicator": claim.indicator,
        "indicator_name": counted["name"],
        "value": int(claim.value) if claim.value.is_integer() else claim.value,
        "unit": counted["unit"],
        "qualifier": claim.qualifier,
        "as_of": claim.as_of,
        "dimensions": claim.dimensions(),
    }


def _discrepancies(connection: Connection, statements: list[Row]) -> list[Row]:
    """The discrepancies that touch one of the statements."""
    type = RecordType.DISCREPANCY
    touching = select(col(LinkRow.record_code)).where(
        col(LinkRow.record_type) == type,
        col(LinkRow.target_type) == RecordType.FIGURE,
        col(LinkRow.target_code).in_([one["code"] for one in statements]),
    )
    question = select(col(NameRow.record_code), col(NameRow.name)).where(
        col(NameRow.record_type) == type, col(NameRow.record_code).in_(touching)
    )
    named = connection.execute(question.order_by(col(NameRow.record_code)))
    return [{"type": type, "code": code, "name": name} for code, name in named]
