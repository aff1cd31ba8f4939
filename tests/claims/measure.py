"""Measure the verdicts on sentences: `python -m tests.claims.measure DATABASE FILE [--misses]`.

Reads the texts of FILE, in the columns of `sentences.csv`, in process and each once, and prints the figures of the goals.
DATABASE is the file of a loaded database.
"""

import csv
import json
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy import Connection

from api.claims.sentences.texts import verify_text
from api.database.address import open_reading
from api.vocabulary import Row

SENTENCES = Path(__file__).parent / "sentences.csv"
NUMBERS = ("value", "lower", "upper")
LISTED = ("subject", "indicator", "qualifier", "as_of")
OPEN = ("cannot_verify", "not_comparable")
UNWRITTEN = "location"  # Personnel of missions is in the field, whoever says so.


@dataclass
class Number:
    """A number of a text as a person judged it, and as the service did."""

    text: Row
    expected: Row
    answer: Row | None
    wrong: list[str]

    @property
    def may_be_missing(self) -> bool:
        """Whether not understanding it is an accepted outcome."""
        return self.answer is None and self.text["not_understood_ok"] == "true"

    @property
    def is_read(self) -> bool:
        """Whether subject, indicator, time and dimensions are read right."""
        return self.answer is not None and not self.wrong

    @property
    def is_judged(self) -> bool:
        """Whether the verdict is an accepted one."""
        return self.answer is not None and self.answer["verdict"] in self.expected["verdict"]

    @property
    def is_false_alarm(self) -> bool:
        """Whether a sentence that is or was true is contradicted."""
        contradicted = self.answer is not None and self.answer["verdict"] == "contradicted"
        return contradicted and self.expected["truth"] in ("true", "outdated")


@dataclass
class Figures:
    """The figures of the goals."""

    numbers: list[Number] = field(default_factory=list)
    strays: list[tuple[Row, Row]] = field(default_factory=list)  # Numbers nobody expected.
    ms: list[float] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Write them, one a line."""
        counted = [one for one in self.numbers if not one.may_be_missing]
        read = sum(one.is_read for one in counted)
        judged = sum(one.is_judged and one.is_read for one in counted)
        most = max(len(counted), 1)
        yield f"right subject, indicator, time and narrowing: {read} of {len(counted)} ({read / most:.1%})"
        yield f"right verdict of these: {judged} of {len(counted)} ({judged / most:.1%})"
        yield f"left as not understood where that is right: {len(self.numbers) - len(counted)}"
        misread = [one for one in counted if one.answer and one.wrong]
        decided = [one for one in misread if one.answer and one.answer["verdict"] not in OPEN]
        strays = [row for _, row in self.strays if row["verdict"] not in OPEN]
        yield f"misread: {len(misread)}; with a verdict: {len(decided)}"
        yield f"numbers of nothing we count: {len(self.strays)} read; with a verdict: {len(strays)}"
        yield f"true sentences called false: {sum(one.is_false_alarm for one in self.numbers)}"
        yield f"ms for a number, median / longest: {statistics.median(self.ms):.1f} / {max(self.ms):.1f}"


def ask(connection: Connection, text: Row, figures: Figures) -> None:
    """Verify one text, and compare the answer with the expected judgements."""
    started = time.perf_counter()
    answer = verify_text(connection, text["text"], text["as_of"] or None)
    count = len(answer["data"]) + len(answer["not_understood"])
    figures.ms.append(1000 * (time.perf_counter() - started) / max(count, 1))
    left = list(answer["data"])
    for expected in json.loads(text["claims"]):
        row = next((row for row in left if is_number(expected, row["claim"])), None)
        if row:
            left.remove(row)
        wrong = differences(expected, row["claim"]) if row else []
        figures.numbers.append(Number(text, expected, row, wrong))
    figures.strays += [(text, row) for row in left]


def is_number(expected: Row, claim: Row) -> bool:
    """Tell whether a claim is about the expected number."""
    return all(expected.get(name) == claim[name] for name in NUMBERS)


def differences(expected: Row, claim: Row) -> list[str]:
    """List the fields in which a claim differs from the expected reading."""
    told = {**claim, "subject": f"{claim['subject']['type']}:{claim['subject']['code']}"}
    wrong = [f"{name} {told[name]}" for name in LISTED if told[name] not in expected[name]]
    for name, value in claim["dimensions"].items():
        allowed: list[Any] = expected["dimensions"].get(name, [None])
        if value not in allowed and name != UNWRITTEN:
            wrong.append(f"{name} {value}")
    return wrong


def read_texts(file: Path) -> list[Row]:
    """Read the texts with their expected judgements."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [dict(row) for row in csv.DictReader(lines)]


def measure(
    database: Annotated[Path, typer.Argument(help="File of a loaded database.")],
    file: Annotated[Path, typer.Argument(help="Texts, in the columns of sentences.csv.")],
    misses: Annotated[bool, typer.Option(help="Name what was missed.")] = False,
) -> None:
    """Verify the texts and print the figures."""
    figures = Figures()
    engine = open_reading(f"sqlite:///{database}")
    with engine.connect() as connection:
        verify_text(connection, "UNIFIL has 10,000 troops.", None)
        for text in read_texts(file):
            ask(connection, text, figures)
    for line in figures.lines():
        typer.echo(line)
    for one in figures.numbers if misses else []:
        if not (one.may_be_missing or (one.is_read and one.is_judged)):
            verdict = f"{one.answer['verdict']}, read as {one.wrong}" if one.answer else "-"
            typer.echo(
                f"{one.text['id']} | {one.text['text']} | {one.expected['words']} | {verdict}; {one.expected['verdict']}"
            )
    for text, row in figures.strays if misses else []:
        claim = row["claim"]
        typer.echo(
            f"{text['id']} | {text['text']} | stray: {row['words']}: {claim['subject']['code']} {claim['indicator']}: {row['verdict']}"
        )


if __name__ == "__main__":
    typer.run(measure)
