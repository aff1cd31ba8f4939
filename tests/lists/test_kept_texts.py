"""The cache of parsed records: each is read once however many answers show it, within bounds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.lists import kept_texts
from api.lists.kept_texts import KeptTexts
from tests.service import counted, served

READ_IN_FULL = "JOIN source"
ALIKE = {"Accept": "application/json"}  # Means the same, and is yet another request.


@pytest.fixture
def service(built_samples: Path) -> Iterator[TestClient]:
    """A service that has shown no figure yet."""
    with served(f"sqlite:///{built_samples}") as client:
        yield client


def test_a_figure_is_read_in_full_once_whichever_list_shows_it(service: TestClient) -> None:
    first = service.get("/v1/figures?limit=5").json()["data"]
    with counted(service) as statements:
        again = service.get("/v1/figures?limit=3&format=ndjson").text.splitlines()
        one = service.get(f"/v1/figures/{first[4]['code']}").json()
    assert not [sql for sql in statements if READ_IN_FULL in sql]
    assert len(again) == 3
    assert one == first[4]


def test_what_was_not_shown_yet_is_read_with_one_statement(service: TestClient) -> None:
    service.get("/v1/figures?limit=2")
    with counted(service) as statements:
        page = service.get("/v1/figures?limit=7").json()["data"]
    assert len([sql for sql in statements if READ_IN_FULL in sql]) == 1
    assert page == [service.get(f"/v1/figures/{row['code']}").json() for row in page]


def test_a_record_that_was_shown_is_not_read_again(service: TestClient) -> None:
    first = service.get("/v1/missions/sampo-i")
    with counted(service) as statements:
        again = service.get("/v1/missions/sampo-i?fields=code,name")
        table = service.get("/v1/missions/sampo-i?format=csv")
    assert not statements
    assert again.json() == {name: first.json()[name] for name in ("code", "name")}
    assert table.text.startswith("code,")


def test_a_record_that_was_shown_is_answered_without_a_thread(
    service: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = service.get("/v1/missions/sampo-i")
    monkeypatch.setattr("fastapi.routing.run_in_threadpool", None)  # Who needs one fails.
    again = service.get("/v1/missions/sampo-i", headers=ALIKE)
    assert (again.content, again.headers) == (first.content, first.headers)
    assert service.get("/v1/missions/sampo-i", headers={"Accept": "image/png"}).status_code == 406
    for needing_one in ("sampo-i?fields=code", "sampo-ii"):
        assert service.get(f"/v1/missions/{needing_one}", headers=ALIKE).status_code == 500


def test_the_oldest_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_texts, "MOST_BYTES", 10)
    kept = KeptTexts()
    kept.add({"a": b"1234", "b": b"1234"})
    kept.add({"b": b"1234", "c": b"1234"})
    assert (kept.texts, kept.size) == ({"b": b"1234", "c": b"1234"}, 8)
