"""Every answer is asked of both database engines: whoever reads `samples` or `facts` runs on each."""

import pytest
from fastapi.testclient import TestClient

ENGINES = ["sqlite", "postgresql"]


@pytest.fixture(scope="session", params=ENGINES)
def samples(request: pytest.FixtureRequest) -> TestClient:
    """The service over the made-up miniature, on one engine after the other."""
    found: TestClient = request.getfixturevalue(f"samples_in_{request.param}")
    return found


@pytest.fixture(scope="session", params=ENGINES)
def facts(request: pytest.FixtureRequest) -> TestClient:
    """The service over the real data, on one engine after the other."""
    found: TestClient = request.getfixturevalue(f"facts_in_{request.param}")
    return found
