"""The cost of observability: one cached request, with each layer of logging and metrics in turn.

.venv/bin/python -m tests.bench.layers --database facts.sqlite
"""

import os
from pathlib import Path
from statistics import median
from typing import Annotated

import typer

from tests.bench.load import Question, measure
from tests.bench.servers import fetch_right, pin, service

QUESTION = Question("/v1/missions?limit=10")
CONNECTIONS, SECONDS, ROUNDS = 16, 5, 3
LOG = {"PEACEKEEPING_ACCESS_LOG": "true"}
METRICS = {"PEACEKEEPING_METRICS": "true"}
LAYERS: dict[str, dict[str, str]] = {
    "none": {},
    "access log": LOG,
    "metrics": METRICS,
    "both": LOG | METRICS,
}


def main(
    database: Annotated[Path, typer.Option(exists=True, help="A built database.")],
    seconds: Annotated[int, typer.Option(help="How long each is asked.", min=1)] = SECONDS,
) -> None:
    """Prints requests a second with each layer, the median of three rounds taken in turn."""
    pin(os.getpid(), -1)
    rounds = [
        {name: _ask(database, settings, seconds) for name, settings in LAYERS.items()}
        for _ in range(ROUNDS)
    ]
    paces = {name: median(one[name] for one in rounds) for name in LAYERS}
    for name, pace in paces.items():
        typer.echo(f"{name:<12} {pace:>8.0f} a second  {pace / paces['none']:.2f}")


def _ask(database: Path, settings: dict[str, str], seconds: int) -> float:
    with service(database, keeps=True, settings=settings) as server:
        fetch_right(server.port, QUESTION)
        return measure(server.port, QUESTION, CONNECTIONS, seconds).per_second


if __name__ == "__main__":
    typer.run(main)
