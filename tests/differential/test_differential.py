"""SQLite and PostgreSQL answer byte for byte alike: some two thousand queries, always the same.

What PostgreSQL alone can do, such as being loaded while it is read, stands in `test_postgresql.py`.
"""

from itertools import cycle, permutations
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from api.lists.resource import Resource
from api.pivot.axes import Axis
from api.resources.registry import RESOURCES
from tests.claims.test_claims import CLAIMS, asked
from tests.differential.questions import LISTS, address, of_list, of_search
from tests.search.measure import questions

EACH_LIST = 150
SEARCHES = 200
PAGES = 2  # How far a list is followed.
# What a table is made of; seven, so that every layout comes with several of them.
NARROWED = [
    {"indicator": "fatalities"},
    {"indicator": "budget_usd", "dimensions.purpose__isnull": "true"},
    {"indicator": "personnel_deployed", "time__gte": "2024", "subject_type": "organisation"},
    {"indicator": "expenditure_usd", "format": "csv"},
    {"subject": "mission:minusma"},
    {"indicator": "trust_fund_contribution_usd", "dimensions.purpose": "mine-action", "top": "5"},
    {"indicator": "women_share", "latest": "true", "format": "ndjson"},
]
pytestmark = pytest.mark.slow


def lasting(answer: Response) -> dict[str, str]:
    """The headers without those that depend on the running service, such as its start."""
    return {name: value for name, value in answer.headers.items() if name != "last-modified"}


def differing(one: TestClient, other: TestClient, addresses: list[str]) -> list[Any]:
    """The queries, next pages included, that are not answered alike."""
    found = []
    for question in addresses:
        following: str | None = question
        for _ in range(PAGES):
            if following is None:
                break
            answers = [client.get(following) for client in (one, other)]
            seen = [(a.status_code, lasting(a), a.content) for a in answers]
            if seen[0] != seen[1] or answers[0].status_code >= 500:
                found.append((following, *seen))
                break
            following = answers[0].links.get("next", {}).get("url")
    return found


@pytest.mark.parametrize("resource", LISTS, ids=lambda one: one.plural)
def test_lists_and_records_are_answered_alike(
    facts: TestClient, facts_in_postgresql: TestClient, resource: Resource
) -> None:
    addresses = of_list(resource, facts, EACH_LIST)
    assert len(addresses) >= EACH_LIST
    assert differing(facts, facts_in_postgresql, addresses) == []


def test_searches_are_answered_alike(facts: TestClient, facts_in_postgresql: TestClient) -> None:
    addresses = of_search(facts, SEARCHES)
    assert len(addresses) + len(LISTS) * EACH_LIST >= 2000
    assert differing(facts, facts_in_postgresql, addresses) == []


def test_questions_of_people_are_answered_alike(
    facts: TestClient, facts_in_postgresql: TestClient
) -> None:
    asked = [{"q": one["question"], "limit": "10"} for one in questions("open")]
    addresses = [address("/v1/search", one) for one in asked]
    assert len(addresses) >= 100
    assert differing(facts, facts_in_postgresql, addresses) == []


@pytest.mark.parametrize(
    "resource", [one for one in LISTS if one.plural in ("figures", "missions")]
)
def test_the_odd_miniature_is_answered_alike(
    samples: TestClient, samples_in_postgresql: TestClient, resource: Resource
) -> None:
    addresses = of_list(resource, samples, EACH_LIST)
    assert differing(samples, samples_in_postgresql, addresses) == []


def test_tables_are_answered_alike(facts: TestClient, facts_in_postgresql: TestClient) -> None:
    laid_out = [
        {"rows": rows, "columns": columns, "aggregate": aggregate}
        for rows, columns in permutations(Axis, 2)
        for aggregate in ("count,min,max,latest", "sum")
    ]
    addresses = [
        address("/v1/figures/table", {**asked, **narrowed})
        for asked, narrowed in zip(laid_out, cycle(NARROWED), strict=False)
    ]
    assert len(addresses) >= 250
    assert differing(facts, facts_in_postgresql, addresses) == []


def test_claims_are_judged_alike(facts: TestClient, facts_in_postgresql: TestClient) -> None:
    addresses = [address("/v1/verify", asked(claim)) for claim in CLAIMS]
    assert len(addresses) >= 120
    assert differing(facts, facts_in_postgresql, addresses) == []


@pytest.mark.parametrize("resource", RESOURCES.values(), ids=lambda one: one.plural)
def test_pages_citations_and_pictures_are_alike(
    facts: TestClient, facts_in_postgresql: TestClient, resource: Resource
) -> None:
    listed = f"/{resource.plural}"
    record = f"{listed}/{resource.example}"
    addresses = [f"{listed}?q=peace", record, f"/v1{record}/citation?format=bibtex"]
    addresses += ["/v1/missions/timeline.svg?country=MLI", "/search?q=golden+hour", "/"]
    assert differing(facts, facts_in_postgresql, addresses) == []


def test_a_difference_would_be_seen(samples: TestClient, facts_in_postgresql: TestClient) -> None:
    assert len(differing(samples, facts_in_postgresql, ["/v1/missions"])) == 1


def test_what_describes_the_service_is_alike(
    facts: TestClient, facts_in_postgresql: TestClient
) -> None:
    paths = ["/openapi.json", "/v1/release", "/v1/release/download", "/readyz"]
    questions = [*paths, address("/v1/release", {"format": "jsonld"})]
    assert differing(facts, facts_in_postgresql, questions) == []
