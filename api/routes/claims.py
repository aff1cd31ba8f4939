"""Claims, held against what the sources say."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Body, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.claims.answers import Verification, Verifications
from api.claims.claims import Claim, verify
from api.http.problems import READ_PROBLEMS, documented
from api.http.query_parameters import CHECK_PARAMETERS
from api.http.responses import json_answer
from api.vocabulary import Row

MOST_CLAIMS = 50
router = APIRouter(prefix="/v1", tags=["claims"], dependencies=CHECK_PARAMETERS)


class ClaimList(BaseModel):
    """Claims to be verified together."""

    model_config = ConfigDict(extra="forbid")

    claims: list[Claim] = Field(
        min_length=1, max_length=MOST_CLAIMS, description="The claims, at most 50."
    )


@router.get(
    "/verify",
    response_model=Verification,
    operation_id="verify_claim",
    summary="Is this claim right?",
    response_description="The verdict.",
    responses=READ_PROBLEMS,
)
def verify_claim(request: Request, claim: Annotated[Claim, Query()]) -> Response:
    """Whether the sources support a number that somebody claims, with the statements that decide it.

    “Over 4,300 peacekeepers have died”: `subject=organisation:un-peacekeeping`, `indicator=fatalities_since_start`,
    `value=4300`, `qualifier=over`. The verdict follows a written rule, without tolerance: a statement supports a claim
    when every number its words allow is allowed by the claim. When a claim fails, the answer says what it has
    probably mixed up: thousands with millions, one year with the next, one part with the whole.
    """
    return json_answer(_verify(request, {"": claim})[0])


@router.post(
    "/verify",
    response_model=Verifications,
    operation_id="verify_claims",
    summary="Are these claims right?",
    response_description="The verdicts, in the order of the claims.",
    responses={**READ_PROBLEMS, **documented(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)},
)
def verify_claims(request: Request, claim_list: Annotated[ClaimList, Body()]) -> Response:
    """Up to 50 claims at once, each verified as by GET. Nothing is stored; the body may have 64 kB."""
    places = {f"claims.{place}.": claim for place, claim in enumerate(claim_list.claims)}
    return json_answer({"data": _verify(request, places)})


def _verify(request: Request, claims: dict[str, Claim]) -> list[Row]:
    served = request.state.served
    with served.engine.connect() as connection:
        return [
            {**verify(connection, claim, place), "release": served.release.label}
            for place, claim in claims.items()
        ]
