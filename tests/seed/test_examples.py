"""The example manifests, over copies of published datasets that are not part of the project."""

import csv
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from seed.build.external import ExternalLoad
from seed.build.load import load
from seed.files.entries import Reading
from seed.files.places import DATA
from seed.files.reading import read_data, read_folder
from seed.records import FigureRecord
from seed.series.external import external_series
from seed.series.figures import RowFigure
from seed.series.rows import Reject
from tests import growth
from tests.seed.test_derive import COPIES, needs_copies

EXAMPLES = Path(__file__).parents[2] / "seed" / "examples"
CONTRIBUTIONS = COPIES / "ipi-contributions-by-sex-2009-11-2014-02.csv"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[ExternalLoad, Path]:
    """The counts of both datasets' rows, and the database."""
    place_of_all = tmp_path_factory.mktemp("examples")
    folder = Path(shutil.copytree(EXAMPLES, place_of_all / "project" / "seed" / "examples"))
    (place_of_all / "shared").mkdir()
    (place_of_all / "shared" / "data").symlink_to(COPIES)
    return loaded_from(folder, place_of_all / "facts.sqlite")


def loaded_from(folder: Path, database: Path) -> tuple[ExternalLoad, Path]:
    """The counts of a folder's rows, and the database."""
    reading = read_data(DATA)
    files = read_folder(folder, reading)
    assert reading.problems == []
    external = ExternalLoad(external_series(files, reading.entries))
    load(reading.entries, DATA, database, external=external)
    return external, database


def asked(database: Path, question: str) -> list[Any]:
    """The rows of a query."""
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(question).fetchall()


@needs_copies
def test_the_contributions_are_232920_observations_in_29115_rows(
    loaded: tuple[ExternalLoad, Path],
) -> None:
    with CONTRIBUTIONS.open(encoding="utf-8", newline="") as file:
        assert sum(1 for _ in csv.DictReader(file)) == 29_115
    outcome = loaded[0].outcomes[0]
    assert (outcome.figures, outcome.zeros, outcome.rejects) == (59_387, 173_533, 0)
    assert outcome.figures + outcome.zeros == 232_920


@needs_copies
def test_the_deaths_are_counted_by_mission_year_and_cause(
    loaded: tuple[ExternalLoad, Path],
) -> None:
    external, database = loaded
    outcome = external.outcomes[1]
    assert (outcome.figures, outcome.rejects) == (1_118, 14)
    counted = "SELECT sum(value) FROM figure WHERE locator LIKE 'count of rows of % with incident_date in %'"
    assert asked(database, counted) == [(4_415,)]
    assert external.reasons == {("mission_acronym", "is not the name of a known mission"): 14}


@needs_copies
def test_the_rejects_name_the_offices_that_have_no_record(
    loaded: tuple[ExternalLoad, Path],
) -> None:
    file = loaded[1].with_name("facts.sqlite.rejects.csv")
    with file.open(encoding="utf-8", newline="") as rows:
        named = Counter(row["cell"] for row in csv.DictReader(rows))
    assert named == {
        "UNSecretariat": 9,
        "OSESGY": 1,
        "OSESyria": 1,
        "UNMA": 1,
        "UNMAO": 1,
        "UNOAU": 1,
    }


@needs_copies
def test_the_parts_add_up_to_the_curated_totals(loaded: tuple[ExternalLoad, Path]) -> None:
    question = """
        SELECT sum(value) FROM figure
        WHERE indicator = 'personnel_deployed' AND as_of = '2013-12-31' AND country = 'NPL'
        AND source = 'ipi-contributions-by-sex-2014-02' AND sex IS {} AND subject_type = '{}'
    """
    total = asked(loaded[1], question.format("NULL", "organisation"))
    parts = asked(loaded[1], question.format("NOT NULL", "mission"))
    assert parts == total


def read_beside(real: Reading, folder: Path) -> dict[str, tuple[list[FigureRecord], list[Reject]]]:
    """The figures and rejects of each series in a folder, by name, looked up in the real data."""
    reading = Reading(entries=[*real.entries])
    files = read_folder(folder, reading)
    assert reading.problems == []
    read = {}
    for series in external_series(files, reading.entries):
        found = list(series.figures(lambda *_: None))
        figures = [one.record for one in found if isinstance(one, RowFigure)]
        rejects = [one for one in found if isinstance(one, Reject)]
        read[Path(series.file.name).stem] = figures, rejects
    return read


def test_files_of_six_publishers_are_read_as_they_are(real_reading: Reading) -> None:
    read = read_beside(real_reading, EXAMPLES / "published")
    told = {
        name: [
            (one.subject.code, one.as_of or one.period_start, one.period_end, one.value)
            for one in figures
        ]
        for name, (figures, _) in read.items()
    }
    assert told["world-bank"] == [
        ("cod", "2019", None, 17001),
        ("cod", "2020", None, 16002),
        ("mli", "2019", None, 15003),
        ("mli", "2021", None, 14004),
    ]
    assert told["budgets"] == [
        ("minurso", "2024-07-01", "2025-06-30", 60_001_500),
        ("minurso", "2025-07-01", "2026-06-30", 61_002_800),
        ("unifil", "2025-07-01", "2026-06-30", 500_003_000),
    ]
    assert told["deaths"] == [
        ("unef-i", "1957", "1957", 1),
        ("unef-ii", "1975", "1975", 1),
        ("minusma", "2016", "2016", 1),
        ("minusma", "2016", "2016", 1),
    ]
    assert {as_of for _, as_of, _, _ in told["ranking"]} == {"2021-01-31"}
    assert (len(told["ranking"]), told["ranking"][-1][-1]) == (9, 75_611)
    assert len(told["contributors"]) == 6
    assert [one.dimensions.location for one in read["geo-pko"][0]] == ["cap-haitien", "gonaives"]
    assert {name: [one.line for one in rejects] for name, (_, rejects) in read.items()} == {
        **{"budgets": [], "contributors": [], "deaths": [6], "geo-pko": [4], "ranking": []},
        "world-bank": [9],
    }


@needs_copies
@pytest.mark.parametrize(
    ("example", "copy", "figures", "rejects"),
    [
        ("contributors", "un-contributors-2021-01-31.csv", 366, 0),
        ("deaths", "un-fatalities-2025-04-04.csv", 568, 165),
        ("geo-pko", "geopko-2.3-contributors-by-location-1994-2024.csv", 4_927, 0),
    ],
)
def test_the_files_that_are_at_hand_are_read_as_they_were_published(
    real_reading: Reading, example: str, copy: str, figures: int, rejects: int, tmp_path: Path
) -> None:
    for name in (f"{example}.toml", "sources.toml"):
        shutil.copy(EXAMPLES / "published" / name, tmp_path)
    (tmp_path / f"{example}.csv").symlink_to(COPIES / copy)
    read = read_beside(real_reading, tmp_path)[example]
    assert (len(read[0]), len(read[1])) == (figures, rejects)


@needs_copies
def test_a_grown_series_has_as_many_figures_as_asked_for_and_all_are_different(
    tmp_path: Path,
) -> None:
    growth.grow(61_000, CONTRIBUTIONS, tmp_path / "grown")
    external, database = loaded_from(tmp_path / "grown", tmp_path / "facts.sqlite")
    (outcome,) = external.outcomes
    assert (outcome.figures, outcome.rejects) == (61_000, 0)
    dates = "SELECT max(as_of) FROM figure WHERE locator LIKE '%contributor%mission%2014-02-27%'"
    assert asked(database, dates) == [(None,)]
