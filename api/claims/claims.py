"""Verify a claim about a number against figures and discrepancies; `verdicts.py` has the rule."""

import re
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError, to_json
from sqlalchemy import Connection, select
from sqlmodel import col

from api.claims.conclusions import Finding, conclude
from api.claims.inquiry import Inquiry
from api.claims.intervals import ClaimedValue
from api.claims.missions import get_end_of_mission
from api.claims.reading import ClaimReading, get_name, read_question
from api.claims.reasons import explain
from api.claims.times import ClaimedTime, WrittenTime
from api.claims.timing import Timing
from api.claims.verdicts import Case
from api.constraints import FORMS, NOT_BLANK, Slug
from api.facts.figures import Dimensions
from api.lists.former_names import by_present_names
from api.lists.lookups import get_day_of_release, get_names
from api.lists.statements import once
from api.tables.index import LinkRow
from api.vocabulary import Cause, Component, Qualifier, RecordType, Row, Sex

MOST_STATEMENTS = 10
LONGEST_NAME = 200
# What is said of a form is found by its pattern, so two patterns that allow the same must be written differently.
SUBJECT = rf"({NOT_BLANK})"
FORMS[SUBJECT] = "a record, written type:code as in country:jpn, or by one of its names"
INDICATOR = rf"(?:{NOT_BLANK})"
FORMS[INDICATOR] = "an indicator, such as fatalities"
SEPARATED = re.compile(r"^[+-]?\d{1,3}(?:([,' \u00a0\u2009\u202f’])\d{3})(?:\1\d{3})*(?:\.\d+)?$")


def _dimension(description: str, name: str, example: str) -> Any:
    return Field(default=None, description=description, alias=name, examples=[example])


def _number(value: object) -> object:
    """Refuse a boolean or a text where JSON should have a number: `true` is not 1."""
    if isinstance(value, bool | str):
        raise ValueError(f"{to_json(value).decode()} is not a number")
    return value


def _without_separators(value: object) -> object:
    """Strip the thousands separators of a number in a query parameter: 4,300."""
    if isinstance(value, str) and SEPARATED.match(value):
        return re.sub(r"[^\d.+-]", "", value)
    return value


ClaimedNumber = Annotated[float, BeforeValidator(_number), Field(allow_inf_nan=False)]
WrittenNumber = Annotated[
    float, BeforeValidator(_without_separators), Field(allow_inf_nan=False)
]  # fmt: skip
Subject = Annotated[str, StringConstraints(pattern=SUBJECT, max_length=LONGEST_NAME)]
Indicator = Annotated[str, StringConstraints(pattern=INDICATOR, max_length=LONGEST_NAME)]
Country = Annotated[str, StringConstraints(pattern=NOT_BLANK, max_length=LONGEST_NAME)]
VALUE = Field(
    default=None,
    validate_default=True,
    description="The number, in the unit of the indicator. Give either this, or `lower`, `upper` or both.",
    examples=[155],
)
LOWER = Field(
    default=None,
    description="Inclusive lower bound of the claimed range, instead of `value`.",
    examples=[70000],
)
UPPER = Field(
    default=None,
    description="Inclusive upper bound of the claimed range, instead of `value`.",
    examples=[80000],
)


class Claim(BaseModel):
    """A claimed number: its subject, indicator, value, qualifier and as-of date."""

    model_config = ConfigDict(extra="forbid")

    subject: Subject = Field(
        description="What the number is about, as `type:code`, acronym or other name; the type"
        " may be omitted where the name is unambiguous.",
        examples=["initiative:a4p"],
    )
    indicator: Indicator = Field(
        description="What is counted, by code, name or unambiguous everyday words;"
        " `/v1/indicators` lists all with their definitions.",
        examples=["endorsing_member_states"],
    )
    lower: ClaimedNumber | None = LOWER
    upper: ClaimedNumber | None = UPPER
    qualifier: Qualifier | None = Field(
        default=None,
        description="Qualifier of the claimed number, such as `over`. By default a bare number,"
        " which any statement that prints this very number supports, whatever its own qualifier.",
        examples=["over"],
    )
    value: ClaimedNumber | None = VALUE
    as_of: WrittenTime | None = Field(
        default=None,
        description="As-of date of the claim: a year, month, day or budget year such as 2019/20;"
        " for a flow, the period counted. By default today, which is the day of the release.",
        examples=["2022"],
    )
    dimensions_component: Component | None = _dimension(
        "Only this part of the personnel.", "dimensions.component", "police"
    )
    dimensions_sex: Sex | None = _dimension("Only women or only men.", "dimensions.sex", "female")
    dimensions_country: Country | None = _dimension(
        "Only people or money of this country: ISO 3166-1 alpha-3, or a name of it.",
        "dimensions.country",
        "JPN",
    )
    dimensions_cause: Cause | None = _dimension(
        "Only this cause of death.", "dimensions.cause", "malicious_act"
    )
    dimensions_purpose: Slug | None = _dimension(
        "Only what was for this purpose.", "dimensions.purpose", "engineering"
    )
    dimensions_location: Slug | None = _dimension(
        "Only what was at this place.", "dimensions.location", "headquarters"
    )

    @model_validator(mode="before")
    @classmethod
    def _with_present_names(cls, value: object) -> object:
        return by_present_names(value) if isinstance(value, dict) else value

    @field_validator("value")
    @classmethod
    def _is_one_number(cls, value: float | None, info: ValidationInfo) -> float | None:
        """Require either a number or a range."""
        lower, upper = info.data.get("lower"), info.data.get("upper")
        is_range = lower is not None or upper is not None
        if value is None and not is_range and {"lower", "upper"} <= {*info.data}:
            raise PydanticCustomError("missing", "Field required")
        if is_range and (value is not None or info.data.get("qualifier")):
            raise ValueError(
                "takes no place beside a range: give value and qualifier, or lower and upper"
            )
        if lower is not None and upper is not None and lower > upper:
            raise ValueError(f"has no range: lower {lower:g} is above upper {upper:g}")
        return value

    def dimensions(self) -> dict[str, str | None]:
        """Return the claimed dimensions; None for each that the claim leaves out."""
        return {name: getattr(self, f"dimensions_{name}") for name in Dimensions.model_fields}

    def number(self) -> ClaimedValue:
        """Return the claimed number with its qualifier, or the range."""
        return ClaimedValue(self.value, self.qualifier, self.lower, self.upper)


class ClaimInAddress(Claim):
    """A claim as it is written in an address, where numbers may have separators."""

    lower: WrittenNumber | None = LOWER
    upper: WrittenNumber | None = UPPER
    value: WrittenNumber | None = VALUE


def verify(connection: Connection, claim: Claim, place: str = "") -> Row:
    """Answer a claim: verdict, reason, statements; `place` prefixes its fields in problems."""
    reading = read_question(connection, claim.subject, claim.indicator, claim.dimensions(), place)
    time = ClaimedTime.read(claim.as_of, get_day_of_release(connection))
    finding = _find(connection, reading, claim, time)
    statements = finding.statements[:MOST_STATEMENTS]
    instead = finding.instead
    touched = [*statements, *([instead] if instead else [])]
    return {
        "words": None,
        "claim": _in_full(connection, claim, reading),
        "verdict": finding.verdict,
        "reason": explain(finding, time, reading.read_as),
        "diagnosis": finding.diagnosis,
        "statements": statements,
        "instead": instead,
        "nearby": finding.nearby,
        "derived": finding.derived and finding.derived.answer(),
        "discrepancies": _discrepancies(connection, touched),
    }


def _find(
    connection: Connection, reading: ClaimReading, claim: Claim, time: ClaimedTime
) -> Finding:
    question = reading.question
    closed = get_end_of_mission(connection, question.subject)
    timing = Timing(time, closed, question.fixed)
    case = Case(claim.number(), timing)
    return conclude(Inquiry(connection, question, case, reading.statements))


def _in_full(connection: Connection, claim: Claim, reading: ClaimReading) -> Row:
    """Return a claim as it was understood, with the names of its records."""
    type, _, code = reading.question.subject.partition(":")
    return {
        "subject": {"type": type, "code": code, "name": get_name(connection, f"{type}:{code}")},
        "indicator": reading.question.indicator,
        "indicator_name": reading.indicator["name"],
        "value": _whole(claim.value),
        "lower": _whole(claim.lower),
        "upper": _whole(claim.upper),
        "unit": reading.indicator["unit"],
        "qualifier": claim.qualifier,
        "as_of": claim.as_of,
        "dimensions": reading.question.dimensions,
        "read_as": reading.read_as,
    }


def _whole(value: float | None) -> float | None:
    return int(value) if value is not None and value.is_integer() else value


def _discrepancies(connection: Connection, statements: list[Row]) -> list[Row]:
    """Find the discrepancies that touch one of the statements."""
    touching = once(connection, ("discrepancies of figures",), lambda: _read_touching(connection))
    found = {code for one in statements for code in touching.get(one["code"], ())}
    names = get_names(connection, RecordType.DISCREPANCY)
    kind = RecordType.DISCREPANCY
    return [{"type": kind, "code": code, "name": names[code]} for code in sorted(found)]


def _read_touching(connection: Connection) -> dict[str, list[str]]:
    """Map the codes of figures to those of the discrepancies that touch them."""
    links = select(col(LinkRow.target_code), col(LinkRow.record_code)).where(
        col(LinkRow.record_type) == RecordType.DISCREPANCY,
        col(LinkRow.target_type) == RecordType.FIGURE,
    )
    touching: dict[str, list[str]] = {}
    for figure, discrepancy in connection.execute(links):
        touching.setdefault(figure, []).append(discrepancy)
    return touching
