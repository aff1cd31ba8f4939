"""Load external series from CSV as a stream: memory does not grow with their figures."""

import csv
import hashlib
from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from api.database.replace import swapped_in, sweep
from api.vocabulary import RecordType
from seed.build.rows import Writer
from seed.build.schema import create_unique_index
from seed.build.series_entries import SeriesKey
from seed.build.success import NoSuccess, totals_below_parts
from seed.files.places import LONGEST_LINE
from seed.files.series import Progress, SeriesFile
from seed.releases.fields import Fields
from seed.releases.log import Key
from seed.series.external import ExternalSeries
from seed.series.figures import RowFigure
from seed.series.rows import Reject, Zeros

MOST_SHOWN = 5
HEADER = ("file", "line", "column", "cell", "reason")
REPEATED = """
    CREATE TEMP TABLE repeated AS
    SELECT figure.id, figure.code, source, subject_type, subject_code, indicator FROM figure
    JOIN (SELECT code, min(id) AS first FROM figure GROUP BY code HAVING count(*) > 1) USING (code)
    WHERE figure.id > first
"""


@dataclass
class Outcome:
    """Counts of figures, zeros and rejected rows of one series."""

    name: str
    figures: int = 0
    zeros: int = 0
    rejects: int = 0


@dataclass
class ExternalLoad:
    """The external series that are loaded together, and the counts and reasons of their rejects."""

    series: Sequence[ExternalSeries] = ()
    progress: Progress = lambda *_: None
    outcomes: list[Outcome] = field(default_factory=list)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._lines = array("I")  # The line of each figure, to name the ones that come twice.
        self._starts: list[int] = []
        self._first_lines: dict[tuple[str, str], int] = {}
        self._first = 0  # The number of figures before the first of these.
        self._rejects_file: Any = None

    @property
    def figures(self) -> int:
        """How many figures were loaded."""
        return sum(outcome.figures for outcome in self.outcomes)

    @contextmanager
    def rejects_beside(self, database: Path) -> Iterator[None]:
        """Open the file of rejected rows beside the database; delete it if no series is loaded."""
        if not self.series:
            yield
            rejects_of(database).unlink(missing_ok=True)  # Of the series there were before.
            sweep(rejects_of(database))
            return
        with (
            swapped_in(rejects_of(database)) as new,
            new.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file,
        ):
            self._rejects_file = csv.writer(file, lineterminator="\n")
            self._rejects_file.writerow(HEADER)
            yield

    def run(self, writer: Writer) -> None:
        """Write the figures of every series, after the curated ones."""
        self._first = writer.count_of_figures()
        for series in self.series:
            self.outcomes.append(Outcome(series.file.name))
            self._starts.append(len(self._lines))
            for result in series.figures(self.progress):
                self._write(result, writer)
        writer.flush()
        self._index_codes(writer)
        if unplaced := [one.name for one in self.outcomes if not one.figures]:
            sentence = "no figure could be placed, so that this is no series"
            raise NoSuccess(
                [*(f"{name}: {sentence}" for name in unplaced), *self._reasons(with_lines=True)]
            )

    def refuse_contradictions(self, connection: Connection) -> None:
        """Refuse a total below one of its parts: some of its rows were wrongly taken for totals."""
        found = totals_below_parts(connection, self._first) if self.series else []
        remedy = "is it a total? See `empty` in the manifest"
        if found:
            raise NoSuccess(
                f"{self._place(id)}: value: {total:g} is less than its part, {part:g}; {remedy}"
                for id, total, part in found[:MOST_SHOWN]
            )

    def loaded(self) -> dict[Key, Fields]:
        """Return the loaded series of each source: numbers of figures, SHA-256 of the files."""
        told: dict[Key, Fields] = defaultdict(list)
        for series, outcome in zip(self.series, self.outcomes, strict=True):
            with series.file.file.open("rb") as content:
                digest = hashlib.file_digest(content, "sha256").hexdigest()
            name, after = Path(outcome.name).stem, {"figures": outcome.figures, "sha256": digest}
            key = RecordType.SOURCE, series.file.series.source
            told[key].append({"field": name, "before": None, "after": after})
        return told

    def report(self, database: Path) -> Iterator[str]:
        """Report the counts and the reasons of rejects, in lines for a curator."""
        for outcome in self.outcomes:
            counts = f"{outcome.figures:,}, zeros left out: {outcome.zeros:,}"
            yield f"{outcome.name}: figures: {counts}, rejects: {outcome.rejects:,}"
        if self.series:
            yield f"what could not be placed is listed, with its line, in {rejects_of(database)}"
        yield from self._reasons()

    def _reasons(self, *, with_lines: bool = False) -> Iterator[str]:
        """List why rows were rejected, the most frequent reason first."""
        for (column, reason), number in self.reasons.most_common():
            place = f", first in line {self._first_lines[column, reason]}" if with_lines else ""
            yield f"{number:>9,}  {': '.join(filter(None, (column, reason)))}{place}"

    def _place(self, id: int) -> str:
        """Return the file and the line of a figure."""
        position = id - self._first - 1
        if position < 0:
            return "the curated total"
        return f"{self._outcome(position).name}:{self._lines[position]}"

    def _outcome(self, position: int) -> Outcome:
        return self.outcomes[bisect_right(self._starts, position) - 1]

    def _write(self, result: RowFigure | Reject | Zeros, writer: Writer) -> None:
        outcome = self.outcomes[-1]
        if isinstance(result, Reject):
            self._reject(outcome, result)
        elif isinstance(result, Zeros):
            outcome.zeros += result.number
        else:
            writer.write_figure(result.record, in_series=True)
            self._lines.append(result.observation.lines[0])
            outcome.figures += 1

    def _reject(self, outcome: Outcome, reject: Reject) -> None:
        outcome.rejects += 1
        self.reasons[reject.column, reject.reason] += 1
        self._first_lines.setdefault((reject.column, reject.reason), reject.line)
        self._rejects_file.writerow((outcome.name, *reject))

    def _index_codes(self, writer: Writer) -> None:
        try:
            create_unique_index(writer.connection)
        except IntegrityError:
            self._reject_repeated(writer)
            create_unique_index(writer.connection)

    def _reject_repeated(self, writer: Writer) -> None:
        """Delete and reject figures whose code occurs in an earlier row."""
        connection: Connection = writer.connection
        connection.execute(text(REPEATED))
        for id, code, *key in connection.execute(text("SELECT * FROM repeated ORDER BY id")):
            position = id - self._first - 1
            outcome = self._outcome(position)
            outcome.figures -= 1
            writer.series[SeriesKey(*key)].number -= 1
            reason = "is the figure of an earlier row once more"
            self._reject(outcome, Reject(self._lines[position], "code", code, reason))
        connection.execute(text("DELETE FROM figure WHERE id IN (SELECT id FROM repeated)"))


def rejects_of(database: Path) -> Path:
    """Return the path of the file that lists the rejected rows."""
    return database.with_name(f"{database.name}.rejects.csv")


def digest_with(curated: str, files: Iterable[SeriesFile]) -> str:
    """Return the SHA-256 of the curated files, given as their digest, and external series."""
    digest = hashlib.sha256(curated.encode())
    for series in files:
        digest.update(f"\0{series.origin.name}\0{series.origin.text}\0".encode())
        with series.file.open("rb") as rows:
            for line in iter(lambda: rows.readline(LONGEST_LINE), b""):
                digest.update(line.replace(b"\r\n", b"\n"))
    return digest.hexdigest()
