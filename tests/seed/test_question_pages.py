"""Checks of question pages: their queries name what the data have."""

import shutil
from pathlib import Path

import pytest

from seed.checks.registry import problems_of
from seed.files.places import DATA
from seed.files.reading import read_data
from seed.library import Library
from tests.conftest import SAMPLES

PAGE = (DATA / "questions" / "_template.toml").read_text(encoding="utf-8")
RIGHT = (
    PAGE.replace("initiative:a4p", "mission:sampo-i")
    .replace("endorsing_member_states", "people_serving")
    .replace("how-old-is-a4p", "asked")
)


def problems_with(tmp_path: Path, page: str) -> list[str]:
    """What `check` says of the miniature with one question page."""
    data = shutil.copytree(SAMPLES / "data", tmp_path / "seed" / "data")
    (data / "questions").mkdir()
    (data / "questions" / "asked.toml").write_text(page, encoding="utf-8")
    reading = read_data(data)
    return [
        str(one)
        for one in problems_of(reading, Library.of(reading, reading.history()))
        if "questions/" in one.file
    ]


def test_a_question_page_that_asks_what_is_there_is_no_problem(tmp_path: Path) -> None:
    assert problems_with(tmp_path, RIGHT) == []


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ('code = "asked"', 'code = "other"', ":4: code: is 'other'; call the file other.toml"),
        ("people_serving", "people_servin", "did you mean 'people_serving'?"),
        ("/v1/events", "/v1/event", "asks a list that is not there, 'event'; did you mean"),
        ("/v1/figures/chart.svg?", "/v1/figures/chart.png?", "is not the address of a chart"),
        ("subject=mission:sampo-i&", "subject=mission:sampo-9&", "there is no mission 'sampo-9'"),
        ("place = 99", "plaice = 99", "did you mean 'place'?"),
    ],
)
def test_a_question_page_that_leads_nowhere_is_refused(
    tmp_path: Path, right: str, wrong: str, message: str
) -> None:
    problems = problems_with(tmp_path, RIGHT.replace(right, wrong))
    assert any(message in problem for problem in problems), problems
