"""The release and the documentation pages, which need no network."""

import re

import pytest
from fastapi.testclient import TestClient


def test_the_release_counts_what_there_is(samples: TestClient) -> None:
    release = samples.get("/v1/release").json()
    assert release["release"] == f"2026.1.1+{release['digest'][:8]}"
    assert release["counts"]["missions"] == 3
    assert release["proven_as_of"] == "2001-05"
    assert release["release"] == samples.get("/v1/missions").json()["meta"]["release"]


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_it_is_alive_and_ready(samples: TestClient, address: str) -> None:
    assert samples.get(address).json() == {"status": "ok"}


def test_the_front_page_leads_to_the_documentation(samples: TestClient) -> None:
    assert '<a href="/docs">' in samples.get("/").text


def test_the_documentation_asks_for_nothing_elsewhere(samples: TestClient) -> None:
    page = samples.get("/docs")
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "<script>" not in page.text
    assert "<style" not in page.text
    for address in re.findall(r'(?:src|href)="([^"]+)"', page.text):
        assert samples.get(address).status_code == 200
