"""Compiled statements are cached: queries that differ only in their values share one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.service import release_server_of, served


@pytest.fixture
def service(built_facts: Path) -> Iterator[TestClient]:
    """A service without a request so far."""
    with served(f"sqlite:///{built_facts}") as client:
        yield client


def compiled(client: TestClient) -> int:
    """The number of cached statements."""
    engine = release_server_of(client.app).current.engine
    return sum("page" in key for key in engine.get_execution_options()["statements"])


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("missions/minusma/events", "missions/unifil/events"),
        ("countries/mli/figures?time__gte=2015", "countries/bgd/figures?time__gte=1999-06"),
        ("sources/un-contributors-2025-07/figures", "sources/ceb-un-dpo-revenue-2024/figures"),
        ("missions?country=MLI&limit=3", "missions?country=Lebanon&limit=5"),
        ("figures?subject=mission:minusma&value__gt=5", "figures?subject=UNIFIL&value__gt=0.5"),
        ("figures?dimensions.country=JPN,none&as_of=2015", "figures?dimensions.country=BGD,none&as_of=1999-05-02"),
        ("people?body=mission:minusma&function=force_commander", "people?body=mission:unifil&function=head_of_mission"),
        ("statements?topic__not=japan", "statements?topic__not=training"),
    ],
)  # fmt: skip
def test_a_question_with_other_values_needs_no_other_statement(
    service: TestClient, question: str, other: str
) -> None:
    first = service.get(f"/v1/{question}")
    kept = compiled(service)
    second = service.get(f"/v1/{other}")
    assert (compiled(service), kept) == (1, 1)
    assert first.json()["data"] != second.json()["data"]


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("missions?country=MLI", "missions?country=MLI,LBN"),
        ("missions/minusma/events", "countries/mli/events"),
        ("figures?value__gt=5", "figures?value__gte=5"),
        ("figures?dimensions.sex=none", "figures?dimensions.sex=any"),
        ("figures?as_of=2015", "figures?as_of=2015&known_at=2026"),
        ("missions?sort=name", "missions?sort=-name"),
    ],
)
def test_a_question_of_another_kind_has_its_own(
    service: TestClient, question: str, other: str
) -> None:
    for asked in (question, other):
        assert service.get(f"/v1/{asked}").status_code == 200
    assert compiled(service) == 2
