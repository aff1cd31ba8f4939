"""The number of SQL statements of a record's page at its first request is bounded."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.service import counted, served


@pytest.fixture(scope="module")
def service(built_facts: Path) -> Iterator[TestClient]:
    """A service that has shown other records of each kind, with its response cache off."""
    with served(f"sqlite:///{built_facts}", kept_mb=0) as client:
        for address in (
            "missions/unifil",
            "countries/ind",
            "initiatives/tpp",
            "people/jean-pierre-lacroix",
        ):
            client.get(f"/{address}")
        yield client


MOST = 60


@pytest.mark.parametrize(
    "address",
    [
        *("/missions/minusma", "/missions/onuc", "/countries/bgd", "/countries/fji"),
        *("/initiatives/a4p", "/people/atul-khare", "/indicators/personnel_deployed"),
    ],
)
def test_a_page_asks_few_questions(service: TestClient, address: str) -> None:
    with counted(service) as statements:
        assert service.get(address).status_code == 200
    assert len(statements) <= MOST
