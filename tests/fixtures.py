"""What the tests share: the miniature and the real data, each built once for all workers and asked over HTTP."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import settings

from api.app import create_app
from api.search.preparing import prepare_search
from api.settings import Settings
from seed.files.places import DATA
from tests.conftest import SAMPLES
from tests.postgresql import Databases, Server
from tests.service import (
    build_once,
    client_of,
    copied,
    counted,
    described_once,
    release_server_of,
    running,
    served,
)

# A machine that is busy, or compiles something first, fails nothing.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_sessionstart() -> None:
    """Collect garbage seldom: the many services of the tests would be scanned again and again."""
    gc.set_threshold(50_000, 20, 100)


@pytest.hookimpl(trylast=True)  # When those that are not wanted are gone.
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put tests of the real data last, but one first: its worker builds these in the meantime."""
    items.sort(key=_is_of_real_data)
    if items and _is_of_real_data(items[-1]):
        items.insert(0, items.pop())


def _is_of_real_data(item: pytest.Item) -> bool:
    return "built_facts" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Redirect the user's cache folder of the service to a temporary one."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder shared by all workers of this test run."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def built_samples(shared_folder: Path) -> Path:
    """The database of the made-up miniature in `tests/samples`, with its downloads; only to be read."""
    return build_once(SAMPLES / "data", shared_folder / "samples")


@pytest.fixture(scope="session")
def built_facts(pytestconfig: pytest.Config) -> Path:
    """The database of the real, curated data, with its downloads; only to be read.

    It is kept between runs, in the cache of pytest, until the data or the code that builds have changed.
    """
    assert pytestconfig.cache
    return build_once(DATA, pytestconfig.cache.mkdir("facts"))


@pytest.fixture(scope="session")
def samples(built_samples: Path, shared_folder: Path) -> Iterator[TestClient]:
    """The service over the miniature."""
    url = f"sqlite:///{built_samples}"
    with served(url) as client, described_once(client, shared_folder / "samples.json"):
        yield client


@pytest.fixture(scope="session")
def facts(built_facts: Path, shared_folder: Path) -> Iterator[TestClient]:
    """The service over the real data, whose search is prepared as before it serves a release."""
    url = f"sqlite:///{built_facts}"
    with served(url) as client, described_once(client, shared_folder / "facts.json"):
        prepare_search(release_server_of(client.app).current.unhurried)
        yield client


@pytest.fixture
def samples_with(samples: TestClient) -> Iterator[Callable[..., TestClient]]:
    """Start the service over the miniature with other settings, for a client at a given address."""
    app: Any = samples.app
    url = app.release_server.settings.database_url

    def start(client: str = "192.0.2.1", **settings: Any) -> TestClient:
        service = create_app(Settings(database_url=url, **settings))
        ending.callback(release_server_of(service).current.supersede)
        return client_of(service, (client, 50000))

    with ExitStack() as ending:
        yield start


@pytest.fixture(scope="session")
def databases(shared_folder: Path) -> Iterator[Databases]:
    """Empty databases on a PostgreSQL server: one started here, or the one in the environment."""
    elsewhere = os.environ.get("PEACEKEEPING_TEST_DATABASE_URL")
    if elsewhere:
        found = Databases(elsewhere)
        yield found
        found.drop()
        return
    server = Server(shared_folder / "postgresql")
    yield Databases(server.url)
    server.end()


@pytest.fixture(scope="session")
def new_database(databases: Databases) -> Callable[[], str]:
    """Makes an empty PostgreSQL database, and answers its address."""
    return lambda: databases.make(str(os.getpid()))


@pytest.fixture(scope="session")
def samples_in_postgresql(
    built_samples: Path, new_database: Callable[[], str]
) -> Iterator[TestClient]:
    """The service over the miniature, in PostgreSQL."""
    with served(copied(built_samples, new_database())) as client:
        yield client


@pytest.fixture(scope="session")
def facts_in_postgresql(built_facts: Path, new_database: Callable[[], str]) -> Iterator[TestClient]:
    """The service over the real data, in PostgreSQL."""
    with served(copied(built_facts, new_database())) as client:
        yield client


@pytest.fixture(scope="session")
def address(facts: TestClient) -> Iterator[str]:
    """The address of a real server of the real data."""
    with running(facts) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def count_statements() -> Callable[[TestClient], AbstractContextManager[list[str]]]:
    """Count the SQL statements of a request."""
    return counted
