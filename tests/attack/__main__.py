"""`python -m tests.attack`: sends 20,000 requests of `fuzzing.py` to the real data, and prints what came of them."""

import logging
from collections import Counter
from typing import Annotated

import typer

from api.__main__ import prepare
from api.settings import read_settings
from seed.files.places import DATA
from tests.attack.fuzzing import Fuzzer
from tests.attack.judging import ask, wrong_with
from tests.service import served

LONGEST_S = 1.0


def main(
    requests: Annotated[int, typer.Option(help="How many.")] = 20_000,
    seed: Annotated[int, typer.Option(help="Which; the same ones for the same number.")] = 1948,
) -> None:
    """Asks in this process; the exit code is 1 when an answer is what none may be."""
    logging.disable()
    url = read_settings().database_url
    prepare(url, DATA)
    statuses, wrong = Counter[int](), Counter[str]()
    slowest = ""
    slowest_s = 0.0
    with served(url, mcp=True, metrics=True) as client:
        fuzzer = Fuzzer(client, seed)
        for _ in range(requests):
            request = fuzzer.request()
            answer = ask(client, request)
            statuses[int(answer.status)] += 1
            if mistakes := wrong_with(answer, LONGEST_S):
                wrong.update(mistakes)
                typer.echo(f"{', '.join(mistakes)}: {answer.status} {request}", err=True)
            if answer.worked_s > slowest_s:
                slowest_s, slowest = answer.worked_s, str(request)
    told = ", ".join(f"{status}: {number:,}" for status, number in statuses.most_common())
    typer.echo(f"{requests:,} requests, wrong: {dict(wrong) or 0}; {told}")
    typer.echo(f"longest: {slowest_s:.2f} s of the processor: {slowest[:200]}")
    raise typer.Exit(bool(wrong))


if __name__ == "__main__":
    typer.run(main)
