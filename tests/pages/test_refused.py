"""Pages for an unknown address or filter."""

import pytest
from fastapi.testclient import TestClient

from tests.pages.read import BROWSER


def test_another_name_leads_to_the_page_of_the_record(facts: TestClient) -> None:
    answer = facts.get("/missions/MINUSMA/figures?limit=5")
    assert answer.status_code == 308
    assert answer.headers["location"] == "/missions/minusma/figures?limit=5"


def test_an_unknown_code_is_a_page_with_what_was_probably_meant(facts: TestClient) -> None:
    answer = facts.get("/missions/minusmaa", headers=BROWSER)
    assert answer.status_code == 404
    assert 'Did you mean <a href="/missions/minusma">' in answer.text


def test_an_unknown_code_is_a_problem_document_for_programs(facts: TestClient) -> None:
    answer = facts.get("/missions/minusmaa")
    assert answer.headers["content-type"] == "application/problem+json"
    assert facts.get("/v1/missions/minusmaa", headers=BROWSER).json()["status"] == 404


def test_a_filter_that_is_not_understood_is_a_page_with_the_same_sentence(
    samples: TestClient,
) -> None:
    answer = samples.get("/missions?knd=x", headers=BROWSER)
    assert answer.status_code == 400
    told = samples.get("/v1/missions?knd=x").json()["errors"][0]["message"]
    assert told.replace("'", "&#39;") in answer.text


@pytest.mark.parametrize("mistyped", ["kind__like=x", "knd__gte=1", "=1", "__=1", "x.=1&kind=x"])
@pytest.mark.parametrize("page", ["/missions", "/figures", "/missions/sampo-i/figures"])
def test_a_mistyped_filter_is_refused_whatever_it_looks_like(
    samples: TestClient, page: str, mistyped: str
) -> None:
    answer = samples.get(f"{page}?{mistyped}", headers=BROWSER)
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/html")


def test_nothing_of_a_client_becomes_an_element(samples: TestClient) -> None:
    for address in ("/search?q=<script>", "/missions?q=<script>", "/missions?<b>=1", "/<script>"):
        assert "<script" not in samples.get(address, headers=BROWSER).text
