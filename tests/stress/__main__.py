"""The service under bad clients, and stopped under load: `.venv/bin/python -m tests.stress`.

Takes under three minutes; a short version of it is a part of the tests. The others are those who ask ordinary
things meanwhile: `ratio` is their p99 against that of the first line, where nothing disturbs them. MB is the
memory of the service before and at most.
"""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from api.__main__ import prepare
from api.database.address import database_at
from api.settings import read_settings
from seed.files.places import DATA
from tests.bench.report import table
from tests.releases import build_release, put
from tests.running import running
from tests.stress.clients import Seen
from tests.stress.faults import Outcome, ask_as_ever, bear, bystanders, faults
from tests.stress.stopping import Stop, kill_a_worker, stop_under_load
from tests.stress.swapping import swap_under_load

MANY, FEW, STOPPING = 1000, 16, 64
ROUNDS = {1: 5, 2: 5}  # By the number of workers.
KILLED = 5
SWAPS = 20
SECONDS = 6
HEADS = "fault, clients, answered, lost, 5xx, others, lost, p50 ms, p99 ms, ratio, MB, peak"
NOBODY = [""] * 7


def main() -> None:
    """Prints a table of what came of each fault."""
    url = read_settings().database_url
    prepare(url, DATA)
    database = database_at(url).file
    rows = [
        *_under_faults(database),
        *_being_stopped(database),
        *_losing_a_worker(database),
        *_being_given_releases(database),
    ]
    typer.echo(table(HEADS.split(", "), rows))


def _under_faults(database: Path) -> Iterator[list[str]]:
    with running(database) as service, bystanders() as others:
        ask_as_ever(service.port, 1)
        usual = others.submit(ask_as_ever, service.port, SECONDS).result()
        memory = f"{service.megabytes('VmRSS'):.0f}"
        yield ["none", *_counts(0, Seen()), *_latency(usual, usual), memory, memory]
        for fault in faults(service.address, MANY, FEW):
            typer.echo(fault.name, err=True)
            outcome = asyncio.run(bear(service, fault, SECONDS, others))
            yield [fault.name, *_counts(fault.clients, outcome.bad), *_results(outcome, usual)]


def _being_stopped(database: Path) -> Iterator[list[str]]:
    for workers, rounds in ROUNDS.items():
        typer.echo(f"SIGTERM, {workers} at work", err=True)
        stops = [_stop(database, workers) for _ in range(rounds)]
        name = f"SIGTERM {rounds} times, --workers {workers}: {_manner(stops)}"
        yield [name, *_counts(STOPPING, Seen.sum(stop.seen for stop in stops)), *NOBODY]


def _stop(database: Path, workers: int) -> Stop:
    with running(database, "--workers", str(workers)) as service:
        return asyncio.run(stop_under_load(service, STOPPING))


def _manner(stops: list[Stop]) -> str:
    codes = {str(stop.code) for stop in stops}
    drained = sum(stop.drained for stop in stops)
    slowest = max(stop.took_s for stop in stops)
    return f"exit {', '.join(codes)} in {slowest:.1f} s, told {drained} times"


def _losing_a_worker(database: Path) -> Iterator[list[str]]:
    typer.echo("SIGKILL", err=True)
    with running(database, "--workers", "2") as service:
        slowest_s = max(kill_a_worker(service, replaced) for replaced in range(KILLED))
    yield [
        f"SIGKILL to a worker {KILLED} times: replaced in {slowest_s:.1f} s",
        *_counts(0, Seen()),
        *NOBODY,
    ]


def _being_given_releases(database: Path) -> Iterator[list[str]]:
    typer.echo("new releases", err=True)
    with TemporaryDirectory() as folder, running(database) as service:
        releases = {
            state: build_release(DATA, Path(folder) / state[0], *state)
            for state in (("2026.11.8", "Bifrost"), ("2026.11.9", "Gjallarbru"))
        }
        before = Path(folder) / "before.sqlite"
        shutil.copyfile(database, before)
        seen = swap_under_load(service, database, releases, SWAPS, FEW)
        put(before, database)
    yield [
        f"{SWAPS} new releases: served in {seen.slowest_s:.1f} s, {seen.mixed(releases)} answers mixed",
        *(f"{FEW}", f"{len(seen.answers):,}", f"{seen.lost}", "0"),
        *NOBODY,
    ]


def _counts(clients: int, seen: Seen) -> list[str]:
    numbers = (clients, len(seen.statuses), seen.lost, seen.failed)
    return [f"{number:,}" for number in numbers]


def _results(outcome: Outcome, usual: Seen) -> list[str]:
    memory = [f"{outcome.mb_before:.0f}", f"{outcome.mb_peak:.0f}"]
    return [*_latency(outcome.others, usual), *memory]


def _latency(seen: Seen, usual: Seen) -> list[str]:
    p50, p99 = seen.slowest_of_ms(50), seen.slowest_of_ms(99)
    ratio = p99 / usual.slowest_of_ms(99)
    lost = seen.lost + seen.failed
    return [f"{len(seen.statuses):,}", str(lost), f"{p50:.1f}", f"{p99:.1f}", f"{ratio:.1f}"]


if __name__ == "__main__":
    typer.run(main)
