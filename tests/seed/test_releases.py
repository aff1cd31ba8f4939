"""The log of releases: what counts as a change, when it is written, and what is refused."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from seed.__main__ import app
from seed.files.reading import read_data
from seed.library import Library
from seed.releases.history import differences
from seed.titles import fill_in_names
from tests.conftest import SAMPLES

LOG = "releases/2026-01-31_2026.1.1.csv"


def run(*words: str) -> Result:
    """What a curator's command says, without a process of its own."""
    return CliRunner().invoke(app, words)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the samples that a test may change."""
    return Path(shutil.copytree(SAMPLES / "data", tmp_path / "seed" / "data"))


def mend(data: Path, file: str, old: str, new: str) -> None:
    """Writes `old` as `new` in a file."""
    text = (data / file).read_text(encoding="utf-8")
    assert old in text
    (data / file).write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def changed(data: Path) -> list[str]:
    """What differs from the last release."""
    reading = read_data(data)
    assert reading.problems == []
    found = differences(Library(reading.entries), reading.releases)
    return [f"{type} {code} {row.change}" for (type, code), row in found]


def test_nothing_has_changed_since_the_samples_were_logged() -> None:
    assert changed(SAMPLES / "data") == []


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("missions/sampo-i.toml", "1994", "1995", ["mission sampo-i corrected"]),
        ("missions/sampo-i.toml", 'code = "sampo-i"', '# A comment.\ncode = "sampo-i"', []),
        (
            "figures/sample-dataset.toml",
            "value = 12.5",
            'value = 12.5\nqualifier = "exact"\ntime_basis = "stated"',
            [],
        ),
        (
            "sources.toml",
            "Briefing on the sample",
            "A briefing on the sample",
            ["source sample-briefing corrected"],
        ),
        (
            "series/served.csv",
            "1992,,,1500\n",
            "1992,,,1500\nmission:sampo-i,1991,,,1000\n",
            ["figure sampo-i-people-served-since-start-1991-5dfb3e56 added"],
        ),
    ],
    ids=["a date", "a comment", "defaults written out", "the name of a source", "a row"],
)
def test_only_what_a_record_says_itself_counts(
    data: Path, file: str, old: str, new: str, told: list[str]
) -> None:
    mend(data, file, old, new)
    assert changed(data) == told


def test_names_filled_in_while_loading_do_not_count() -> None:
    reading = read_data(SAMPLES / "data")
    library = Library(reading.entries)
    fill_in_names(library)
    assert list(differences(library, reading.releases)) == []


def test_a_log_is_written_once(data: Path) -> None:
    before = (data / LOG).read_bytes()
    done = run("release", "--data", str(data))
    assert done.stdout == "release 2026.1.1 is logged: 26 added, 0 corrected, 0 withdrawn\n"
    assert (data / LOG).read_bytes() == before


def test_a_logged_release_is_not_changed_in_silence(data: Path) -> None:
    mend(data, "missions/sampo-i.toml", "1994", "1995")
    before = (data / LOG).read_bytes()
    done = run("release", "--data", str(data))
    assert done.exit_code == 1
    assert done.stdout.startswith(
        "seed/data/release.toml:1: version: 2026.1.1 is logged, and the data differ from it; raise version and"
        " date, or, as long as nobody has it, write it anew with --again"
    )
    assert (data / LOG).read_bytes() == before


def test_a_release_before_that_cannot_be_read_is_compared_with_nothing(
    data: Path, tmp_path: Path
) -> None:
    older = tmp_path / "older"
    shutil.copytree(data, older)
    mend(older, "missions/sampo-i.toml", "1994", "199x")
    before = (data / LOG).read_bytes()
    done = run("release", "--again", "--before", str(older), "--data", str(data))
    assert (done.exit_code, (data / LOG).read_bytes()) == (1, before)
    assert "missions/sampo-i.toml" in done.stdout


def test_a_release_that_nobody_has_is_logged_again(data: Path) -> None:
    mend(data, "figures/sample-dataset.toml", "value = 12.5", "value = 13.5")
    mend(data, "release.toml", "2026-01-31", "2026-02-28")
    assert run("release", "--data", str(data)).exit_code == 1
    done = run("release", "--data", str(data), "--again")
    assert done.stdout == "release 2026.1.1 is logged: 26 added, 0 corrected, 0 withdrawn\n"
    assert [file.name for file in (data / "releases").iterdir()] == ["2026-02-28_2026.1.1.csv"]
    assert run("check", "--data", str(data)).exit_code == 0


def test_a_later_release_logs_only_what_has_changed(data: Path) -> None:
    mend(data, "missions/sampo-i.toml", "1994", "1995")
    mend(data, "release.toml", '2026.1.1"\ndate = "2026-01-31', '2026.11.1"\ndate = "2026-11-21')
    assert run("release", "--data", str(data)).exit_code == 0
    lines = (data / "releases" / "2026-11-21_2026.11.1.csv").read_text().splitlines()
    assert [line.rpartition(",")[0].rpartition(",")[0] for line in lines] == [
        "type,code,change",
        "mission,sampo-i,corrected",
    ]


def test_nothing_is_logged_behind_a_later_release(data: Path) -> None:
    mend(data, "release.toml", '2026.1.1"\ndate = "2026-01-31', '2026.11.1"\ndate = "2026-11-21')
    assert run("release", "--data", str(data)).exit_code == 0
    mend(data, "release.toml", "2026.11.1", "2026.2.1")
    done = run("release", "--data", str(data), "--again")
    assert done.stdout.startswith(
        "seed/data/release.toml:1: version: 2026.2.1 is before 2026.11.1, which is logged; raise version and date"
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", f"{LOG}:1: file: does not begin with type,code,change,digest,statement"),
        (b"type,code\n", f"{LOG}:1: file: does not begin with type,code,change,digest,statement"),
        (
            b"type,code,change,digest,statement\n<<<<<<< HEAD\n",
            f"{LOG}:2: file: is not a row of a log; take the file from the release again",
        ),
        (
            b"type,code,change,digest,statement\nmission,sampo-i,added,1f,\nmissoin,x,added,1f,\n",
            f"{LOG}:3: file: is not a row of a log; take the file from the release again",
        ),
        (
            b"\xff\xfe",
            f"{LOG}:1: file: is in UTF-16; save it as UTF-8",
        ),
    ],
    ids=["empty", "another header", "a conflict", "an unknown type", "no text"],
)
def test_a_log_that_was_spoilt_is_told(data: Path, content: bytes, message: str) -> None:
    (data / LOG).write_bytes(content)
    reading = read_data(data)
    assert [str(problem) for problem in reading.problems] == [f"seed/data/{message}"]
    assert reading.history() == []


def test_a_log_with_another_name_is_told(data: Path) -> None:
    (data / LOG).rename(data / "releases" / "2026.1.1.csv")
    (problem,) = read_data(data).problems
    assert str(problem).endswith(
        "file: is not called DAY_VERSION.csv, such as 2026-11-21_2026.11.1"
    )


def test_a_record_that_cannot_be_read_is_not_taken_for_gone(data: Path) -> None:
    mend(data, "figures/sample-dataset.toml", "value = 12.5", 'value = "a lot"')
    done = run("check", "--data", str(data))
    assert "is in the log" not in done.stdout
    assert done.stdout.count("\n") == 1


def test_what_would_not_load_is_not_logged(data: Path) -> None:
    (data / "words.toml").write_text('[indicators.nonsense]\nasked_as = ["nothing held"]\n')
    before = (data / LOG).read_bytes()
    done = run("release", "--data", str(data), "--again")
    assert done.exit_code == 1
    assert "words.toml:1: indicators: there is no indicator 'nonsense'" in done.stdout
    assert (data / LOG).read_bytes() == before
