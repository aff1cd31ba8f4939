"""A figure's own claim is supported or disputed; another number of its time is not supported."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.claims.answers import Verdict
from api.routes.claims import MOST_CLAIMS
from api.vocabulary import last_day

STEP = 70
MOST = 500
AGREEING = {Verdict.SUPPORTED, Verdict.DISPUTED}


def claim_of(figure: dict[str, Any]) -> dict[str, Any] | None:
    """The claim that a figure makes; none where its period cannot be written as one time."""
    start, end = figure["period_start"], figure["period_end"]
    time = figure["as_of"] or (start if start == end else None)
    if not time and (start, end) == (f"{start[:4]}-07-01", f"{int(start[:4]) + 1}-06-30"):
        time = f"{start[:4]}/{int(end[2:4]):02}"
    if time is None:
        return None
    narrowed = {f"dimensions.{name}": text for name, text in figure["dimensions"].items() if text}
    named = {name: figure[name] for name in ("indicator", "value", "qualifier")}
    subject = f"{figure['subject']['type']}:{figure['subject']['code']}"
    return {**named, **narrowed, "subject": subject, "as_of": time}


@pytest.fixture(scope="module")
def claims(facts: TestClient) -> list[dict[str, Any]]:
    """Claims made from a sample of the standing figures."""
    day = facts.get("/v1/release").json()["date"]
    figures: list[dict[str, Any]] = []
    address = "/v1/figures?rank__not=deprecated&known_at=9999&sort=value,code&limit=500"
    while address and len(figures) < MOST:
        page = facts.get(address).json()
        figures += page["data"][::STEP]
        address = page["links"]["next"] or ""
    past = [one for one in figures if last_day(one["as_of"] or one["period_end"]) <= day]
    return [claim for figure in past if (claim := claim_of(figure))]


def verdicts(facts: TestClient, claims: list[dict[str, Any]]) -> Iterator[str]:
    """The verdict on each of the claims."""
    for start in range(0, len(claims), MOST_CLAIMS):
        asked = {"claims": claims[start : start + MOST_CLAIMS]}
        yield from (one["verdict"] for one in facts.post("/v1/verify", json=asked).json()["data"])


def test_a_statement_supports_itself(facts: TestClient, claims: list[dict[str, Any]]) -> None:
    assert len(claims) >= 200
    told = zip(claims, verdicts(facts, claims), strict=True)
    assert [claim for claim, verdict in told if verdict not in AGREEING] == []


@pytest.mark.parametrize("factor", [1000, 1.1, 0.9])
def test_another_number_of_the_same_time_is_not_supported(
    facts: TestClient, claims: list[dict[str, Any]], factor: float
) -> None:
    exact = [one for one in claims if one["qualifier"] == "exact" and abs(one["value"]) > MOST]
    others = [{**one, "value": one["value"] * factor} for one in exact]
    assert len(others) >= 50
    told = zip(others, verdicts(facts, others), strict=True)
    assert [claim for claim, verdict in told if verdict == Verdict.SUPPORTED] == []
