"""How the cold path grows with the data: the same questions to databases of several sizes, over HTTP."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.goals import GROWTH
from tests.bench.load import Question
from tests.bench.report import table
from tests.bench.servers import PATIENCE_S, Server, fetch_right, pin, service
from tests.running import HOST

MOST_TIMES = 100
MOST_SECONDS = 2
STARTS = 3
LAST = "/v1/figures?limit=50&sort=-code"
BY_INDICATOR = "/v1/figures?limit=0&facet=indicator"
TABLE = "/v1/figures/table?columns=year&indicator=fatalities&subject_type=mission"
TOTALS = "/v1/figures/table?rows=subject&columns=year&aggregate=latest"
ANSWERED = ", ms"
Measured = dict[str, float]


def compare_growth(databases: list[Path]) -> str:
    """Return a table of medians for each database, the ratios to the first, and the verdict."""
    sizes = _measure_all(databases)
    first, last = sizes[0], sizes[-1]
    heads = ["growth", *[database.stem for database in databases], "goal", "verdict"]
    rows = [
        [
            name,
            *[_shown(size[name], first[name]) for size in sizes],
            *_judged(name, last[name] / first[name]),
        ]
        for name in first
    ]
    return table(heads, rows)


def _judged(name: str, ratio: float) -> list[str]:
    """The verdict on a ratio; memory and start have goals of their own."""
    if not name.endswith(ANSWERED):
        return ["", ""]
    return [f"≤ {GROWTH:g}", "met" if ratio <= GROWTH else f"missed: {ratio:.2f}"]


def _shown(value: float, first: float) -> str:
    return f"{value:,.1f} (×{value / first:.1f})"


def _measure_all(databases: list[Path]) -> list[Measured]:
    """Measure every question on all databases in turn, so that other load affects all."""
    found: list[Measured] = []
    with ExitStack() as running:
        servers = [running.enter_context(service(one, keeps=False)) for one in databases]
        asked = [dict(_questions(server)) for server in servers]
        found += [{"figures": _ask(server, BY_INDICATOR)["meta"]["total"]} for server in servers]
        for name in asked[0]:
            taken = _medians_ms(servers, [questions[name] for questions in asked])
            for size, ms in zip(found, taken, strict=True):
                size[f"{name}{ANSWERED}"] = ms
        for size, server in zip(found, servers, strict=True):
            size["memory, MB"] = server.megabytes()
    for size, database in zip(found, databases, strict=True):
        size["start in ms"] = _start_ms(database)
        size["start / the two imports"] = size["start in ms"] / _import_ms()
    return found


def _questions(server: Server) -> Iterator[tuple[str, str]]:
    """The questions: each database's own largest indicator, last page and last record."""
    indicator = _ask(server, BY_INDICATOR)["facets"]["indicator"][0]["value"]
    last = _ask(server, LAST)
    yield "first page", "/v1/figures?limit=50"
    yield "last page", LAST
    yield "a page by its cursor, near the end", last["links"]["next"]
    yield "one indicator", f"/v1/figures?limit=50&indicator={indicator}"
    yield "as_of", "/v1/figures?limit=50&as_of=2020-06-30"
    yield "latest of one indicator", f"/v1/figures?limit=50&latest=true&indicator={indicator}"
    yield "a table of another indicator", TABLE
    yield "a table of one indicator", f"{TOTALS}&indicator={indicator}"
    yield "one figure", f"/v1/figures/{last['data'][0]['code']}"
    yield "one mission", "/v1/missions/minusma"
    yield "search", "/v1/search?q=women"
    yield "facets", BY_INDICATOR


def _ask(server: Server, address: str) -> Any:
    return json.loads(fetch_right(server.port, Question(address)).body)


def _medians_ms(servers: list[Server], addresses: list[str]) -> list[float]:
    """The median latency of each server over many requests in turn."""
    connections = [HTTPConnection(HOST, server.port, timeout=PATIENCE_S) for server in servers]
    taken_s: list[list[float]] = [[] for _ in servers]
    while len(taken_s[0]) < MOST_TIMES and sum(map(sum, taken_s)) < MOST_SECONDS * len(servers):
        for connection, address, taken in zip(connections, addresses, taken_s, strict=True):
            begun = time.perf_counter()
            connection.request("GET", address)
            connection.getresponse().read()
            taken.append(time.perf_counter() - begun)
    for connection in connections:
        connection.close()
    return [median(taken) * 1000 for taken in taken_s]


def _start_ms(database: Path) -> float:
    """Milliseconds from the command to the first answer."""
    started_s = []
    for _ in range(STARTS):
        with service(database, keeps=False) as server:
            started_s.append(server.started_s)
    return median(started_s) * 1000


def _import_ms() -> float:
    """Milliseconds to import FastAPI and SQLModel alone, on the same core."""
    taken_s = []
    for _ in range(STARTS):
        begun = time.perf_counter()
        with subprocess.Popen([sys.executable, "-c", "import fastapi, sqlmodel"]) as process:
            pin(process.pid, 0)
        taken_s.append(time.perf_counter() - begun)
    return median(taken_s) * 1000
