"""Messages on files that cannot be read: file, line, field, and what would be right."""

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from seed.checks.registry import check
from seed.files.reading import read_data
from seed.library import Library
from tests.conftest import SAMPLES

MISSION = "missions/sampo-i.toml"
FIGURES = "figures/sample-briefing.toml"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the samples that a test may break."""
    return Path(shutil.copytree(SAMPLES / "data", tmp_path / "seed" / "data"))


def problems_after(data: Path, file: str, old: str, new: str) -> list[str]:
    """The problems after replacing `old` by `new` in a file of the samples."""
    text = (data / file).read_text(encoding="utf-8")
    assert old in text
    (data / file).write_text(text.replace(old, new), encoding="utf-8")
    return [str(problem) for problem in read_data(data).problems]


def test_a_misspelt_key_is_named_with_the_right_one(data: Path) -> None:
    (problem,) = problems_after(data, MISSION, "status_as_of", "status_asof")
    assert problem == (
        "seed/data/missions/sampo-i.toml:9: status_asof:"
        " is not a key of this kind of record; did you mean 'status_as_of'?"
    )


def test_a_misspelt_key_in_a_part_is_named_too(data: Path) -> None:
    found = problems_after(data, MISSION, "paragraph = 2", "paragaph = 2")
    assert found == [
        "seed/data/missions/sampo-i.toml:21: citations[0].paragaph:"
        " is not a key of this kind of record; did you mean 'paragraph'?"
    ]


def test_a_word_outside_a_closed_list_is_refused_with_the_nearest(data: Path) -> None:
    (problem,) = problems_after(
        data, MISSION, '"peacekeeping_operation"', '"peacekeping_operation"'
    )
    assert problem.startswith("seed/data/missions/sampo-i.toml:5: kind: 'peacekeping_operation'")
    assert problem.endswith("did you mean 'peacekeeping_operation'?")


def test_a_wrong_type_is_refused(data: Path) -> None:
    found = problems_after(data, FIGURES, "value = 60", 'value = "60"')
    assert found == [
        "seed/data/figures/sample-briefing.toml:19: value: '60' is not a number; write 60, without quotes"
    ]


def test_a_date_without_quotes_is_explained(data: Path) -> None:
    found = problems_after(data, MISSION, 'started = "1990-03"', "started = 1990-03-01")
    assert found == [
        'seed/data/missions/sampo-i.toml:6: started: a date is written in quotes: "1990-03-01"'
    ]


def test_a_date_that_does_not_exist_is_refused(data: Path) -> None:
    found = problems_after(data, MISSION, "1990-03", "1990-02-30")
    assert found == [
        "seed/data/missions/sampo-i.toml:6: started: '1990-02-30' is not a date of the calendar"
    ]


def test_a_long_evidence_is_refused(data: Path) -> None:
    words = "opened in March 1990 and closed in 1994"
    found = problems_after(data, MISSION, words, f"{words} and four words too many")
    assert found == [
        "seed/data/missions/sampo-i.toml:22: citations[0].evidence:"
        " 'opened in March 1990 and closed in 1994 and four words too many':"
        " has 13 words; keep the 12 that carry the fact"
    ]


def test_a_figure_without_a_source_is_refused(data: Path) -> None:
    found = problems_after(data, FIGURES, 'source = "sample-briefing"\n', "")
    assert found == [
        f"seed/data/figures/sample-briefing.toml:{line}: source:"
        " is missing; it says: The source that says so."
        for line in (3, 15)
    ]


def test_a_reference_of_the_wrong_form_is_explained(data: Path) -> None:
    (problem, _) = problems_after(data, FIGURES, '"mission:sampo-ii"', '"sampo-ii"')
    assert "subject: 'sampo-ii': is written type:code, such as country:jpn" in problem


def test_a_resolution_symbol_of_the_wrong_form_is_refused(data: Path) -> None:
    (problem,) = problems_after(data, MISSION, "S/RES/1 (1990)", "Resolution 1")
    assert "authorised_by[0]: 'Resolution 1' is not the symbol of a resolution" in problem


def test_a_repeated_key_is_a_problem_with_its_line(data: Path) -> None:
    (problem,) = problems_after(data, MISSION, 'region = "africa"', 'code = "sampo-i"')
    assert problem == (
        "seed/data/missions/sampo-i.toml:10: file: the key 'code' is there twice; keep one of the two"
    )


def test_a_file_cut_off_in_the_middle_is_a_problem(data: Path) -> None:
    (problem,) = problems_after(data, MISSION, '"First Sample Operation"', '"First')
    assert problem.startswith('seed/data/missions/sampo-i.toml:3: file: the " that closes the text')


def test_a_file_that_is_not_utf_8_is_a_problem(data: Path) -> None:
    (data / MISSION).write_bytes(b'code = "sampo-i"\nname = "\xff"\n')
    (problem,) = read_data(data).problems
    assert (
        problem.message
        == "'ÿ' is not in UTF-8 but probably in Windows-1252 or Latin-1; save it as UTF-8"
    )


def test_all_problems_of_all_files_are_found_in_one_run(data: Path) -> None:
    problems_after(data, MISSION, "status_as_of", "status_asof")
    found = problems_after(data, FIGURES, "value = 60", "value = true")
    assert [problem.partition(":")[0] for problem in found] == [
        "seed/data/missions/sampo-i.toml",
        "seed/data/figures/sample-briefing.toml",
    ]


def test_line_ends_of_another_system_do_not_matter(data: Path) -> None:
    text = (data / MISSION).read_bytes()
    (data / MISSION).write_bytes(text.replace(b"\n", b"\r\n"))
    assert read_data(data).problems == []


@pytest.mark.parametrize(
    ("file", "content", "problem"),
    [
        (
            "figures/x.toml",
            "figures = [1]\n",
            "figures/x.toml:1: figures[0]: is written as a block under [[figures]]",
        ),
        ("figures/x.toml", "figures = []\n", "figures/x.toml:1: figures: holds no record"),
        (
            "mission/x.toml",
            'code = "x"\n',
            "mission/x.toml:1: file: is not read: records are .toml files in missions, initiatives,"
            " figures, indicators, people, organisations, countries, events, statements, discrepancies,"
            " sources, series, questions; did you mean 'missions'?",
        ),
        ("missions/x.yml", "code: x", "missions/x.yml:1: file: is not read: call it x.toml"),
        ("release.toml", 'version = "1"\ndate = "2026"\n', "release.toml:1: version: '1' is not"),
        ("missions/x.toml", "code = " + "[" * 3000, "missions/x.toml:1: file: is not TOML;"),
        ("missions/x.toml", "x = " + "1" * 5000, "missions/x.toml:1: file: is not TOML;"),
    ],
)
def test_no_file_is_passed_over(data: Path, file: str, content: str, problem: str) -> None:
    (data / file).parent.mkdir(exist_ok=True)
    (data / file).write_text(content, encoding="utf-8")
    found = [str(one) for one in read_data(data).problems]
    assert any(one.startswith(f"seed/data/{problem}") for one in found), found


def test_a_folder_that_does_not_exist_is_a_problem(tmp_path: Path) -> None:
    (problem,) = read_data(tmp_path / "nowhere").problems
    assert problem.message == "does not exist"


def test_a_link_that_leads_nowhere_is_a_problem(data: Path) -> None:
    (data / "missions" / "x.toml").symlink_to(data / "nothing.toml")
    (problem,) = read_data(data).problems
    assert problem.message == "is missing, or leads to a file that is not there"


def test_a_mark_at_the_start_of_a_file_does_not_matter(data: Path) -> None:
    (data / MISSION).write_bytes(b"\xef\xbb\xbf" + (data / MISSION).read_bytes())
    assert read_data(data).problems == []


def test_a_key_at_the_head_of_a_list_is_named_once_on_its_line(data: Path) -> None:
    found = problems_after(data, FIGURES, "recorded_on", "recorded_no")
    assert set(found) == {
        "seed/data/figures/sample-briefing.toml:2: recorded_no:"
        " is not a key of this kind of record; did you mean 'recorded_on'?",
        "seed/data/figures/sample-briefing.toml:4: recorded_on:"
        " is missing; it says: Day we recorded it.",
        "seed/data/figures/sample-briefing.toml:16: recorded_on:"
        " is missing; it says: Day we recorded it.",
    }


def test_a_record_that_cannot_be_read_is_not_missed_by_others(data: Path) -> None:
    problems_after(data, MISSION, '"africa"', '"afrika"')
    reading = read_data(data)
    assert len(reading.problems) == 1
    assert check(Library.of(reading, [])) == []


def test_a_source_written_out_is_refused(data: Path) -> None:
    (problem,) = problems_after(
        data, MISSION, 'source = "sample-briefing"', 'source = { code = "sample-briefing" }'
    )
    assert problem.endswith('is the code of a source in quotes, such as "iso-3166-1"')


def test_a_character_that_cannot_be_seen_is_refused(data: Path) -> None:
    (problem,) = problems_after(data, MISSION, "Closed, known", "Closed,\u202e known")
    assert problem.endswith("holds a character that cannot be seen, U+202E")


def test_a_folder_that_may_not_be_read_is_named_once(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = os.scandir

    def closed(folder: Any = ".") -> Any:
        if str(folder) == str(data / "missions"):
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))
        return listed(folder)

    monkeypatch.setattr(os, "scandir", closed)
    for file in (data / "missions").iterdir():
        file.rename(data / file.name.replace(".toml", ".bak"))  # As if they were not there.
    reading = read_data(data)
    found = [*reading.problems, *check(Library.of(reading, reading.history()))]
    assert [str(problem) for problem in found] == [
        "seed/data/missions:1: folder: cannot be read: you may not list its files"
    ]
