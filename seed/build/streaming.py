"""Series from elsewhere, from CSV to table in steps: a million figures need no more memory than a thousand."""

import csv
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError

from api.database.replace import swapped_in, sweep
from seed.build.schema import FIGURES, create_unique_index
from seed.build.series_entries import Groups, Key
from seed.files.reading import Progress
from seed.series.placing import AT, Figure, Placement
from seed.series.rows import Reject, Zeros

STEP = 5000
HEADER = ("file", "line", "column", "cell", "reason")
INSERT = str(insert(FIGURES).compile(dialect=sqlite.dialect()))
ID, CODE, FIRST, LAST = (AT[name] for name in ("id", "code", "time_first", "time_last"))
SOURCE, TYPE, SUBJECT, INDICATOR = (
    AT[name] for name in ("source", "subject_type", "subject_code", "indicator")
)
REPEATED = """
    CREATE TEMP TABLE repeated AS
    SELECT figure.id, figure.code, source, subject_type, subject_code, indicator FROM figure
    JOIN (SELECT code, min(id) AS first FROM figure GROUP BY code HAVING count(*) > 1) USING (code)
    WHERE figure.id > first
"""


@dataclass
class Outcome:
    """What became of the rows of one series."""

    name: str
    figures: int = 0
    zeros: int = 0
    rejects: int = 0


@dataclass
class Stream:
    """The series from elsewhere that are loaded together, and what becomes of them."""

    placements: Sequence[Placement] = ()
    progress: Progress = lambda *_: None
    outcomes: list[Outcome] = field(default_factory=list)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    groups: Groups = field(default_factory=Groups)

    def __post_init__(self) -> None:
        self._lines = array("Q")  # The line of each figure, to name the ones that come twice.
        self._starts: list[int] = []
        self._list: Any = None

    @property
    def figures(self) -> int:
        """How many figures were loaded."""
        return sum(outcome.figures for outcome in self.outcomes)

    @contextmanager
    def rejects_beside(self, database: Path) -> Iterator[None]:
        """Lists what cannot be placed in a file beside the database, when there are such series."""
        if not self.placements:
            yield
            rejects_of(database).unlink(missing_ok=True)  # It told of the series there were before.
            sweep(rejects_of(database))
            return
        with (
            swapped_in(rejects_of(database)) as new,
            new.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file,
        ):
            self._list = csv.writer(file, lineterminator="\n")
            self._list.writerow(HEADER)
            yield

    def run(self, connection: Connection, taken: int) -> None:
        """Loads every series behind the `taken` figures that are there."""
        for placement in self.placements:
            self.outcomes.append(Outcome(placement.table.name))
            self._starts.append(len(self._lines))
            waiting: list[Figure] = []
            for one in placement.figures(self.progress):
                self._note(one, waiting, taken)
                if len(waiting) >= STEP:
                    self._insert(connection, waiting)
            self._insert(connection, waiting)

    def forget_repeated(self, connection: Connection, taken: int) -> None:
        """Makes the index by code; of figures that come twice the first one stays."""
        try:
            create_unique_index(connection)
        except IntegrityError:
            self._forget_repeated(connection, taken)
            create_unique_index(connection)

    def told(self, database: Path) -> Iterator[str]:
        """What became of the rows, in lines for a curator."""
        for outcome in self.outcomes:
            counts = f"{outcome.figures:,}, zeros left out: {outcome.zeros:,}"
            yield f"{outcome.name}: figures: {counts}, rejects: {outcome.rejects:,}"
        if self.placements:
            yield f"what could not be placed is listed, with its line, in {rejects_of(database)}"
        for (column, reason), number in self.reasons.most_common():
            yield f"{number:>9,}  {': '.join(filter(None, (column, reason)))}"

    def _note(
        self, one: tuple[int, Figure] | Reject | Zeros, waiting: list[Figure], taken: int
    ) -> None:
        outcome = self.outcomes[-1]
        if isinstance(one, Reject):
            self._reject(outcome, one)
        elif isinstance(one, Zeros):
            outcome.zeros += one.number
        else:
            line, figure = one
            self._lines.append(line)
            figure[ID] = taken + len(self._lines)
            outcome.figures += 1
            key = Key(figure[SOURCE], figure[TYPE], figure[SUBJECT], figure[INDICATOR])
            self.groups.note(key, figure[FIRST], (figure[LAST], figure[CODE]))
            waiting.append(figure)

    def _reject(self, outcome: Outcome, reject: Reject) -> None:
        outcome.rejects += 1
        self.reasons[reject.column, reject.reason] += 1
        self._list.writerow((outcome.name, *reject))

    def _insert(self, connection: Connection, waiting: list[Figure]) -> None:
        if waiting:
            connection.exec_driver_sql(INSERT, [tuple(figure) for figure in waiting])
            waiting.clear()

    def _forget_repeated(self, connection: Connection, taken: int) -> None:
        connection.execute(text(REPEATED))
        for id, code, *key in connection.execute(text("SELECT * FROM repeated ORDER BY id")):
            place = id - taken - 1
            outcome = self.outcomes[bisect_right(self._starts, place) - 1]
            outcome.figures -= 1
            self.groups[Key(*key)].number -= 1
            reason = "is the figure of an earlier row once more"
            self._reject(outcome, Reject(self._lines[place], "code", code, reason))
        connection.execute(text("DELETE FROM figure WHERE id IN (SELECT id FROM repeated)"))


def rejects_of(database: Path) -> Path:
    """Where the rows that could not be placed are listed."""
    return database.with_name(f"{database.name}.rejects.csv")
