"""The routes that verify claims and texts against what the sources say."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    field_validator,
)
from sqlalchemy import Connection

from api.claims.answers import Diagnosis, Verification
from api.claims.claims import Claim, ClaimInAddress, verify
from api.claims.sentences.texts import DayOfWriting, TextToVerify, WrittenText, verify_text
from api.http.json_body import JsonBodyRoute
from api.http.problems import (
    LIST_PROBLEMS,
    NotUnderstood,
    ParameterError,
    documented,
    parameter_errors,
    wrong_value,
)
from api.http.query_parameters import ModelQueryRoute
from api.http.responses import json_alone
from api.lists.envelope import Answer
from api.lists.lookups import get_day_of_release
from api.lists.unknown import UnknownValues
from api.vocabulary import Row
from api.wording import day_in_words

MOST_CLAIMS = 50
queried = APIRouter(prefix="/v1", tags=["claims"], route_class=ModelQueryRoute)
router = APIRouter(prefix="/v1", tags=["claims"], route_class=JsonBodyRoute)


KNOWN = [info.alias or name for name, info in Claim.model_fields.items()]


class NotVerified(Answer):
    """An invalid claim, at its position among the others."""

    errors: list[ParameterError] = Field(
        description="Each invalid parameter, by its path in the body."
    )


class WordsNotUnderstood(Answer):
    """Words with a number that was not understood."""

    words: str = Field(description="The words of the text.")
    reason: str = Field(description="Why the number is not judged.")


class Verifications(Answer):
    """Several claims, or the numbers of a text, with their verdicts."""

    data: list[Verification | NotVerified] = Field(
        max_length=MOST_CLAIMS,
        description="For each claim, in order, its verdict or its `errors`; at most 50. For a"
        " text, the numbers that claim something about peacekeeping, in order; at most 30.",
    )
    not_understood: list[WordsNotUnderstood] = Field(
        description="For a text, the numbers that were not judged, and why; dates and numbers"
        " that only label or name something are left out."
    )


def _in_its_place(value: object, read: ValidatorFunctionWrapHandler) -> Any:
    """Validate one claim of a list; return its error instead of raising, so that the others are still answered."""
    try:
        return read(value)
    except ValidationError as error:
        if not isinstance(value, dict):
            raise
        return error


AnyClaim = Annotated[
    Claim, WrapValidator(_in_its_place, json_schema_input_type=Claim | dict[str, Any])
]


class ClaimsOrText(BaseModel):
    """Claims to verify together, or a text in which to find claims."""

    model_config = ConfigDict(extra="forbid")

    claims: list[AnyClaim] | None = Field(
        default=None,
        min_length=1,
        max_length=MOST_CLAIMS,
        description="The claims, at most 50. Give either these or `text`. An invalid claim is"
        " answered with its errors.",
    )
    text: WrittenText | None = Field(
        default=None,
        validate_default=True,
        description="Instead of `claims`: a sentence or a paragraph, at most 2,000 characters, English or French.",
        examples=TextToVerify.model_fields["text"].examples,
    )
    as_of: DayOfWriting | None = Field(
        default=None,
        description="Date of `text`, a day, month or year, from which “now” and “last year” are"
        " counted. By default the day of the release.",
        examples=["2025-05-29"],
    )

    @field_validator("text")
    @classmethod
    def _is_one_of_both(cls, text: str | None, info: ValidationInfo) -> str | None:
        """Require claims or a text, and not both."""
        is_list = info.data.get("claims") is not None
        if text is None and "claims" in info.data and not is_list:
            raise ValueError("is required, or `claims`")
        if text is not None and is_list:
            raise ValueError("takes no place beside `claims`: give one or the other")
        return text

    @field_validator("as_of")
    @classmethod
    def _is_of_a_text(cls, as_of: str | None, info: ValidationInfo) -> str | None:
        if as_of is not None and info.data.get("claims") is not None:
            raise ValueError("is the day of a text; each of the claims has its own")
        return as_of


@queried.get(
    "/verify",
    response_model=Verification,
    operation_id="verify_claim",
    summary="Verify a claim",
    response_description="The verdict.",
    responses=LIST_PROBLEMS,
)
def verify_claim(request: Request, params: Annotated[ClaimInAddress, Query()]) -> Response:
    """Check whether the sources support a claimed number, with the statements that decide it.

    “Over 4,200 peacekeepers have died in operations”: `subject=organisation:un-peacekeeping`,
    `indicator=fatalities_since_start`, `value=4200`, `qualifier=over`. The verdict follows a fixed rule: a statement
    supports a claim when every number its words allow is allowed by the claim, and only a statement of exactly the
    claimed time contradicts it. Without `as_of` the claim is about today, the day of the release; a later time is refused
    unless the data hold a decision or a target for it. When a claim fails, `diagnosis` says what was probably mixed
    up: thousands with millions, one year with the next, a part with the whole. In the query string, numbers may have
    thousands separators: `4,200`. Names work too: `subject=MINUSMA`, `indicator=deaths since the start`.
    """
    served = request.state.served
    with served.engine.connect() as connection:
        verdict = verify_or_refuse(connection, params)
        answer = {**verdict, "release": served.release.label}
        return json_alone(request, answer)


@router.post(
    "/verify",
    response_model=Verifications,
    operation_id="verify_claims",
    summary="Verify several claims or a text",
    response_description="The verdicts, in the order of the claims, or in that of the numbers in the text.",
    responses={
        **LIST_PROBLEMS,
        **documented(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    },
)
def verify_claims(request: Request, asked: Annotated[ClaimsOrText, Body()]) -> Response:
    """Verify up to 50 claims at once, each as with GET but with JSON numbers; or the numbers in a `text`.

    “Since 1948 over 4,200 UN peacekeepers have died, 311 of them in MINUSMA”: both numbers are `supported`. Each comes
    with its `words`, the `claim` they were read as, and how “last year” or “the mission” was read (`claim.read_as`). A
    number is judged only if every word that may narrow it is understood, and contradicted only if all its readings are;
    otherwise it is listed in `not_understood`. Nothing is stored; the body may be up to 64 kB.
    """
    served = request.state.served
    label = served.release.label
    with served.engine.connect() as connection:
        if asked.text is not None:
            answer = verify_text(connection, asked.text, asked.as_of)
            data = [{**row, "release": label} for row in answer["data"]]
            return json_alone(request, {**answer, "data": data})
        claims = enumerate(asked.claims or [])
        verdicts = [_answer(connection, *claim, label) for claim in claims]
    return json_alone(request, {"data": verdicts, "not_understood": []})


def verify_or_refuse(connection: Connection, claim: Claim, place: str = "") -> Row:
    """Return the verdict on a claim; raise `NotUnderstood` for a time after the release, as no source states it."""
    answer = verify(connection, claim, place)
    if answer["diagnosis"] is not Diagnosis.AFTER_RELEASE:
        return answer
    today = day_in_words(get_day_of_release(connection))
    message = f"{claim.as_of!r} begins after the day of this release, {today}, and nothing is stated of it"
    raise NotUnderstood([wrong_value(f"{place}as_of", message)])


def _answer(
    connection: Connection, place: int, claim: Claim | ValidationError, release: str
) -> Row:
    """Return the verdict on one claim of a list, or its errors."""
    if isinstance(claim, ValidationError):
        found = [{**one, "loc": ("body", "claims", place, *one["loc"])} for one in claim.errors()]
        return _refused(RequestValidationError(found))
    try:
        verdict = verify_or_refuse(connection, claim, f"claims.{place}.")
    except (UnknownValues, NotUnderstood) as error:
        return _refused(error)
    return {**verdict, "release": release}


def _refused(error: Exception) -> Row:
    return {"errors": [one.model_dump() for one in parameter_errors(error, KNOWN)]}
