"""Routers that are imported late: each address works at its first request; readiness is early."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.service import served

FIRST_ASKED = (
    "/v1/missions/sampo-i/figures",
    "/v1/changes",
    "/v1/release",
    "/v1/search?q=mali",
    "/v1/suggest?q=mali",
    "/v1/figures/table?indicator=fatalities&columns=year",
    "/v1/missions/timeline.svg",
    "/v1/verify?value=1&indicator=fatalities",
    "/missions",
    "/openapi.json",
)
# What takes most of the start, and whether the service is ready does not depend on.
LATE = (
    "api.tables.kinds",
    "api.resources.registry",
    "api.search.search",
    "api.claims.claims",
    "api.charts.over_time",
    "api.pages.frame",
    "jinja2",
)
READY = """
import sys, api.__main__
from fastapi.testclient import TestClient
from api.app import create_app
from api.settings import Settings
with TestClient(create_app(Settings(database_url={url!r}))) as client:
    print(client.get("/readyz").status_code, [name for name in {late} if name in sys.modules])
"""


@pytest.mark.parametrize("address", FIRST_ASKED)
def test_an_address_is_there_when_it_is_the_first_that_is_asked_for(
    built_samples: Path, samples: TestClient, address: str
) -> None:
    with served(f"sqlite:///{built_samples}") as first:
        asked = first.get(address)
    app: Any = samples.app
    for router in app.service.state.late:
        router.complete()
    again = samples.get(address)
    assert asked.status_code == again.status_code != 404
    assert asked.content == again.content


def test_a_code_is_no_picture_and_a_page_that_is_not_there_is_not_found(
    built_samples: Path,
) -> None:
    with served(f"sqlite:///{built_samples}") as client:
        assert client.get("/v1/missions/sampo-i").status_code == 200
        assert client.get("/v1/missions/sampo-i.svg").status_code == 404
        assert client.get("/nowhere").status_code == 404
        assert client.get("/v1/nowhere").status_code == 404
        assert client.post("/v1/search").status_code == 405


@pytest.mark.slow
def test_a_service_is_ready_before_it_imports_what_the_first_answer_may_not_need(
    built_samples: Path,
) -> None:
    asked = READY.format(url=f"sqlite:///{built_samples}", late=LATE)
    printed = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    assert printed.stdout.strip() == "200 []"
