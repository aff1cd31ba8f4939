"""Make an external series of any size, to test growth: `python -m tests.growth NUMBER COPY FOLDER`.

Multiplies a real series, the contributions to UN missions by month, country and sex (see
`seed/examples/contributions-by-mission-and-month.toml`): every further copy of its rows is dated a day
earlier, and after four weeks of days earlier by the length of the whole series. The same arguments give the
same bytes. FOLDER is then ready for `python -m seed load --series FOLDER`.
"""

import csv
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Annotated

import typer

EXAMPLE = Path(__file__).parents[1] / "seed/examples/contributions-by-mission-and-month.toml"
NAME = "growth"
DAYS, LENGTH = (
    28,
    1600,
)  # Month ends stay apart for 28 days; the series is a little shorter than this.


def grow(
    number: Annotated[int, typer.Argument(help="How many figures, zeros not counted.")],
    copy: Annotated[Path, typer.Argument(help="CSV copy of the contributions by sex.")],
    folder: Annotated[Path, typer.Argument(help="Where to write.")],
) -> None:
    """Writes a CSV file with so many numbers that are not zero, and its manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    text = EXAMPLE.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith(("#", "file ="))]
    (folder / f"{NAME}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with copy.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    measures = [header.index(name) for name in tomllib.loads(text)["measures"]]
    with (folder / f"{NAME}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(_first(number, _shifted(rows, header.index("Date")), measures))


def _shifted(rows: list[list[str]], day: int) -> Iterator[list[str]]:
    for turn in count():
        back = timedelta(days=turn % DAYS + turn // DAYS * LENGTH)
        for row in rows:
            yield [*row[:day], str(date.fromisoformat(row[day]) - back), *row[day + 1 :]]


def _first(number: int, rows: Iterator[list[str]], measures: list[int]) -> Iterator[list[str]]:
    """Yield the first rows with this many numbers; surplus cells of the last row are emptied."""
    for row in rows:
        for measure in measures:
            if row[measure] != "0":
                row[measure] = row[measure] if number > 0 else ""
                number -= 1
        yield row
        if number <= 0:
            return


if __name__ == "__main__":
    typer.run(grow)
