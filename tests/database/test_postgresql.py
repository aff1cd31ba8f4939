"""What only PostgreSQL has: copies side by side, waiting loaders, a server that may be down."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from api.__main__ import prepare
from api.app import create_app
from api.database.address import database_at, open_reading
from api.settings import Settings, read_settings
from seed.build import postgresql as copying
from seed.build.postgresql import alone_on_server, copy_to_postgresql
from tests.conftest import SAMPLES
from tests.http.test_served_release import NEW, OLD, Releases, built, state
from tests.postgresql import Databases, Server
from tests.running import PATIENCE_S, until
from tests.service import served

__all__ = ["built"]
LIST = "/v1/missions?limit=2"
pytestmark = pytest.mark.slow


@pytest.fixture
def url(new_database: Callable[[], str]) -> str:
    """The address of an empty database."""
    return new_database()


@pytest.fixture
def administrator(url: str) -> Iterator[Engine]:
    """An engine with the rights to look into that database."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    yield engine
    engine.dispose()


@pytest.fixture
def nothing(tmp_path: Path) -> Path:
    """An empty folder, in place of downloads."""
    folder = tmp_path / "nothing"
    folder.mkdir()
    return folder


def schemas(administrator: Engine) -> list[str]:
    """The schemas of the copies in the database."""
    question = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'peacekeeping%' ORDER BY 1"
    with administrator.connect() as connection:
        return list(connection.execute(text(question)).scalars())


def test_all_text_is_compared_byte_by_byte_whatever_the_language_of_the_server(
    samples_in_postgresql: TestClient,
) -> None:
    app: Any = samples_in_postgresql.app
    question = """
        SELECT table_name, column_name, collation_name FROM information_schema.columns
        WHERE table_schema = current_schema() AND data_type IN ('text', 'character varying')
        AND table_name <> 'download'
    """
    with app.release_server.current.engine.connect() as connection:
        columns = connection.execute(text(question)).all()
    assert len(columns) > 150
    assert {collation for *_, collation in columns} == {"C"}


def test_a_new_copy_is_served_soon_and_no_answer_mixes_two(
    url: str, built: Releases, nothing: Path
) -> None:
    copy_to_postgresql(built[OLD[0]], nothing, url)
    over, seen = Event(), list[tuple[str, str]]()
    settings = Settings(database_url=url, kept_mb=0)

    with TestClient(create_app(settings)) as client, ThreadPoolExecutor() as threads:

        def ask() -> None:
            while not over.is_set():
                seen.append(state(client))  # type: ignore[arg-type]  # they ask alike

        asking = [threads.submit(ask) for _ in range(4)]
        for version, word in [NEW, OLD, NEW]:
            copy_to_postgresql(built[version], nothing, url)
            assert until(lambda wanted=(version, word): seen[-1:] == [wanted])  # type: ignore[misc]  # bound at once
        over.set()
        assert [one.result() for one in asking] == [None] * 4
    assert set(seen) == {OLD, NEW}


def test_the_copy_before_is_kept_and_older_ones_are_dropped_when_nobody_reads_them(
    url: str, built: Releases, nothing: Path, administrator: Engine
) -> None:
    def copy(times: int) -> list[str]:
        for _ in range(times):
            copy_to_postgresql(built[OLD[0]], nothing, url)
        return schemas(administrator)

    assert copy(3) == ["peacekeeping", "peacekeeping_2", "peacekeeping_3"]
    with create_engine(url).connect() as reader:
        reader.execute(text("SELECT count(*) FROM peacekeeping_2.mission"))
        assert "peacekeeping_2" in copy(1)
    reader.engine.dispose()
    assert copy(1) == ["peacekeeping", "peacekeeping_4", "peacekeeping_5"]


def test_a_loader_that_is_cut_off_changes_nothing(
    url: str,
    built: Releases,
    nothing: Path,
    administrator: Engine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copy_to_postgresql(built[OLD[0]], nothing, url)
    before = schemas(administrator), database_at(url).identify()

    def cut_off(connection: Any, _: object) -> None:
        connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    monkeypatch.setattr(copying, "_copy_files", cut_off)
    with pytest.raises(DBAPIError, match="terminating connection"):
        copy_to_postgresql(built[NEW[0]], nothing, url)
    assert (schemas(administrator), database_at(url).identify()) == before


def test_hosts_that_start_at_once_load_once(
    url: str, administrator: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    with ThreadPoolExecutor() as hosts:
        assert list(hosts.map(prepare, [url] * 4, [SAMPLES / "data"] * 4)) == [None] * 4
    assert schemas(administrator) == ["peacekeeping", "peacekeeping_1"]
    assert capsys.readouterr().out.count("Building the database") == 1


def test_the_service_waits_for_a_server_that_is_away_and_goes_on_when_it_is_back(
    tmp_path: Path, built: Releases, nothing: Path
) -> None:
    server = Server(tmp_path / "server")
    url = Databases(server.url).make("away")
    copy_to_postgresql(built[OLD[0]], nothing, url)
    settings = Settings(database_url=url, kept_mb=0)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        assert [client.get(path).status_code for path in (LIST, "/readyz")] == [200, 200]
        server.stop()
        away = client.get(LIST)
        assert (away.status_code, away.headers["retry-after"]) == (503, "10")
        assert [client.get(path).status_code for path in ("/readyz", "/healthz")] == [503, 200]
        server.start()
        assert until(
            lambda: client.get(LIST).status_code == client.get("/readyz").status_code == 200
        )
    server.end()


def test_a_question_that_takes_too_long_is_cut_off_and_says_so(
    url: str, built: Releases, nothing: Path
) -> None:
    copy_to_postgresql(built[OLD[0]], nothing, url)
    settings = Settings(database_url=url, longest_query_s=2)
    engine = create_engine(url)
    with TestClient(create_app(settings)) as client, engine.begin() as other:
        other.execute(text("LOCK TABLE peacekeeping_1.name"))
        answer = client.get("/v1/search?q=sample")
    engine.dispose()
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
    assert "takes too long" in answer.json()["detail"]


def test_the_service_reads_from_the_replica_and_not_where_it_is_loaded(
    url: str, new_database: Callable[[], str], built: Releases, nothing: Path
) -> None:
    replica = new_database()
    copy_to_postgresql(built[OLD[0]], nothing, url)
    copy_to_postgresql(built[NEW[0]], nothing, replica)
    settings = Settings(database_url=url, replica_url=replica)
    with TestClient(create_app(settings)) as client:
        assert client.get("/v1/release").json()["version"] == NEW[0]


def test_downloads_are_brought_once_and_only_when_asked_for(
    samples_in_postgresql: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app: Any = samples_in_postgresql.app
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with served(app.release_server.settings.database_url) as client:
        client.get("/v1/missions")
        assert list(tmp_path.iterdir()) == []
        first = client.get("/v1/release/download?format=sqlite")
        (brought,) = tmp_path.rglob("*.sqlite")
        before = brought.stat().st_mtime_ns
        assert client.get("/v1/release/download?format=sqlite").content == first.content
    assert brought.read_bytes() == first.content
    assert brought.stat().st_mtime_ns == before


def test_a_database_that_was_never_loaded_is_named_without_its_password(url: str) -> None:
    address = url.replace("//", "//reader:secret@", 1) if "@" not in url else url
    with pytest.raises(FileNotFoundError, match="python -m seed load") as refused:
        open_reading(address.replace("postgres:@", "postgres:secret@"))
    assert "secret" not in str(refused.value)


def test_a_database_of_another_encoding_is_refused_with_the_remedy(
    databases: Databases, built: Releases, nothing: Path
) -> None:
    with pytest.raises(SystemExit, match="create one with UTF8"):
        copy_to_postgresql(built[OLD[0]], nothing, databases.make("ascii", "SQL_ASCII"))


def test_who_finds_the_present_release_does_not_wait_for_a_loader(url: str) -> None:
    prepare(url, SAMPLES / "data")
    with alone_on_server(url), ThreadPoolExecutor() as others:
        assert others.submit(prepare, url, SAMPLES / "data").result(PATIENCE_S) is None


def test_a_mistyped_address_is_refused_without_showing_its_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PEACEKEEPING_DATABASE_URL", "postgres://reader:password@host/facts")
    with pytest.raises(SystemExit):
        read_settings()
    told = capsys.readouterr().err
    assert "'postgres://reader:***@host/facts' is not the address of" in told


def test_without_its_driver_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PEACEKEEPING_DATABASE_URL", "postgresql+psycopg://host/facts")
    monkeypatch.setattr("api.settings.find_spec", lambda _: None)
    with pytest.raises(SystemExit):
        read_settings()
    assert "--extra postgresql" in capsys.readouterr().err
