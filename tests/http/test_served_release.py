"""A new release replaces the old one in a running service: soon, at once, without lost requests."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_server
from threading import Event, Thread
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from api.app import create_app
from api.http import served_release
from api.settings import Settings
from tests.conftest import SAMPLES
from tests.releases import build_release, put
from tests.running import HOST, PATIENCE_S, until

LIST = "/v1/missions?fields=code,name&limit=2"
OLD, NEW = ("2026.1.1", "Bifrost"), ("2026.2.1", "Gjallarbru")
Releases = dict[str, Path]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Releases:
    """Two releases of the miniature; in each, the names of all missions begin with a word of its own."""
    folder = tmp_path_factory.mktemp("built")
    return {
        version: build_release(SAMPLES / "data", folder / version, version, word)
        for version, word in (OLD, NEW)
    }


@pytest.fixture
def _looked_for_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new release is looked for all the time, so that no test waits for it."""
    monkeypatch.setattr(served_release, "LOOK_S", 0.001)


OFTEN = pytest.mark.usefixtures("_looked_for_often")


@contextmanager
def serving(database: Path, **settings: Any) -> Iterator[httpx.Client]:
    """A client of a real server over a database."""
    app = create_app(Settings(database_url=f"sqlite:///{database}", **settings))
    listener = create_server((HOST, 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = Thread(target=server.run, args=([listener],))
    thread.start()
    address = f"http://{HOST}:{listener.getsockname()[1]}"
    with httpx.Client(base_url=address, timeout=PATIENCE_S) as client:
        yield client
    server.should_exit = True
    thread.join()


def state(client: httpx.Client) -> tuple[str, str]:
    """The version of a list, and the first word of its names, which tells the release."""
    answer = client.get(LIST).raise_for_status().json()
    (word,) = {record["name"].split()[0] for record in answer["data"]}
    return answer["meta"]["release"].partition("+")[0], word


def test_a_new_release_is_looked_for_twice_a_second_and_served(
    tmp_path: Path, built: Releases
) -> None:
    assert served_release.LOOK_S == 0.5
    database = tmp_path / "facts.sqlite"
    put(built[OLD[0]], database)
    with serving(database) as client:
        assert state(client) == OLD
        put(built[NEW[0]], database)
        assert until(lambda: state(client) == NEW)


@OFTEN
@pytest.mark.parametrize("kept_mb", [0, 32])
def test_no_answer_mixes_two_releases_and_none_is_lost(
    tmp_path: Path, built: Releases, kept_mb: int
) -> None:
    database = tmp_path / "facts.sqlite"
    put(built[OLD[0]], database)
    over, seen = Event(), list[tuple[str, str]]()

    def ask(client: httpx.Client) -> None:
        while not over.is_set():
            seen.append(state(client))

    with serving(database, kept_mb=kept_mb) as client:
        clients = [Thread(target=ask, args=(client,)) for _ in range(8)]
        for one in clients:
            one.start()
        for version, word in [NEW, OLD] * 5:
            put(built[version], database)
            assert until(lambda wanted=(version, word): seen[-1:] == [wanted])  # type: ignore[misc]  # bound at once
        over.set()
        for one in clients:
            one.join()
    assert set(seen) == {OLD, NEW}


@OFTEN
def test_a_cursor_goes_on_in_the_new_release_and_a_tag_of_the_old_one_is_stale(
    tmp_path: Path, built: Releases
) -> None:
    database = tmp_path / "facts.sqlite"
    put(built[OLD[0]], database)
    with serving(database) as client:
        first = client.get(LIST)
        put(built[NEW[0]], database)
        assert until(lambda: state(client) == NEW)
        following = client.get(first.json()["links"]["next"]).json()
        again = client.get(LIST, headers={"If-None-Match": first.headers["etag"]})
    assert len({record["code"] for record in first.json()["data"] + following["data"]}) == 3
    assert (following["meta"]["release"][:8], again.status_code) == (NEW[0], 200)


@OFTEN
def test_a_date_alone_tells_that_there_are_new_data(tmp_path: Path, built: Releases) -> None:
    database = tmp_path / "facts.sqlite"
    put(built[OLD[0]], database)
    with serving(database) as client:
        known = {"If-Modified-Since": client.get(LIST).headers["last-modified"]}
        assert client.get(LIST, headers=known).status_code == 304
        put(built[NEW[0]], database)
        assert until(lambda: state(client) == NEW)  # Both within one second, and of one date.
        assert client.get(LIST, headers=known).status_code == 200


@OFTEN
@pytest.mark.parametrize("content", [b"", b"not a database", None])
def test_what_is_no_release_leaves_the_old_one_served(
    tmp_path: Path, built: Releases, content: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    database = tmp_path / "facts.sqlite"
    put(built[OLD[0]], database)
    with caplog.at_level(logging.WARNING), serving(database) as client:
        if content is None:
            database.unlink()
        else:
            (tmp_path / "other").write_bytes(content)
            os.replace(tmp_path / "other", database)
        assert until(lambda: "the old one is still served" in caplog.text)
        assert (state(client), client.get("/readyz").status_code) == (OLD, 200)
        put(built[NEW[0]], database)
        assert until(lambda: state(client) == NEW)


@OFTEN
def test_a_database_that_other_code_has_built_is_left_alone(
    tmp_path: Path, built: Releases, caplog: pytest.LogCaptureFixture, monkeypatch: Any
) -> None:
    database = tmp_path / "facts.sqlite"
    put(built[OLD[0]], database)
    monkeypatch.setattr("seed.build.load.digest_of_code", lambda: "other")
    other = build_release(SAMPLES / "data", tmp_path / "other", *NEW)
    with caplog.at_level(logging.WARNING), serving(database) as client:
        put(other, database)
        assert until(lambda: "built by other code" in caplog.text)
        assert state(client) == OLD


def test_a_release_is_served_while_what_questions_share_is_read(built_samples: Path) -> None:
    asked, begun = Event(), Event()

    def prepare(_: Engine) -> None:
        begun.set()
        assert asked.wait(PATIENCE_S)

    app = create_app(Settings(database_url=f"sqlite:///{built_samples}"), prepare)
    with TestClient(app) as client:
        assert begun.wait(PATIENCE_S)
        assert client.get("/readyz").status_code == 200
        asked.set()


def test_a_release_that_cannot_be_prepared_is_served_all_the_same(
    built_samples: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tried = Event()

    def fail(_: Engine) -> None:
        tried.set()
        raise ValueError("no words")

    app = create_app(Settings(database_url=f"sqlite:///{built_samples}"), fail)
    with TestClient(app) as client:
        assert tried.wait(PATIENCE_S)
        assert client.get("/v1/missions?limit=1").status_code == 200
    assert "could not be prepared" in caplog.text
