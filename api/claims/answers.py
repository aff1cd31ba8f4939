"""Models of the answer to a claim: the claim as understood, its verdict, and the statements it rests on."""

from pydantic import Field

from api.lists.envelope import Answer
from api.resources.figures import Figure
from api.tables.facts import Reference
from api.tables.figures import Dimensions
from api.vocabulary import Diagnosis, PartialDate, Qualifier, Slug, Unit, Verdict


class ClaimRead(Answer):
    """The claim as it was understood."""

    subject: Reference = Field(description="What the number is about.")
    indicator: Slug = Field(description="Code of what is counted.")
    indicator_name: str = Field(description="What is counted, in few words.")
    value: float = Field(description="The number claimed.")
    unit: Unit = Field(description="What it is counted in.")
    qualifier: Qualifier | None = Field(
        description="How the claim words the number; null for the bare number."
    )
    as_of: PartialDate | None = Field(
        description="The time the claim is about; null for the newest."
    )
    dimensions: Dimensions = Field(description="What the claim is narrowed to.")


class Verification(Answer):
    """A claim with its verdict."""

    claim: ClaimRead = Field(description="The claim, with the names of what it is about.")
    verdict: Verdict = Field(
        description="`supported`: the numbers a statement of that time allows, the claim allows;"
        " `supported_when_written`: true of an older statement, or of one we have withdrawn;"
        " `contradicted`: no number that a statement of that time allows, the claim allows;"
        " `disputed`: statements of the same time disagree; `not_comparable`: what is counted nearest is"
        " something else; `cannot_verify`: nothing curated, or the statement leaves it open."
    )
    reason: str = Field(description="Why, in a sentence.")
    diagnosis: Diagnosis | None = Field(
        description="What the claim has probably mixed up: `scale` (a thousand or a million times),"
        " `other_time`, `other_dimension`, `other_indicator`, `other_subject`; or why it cannot be verified:"
        " `left_open`, `not_published` in the datasets we read, `not_curated` by us. Null when nothing is to be said."
    )
    statements: list[Figure] = Field(
        description="The statements that the verdict rests on, the most telling first, at most ten."
    )
    instead: Figure | None = Field(
        description="The statement that the claim has probably mixed up, or the nearest one; null when there is none."
    )
    discrepancies: list[Reference] = Field(
        description="Discrepancies that touch these statements; empty when there are none."
    )
    release: str = Field(
        description="State of the data: version, and first digits of the digest of the seed files.",
        examples=["2026.11.1+9f2c1a7e"],
    )


class Verifications(Answer):
    """Several claims with their verdicts."""

    data: list[Verification] = Field(
        description="The verdicts, in the order of the claims, at most 50."
    )
