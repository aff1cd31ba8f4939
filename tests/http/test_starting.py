"""`python -m api` as a newcomer runs it: it builds what is missing, says so, serves, and stops."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from api.__main__ import main, prepare
from api.database.address import find_release
from api.http.server import NotListening, allow_many_connections, bind
from seed.build.digests import digest_of
from seed.build.lock import NotBuilt
from seed.files.places import DATA
from tests.conftest import SAMPLES
from tests.running import running

program = typer.Typer()
program.command()(main)


@pytest.mark.slow
def test_it_builds_a_missing_database_says_so_serves_and_stops(tmp_path: Path) -> None:
    database = tmp_path / "facts.sqlite"
    with running(database, drain_s=0) as service:
        with urllib.request.urlopen(f"{service.address}/v1/release") as answer:  # noqa: S310  # loopback
            assert digest_of(DATA) in answer.read().decode()
        assert service.stop() == 0
        printed = service.printed()
    assert f"Building the database from {DATA}" in printed
    assert f"is at {database}" in printed
    assert f"open {service.address} in a browser" in printed


def test_what_is_built_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = tmp_path / "facts.sqlite"
    prepare(f"sqlite:///{database}", SAMPLES / "data")
    before = database.stat().st_mtime_ns
    prepare(f"sqlite:///{database}", SAMPLES / "data")
    assert "built from the present seed files" in capsys.readouterr().out
    assert database.stat().st_mtime_ns == before


@pytest.mark.parametrize("columns", [("digest", "curated"), ("built_by",)])
def test_what_other_files_or_other_code_have_built_is_built_again(
    tmp_path: Path, built_samples: Path, columns: tuple[str, ...]
) -> None:
    database = Path(shutil.copy(built_samples, tmp_path))
    before = database.read_bytes()
    with closing(sqlite3.connect(database)) as connection, connection:
        for column in columns:
            connection.execute(f"UPDATE release SET {column} = 'another'")  # our words
    prepare(f"sqlite:///{database}", SAMPLES / "data")
    assert database.read_bytes() == before


def test_an_empty_file_is_replaced(tmp_path: Path) -> None:
    database = tmp_path / "facts.sqlite"
    database.touch()
    prepare(f"sqlite:///{database}", SAMPLES / "data")
    assert find_release(f"sqlite:///{database}") is not None


def test_a_file_of_somebody_else_is_never_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "facts.sqlite"
    database.write_text("something else")
    with pytest.raises(NotBuilt):
        prepare(f"sqlite:///{database}", SAMPLES / "data")
    assert database.read_text() == "something else"
    assert capsys.readouterr().err == (
        f"what is at {database} is no database of Peacekeeping Facts; move it away,"
        " or name another place in PEACEKEEPING_DATABASE_URL. Nothing was changed.\n"
    )


def test_the_database_of_another_program_is_never_replaced(tmp_path: Path) -> None:
    database = tmp_path / "facts.sqlite"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("CREATE TABLE release (id, version)")
    before = database.read_bytes()
    with pytest.raises(NotBuilt):
        prepare(f"sqlite:///{database}", SAMPLES / "data")
    assert database.read_bytes() == before


def test_a_folder_in_the_place_of_the_database_keeps_what_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "facts.sqlite").mkdir()
    letter = tmp_path / "facts.sqlite" / "letter.txt"
    letter.write_text("Dear reader")
    with pytest.raises(NotBuilt):
        prepare(f"sqlite:///{tmp_path / 'facts.sqlite'}", SAMPLES / "data")
    assert letter.read_text() == "Dear reader"


@pytest.mark.parametrize("pages", [slice(4096, 8192), slice(90_000, None), slice(100, None)])
def test_a_damaged_database_of_ours_is_built_again(
    tmp_path: Path, built_samples: Path, pages: slice
) -> None:
    database = Path(shutil.copy(built_samples, tmp_path))
    before = database.read_bytes()
    damaged = bytearray(before)
    damaged[pages] = bytes(len(damaged[pages]) if pages.stop else 0)
    database.write_bytes(damaged)
    prepare(f"sqlite:///{database}", SAMPLES / "data")
    assert database.read_bytes() == before


def test_bad_data_stop_the_start(tmp_path: Path) -> None:
    with pytest.raises(typer.Exit):
        prepare(f"sqlite:///{tmp_path / 'new' / 'facts.sqlite'}", tmp_path)
    assert [file.name for file in (tmp_path / "new").iterdir()] == [".facts.sqlite.lock"]


def test_an_address_that_cannot_be_had_is_named_with_the_remedy() -> None:
    with bind("127.0.0.1", 0) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(NotListening, match=f"port {port} of 127.0.0.1 is in use; .*--port"):
            bind("127.0.0.1", port)
    with pytest.raises(NotListening, match=r"192\.0\.2\.1 is no address of this machine; --host"):
        bind("192.0.2.1", 8000)


def test_the_port_is_asked_for_before_anything_is_built(tmp_path: Path) -> None:
    database = tmp_path / "facts.sqlite"
    environment = {**os.environ, "PEACEKEEPING_DATABASE_URL": f"sqlite:///{database}"}
    with bind("127.0.0.1", 0) as taken:
        taken.listen()
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(program, ["--port", port], env=environment)
    assert (done.exit_code, database.exists()) == (3, False)
    assert f"port {port} of 127.0.0.1 is in use" in done.output


def test_more_workers_than_the_memory_carries_are_refused() -> None:
    done = CliRunner().invoke(program, ["--workers", "99999"])
    assert done.exit_code == 2
    assert "the memory of this machine carries" in done.output


def test_where_the_system_refuses_no_limit_it_is_asked_for_as_many_files_as_it_gives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As macOS does, which this stands in for."""
    given: list[tuple[int, int]] = []

    def refuse_without_limit(_: int, limits: tuple[int, int]) -> None:
        if limits[0] == resource.RLIM_INFINITY:
            raise ValueError("current limit exceeds maximum limit")
        given.append(limits)

    unlimited = (256, resource.RLIM_INFINITY)
    monkeypatch.setattr(resource, "getrlimit", lambda _: unlimited)
    monkeypatch.setattr(resource, "setrlimit", refuse_without_limit)
    allow_many_connections()
    assert given == [(10_240, resource.RLIM_INFINITY)]


@pytest.mark.slow
def test_a_curator_needs_nothing_that_windows_lacks(tmp_path: Path) -> None:
    """Modules of POSIX are hidden, as Windows has none; what else differs there was not tried."""
    hide = (
        "import sys; sys.modules.update(fcntl=None, resource=None, pwd=None, grp=None, uvloop=None)"
    )
    command = f"{hide}; sys.argv = ['seed', 'check', '--data', {str(SAMPLES / 'data')!r}]"
    done = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-c", f"{command}; from seed.__main__ import app; app()"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
