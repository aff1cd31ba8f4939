"""Response models of a verified claim: the claim as understood, its verdict, and its statements."""

from enum import StrEnum

from pydantic import Field

from api.claims.times import WrittenTime
from api.constraints import Slug
from api.facts.base import Reference
from api.facts.figures import Dimensions
from api.lists.envelope import Answer
from api.resources.figures import Figure
from api.vocabulary import Qualifier, Unit


class Verdict(StrEnum):
    """Result of checking a claim; `verdict` in the response of `/v1/verify` defines each."""

    SUPPORTED = "supported"
    SUPPORTED_WHEN_WRITTEN = "supported_when_written"
    CONTRADICTED = "contradicted"
    NOT_COMPARABLE = "not_comparable"
    DISPUTED = "disputed"
    CANNOT_VERIFY = "cannot_verify"
    SUPPORTED_IF_NARROWED = "supported_if_narrowed"


class Diagnosis(StrEnum):
    """Probable mistake in a claim that does not hold, or why it cannot be verified."""

    SCALE = "scale"
    OTHER_TIME = "other_time"
    OTHER_DIMENSION = "other_dimension"
    OTHER_INDICATOR = "other_indicator"
    OTHER_SUBJECT = "other_subject"
    LEFT_OPEN = "left_open"
    NOT_PUBLISHED = "not_published"
    NOT_CURATED = "not_curated"
    OTHER_DAY = "other_day"
    BUDGET_YEAR = "budget_year"
    PASSED_SINCE = "passed_since"
    OUT_OF_DATE = "out_of_date"
    MISSION_CLOSED = "mission_closed"
    AFTER_RELEASE = "after_release"
    SEVERAL_READINGS = "several_readings"


class ClaimRead(Answer):
    """The claim as it was interpreted."""

    subject: Reference = Field(description="Subject of the number.")
    indicator: Slug = Field(description="Code of the indicator.")
    indicator_name: str = Field(description="Short name of the indicator.")
    value: float | None = Field(description="The number claimed; null where a range is claimed.")
    lower: float | None = Field(
        description="Inclusive lower bound of the claimed range; null when it has none."
    )
    upper: float | None = Field(
        description="Inclusive upper bound of the claimed range; null when it has none."
    )
    unit: Unit = Field(description="Unit of the number.")
    qualifier: Qualifier | None = Field(
        description="Qualifier of the number, such as `over`; null for a bare number."
    )
    as_of: WrittenTime | None = Field(
        description="As-of date of the claim, a budget year written as 2019/20; null for today,"
        " the day of the release."
    )
    dimensions: Dimensions = Field(description="Dimensions of the claim.")
    read_as: str | None = Field(
        description="How the claim was interpreted where that differs from how it was sent, such"
        " as a country as a dimension; null when it does not."
    )


class DerivedNumber(Answer):
    """A number that no source states, derived by a named rule from named records."""

    rule: str = Field(
        description="`operations_running` and `operations_begun`: counted from the dates of"
        " missions; `deaths_added_up`: sum of complete yearly rows; `month_end_total`: total of a"
        " monthly table of missions proven complete; `no_row_in_register`: zero, because a"
        " register has no row in a complete year; `other_scope`: extended from uniformed"
        " personnel to all, or from peacekeeping operations to all missions."
    )
    lower: float = Field(description="Lowest value within the claimed time.")
    upper: float = Field(description="Highest value within the claimed time.")
    sentence: str = Field(description="The number and how it was derived, in one sentence.")
    records: list[Reference] = Field(description="The records it was derived from.")


class Verification(Answer):
    """A claim with its verdict."""

    words: str | None = Field(
        description="The words of the text from which the claim was read; null unless `text` was sent."
    )
    claim: ClaimRead = Field(
        description="The claim as interpreted, with the names of its subject and indicator."
    )
    verdict: Verdict = Field(
        description="`supported`: the claim allows every number that a statement of that time"
        " allows, or a part alone reaches the minimum it claims;"
        " `supported_when_written`: true by an older statement, or by one we have withdrawn;"
        " `contradicted`: the claim allows no number that a statement of that time allows;"
        " `disputed`: statements of the same time disagree; `not_comparable`: the nearest figure"
        " counts something else; `cannot_verify`: nothing curated, or the statements leave it open;"
        " `supported_if_narrowed`: true only of one part of the personnel, one budget year or the"
        " first part of a year, named in `reason`."
    )
    reason: str = Field(description="Why, in a few sentences, with the day of each statement.")
    diagnosis: Diagnosis | None = Field(
        description="Probable mistake of the claim: `scale` (a hundred, a thousand or a million times),"
        " `other_time`, `other_dimension`, `other_indicator`, `other_subject`, `budget_year` (with a calendar year);"
        " or why it cannot be verified: `left_open`, `other_day` (a stock of another day proves nothing),"
        " `out_of_date` (statements are over a year old, but the claim is about today),"
        " `mission_closed`, `after_release` (in a text), `several_readings`"
        " (of a text: ambiguous, or its date is uncertain), `not_published`"
        " in the datasets we read, `not_curated` by us; or `passed_since`: a cumulative number"
        " has since grown past the claimed one. Null when there is no diagnosis."
    )
    statements: list[Figure] = Field(
        description="The statements that decide the verdict, most relevant first, at most 10."
    )
    instead: Figure | None = Field(
        description="The statement that was probably meant, or the nearest one; null when there is none."
    )
    nearby: list[Figure] = Field(
        description="For an undecided claim: the nearest statements before and after its time, at most 2."
    )
    derived: DerivedNumber | None = Field(
        description="The number we derived because no statement decides; null when there is none."
    )
    discrepancies: list[Reference] = Field(
        description="Discrepancies that touch these statements; empty when there are none."
    )
    release: str = Field(
        description="State of the data: version, and first digits of the digest of the seed files.",
        examples=["2026.11.1+9f2c1a7e"],
    )
