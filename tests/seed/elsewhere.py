"""An external series in a folder, and the outcome of loading it with the miniature."""

import csv
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from seed.build.command import build
from seed.files.entries import Reading
from seed.files.reading import read_data, read_folder
from seed.records import FigureRecord
from seed.series.external import external_series
from seed.series.figures import RowFigure
from seed.series.rows import Reject
from tests.conftest import SAMPLES

DATA = SAMPLES / "data"
WIDE = """\
source = "sample-dataset"
recorded_on = "2026-01-31"
indicator = "people_serving"
locator = "{measure} of {Country} in {Mission}, {Date}"
columns = { Mission = "subject", Date = "as_of", Country = "dimensions.country" }
names = { Mission = "mission", Country = "country" }
skip_zeros = true

[measures]
"Troops Male" = { component = "troops", sex = "male" }
"Troops Female" = { component = "troops", sex = "female" }
"""
HEADER = "Mission,Date,Country,Troops Male,Troops Female"
DEATHS = """\
source = "sample-dataset"
recorded_on = "2026-01-31"
indicator = "people_serving"
locator = "count of rows of {mission} in {year}, {kind}"
columns = { mission = "subject", day = "year", kind = "dimensions.cause" }
names = { mission = "mission" }
phases = { SAMPO = ["sampo-i", "sampo-ii"] }
values = { kind = { "Malicious Act" = "malicious_act", Illness = "illness", "Not given" = "" } }
count_rows = true
"""


EMPTY = "is empty: unknown, all, or the same as above? Say so in `empty` of the manifest"


class Elsewhere:
    """A folder with a series, and the database it is loaded into."""

    def __init__(self, place: Path) -> None:
        self.folder, self.database = place / "elsewhere", place / "facts.sqlite"
        self.folder.mkdir()

    def write(self, manifest: str, *rows: str, name: str = "serving") -> None:
        """Puts a manifest and its rows into the folder."""
        (self.folder / f"{name}.toml").write_text(manifest, encoding="utf-8")
        (self.folder / f"{name}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")

    def load(self, *folders: Path) -> None:
        """What `python -m seed load --series FOLDER` does."""
        build(DATA, f"sqlite:///{self.database}", folders or [self.folder])

    def read(self) -> tuple[list[FigureRecord], list[Reject]]:
        """The figures and the rejects of the series, without building a database of them."""
        reading = _beside_the_miniature()
        files = read_folder(self.folder, reading)
        assert reading.problems == []
        (series,) = external_series(files, reading.entries)
        found = list(series.figures(lambda *_: None))
        figures = [one.record for one in found if isinstance(one, RowFigure)]
        return figures, [one for one in found if isinstance(one, Reject)]

    def problems(self) -> list[str]:
        """The problems that prevent the series from being opened."""
        reading = _beside_the_miniature()
        read_folder(self.folder, reading)
        return [str(problem).replace(f"{self.folder}/", "") for problem in reading.problems]

    def figures(self, columns: str) -> list[Any]:
        """Some columns of the series' figures, in the order of its rows."""
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(
                f"SELECT {columns} FROM figure WHERE id > {curated()} ORDER BY id"
            ).fetchall()

    def rejects(self) -> list[dict[str, str]]:
        """The rows of the rejects file, without the column `file`."""
        with (self.database.parent / "facts.sqlite.rejects.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert {row.pop("file") for row in rows} <= {str(self.folder / "serving.csv")}
        return rows


@cache
def _miniature() -> Reading:
    return read_data(DATA)


def _beside_the_miniature() -> Reading:
    return Reading(entries=[*_miniature().entries])


def curated() -> int:
    """The number of figures in the samples, without external series."""
    return sum(isinstance(entry.record, FigureRecord) for entry in _miniature().entries)


def reject(line: int, column: str, cell: str, reason: str) -> dict[str, str]:
    """A row of the file of rejects."""
    return {"line": str(line), "column": column, "cell": cell, "reason": reason}
