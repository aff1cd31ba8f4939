"""Claims, held against what the sources say."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from sqlalchemy import Connection

from api.claims.answers import Verification
from api.claims.claims import Claim, ClaimInAddress, verify
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
from api.lists.resource import UnknownValues
from api.vocabulary import Diagnosis, Row
from api.wording import day_in_words

MOST_CLAIMS = 50
queried = APIRouter(prefix="/v1", tags=["claims"], route_class=ModelQueryRoute)
router = APIRouter(prefix="/v1", tags=["claims"], route_class=JsonBodyRoute)


KNOWN = [info.alias or name for name, info in Claim.model_fields.items()]


class NotVerified(Answer):
    """A claim that was not understood, in its place among others."""

    errors: list[ParameterError] = Field(
        description="Each parameter that was not understood, by its place in the body."
    )


class Verifications(Answer):
    """Several claims with their verdicts."""

    data: list[Verification | NotVerified] = Field(
        description="For each claim, in their order, its verdict, or the `errors` for which it has none; at most 50."
    )


def _in_its_place(value: object, read: ValidatorFunctionWrapHandler) -> Any:
    """Read a claim; leave one that is not understood to be answered in its place."""
    try:
        return read(value)
    except ValidationError as error:
        return error


class ClaimList(BaseModel):
    """Claims to be verified together."""

    model_config = ConfigDict(extra="forbid")

    claims: list[Annotated[Claim, WrapValidator(_in_its_place)]] = Field(
        min_length=1, max_length=MOST_CLAIMS, description="The claims, at most 50."
    )


@queried.get(
    "/verify",
    response_model=Verification,
    operation_id="verify_claim",
    summary="Is this claim right?",
    response_description="The verdict.",
    responses=LIST_PROBLEMS,
)
def verify_claim(request: Request, params: Annotated[ClaimInAddress, Query()]) -> Response:
    """Whether the sources support a number that somebody claims, with the statements that decide it.

    “Over 4,200 peacekeepers have died in operations”: `subject=organisation:un-peacekeeping`,
    `indicator=fatalities_since_start`, `value=4200`, `qualifier=over`. The verdict follows a written rule: a statement
    supports a claim when every number its words allow is allowed by the claim, and only a statement of the claimed time
    itself contradicts. Without `as_of` the claim is about today, the day of the release; a later time of which nothing
    is decided or aimed at is refused. When a claim fails, the answer
    says what it has probably mixed up: thousands with millions, one year with the next, one part with the whole. In the
    address, numbers may have separators: `4,200`. Names will do: `subject=MINUSMA`, `indicator=deaths since the start`.
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
    summary="Are these claims right?",
    response_description="The verdicts, in the order of the claims.",
    responses={
        **LIST_PROBLEMS,
        **documented(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    },
)
def verify_claims(request: Request, claim_list: Annotated[ClaimList, Body()]) -> Response:
    """Up to 50 claims at once, each verified as by GET, but with numbers written as JSON has them.

    A claim that is not understood has its `errors` in its place, and the others their verdicts. Nothing is stored;
    the body may have 64 kB.
    """
    served = request.state.served
    with served.engine.connect() as connection:
        label = served.release.label
        verdicts = [_answer(connection, *claim, label) for claim in enumerate(claim_list.claims)]
    return json_alone(request, {"data": verdicts})


def verify_or_refuse(connection: Connection, claim: Claim, place: str = "") -> Row:
    """Answer a claim with its verdict; refuse one of a time after the release, of which nothing is stated."""
    answer = verify(connection, claim, place)
    if answer["diagnosis"] is not Diagnosis.AFTER_RELEASE:
        return answer
    today = day_in_words(get_day_of_release(connection))
    message = f"{claim.as_of!r} begins after the day of this release, {today}, and nothing is stated of it"
    raise NotUnderstood([wrong_value(f"{place}as_of", message)])


def _answer(
    connection: Connection, place: int, claim: Claim | ValidationError, release: str
) -> Row:
    """Answer a claim of several with its verdict, or with what was not understood."""
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
