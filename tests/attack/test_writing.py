"""Nothing is written while serving: not through SQL, not through HTTP, not to any file."""

import os
import resource
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.exc import DBAPIError

from tests.contract.references import address_of_one, blessed_description
from tests.running import Running, free_port, wait_until_ready

WRITING = [
    "DELETE FROM mission",
    "INSERT INTO posting VALUES (1, 1, 1)",
    "UPDATE sqlite_master SET sql = ''",
    "DROP TABLE mission",
    "CREATE TABLE own (a)",
    "CREATE TEMP TABLE own (a)",
    "ATTACH 'elsewhere.sqlite' AS elsewhere",
    "ATTACH ':memory:' AS elsewhere",
    "VACUUM",
    "VACUUM INTO 'elsewhere.sqlite'",
    "PRAGMA user_version = 9",
    "REINDEX",
    "ANALYZE",
    "SELECT load_extension('elsewhere')",
    "SELECT writefile('elsewhere', 'a')",
    "SELECT readfile('/etc/passwd')",
    "SELECT 1; DELETE FROM mission",
]
# These undo what can be undone in SQL; the file stays closed even so.
UNDOING = ["PRAGMA query_only = OFF", "PRAGMA writable_schema = ON", "PRAGMA journal_mode = WAL"]
OUTSIDE = [one for one in WRITING if "TEMP" not in one]
# Sorting it takes more memory than SQLite gives a sort before it writes to a file.
LARGE = """
    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 200000)
    SELECT n, hex(zeroblob(20)) AS text FROM number ORDER BY text, n DESC
"""
METHODS = ["POST", "PUT", "PATCH", "DELETE", "MKCOL", "COPY", "MOVE", "LOCK", "TRACE", "CONNECT"]
SIZE = resource.RLIMIT_FSIZE


@pytest.fixture
def connection(samples: TestClient, tmp_path: Path) -> Iterator[Any]:
    """The service's own database connection, in a working folder for anything it leaves."""
    app: Any = samples.app
    before = os.getcwd()
    os.chdir(tmp_path)
    held = app.release_server.current.engine.raw_connection()
    yield held.driver_connection
    held.invalidate()  # What is undone in it must not be undone for others.
    os.chdir(before)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("statement", WRITING)
def test_no_statement_writes(connection: Any, statement: str) -> None:
    with pytest.raises((connection.Error, connection.Warning)):
        connection.execute(statement).fetchall()


@pytest.mark.parametrize("statement", OUTSIDE)
def test_no_statement_writes_even_when_sql_has_undone_what_it_can(
    connection: Any, statement: str
) -> None:
    for undoing in UNDOING:
        connection.execute(undoing)
    with pytest.raises((connection.Error, connection.Warning)):
        connection.execute(statement).fetchall()


def test_the_engine_does_not_write_either(samples: TestClient) -> None:
    app: Any = samples.app
    with app.release_server.current.engine.begin() as connection, pytest.raises(DBAPIError):
        connection.exec_driver_sql("DELETE FROM mission")


def test_what_is_large_is_sorted_without_a_file(connection: Any) -> None:
    allowed = resource.getrlimit(SIZE)
    resource.setrlimit(SIZE, (0, allowed[1]))
    try:
        assert connection.execute(LARGE).fetchone()[0] == 200_000
    finally:
        resource.setrlimit(SIZE, allowed)


def test_no_address_takes_a_method_that_writes(samples: TestClient) -> None:
    document = blessed_description()
    # Claims are sent to `/v1/verify`, and the database is read-only to it as to all.
    paths = [path for path in document["paths"] if path != "/v1/verify"]
    addresses = [address_of_one(document, path, "sampo-i") for path in paths]
    addresses += ["/docs", "/openapi.json"]
    answers = [samples.request(method, one) for method in METHODS for one in addresses]
    assert {answer.status_code for answer in answers} == {405}
    assert {answer.headers["allow"] for answer in answers} == {"GET, HEAD, OPTIONS"}


@pytest.mark.parametrize(
    "header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "_method"]
)
def test_no_header_turns_reading_into_writing(samples: TestClient, header: str) -> None:
    asked = samples.get("/v1/missions/sampo-i")
    assert samples.get("/v1/missions/sampo-i", headers={header: "DELETE"}).content == asked.content
    assert samples.get("/v1/missions/sampo-i?_method=DELETE").status_code == 400


def forbid_files() -> None:
    """Limit the file size of this process to 0 bytes, so that the system refuses every write."""
    resource.setrlimit(SIZE, (0, 0))


def files(folder: Path) -> dict[str, tuple[int, int]]:
    """All files and folders below one, with size and modification time."""
    places = [folder, *folder.rglob("*")]
    found = [(str(place.relative_to(folder)), place.lstat()) for place in places]
    return {name: (one.st_size, one.st_mtime_ns) for name, one in found}


@contextmanager
def closed(folder: Path) -> Iterator[None]:
    """A folder without write permission for anyone but root."""
    folder.chmod(0o555)
    try:
        yield
    finally:
        folder.chmod(0o755)


@contextmanager
def serving(database: Path) -> Iterator[str]:
    """The address of a service that may write no file, in the folder of the database."""
    port = free_port()
    folder = str(database.parent)
    places = dict.fromkeys(("HOME", "TMPDIR", "SQLITE_TMPDIR", "XDG_CACHE_HOME"), folder)
    process = subprocess.Popen(  # noqa: S603  # our own command with our own words
        [sys.executable, "-B", "-m", "api", "--port", str(port), "--access-log"],
        cwd=folder,
        env={**os.environ, **places, "PEACEKEEPING_DATABASE_URL": f"sqlite:///{database}"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        preexec_fn=forbid_files,  # noqa: PLW1509  # it only sets a limit
    )
    service = Running(process, port, StringIO())
    try:
        wait_until_ready(service)
        yield service.address
        service.stop()
    finally:
        process.kill()
        process.wait()


@pytest.mark.slow
def test_the_running_service_writes_no_file(facts: TestClient) -> None:
    app: Any = facts.app
    database: Path = app.service.state.database.file
    with closed(database.parent):
        before = files(database.parent)
        with serving(database) as address:
            for asked in ("figures?q=peacekeepers&limit=500&facet=indicator", "release/download"):
                with urllib.request.urlopen(f"{address}/v1/{asked}") as answer:  # noqa: S310  # loopback
                    assert answer.status == 200
        assert files(database.parent) == before
