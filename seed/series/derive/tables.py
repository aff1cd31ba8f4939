"""Read the CSV files of datasets, and write those of series."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

Row = dict[str, str]
Written = tuple[object, ...]


def read_rows(copy: Path) -> Iterator[Row]:
    """Read a copy of a dataset, row by row."""
    with copy.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def write_rows(file: Path, header: list[str], rows: Iterable[Written]) -> None:
    """Write the rows of a series, sorted, so that the result is reproducible."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted(rows, key=lambda row: tuple(map(str, row))))


def number_of(cell: str) -> int:
    """Parse a whole number; an empty cell or `NA` is 0."""
    return 0 if cell in ("", "NA") else int(cell)


def year_ends_and_last(dates: Iterable[str]) -> set[str]:
    """Choose the last day of each year, and the newest day of all."""
    days = set(dates)
    return {day for day in days if day.endswith("-12-31")} | {max(days)}
