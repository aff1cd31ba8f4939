"""Loading: the same files give the same bytes, and a load that fails changes nothing."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from api.database import replace as swapping
from api.database.address import find_release
from api.database.replace import swapped_in
from seed.build import load as loading
from seed.build.digests import code_that_builds, digest_of
from seed.build.load import load
from seed.files.reading import read_data
from tests.conftest import SAMPLES

DATA = SAMPLES / "data"
IMPORTED = """
import sys, seed.__main__, seed.build.command, seed.derive
for name, module in sys.modules.items():
    if name.split(".")[0] in ("api", "seed"):
        print(module.__file__)
"""


def test_the_same_files_give_the_same_bytes_twice(tmp_path: Path) -> None:
    first, second = tmp_path / "first.sqlite", tmp_path / "second.sqlite"
    load(read_data(DATA).entries, DATA, first)
    load(list(reversed(read_data(DATA).entries)), DATA, second)
    assert first.read_bytes() == second.read_bytes()


def test_the_digest_does_not_depend_on_the_place_or_the_line_ends(tmp_path: Path) -> None:
    copy = shutil.copytree(DATA, tmp_path / "elsewhere")
    for file in Path(copy).glob("**/*.toml"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert digest_of(Path(copy)) == digest_of(DATA)


def test_the_digest_changes_with_a_word(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(DATA, tmp_path / "copy"))
    file = copy / "missions" / "sampo-i.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("1994", "1995"), encoding="utf-8")
    assert digest_of(copy) != digest_of(DATA)


@pytest.mark.slow
def test_all_code_that_the_seed_imports_counts_when_a_database_is_stale() -> None:
    listed = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-c", IMPORTED], check=True, capture_output=True, text=True
    )
    imported = {Path(line) for line in listed.stdout.splitlines()}
    assert len(imported) > 50
    assert imported <= set(code_that_builds())


def test_a_name_that_two_people_share_leads_to_neither(tmp_path: Path) -> None:
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    speaker = data / "people" / "speaker.toml"
    other = speaker.read_text(encoding="utf-8").replace('"speaker"', '"other-speaker"', 1)
    (data / "people" / "other-speaker.toml").write_text(other, encoding="utf-8")
    database = tmp_path / "facts.sqlite"
    load(read_data(data).entries, data, database)
    with closing(sqlite3.connect(database)) as connection:
        shared = "SELECT count(*) FROM alias WHERE slug = 'the-speaker-of-the-briefing'"
        assert connection.execute(shared).fetchone() == (0,)


def test_the_database_says_which_release_it_holds(tmp_path: Path) -> None:
    database = tmp_path / "new" / "folder" / "facts.sqlite"
    release = load(read_data(DATA).entries, DATA, database)
    found = find_release(f"sqlite:///{database}")
    assert found is not None
    assert found.label == release.label == f"2026.1.1+{digest_of(DATA)[:8]}"
    assert found.counts["missions"] == 3


def test_a_load_that_fails_leaves_the_old_database_and_no_other_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "facts.sqlite"
    load(read_data(DATA).entries, DATA, database)
    before = database.read_bytes()
    monkeypatch.setattr(loading, "MARK_NEWEST", "CREATE NONSENSE")
    with pytest.raises(Exception, match="syntax error"):
        load(read_data(DATA).entries, DATA, database)
    assert database.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["facts.sqlite"]


def test_what_is_swapped_in_is_on_the_disk_before_and_its_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    replace = os.replace

    def note_replace(new: Path, target: Path) -> None:
        steps.append(f"{target.name} takes the place")
        replace(new, target)

    monkeypatch.setattr(swapping, "_sync", lambda path: steps.append(path.name))
    monkeypatch.setattr(os, "replace", note_replace)
    with swapped_in(tmp_path / "built") as new:
        new.mkdir()
        (new / "file").touch()
    assert steps == ["file", new.name, "built takes the place", tmp_path.name]


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0 but cut off"])
def test_a_file_that_is_no_database_of_ours_holds_no_release(
    content: bytes, tmp_path: Path
) -> None:
    (tmp_path / "facts.sqlite").write_bytes(content)
    assert find_release(f"sqlite:///{tmp_path / 'facts.sqlite'}") is None


def test_enumerations_are_stored_by_value_and_codes_are_unique(tmp_path: Path) -> None:
    database = tmp_path / "facts.sqlite"
    load(read_data(DATA).entries, DATA, database)
    with closing(sqlite3.connect(database)) as connection:
        kinds = connection.execute("SELECT DISTINCT kind FROM mission ORDER BY kind").fetchall()
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            connection.execute("INSERT INTO mission SELECT * FROM mission")
    assert kinds == [("peacekeeping_operation",), ("special_political_mission",)]
