"""Long series: a CSV file parsed by its manifest, with problems by file and line."""

import shutil
from pathlib import Path

import pytest

from seed.files.reading import read_data
from seed.records import FigureRecord
from seed.references import references
from seed.series.external import referring_of
from tests.conftest import SAMPLES


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the samples that a test may break."""
    return Path(shutil.copytree(SAMPLES / "data", tmp_path / "seed" / "data"))


def problems_after(data: Path, file: str, old: str, new: str) -> list[str]:
    """The problems after replacing `old` by `new` in a file of the series."""
    text = (data / "series" / file).read_text(encoding="utf-8")
    assert old in text
    (data / "series" / file).write_text(text.replace(old, new), encoding="utf-8")
    return [str(problem) for problem in read_data(data).problems]


def test_a_row_is_a_figure_with_what_the_manifest_shares(data: Path) -> None:
    figures = [
        entry.record
        for entry in read_data(data).entries
        if entry.origin.name.endswith("served.csv") and isinstance(entry.record, FigureRecord)
    ]
    assert [(figure.as_of, figure.value, figure.dimensions.sex) for figure in figures] == [
        ("1992", 1500, None),
        ("1994", 2500, None),
        ("1994", 120, "female"),
        ("1994", 300, None),
    ]
    assert {(figure.indicator, figure.subject.code) for figure in figures} == {
        ("people_served_since_start", "sampo-i")
    }
    assert figures[0].locator == "row mission:sampo-i 1992"


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            "served.csv",
            "1992,,,1500",
            "1992,,,many",
            "seed/data/series/served.csv:2: value: 'many' is not a number; write digits, or leave it out",
        ),
        (
            "served.csv",
            "female",
            "women",
            "seed/data/series/served.csv:4: dimensions.sex: 'women' is not allowed;"
            " allowed: female, male",
        ),
        (
            "served.toml",
            'served = "value"',
            'servd = "value"',
            "seed/data/series/served.toml:5: columns.servd: the CSV file has no column 'servd';"
            " did you mean 'served'?",
        ),
        (
            "served.toml",
            "recorded_on",
            "recorded",
            "seed/data/series/served.toml:1: recorded_on: is missing; it says:"
            " Day we recorded them.",
        ),
        (
            "served.toml",
            "{day}",
            "{date}",
            "seed/data/series/served.toml:4: locator: the CSV file has no column 'date'",
        ),
        (
            "served.toml",
            '"as_of"',
            '"asof"',
            "seed/data/series/served.toml:5: columns.day: 'asof' is not a key of a figure;"
            " did you mean 'as_of'?",
        ),
    ],
)
def test_a_problem_is_named_with_file_and_line(
    data: Path, file: str, old: str, new: str, problem: str
) -> None:
    assert problem in problems_after(data, file, old, new)


def test_a_manifest_without_rows_is_a_problem(data: Path) -> None:
    (data / "series" / "served.csv").unlink()
    (problem,) = read_data(data).problems
    assert str(problem) == (
        "seed/data/series/served.toml:1: file: the rows are missing: put them into seed/data/series/served.csv"
    )


def test_all_that_a_figure_refers_to_is_told_apart_when_references_are_looked_up_once() -> None:
    figure = FigureRecord.model_validate(
        {
            **{"source": "one", "subject": "mission:two", "indicator": "three", "value": 1.0},
            **{"dimensions": {"country": "FIV"}, "replaced_by": "four", "as_of": "2020"},
            **{"attributed_to": "person:six", "recorded_on": "2021", "locator": "Table 7"},
        }
    )
    told_apart = {str(code).lower() for code in referring_of(figure)} | {"six"}  # The speaker.
    assert {code for _, (_, code) in references(figure)} <= told_apart
    assert len(references(figure)) == 6
