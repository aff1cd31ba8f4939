"""Run the service inside the test process: build, request, serve on a port, count statements.

`tests/running.py` starts it as a process of its own, as its users do; `tests/fixtures.py` has the fixtures.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from socket import create_server
from threading import Thread
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import ASGITransport, BaseTransport, ByteStream, Request, Response
from pydantic_core import to_json
from sqlalchemy import Engine, event

from api.app import create_app
from api.database.address import find_release
from api.exports.files import folder_of
from api.exports.write import publish
from api.http.protocol import HttpProtocol
from api.http.served_release import ReleaseServer
from api.openapi import document
from api.settings import Settings
from seed.build.digests import digest_of, digest_of_code
from seed.build.load import load
from seed.build.postgresql import copy_to_postgresql
from seed.files.reading import read_data


def build(data: Path, folder: Path) -> Path:
    """The database of the seed files in `data`, with its downloads."""
    database = folder / "facts.sqlite"
    load(read_data(data).entries, data, database, also=lambda new: publish(new, database))
    return database


@contextmanager
def one_worker_at(place: Path) -> Iterator[None]:
    """Wait for the worker that is at work in a folder, or at a file."""
    with place.with_suffix(".lock").open("w") as lock:
        flock(lock, LOCK_EX)  # Until the file is closed, or the worker has died.
        yield


def build_once(data: Path, folder: Path) -> Path:
    """Build the database in a folder, or wait for the worker that does; one of these files and this code is kept."""
    database = folder / "facts.sqlite"
    with one_worker_at(folder):
        release = find_release(f"sqlite:///{database}")
        current = (digest_of(data), digest_of_code())
        is_current = release and (release.digest, release.built_by) == current
        return database if is_current else build(data, folder)


@contextmanager
def described_once(client: TestClient, file: Path) -> Iterator[None]:
    """Have one worker make the description of a service, which takes seconds, and the others read it in a file."""
    service: Any = client.app
    describe = document.describe

    def describe_or_read(app: FastAPI, version: str, engine: Engine) -> dict[str, Any]:
        if app is not service.service:
            return describe(app, version, engine)
        with one_worker_at(file):
            if not file.exists():
                file.write_bytes(to_json(describe(app, version, engine)))
        found: dict[str, Any] = json.loads(file.read_bytes())
        return found

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(document, "describe", describe_or_read)
        yield


def copied(database: Path, url: str) -> str:
    """Copy a built database to PostgreSQL, and return its address there."""
    release = find_release(f"sqlite:///{database}")
    assert release
    copy_to_postgresql(database, folder_of(database, release), url)
    return url


class WholeAnswers(BaseTransport):
    """Pass on a request and its whole answer in one thread switch; the test client needs eight."""

    def __init__(self, client: TestClient, address: tuple[str, int]) -> None:
        self.in_its_thread = client._portal_factory
        self.app = ASGITransport(client.app, raise_app_exceptions=False, client=address)

    def handle_request(self, request: Request) -> Response:
        with self.in_its_thread() as thread:
            return thread.call(self.ask, request)

    async def ask(self, request: Request) -> Response:
        answer = await self.app.handle_async_request(request)
        whole = ByteStream(b"".join([part async for part in answer.aiter_raw()]))
        return Response(answer.status_code, headers=answer.headers, stream=whole)


def client_of(
    app: Any, address: tuple[str, int] = ("testclient", 50000), **options: Any
) -> TestClient:
    """A client of an ASGI app, from this address, that gets errors as any client does."""
    client = TestClient(app, **options)
    client._transport = WholeAnswers(client, address)
    return client


@contextmanager
def served(url: str, **settings: Any) -> Iterator[TestClient]:
    """A client of the service over a database."""
    app = create_app(Settings(database_url=url, **settings))
    with client_of(app, follow_redirects=False) as client:
        yield client


def release_server_of(service: Any) -> ReleaseServer:
    """The release server of a service, below its middleware."""
    while not hasattr(service, "release_server"):
        service = service.service
    found: ReleaseServer = service.release_server
    return found


@contextmanager
def running(client: TestClient) -> Iterator[int]:
    """The port of a real server of the same service."""
    listener = create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        client.app, http=HttpProtocol, lifespan="off", log_level="warning", access_log=False
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, args=([listener],))
    thread.start()
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join()


@contextmanager
def counted(client: TestClient) -> Iterator[list[str]]:
    """Record the SQL statements that run meanwhile."""
    app: Any = client.app
    engine = app.release_server.current.engine
    statements: list[str] = []

    def begin(connection: Any, *_: object) -> None:
        connection.set_trace_callback(statements.append)

    def end(connection: Any, *_: object) -> None:
        connection.set_trace_callback(None)

    event.listen(engine, "checkout", begin)
    event.listen(engine, "checkin", end)
    try:
        yield statements
    finally:
        event.remove(engine, "checkout", begin)
        event.remove(engine, "checkin", end)
