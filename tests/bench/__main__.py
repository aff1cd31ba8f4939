"""How fast the service is, against what it could be: `.venv/bin/uv run --group bench python -m tests.bench`.

Compares it with a bare ASGI application, a naive FastAPI and SQLModel application and Datasette, on the same
data, one core each, in turn; and says what users feel: mixed traffic, crowds, memory, two workers, a proxy. Takes
under ten minutes, with `--quick` under two. Not a part of the tests, but for a run with tiny numbers.
"""

import gc
import os
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from api.__main__ import prepare
from api.database.address import database_at
from api.settings import read_settings
from seed.files.places import DATA
from tests.bench.comparing import Pace, compare_cold, compare_warm
from tests.bench.crowds import Crowd, compare_crowds
from tests.bench.deployed import compare_deployed
from tests.bench.goals import Result
from tests.bench.growth import compare_growth
from tests.bench.profiling import profile
from tests.bench.report import (
    EXPLAINED,
    circumstances,
    cold_table,
    findings_table,
    verdict,
    warm_table,
)
from tests.bench.servers import pin

HERE = Path(__file__).parent


def main(
    *,
    quick: Annotated[
        bool, typer.Option("--quick", help="A first look in under two minutes.")
    ] = False,
    connections: Annotated[
        str, typer.Option(help="How many ask at once; a comma joins several.  [default: 16,64]")
    ] = "",
    profiled: Annotated[
        bool, typer.Option("--profile", help="Also show what the time is spent on.")
    ] = False,
    felt: Annotated[
        bool, typer.Option("--felt", help="What users feel, and nothing else.")
    ] = False,
    scale: Annotated[
        float, typer.Option(help="Of the requests of users, so large a part.", min=0.001, max=1)
    ] = 1,
    growth: Annotated[
        bool, typer.Option("--growth", help="Ask databases of several sizes, and nothing else.")
    ] = False,
    database: Annotated[
        list[Path] | None, typer.Option(exists=True, help="One of them; may be repeated.")
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Profile, too, and write RESULTS.md (or GROWTH.md).")
    ] = False,
) -> None:
    """Measures the service against its references, and prints verdicts."""
    pin(os.getpid(), -1)
    gc.freeze()  # Walking through all that is imported, the client would let answers wait for up to 0.3 s.
    if growth:
        if not database:
            raise typer.BadParameter("needs at least one --database", param_hint="--growth")
        parts: Iterable[str] = [compare_growth(database)]
    else:
        facts = _prepared()
        users = _feel(facts, Crowd(0.1 if quick else scale))
        compared = _compare(facts, *_paces(connections, quick=quick), profiled=profiled or write)
        parts = users if felt else chain(users, compared)
    title = "Growth" if growth else "Results"
    _print(title, parts, HERE / f"{title.upper()}.md" if write else None)


def _paces(connections: str, *, quick: bool) -> tuple[Pace, Pace]:
    """Rounds, seconds and connections for the warm and the cold path."""
    at = [int(number) for number in (connections or ("16" if quick else "16,64")).split(",")]
    return (Pace(2, 1, at), Pace(1, 1, at)) if quick else (Pace(4, 1, at), Pace(2, 2, at))


def _prepared() -> Path:
    url = read_settings().database_url
    prepare(url, DATA)
    return database_at(url).file


def _feel(facts: Path, crowd: Crowd) -> Iterator[str]:
    found = []
    for one in chain(compare_crowds(facts, crowd), compare_deployed(facts, crowd.seconds)):
        typer.echo(f"{one.name}: {one.measured:.3g} {one.unit}", err=True)
        found.append(one)
    yield findings_table(found)


def _compare(facts: Path, warm: Pace, cold: Pace, *, profiled: bool) -> Iterator[str]:
    yield warm_table(_shown(compare_warm(facts, warm)))
    yield cold_table(_shown(compare_cold(facts, cold)))
    rounds = f"warm {warm.rounds} × {warm.seconds} s, cold {cold.rounds} × {cold.seconds} s"
    yield f"{EXPLAINED}\nRounds: {rounds}."
    if profiled:
        yield "## What the time is spent on"
        yield profile(facts)


def _shown(results: Iterable[Result]) -> list[Result]:
    """The results, each shown as soon as it is there, as they take minutes."""
    found = []
    for one in results:
        typer.echo(f"{one.name} at {one.connections}: {verdict(one)}", err=True)
        found.append(one)
    return found


def _print(title: str, parts: Iterable[str], file: Path | None) -> None:
    """Print each part as soon as it is measured; write them to the file together at the end."""
    printed = []
    for part in chain([f"# {title}", circumstances()], parts):
        typer.echo(f"\n{part}")
        printed.append(part)
    if file:
        file.write_text("\n\n".join(printed) + "\n", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
