"""A claim about a number, and what the figures and discrepancies say of it; the rule is in `verdicts.py`."""

from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import from_json
from sqlalchemy import ColumnElement, Connection, or_, select
from sqlmodel import col

from api.queries.conditions import Codes, Names
from api.queries.coverage import COVERAGE
from api.queries.figures import FIGURES
from api.queries.grammar import get
from api.queries.indicators import INDICATORS
from api.queries.listing import Row, UnknownValues
from api.queries.reasons import explain
from api.queries.requests import AnyCaseCountry
from api.queries.verdicts import Held, Judged, judge, of_that_time, stands
from api.tables.figures import Dimensions, FigureRow
from api.tables.index import LinkRow, NameRow
from api.tables.indicators import IndicatorRow
from api.vocabulary import (
    Cause,
    Component,
    Coverage,
    Diagnosis,
    PartialDate,
    Qualifier,
    RecordType,
    Sex,
    Slug,
    Verdict,
    WrittenReference,
)

MOST_STATEMENTS = 5000
SHOWN = 10
FACTORS = (1_000, 1_000_000)
TELLING = 21  # Smaller numbers of something else are alike by chance.
Conditions = list[ColumnElement[bool]]


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


@dataclass(frozen=True)
class Nearest:
    """A statement that is not on the question of a claim, and what sets it apart."""

    diagnosis: Diagnosis
    statement: Row


def verify(connection: Connection, claim: Claim, place: str = "") -> Row:
    """The verdict on a claim, why, and the statements it rests on; `place` says where in a request it stands."""
    _refuse_unknown(connection, claim, place)
    subject, indicator, narrowed = _question(claim)
    statements = _ask(connection, subject, indicator, *narrowed)
    held = Held(claim.value, claim.qualifier, claim.as_of)
    judged = judge(held, statements)
    nearest: Nearest | None = None
    if judged is None:
        elsewhen = _of_another_time(claim, statements)
        nearest = elsewhen or _alike(connection, claim)
        comparable = elsewhen or not nearest
        judged = Judged(Verdict.CANNOT_VERIFY if comparable else Verdict.NOT_COMPARABLE, [])
    elif judged.verdict in (Verdict.CONTRADICTED, Verdict.CANNOT_VERIFY):
        nearest = _same_number(connection, claim, statements)
    shown, instead = judged.statements[:SHOWN], nearest.statement if nearest else None
    diagnosis = nearest.diagnosis if nearest else _gap(connection, claim, judged)
    return {
        "claim": _repeated(connection, claim),
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


def _question(claim: Claim) -> tuple[ColumnElement[bool], ColumnElement[bool], Conditions]:
    """What a claim is about, as conditions on the subject, the indicator and the dimensions of a figure."""
    subject = Names("subject").where(FIGURES, [claim.subject])
    indicator = col(FigureRow.indicator) == claim.indicator
    # Asked for null, the column is compared with IS NULL.
    narrowed = [FIGURES.column(name) == value for name, value in claim.dimensions().items()]
    return subject, indicator, narrowed


def _ask(connection: Connection, *conditions: ColumnElement[bool]) -> list[Row]:
    """The figures that pass, in the order of their time."""
    order = FIGURES.column("time_last"), FIGURES.column("code")
    question = FIGURES.select().where(*conditions).order_by(*order).limit(MOST_STATEMENTS)
    return [from_json(FIGURES.text(row)) for row in connection.execute(question)]


def _same_number(connection: Connection, claim: Claim, statements: list[Row]) -> Nearest | None:
    """A statement that prints the number of the claim, but a thousand times as much, or about something else."""
    answering = of_that_time(statements, claim.as_of)
    for factor in FACTORS:
        for one in answering:
            if claim.value and claim.value in (one["value"] * factor, one["value"] / factor):
                return Nearest(Diagnosis.SCALE, one)
    subject, indicator, _ = _question(claim)
    same = FIGURES.column("value") == claim.value
    found = [
        Nearest(apart, one)
        for one in _ask(connection, same, or_(subject, indicator))
        if stands(one) and one not in answering and (apart := _set_apart(connection, claim, one))
    ]
    order = list(Diagnosis)
    return min(reversed(found), key=lambda one: order.index(one.diagnosis), default=None)


def _set_apart(connection: Connection, claim: Claim, other: Row) -> Diagnosis | None:
    """What a statement is about that the claim is not; nothing when they count in different units."""
    alike = other["dimensions"] == claim.dimensions()
    about_same = f"{other['subject']['type']}:{other['subject']['code']}" == claim.subject
    if about_same and other["indicator"] == claim.indicator:
        return Diagnosis.OTHER_TIME if alike else Diagnosis.OTHER_DIMENSION
    if not alike or abs(claim.value) < TELLING:
        return None
    if not about_same:
        return Diagnosis.OTHER_SUBJECT
    counted = get(connection, INDICATORS, claim.indicator)
    return Diagnosis.OTHER_INDICATOR if counted and counted["unit"] == other["unit"] else None


def _of_another_time(claim: Claim, statements: list[Row]) -> Nearest | None:
    """A statement on the very question, but of another time: the same number, or else the newest."""
    standing = [one for one in statements if stands(one)]
    same = [one for one in standing if one["value"] == claim.value]
    found = (same or standing)[-1:]
    return Nearest(Diagnosis.OTHER_TIME, found[0]) if found else None


def _alike(connection: Connection, claim: Claim) -> Nearest | None:
    """The newest statement about the same subject that measures something alike."""
    subject, indicator, _ = _question(claim)
    if found := [one for one in _ask(connection, subject, indicator) if stands(one)]:
        return Nearest(Diagnosis.OTHER_DIMENSION, found[-1])
    others = FIGURES.column("indicator").in_(_not_comparable(connection, claim.indicator))
    found = [one for one in _ask(connection, subject, others) if stands(one)]
    return Nearest(Diagnosis.OTHER_INDICATOR, found[-1]) if found else None


def _not_comparable(connection: Connection, indicator: str) -> set[str]:
    """The indicators that one must not be compared with, as either of the two says."""
    table = select(col(IndicatorRow.code), col(IndicatorRow.not_comparable_with))
    named = {code: set(others) for code, others in connection.execute(table)}
    return named[indicator] | {code for code, others in named.items() if indicator in others}


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


def _repeated(connection: Connection, claim: Claim) -> Row:
    """The claim as it was understood, with the names of what it is about."""
    type, _, code = claim.subject.partition(":")
    counted = get(connection, INDICATORS, claim.indicator) or {}
    return {
        "subject": {"type": type, "code": code, "name": _name_of(connection, type, code)},
        "indicator": claim.indicator,
        "indicator_name": counted["name"],
        "value": int(claim.value) if claim.value.is_integer() else claim.value,
        "unit": counted["unit"],
        "qualifier": claim.qualifier,
        "as_of": claim.as_of,
        "dimensions": claim.dimensions(),
    }


def _name_of(connection: Connection, type: str, code: str) -> str:
    key = col(NameRow.record_type) == type, col(NameRow.record_code) == code
    return str(connection.execute(select(col(NameRow.name)).where(*key)).scalar_one())


def _discrepancies(connection: Connection, statements: list[Row]) -> list[Row]:
    """The discrepancies that touch one of the statements."""
    codes = [one["code"] for one in statements]
    question = (
        select(col(LinkRow.record_code))
        .distinct()
        .where(
            col(LinkRow.record_type) == RecordType.DISCREPANCY,
            col(LinkRow.target_type) == RecordType.FIGURE,
            col(LinkRow.target_code).in_(codes),
        )
        .order_by(col(LinkRow.record_code))
    )
    type = RecordType.DISCREPANCY
    return [
        {"type": type, "code": code, "name": _name_of(connection, type, code)}
        for code in connection.execute(question).scalars()
    ]
