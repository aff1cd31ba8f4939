"""A thousand requests of `python -m tests.attack`: no failure, no long work, no internals shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.attack.fuzzing import Fuzzer
from tests.attack.judging import ask, wrong_with
from tests.service import served

REQUESTS, LONGEST_S = 1000, 2.0
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def everything(built_facts: Path) -> Iterator[TestClient]:
    """The service over the real data, with every option switched on."""
    with served(f"sqlite:///{built_facts}", mcp=True, metrics=True) as client:
        yield client


def test_no_request_makes_a_mistake_of_ours(everything: TestClient) -> None:
    fuzzer = Fuzzer(everything, seed=2026)
    requests = [fuzzer.request() for _ in range(REQUESTS)]
    wrong = [
        (str(request), answer.status, mistakes)
        for request in requests
        if (mistakes := wrong_with(answer := ask(everything, request), LONGEST_S))
    ]
    assert wrong == []
