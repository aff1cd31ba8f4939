"""What the tests share: the miniature and the real data, each loaded once and asked over HTTP."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from socket import create_server
from threading import Thread
from typing import Any

import pytest
import uvicorn
from fastapi.testclient import TestClient
from sqlalchemy import event

from api.main import create_app
from api.publishing import publish
from api.settings import Settings
from seed.loading import load
from seed.reading import DATA, read_data

SAMPLES = Path(__file__).parent / "samples"


def serve(data: Path, folder: Path) -> Iterator[TestClient]:
    """A client of the service over the seed files in `data`."""
    database = folder / "facts.sqlite"
    load(read_data(data).entries, data, database, also=lambda new: publish(new, database))
    app = create_app(Settings(database_url=f"sqlite:///{database}"))
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The service over the made-up miniature in `tests/samples`."""
    yield from serve(SAMPLES / "data", tmp_path_factory.mktemp("samples"))


@pytest.fixture
def samples_with(samples: TestClient) -> Callable[..., TestClient]:
    """Starts the service over the miniature with other settings, for a client at a given address."""
    app: Any = samples.app
    url = f"sqlite:///{app.service.state.database}"

    def start(client: str = "192.0.2.1", **settings: Any) -> TestClient:
        service = create_app(Settings(database_url=url, **settings))
        return TestClient(service, raise_server_exceptions=False, client=(client, 50000))

    return start


@pytest.fixture(scope="session")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The service over the real, curated data."""
    yield from serve(DATA, tmp_path_factory.mktemp("facts"))


@contextmanager
def running(client: TestClient) -> Iterator[int]:
    """The port of a real server of the same service."""
    listener = create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(client.app, lifespan="off", log_level="warning"))
    thread = Thread(target=server.run, args=([listener],))
    thread.start()
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="session")
def address(facts: TestClient) -> Iterator[str]:
    """The address of a real server of the real data."""
    with running(facts) as port:
        yield f"http://127.0.0.1:{port}"


@contextmanager
def counted(client: TestClient) -> Iterator[list[str]]:
    """The SQL statements that run while asking."""
    app: Any = client.app
    engine = app.editions.now.engine
    statements: list[str] = []

    def begin(connection: Any, *_: object) -> None:
        connection.set_trace_callback(statements.append)

    def end(connection: Any, *_: object) -> None:
        connection.set_trace_callback(None)

    event.listen(engine, "checkout", begin)
    event.listen(engine, "checkin", end)
    yield statements
    event.remove(engine, "checkout", begin)
    event.remove(engine, "checkin", end)


@pytest.fixture
def count_statements() -> Callable[[TestClient], AbstractContextManager[list[str]]]:
    """Counts the SQL statements that an address costs."""
    return counted
