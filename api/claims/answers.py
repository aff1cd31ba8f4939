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
    """What can be said of a claim; `verdict` in the answer of `/v1/verify` says when each is given."""

    SUPPORTED = "supported"
    SUPPORTED_WHEN_WRITTEN = "supported_when_written"
    CONTRADICTED = "contradicted"
    NOT_COMPARABLE = "not_comparable"
    DISPUTED = "disputed"
    CANNOT_VERIFY = "cannot_verify"
    SUPPORTED_IF_NARROWED = "supported_if_narrowed"


class Diagnosis(StrEnum):
    """What a claim that does not hold has probably mixed up, or why it cannot be verified."""

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
    """The claim as it was understood."""

    subject: Reference = Field(description="What the number is about.")
    indicator: Slug = Field(description="Code of what is counted.")
    indicator_name: str = Field(description="What is counted, in few words.")
    value: float | None = Field(description="The number claimed; null where a range is claimed.")
    lower: float | None = Field(
        description="Lower end of the range claimed; null when the claim names none."
    )
    upper: float | None = Field(
        description="Upper end of the range claimed; null when the claim names none."
    )
    unit: Unit = Field(description="What it is counted in.")
    qualifier: Qualifier | None = Field(
        description="How the claim words the number; null for the bare number."
    )
    as_of: WrittenTime | None = Field(
        description="The time the claim is about, a budget year written 2019/20; null for today, the day of the release."
    )
    dimensions: Dimensions = Field(description="What the claim is narrowed to.")
    read_as: str | None = Field(
        description="How the claim was read where that differs from how it was written, such as a country as a"
        " dimension; null when it does not."
    )


class DerivedNumber(Answer):
    """A number that no source states, made by a named rule from named records."""

    rule: str = Field(
        description="`operations_running` and `operations_begun`: counted by the dates of missions; `deaths_added_up`:"
        " the sum of complete yearly rows; `month_end_total`: the operations in a table of missions that is shown to"
        " be whole; `no_row_in_register`: zero, as a register has no row of a complete year; `other_scope`: from those in"
        " uniform alone to all, or from the operations alone to all missions."
    )
    lower: float = Field(description="Lowest number within the time claimed.")
    upper: float = Field(description="Highest number within the time claimed.")
    sentence: str = Field(description="The number and how it was made, in a sentence.")
    records: list[Reference] = Field(description="The records it was made from.")


class Verification(Answer):
    """A claim with its verdict."""

    words: str | None = Field(
        description="The words of a text from which the claim was read; null where it was given as a claim."
    )
    claim: ClaimRead = Field(description="The claim, with the names of what it is about.")
    verdict: Verdict = Field(
        description="`supported`: the numbers a statement of that time allows, the claim allows, or a part is enough;"
        " `supported_when_written`: true of an older statement, or of one we have withdrawn;"
        " `contradicted`: no number that a statement of that time allows, the claim allows;"
        " `disputed`: statements of the same time disagree; `not_comparable`: what is counted nearest is"
        " something else; `cannot_verify`: nothing curated, or the statement leaves it open;"
        " `supported_if_narrowed`: true of one part of the personnel, one budget year or the first part of a year only, which the reason names."
    )
    reason: str = Field(description="Why, in a few sentences, with the day of each statement.")
    diagnosis: Diagnosis | None = Field(
        description="What the claim has probably mixed up: `scale` (a hundred, a thousand or a million times),"
        " `other_time`, `other_dimension`, `other_indicator`, `other_subject`, `budget_year` (with a calendar year);"
        " or why it cannot be verified: `left_open`, `other_day` (a stock of another day proves nothing),"
        " `out_of_date` (older than a year, and today is meant), `mission_closed`, `after_release` (in a text), `several_readings`"
        " (of a text: it may be read otherwise, or its time is doubtful), `not_published`"
        " in the datasets we read, `not_curated` by us; or `passed_since`: a number that only grows has grown past the"
        " claimed one. Null when nothing is to be said."
    )
    statements: list[Figure] = Field(
        description="The statements that the verdict rests on, the most telling first, at most ten."
    )
    instead: Figure | None = Field(
        description="The statement that the claim has probably mixed up, or the nearest one; null when there is none."
    )
    nearby: list[Figure] = Field(
        description="Where the claim stays open: the nearest statements before and after its time, at most two."
    )
    derived: DerivedNumber | None = Field(
        description="The number that we made where no statement decides; null when none was."
    )
    discrepancies: list[Reference] = Field(
        description="Discrepancies that touch these statements; empty when there are none."
    )
    release: str = Field(
        description="State of the data: version, and first digits of the digest of the seed files.",
        examples=["2026.11.1+9f2c1a7e"],
    )
