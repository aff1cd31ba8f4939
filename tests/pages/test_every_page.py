"""Every page is well-formed, cached, without scripts, and without dead links."""

import re
from itertools import pairwise

import pytest
from fastapi.testclient import TestClient

from api.lists.resource import Resource
from api.resources.registry import RESOURCES
from tests.pages.read import Read, each_page

OF_EACH = 10
EVERY_KIND = pytest.mark.parametrize("resource", RESOURCES.values(), ids=lambda one: one.plural)


def test_a_page_is_cached_and_conditional(samples: TestClient) -> None:
    answer = samples.get("/missions")
    tag = answer.headers["etag"]
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert samples.get("/missions", headers={"if-none-match": tag}).status_code == 304


def test_pages_allow_no_script_and_nothing_from_elsewhere(facts: TestClient) -> None:
    for address in each_page(facts):
        answer = facts.get(address)
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self';"), address
        assert not re.search(
            r"<script(?! type=\"application/ld\+json\")|style=|\son\w+=|src=\"http", answer.text
        ), address


def test_every_page_is_well_formed_and_its_headings_are_in_order(facts: TestClient) -> None:
    for address in each_page(facts):
        page = Read(facts.get(address).text)
        assert page.wrong == [], address
        assert page.headings[0] == 1, address
        assert all(after - before <= 1 for before, after in pairwise(page.headings)), address


def test_no_identifier_is_given_twice_on_a_page(facts: TestClient) -> None:
    for address in each_page(facts):
        identifiers = Read(facts.get(address).text).all("id")
        assert sorted(set(identifiers)) == sorted(identifiers), address


@pytest.mark.slow
def test_no_link_of_a_page_is_dead(facts: TestClient) -> None:
    links = {
        link.partition("#")[0]
        for address in each_page(facts)
        for link in Read(facts.get(address).text).all("href")
        if link.startswith("/")
    }
    dead = [link for link in sorted(links) if facts.get(link).status_code not in (200, 307, 308)]
    assert len(links) > 500
    assert dead == []


@EVERY_KIND
def test_real_records_have_a_page(facts: TestClient, resource: Resource) -> None:
    plural = resource.plural
    records = facts.get(f"/v1/{plural}?limit=500&fields=code").json()["data"]
    for record in records[:: max(1, len(records) // OF_EACH)]:
        answer = facts.get(f"/{plural}/{record['code']}")
        assert answer.status_code == 200, record
        assert Read(answer.text).wrong == [], record


@EVERY_KIND
def test_every_record_of_the_miniature_has_a_page(samples: TestClient, resource: Resource) -> None:
    plural = resource.plural
    for record in samples.get(f"/v1/{plural}?limit=500&fields=code").json()["data"]:
        page = samples.get(f"/{plural}/{record['code']}")
        assert page.status_code == 200, record
        assert not re.search(r">\s*None\b|\bNone\s*<", page.text), record


def test_the_reference_shows_every_operation_and_parameter(facts: TestClient) -> None:
    page = facts.get("/reference").text
    described = facts.get("/openapi.json").json()
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            assert f"<code>{method.upper()} {path}</code>" in page
            for parameter in operation.get("parameters", []):
                shared = described["components"]["parameters"]
                name = (shared.get(parameter.get("$ref", "").rpartition("/")[2]) or parameter)[
                    "name"
                ]
                assert f"<code>{name}</code>" in page
