"""Compare the service with its references in turn (A B A B), so that other load affects both."""

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from tests.bench.goals import (
    DETAIL,
    OF_BARE,
    OF_NAIVE,
    WARM,
    Against,
    Cold,
    Result,
    Warm,
    cold_cases,
)
from tests.bench.load import Failed, Load, Question, measure, median_of
from tests.bench.servers import Server, bare, datasette, fetch_right, naive, service


@dataclass(frozen=True)
class Pace:
    """The number and length of rounds, and the numbers of connections."""

    rounds: int
    seconds: int
    connections: Sequence[int]


def compare_warm(database: Path, pace: Pace) -> Iterator[Result]:
    """Compare cached answers with a bare application that sends the same bytes."""
    with service(database, keeps=True) as ours, tempfile.TemporaryDirectory() as folder:
        for case in WARM:
            yield from _against_bare(ours, case, Path(folder) / "body", pace)


def _against_bare(ours: Server, case: Warm, body: Path, pace: Pace) -> Iterator[Result]:
    question = _with_tag(ours, case.question) if case.known else case.question
    answer = fetch_right(ours.port, question)
    with bare(answer, body) as reference:
        if fetch_right(reference.port, question) != answer:
            raise Failed(f"{case.name}: the bare application sends something else")
        for connections in pace.connections:
            theirs, our = _in_turn([(reference, question), (ours, question)], connections, pace)
            against = [compare(our, theirs, OF_BARE)]
            yield Result(case.name, connections, median_of(our), against, steady=True)


def _with_tag(server: Server, question: Question) -> Question:
    tag = dict(fetch_right(server.port, question).headers)["etag"]
    return replace(question, headers={**question.headers, "If-None-Match": tag})


def compare_cold(database: Path, pace: Pace) -> Iterator[Result]:
    """Compare uncached answers with other frameworks over the same rows."""
    with (
        naive(database) as plain,
        datasette(database) as tables,
        service(database, keeps=False) as ours,
    ):
        for case in cold_cases(database.stem, _id_of_detail(database)):
            yield from _against_others(plain, tables, ours, case, pace)


def _against_others(
    plain: Server, tables: Server, ours: Server, case: Cold, pace: Pace
) -> Iterator[Result]:
    alike, varied = case.question, replace(case.question, varied=True)
    stored = Question(case.in_datasette)
    asked = [(plain, alike), (tables, stored), (ours, varied), (ours, alike)]
    for server, question in asked:
        fetch_right(server.port, question)
    for connections in pace.connections:
        of_plain, of_tables, *of_ours = _in_turn(asked, connections, pace)
        for name, our in zip((case.name, f"{case.name}, all alike"), of_ours, strict=True):
            others = [(of_plain, OF_NAIVE), (of_tables, case.of_datasette)]
            against = [compare(our, theirs, goal) for theirs, goal in others]
            yield Result(name, connections, median_of(our), against)


def _in_turn(
    asked: list[tuple[Server, Question]], connections: int, pace: Pace
) -> list[tuple[Load, ...]]:
    """Measure all in every round, one after the other, and return the rounds of each."""
    rounds = [
        [measure(server.port, question, connections, pace.seconds) for server, question in asked]
        for _ in range(pace.rounds)
    ]
    return list(zip(*rounds, strict=True))


def compare(ours: Sequence[Load], theirs: Sequence[Load], goal: float) -> Against:
    """Return the median of the ratios within each round, as load differs between rounds."""
    ratios = [our.per_second / their.per_second for our, their in zip(ours, theirs, strict=True)]
    return Against(median_of(theirs), median(ratios), goal)


def _id_of_detail(database: Path) -> int:
    code = DETAIL.rpartition("/")[2]
    with closing(sqlite3.connect(database)) as connection:
        found = connection.execute("SELECT id FROM mission WHERE code = ?", (code,)).fetchone()
    return int(found[0])
