"""A build is reproducible: the same bytes of database, downloads and rejects in every process."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import SAMPLES
from tests.seed.elsewhere import HEADER, WIDE

pytestmark = pytest.mark.slow
ROWS = ["SANPO,1992,MLI,5,6", "SAMPO II,1995,CIV,7,0", "SANPO,1992,MLI,5,0", "UNX,1992,MLI,1,1"]


def build(folder: Path, hash_seed: int) -> dict[str, bytes]:
    """Build the miniature with an external series in a new process, and read all its output."""
    series = folder / "series"
    series.mkdir(parents=True)
    (series / "serving.toml").write_text(WIDE, encoding="utf-8")
    (series / "serving.csv").write_text("\n".join([HEADER, *ROWS]), encoding="utf-8")
    address = f"sqlite:///{folder / 'built' / 'facts.sqlite'}"
    subprocess.run(  # noqa: S603  # our own words
        [*(sys.executable, "-m", "seed", "load"), "--data", SAMPLES / "data", "--series", "series"],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONHASHSEED": str(hash_seed),
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "PEACEKEEPING_DATABASE_URL": address,
        },
        check=True,
        capture_output=True,
    )
    files = sorted(file for file in (folder / "built").rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    """The output of several processes with different hash seeds."""
    return [build(tmp_path_factory.mktemp("build"), seed) for seed in (0, 1, 1)]


def test_every_process_writes_the_same_files(builds: list[dict[str, bytes]]) -> None:
    first, *others = builds
    assert {Path(name).name for name in first} >= {
        *("facts.sqlite", "facts.sqlite.rejects.csv", "SHA256SUMS", "datapackage.json"),
        *(f"peacekeeping-facts.{form}" for form in ("csv.zip", "ndjson.gz", "sqlite")),
    }
    for other in others:
        assert other.keys() == first.keys()
        assert [name for name in first if first[name] != other[name]] == []


def test_a_database_has_no_page_that_nothing_uses(
    builds: list[dict[str, bytes]], tmp_path: Path
) -> None:
    (tmp_path / "facts.sqlite").write_bytes(builds[0]["built/facts.sqlite"])
    with closing(sqlite3.connect(tmp_path / "facts.sqlite")) as connection:
        assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
