"""The curator's commands as a curator runs them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SAMPLES

pytestmark = pytest.mark.slow


def run(*words: str, database: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run `python -m seed …` and capture its output."""
    settings = {"PEACEKEEPING_DATABASE_URL": f"sqlite:///{database}"} if database else {}
    return subprocess.run(  # noqa: S603  # our own command with our own words
        [sys.executable, "-m", "seed", *words],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )


def test_check_reassures_in_one_line_of_counts() -> None:
    done = run("check", "--data", str(SAMPLES / "data"))
    assert done.returncode == 0
    assert done.stdout.startswith("no problems in 26 records: 3 missions, 1 initiatives,")
    assert done.stderr == ""


def test_load_says_where_and_stays_silent_in_a_pipe(tmp_path: Path) -> None:
    database = tmp_path / "facts.sqlite"
    done = run("load", "--data", str(SAMPLES / "data"), database=database)
    assert done.returncode == 0
    assert done.stdout.count("\n") == 1
    assert done.stdout.startswith("release 2026.1.1+")
    assert done.stdout.strip().endswith(f"is at {database}")
    assert done.stderr == ""


def test_a_problem_stops_the_load_with_nothing_written(tmp_path: Path) -> None:
    data = tmp_path / "seed" / "data"
    (data / "missions").mkdir(parents=True)
    shutil.copy(SAMPLES / "data" / "release.toml", data)
    (data / "missions" / "x.toml").write_text('code = "X"\nkind = "mission"\n')
    database = tmp_path / "facts.sqlite"
    done = run("load", "--data", str(data), database=database)
    assert done.returncode == 1
    assert not database.exists()
    lines = done.stdout.splitlines()
    assert all(line.startswith("seed/data/missions/x.toml:") for line in lines)
    assert [line.split(": ")[1] for line in lines] == ["code", "record", "kind"]
    assert "3 problems; nothing was done" in done.stderr


def test_verify_counts_the_paragraphs_cited() -> None:
    done = run("verify", "--data", str(SAMPLES / "data"), "--texts", str(SAMPLES / "texts"))
    assert done.returncode == 0
    assert done.stdout == (
        "13 pieces of evidence stand in their paragraphs, word for word\n"
        "sample-briefing: 4 of 4 paragraphs cited\n"
    )
