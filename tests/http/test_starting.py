"""`python -m api` as a newcomer runs it: it builds what is missing, says so, serves, and stops."""

import sqlite3
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
import typer

from api.__main__ import prepare
from api.database.address import find_release
from seed.build.load import digest_of
from seed.build.lock import NotBuilt
from seed.files.reading import DATA
from tests.conftest import SAMPLES
from tests.running import running


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
    assert f"look at {service.address}/docs" in printed


def test_what_is_built_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = tmp_path / "facts.sqlite"
    prepare(f"sqlite:///{database}", SAMPLES / "data")
    before = database.stat().st_mtime_ns
    prepare(f"sqlite:///{database}", SAMPLES / "data")
    assert "built from the present seed files" in capsys.readouterr().out
    assert database.stat().st_mtime_ns == before


@pytest.mark.parametrize("columns", [("digest", "curated"), ("built_by",)])
def test_what_other_files_or_other_code_have_built_is_built_again(
    tmp_path: Path, columns: tuple[str, ...]
) -> None:
    database = tmp_path / "facts.sqlite"
    prepare(f"sqlite:///{database}", SAMPLES / "data")
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
def test_a_damaged_database_of_ours_is_built_again(tmp_path: Path, pages: slice) -> None:
    database = tmp_path / "facts.sqlite"
    prepare(f"sqlite:///{database}", SAMPLES / "data")
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
