"""The log of releases: what counts as a change, when it is written, and what is refused."""

import shutil
from datetime import date
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
DATASET = "figures/sample-dataset.toml"


def run(*words: str) -> Result:
    """Run a curator's command in this process."""
    return CliRunner().invoke(app, words)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the samples that a test may change."""
    return Path(shutil.copytree(SAMPLES / "data", tmp_path / "seed" / "data"))


def mend(data: Path, file: str, old: str, new: str) -> None:
    """Replace `old` by `new` in a file."""
    text = (data / file).read_text(encoding="utf-8")
    assert old in text
    (data / file).write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def changed(data: Path) -> list[str]:
    """The changes since the last release."""
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
    mend(data, "missions/sampo-i.toml", "1994", "1995")
    mend(data, "release.toml", '2026.1.1"\ndate = "2026-01-31', '2026.11.1"\ndate = "2026-11-21')
    assert run("release", "--data", str(data)).exit_code == 0
    mend(data, "release.toml", "2026.11.1", "2026.2.1")
    done = run("release", "--data", str(data), "--again")
    assert done.stdout.startswith(
        "seed/data/release.toml:1: version: 2026.2.1 is before 2026.11.1, which is logged; raise version and date"
    )


def add_figure(data: Path, recorded_on: str) -> None:
    """Append a figure to a file."""
    file = data / DATASET
    keys = 'subject = "mission:sampo-i"\nindicator = "people_serving"\nvalue = 12\nas_of = "1993"'
    block = f'\n[[figures]]\n{keys}\nlocator = "row 10"\nrecorded_on = "{recorded_on}"\n'
    file.write_text(file.read_text(encoding="utf-8") + block, encoding="utf-8")


def test_a_figure_is_entered_before_the_day_of_a_release_that_is_logged_already(data: Path) -> None:
    mend(data, "release.toml", "2026-01-31", "2099-12-01")
    assert run("release", "--data", str(data), "--again").exit_code == 0
    add_figure(data, "2099-12-02")
    assert run("check", "--data", str(data)).stdout == (
        "seed/data/figures/sample-dataset.toml:26: recorded_on: 2099-12-02 lies in the future; the release of"
        " 2099-12-01 is logged: as long as nobody has it, log it anew with `python -m seed release --again`,"
        " and give the day of today\n"
    )
    today = date.today().isoformat()
    mend(data, DATASET, "2099-12-02", today)
    assert run("check", "--data", str(data)).stdout == (
        f"seed/data/figures/sample-dataset.toml:26: recorded_on: {today} is not after 2099-12-01, the day of a"
        " release that is logged: as long as nobody has it, log it anew with `python -m seed release --again`;"
        " else raise version and date in release.toml, and give a day after 2099-12-01\n"
    )
    assert run("release", "--data", str(data), "--again").exit_code == 0
    assert run("check", "--data", str(data)).stdout.startswith(
        "hint: seed/data/release.toml:2: date: 2099-12-01 lies in the future"
    )


def test_a_release_that_changes_nothing_is_not_logged(data: Path) -> None:
    mend(data, "release.toml", '2026.1.1"\ndate = "2026-01-31', '2026.2.1"\ndate = "2026-02-28')
    assert run("release", "--data", str(data)).stdout == (
        "release 2026.2.1 adds, corrects and withdraws nothing: there is nothing to log; leave its version and"
        " date as they were\n"
    )
    assert [file.name for file in (data / "releases").iterdir()] == [Path(LOG).name]


def test_which_fields_changed_stays_told_when_a_release_is_logged_again(
    data: Path, tmp_path: Path
) -> None:
    before = shutil.copytree(data, tmp_path / "before" / "seed" / "data")
    mend(data, "release.toml", '2026.1.1"\ndate = "2026-01-31', '2026.2.1"\ndate = "2026-02-28')
    mend(data, "missions/sampo-i.toml", "1994", "1995")
    run("release", "--data", str(data), "--before", str(before))
    (told,) = (data / "releases").glob("*.ndjson")
    fields = told.read_bytes()
    mend(data, "missions/sampo-ii.toml", "Second Sample", "2nd Sample")
    assert run("release", "--data", str(data), "--again").stdout == (
        "release 2026.2.1 is logged: 0 added, 2 corrected, 0 withdrawn\n"
        "which fields changed is not told of 1 of them; to tell it, give the seed files of the release before"
        " with --before FOLDER\n"
    )
    assert told.read_bytes() == fields


def test_a_figure_whose_place_is_mended_keeps_its_address(data: Path) -> None:
    mend(data, DATASET, '"row 8"', '"row 9"')
    told = run("check", "--data", str(data)).stdout
    assert told == (
        "seed/data/figures/sample-dataset.toml:12: code: was 'sampo-i-women-share-1990-1994-87dc9215' in"
        ' release 2026.1.1; write code = "sampo-i-women-share-1990-1994-87dc9215" to keep its address\n'
    )
    code = told.partition("write ")[2].partition(" to keep")[0]
    mend(data, DATASET, "value = 12.5", f"value = 12.5\n{code}")
    assert run("check", "--data", str(data)).exit_code == 0


def test_a_figure_whose_statement_is_changed_is_told_once_and_where_it_stands(data: Path) -> None:
    mend(data, DATASET, 'period_end = "1994"', 'period_end = "1993"')
    (line,) = run("check", "--data", str(data)).stdout.splitlines()
    assert line.startswith(
        "seed/data/figures/sample-dataset.toml:12: code: is new, and"
        " 'sampo-i-women-share-1990-1994-87dc9215' of release 2026.1.1 is gone: is it that one? Then leave it"
    )


def test_the_places_of_the_rows_of_a_series_stay(data: Path) -> None:
    mend(data, "series/served.toml", "row {mission} {day}", "line {mission} {day}")
    (line,) = run("check", "--data", str(data)).stdout.splitlines()
    assert line.startswith("seed/data/series/served.toml:4: locator: gives 4 figures codes that")


def test_a_file_that_was_hidden_is_named_where_its_record_is_gone(data: Path) -> None:
    (data / "missions/undated-office.toml").rename(data / "missions/.undated-office.toml")
    assert (
        "but gone: missions/.undated-office.toml is hidden or a back-up, and not read; call it"
        in (run("check", "--data", str(data)).stdout)
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
