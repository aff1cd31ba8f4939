"""Measure search: `python -m tests.search.measure DATABASE [--hidden] [--misses] [--file FILE]`.

Asks the questions of `questions.csv`, or of another file of its columns, the open ones unless `--hidden`, in process
and each once, and prints the figures of the goals. DATABASE is the file of a loaded database.
"""

import csv
import gc
import re
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Connection, text

from api.database.address import open_reading
from api.resources.registry import address_of
from api.search.page import SearchParams
from api.search.preparing import prepare_search
from api.search.search import search
from api.vocabulary import Row, first_day, last_day
from api.wording import day_in_words

QUESTIONS = Path(__file__).parent / "questions.csv"
PLACES = (1, 3, 10)
DATE = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
DIMENSIONS = ("component", "sex", "country", "cause", "purpose", "location")


@dataclass
class Outcome:
    """The outcome of one question: the rank of the right record, the answer, and the time."""

    question: Row
    place: int | None
    total: int
    answer: Row | None
    is_right: bool
    ms: float

    @property
    def tells_gap(self) -> bool:
        """Whether the answer says that no figure is held."""
        return self.answer is not None and self.answer["kind"] == "gap"


@dataclass
class Figures:
    """The figures of the goals."""

    outcomes: list[Outcome] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Write them, one a line."""
        if not self.outcomes:
            yield "no such questions: all of the file are used up"
            return
        held = [one for one in self.outcomes if one.question["held"] == "yes"]
        sought = [one for one in self.outcomes if one.question["expected"]]
        for most in PLACES:
            right = sum(one.place is not None and one.place <= most for one in sought)
            yield f"right record in the first {most:>2}: {right / len(sought):.1%} of {len(sought)}"
        empty = sum(not one.total for one in held)
        yield f"questions that the data answer, without a hit: {empty} of {len(held)}"
        wanted = [one for one in held if one.question["want_answer"] == "value"]
        all_wanted = [one for one in held if one.question["want_answer"] != "none"]
        for name, some in (("figures and dates", wanted), ("anything", all_wanted)):
            given = sum(one.answer is not None for one in some)
            yield f"answers to questions for {name}: {given} of {len(some)} ({given / len(some):.1%})"
        given_all = [one for one in held if one.answer]
        right = sum(one.is_right for one in given_all)
        yield f"answers right: {right} of {len(given_all)} ({right / max(len(given_all), 1):.1%})"
        unheld = [one for one in self.outcomes if one.question["held"] == "no"]
        gaps = sum(one.tells_gap for one in unheld)
        false = sum(one.answer is not None for one in unheld) - gaps
        yield f"answers to questions not held: {false} of {len(unheld)}, gaps told: {gaps}"
        outside = [one for one in self.outcomes if one.question["held"] == "outside"]
        false = sum(one.answer is not None for one in outside)
        yield f"answers to questions outside: {false} of {len(outside)}"
        times = sorted(one.ms for one in self.outcomes)
        late = times[int(len(times) * 0.95)]
        yield f"ms, median / 95th / longest: {statistics.median(times):.1f} / {late:.1f} / {times[-1]:.1f}"


def ask(connection: Connection, question: Row) -> Outcome:
    """Ask one question and judge what comes."""
    started = time.perf_counter()
    params = SearchParams(q=question["question"], limit=10)
    page = search(connection, params, address_of)
    ms = 1000 * (time.perf_counter() - started)
    hits = [f"{hit['type']}:{hit['code']}" for hit in page.rows]
    expected = question["expected"].split()
    fits = [any(_fits(connection, hit, pattern) for pattern in expected) for hit in hits]
    place = fits.index(True) + 1 if True in fits else None
    answer = page.beside["answer"]
    return Outcome(question, place, page.total, answer, _is_right(connection, question, answer), ms)


def _fits(connection: Connection, hit: str, pattern: str) -> bool:
    if "=" not in pattern:
        return hit == pattern
    type, _, code = hit.partition(":")
    if type != "figure":
        return False
    figure = (
        connection.execute(text("SELECT * FROM figure WHERE code = :code"), {"code": code})
        .mappings()
        .one()
    )
    conditions = dict(part.split("=", 1) for part in pattern.removeprefix("figure:").split("|"))
    subject = f"{figure['subject_type']}:{figure['subject_code']}"
    if subject != conditions["subject"] or figure["indicator"] != conditions["indicator"]:
        return False
    for name in DIMENSIONS:
        allowed = conditions.get(name, "none").split(",")
        if (figure[name] or "none") not in allowed:
            return False
    return "time" not in conditions or _of_time(dict(figure), conditions["time"])


def _of_time(figure: Row, time: str) -> bool:
    first, _, last = time.partition("/")
    if last:
        return (str(figure["period_start"]), str(figure["period_end"])) == (first, last)
    begun, ended = str(figure["time_first"]), str(figure["time_last"])
    lies_in = first_day(first) <= begun and ended <= last_day(first)
    return bool(lies_in) or str(figure["period_start"] or "").startswith(first)


def _is_right(  # noqa: PLR0911  # one for each kind of answer
    connection: Connection, question: Row, answer: Row | None
) -> bool:
    if answer is None:
        return False
    records = [f"{one['type']}:{one['code']}" for one in answer["records"]]
    said = question["answer"]
    expected = question["expected"].split()
    fit = [any(_fits(connection, record, one) for one in expected) for record in records]
    match question["want_answer"]:
        case "value":
            number = answer["value"]
            values = said.split("|")
            if number is not None:
                return any(_number(value) == number for value in values)
            return any(_tells(answer["text"], value) for value in values) or (
                answer["kind"] == "list" and bool(fit) and all(fit)
            )
        case "person" | "mission":
            return bool(records) and records[0] in said.split("|")
        case "list":
            wanted = said.split()
            if answer["kind"] == "ranking":
                return bool(records[: len(wanted)] == wanted)
            return {*records} <= {*wanted} and bool(answer["total"] == len(wanted))
    return any(fit)


def _tells(text: str, value: str) -> bool:
    """Whether an answer about several records states a number, a date or a name."""
    if _number(value.replace(",", "")) is None:
        return _written(value) in text
    return value.replace(",", "") in re.findall(r"\d+(?:\.\d+)?", text.replace(",", ""))


def _written(value: str) -> str:
    """Format a date as answers do; return anything else unchanged."""
    return day_in_words(value) if DATE.fullmatch(value) else value


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def questions(seen: str, path: Path = QUESTIONS) -> list[Row]:
    """Read the questions that are open, or those that are hidden."""
    with path.open(encoding="utf-8", newline="") as file:
        return [dict(row) for row in csv.DictReader(file) if row["seen"] == seen]


def measure(
    database: Annotated[Path, typer.Argument(help="File of a loaded database.")],
    hidden: Annotated[bool, typer.Option(help="Ask the hidden questions.")] = False,
    misses: Annotated[bool, typer.Option(help="Name what was missed.")] = False,
    file: Annotated[Path, typer.Option(help="Questions of another file.")] = QUESTIONS,
) -> None:
    """Ask the questions and print the figures."""
    figures = Figures()
    engine = open_reading(f"sqlite:///{database}")
    prepare_search(engine)  # As the service does before it serves a release.
    gc.collect()
    gc.freeze()
    with engine.connect() as connection:
        for question in questions("hidden" if hidden else "open", file):
            figures.outcomes.append(ask(connection, question))
    for line in figures.lines():
        typer.echo(line)
    for one in figures.outcomes if misses else []:
        row = one.question
        wants = row["held"] == "yes" and row["want_answer"] != "none"
        is_gap = row["held"] == "no" and one.tells_gap
        bad_answer = one.answer and not is_gap and not (row["held"] == "yes" and one.is_right)
        if (row["expected"] and one.place != 1) or bad_answer or (wants and not one.answer):
            told = one.answer["text"][:150] if one.answer else "-"
            verdict = "WRONG" if bad_answer else ("" if one.answer else "none")
            typer.echo(
                f"{one.place} | {row['question']} | {row['want_answer']} {row['answer']} | {verdict}: {told}"
            )


if __name__ == "__main__":
    typer.run(measure)
