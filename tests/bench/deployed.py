"""The service as it is deployed: with two workers, and behind the nginx of `api/OPERATIONS.md` with its cache."""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median

from tests.bench.asking import ask_all
from tests.bench.goals import DETAIL, MISSIONS, OF_NGINX_FILES, WORKERS_2_OF_1, Finding
from tests.bench.load import Question, measure
from tests.bench.servers import CORES, fetch_right, pin, service
from tests.proxy.nginx import NGINX, configuration, replaced, started
from tests.running import HOST, free_port, running
from tests.stress.clients import request

CONNECTIONS = 64
FILE = "file.json"
ROUNDS = 3


def compare_deployed(database: Path, seconds: int) -> Iterator[Finding]:
    """Measure two workers, and nginx if it is installed."""
    yield compare_workers(database, seconds)
    if NGINX:
        yield compare_nginx(database, seconds)


def compare_workers(database: Path, seconds: int) -> Finding:
    """Compare two workers with one, uncached; the client's share of the cores is lost to both."""
    pin(os.getpid(), *range(len(CORES)))
    (one, client_1), (two, client_2) = [_ask_workers(database, n, seconds) for n in (1, 2)]
    pin(os.getpid(), -1)
    beside = (
        f"{one:,.0f} and {two:,.0f}/s; the client takes {client_1:.0%} and {client_2:.0%} of a core"
    )
    return Finding("two workers of one", two / one, WORKERS_2_OF_1, at_least=True, beside=beside)


def _ask_workers(database: Path, workers: int, seconds: int) -> tuple[float, float]:
    """The answers per second of some workers on all cores, and the client's share of a core."""
    question = Question(MISSIONS, varied=True)
    with running(database, "--workers", str(workers), kept_mb=0) as ours:
        ours.wait_until_printed("Application startup complete", workers)
        # A process imports what answers when it is first asked, each of several for itself.
        ask_all(ours.port, [request(MISSIONS)] * CONNECTIONS, CONNECTIONS).check()
        before_s = _client_s()
        rate = measure(ours.port, question, CONNECTIONS, seconds).per_second
        return rate, (_client_s() - before_s) / seconds


def _client_s() -> float:
    """Processor seconds of the clients, which have ended; the servers are still running."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def compare_nginx(database: Path, seconds: int) -> Finding:
    """Compare a cached answer of nginx with the same bytes as a static file, in turn."""
    with tempfile.TemporaryDirectory() as name, service(database, keeps=True) as ours:
        folder, kept, file = Path(name), free_port(), free_port()
        (folder / FILE).write_bytes(fetch_right(ours.port, Question(DETAIL)).body)
        text = _without_limits(configuration(folder, ours.port, kept), folder, file)
        with started(folder, text, file) as pid:
            _pin_with_workers(pid)
            asked = ((kept, Question(DETAIL)), (file, Question(f"/{FILE}")))
            for port, question in asked:
                fetch_right(port, question)
            loads = [
                [
                    measure(port, question, CONNECTIONS, seconds).per_second
                    for port, question in asked
                ]
                for _ in range(ROUNDS)
            ]
    ratio = median(ours / files for ours, files in loads)
    beside = " and ".join(f"{median(rates):,.0f}/s" for rates in zip(*loads, strict=True))
    name = "behind nginx with its cache: of nginx serving a file"
    return Finding(name, ratio, OF_NGINX_FILES, at_least=True, beside=beside)


def _without_limits(text: str, folder: Path, port: int) -> str:
    """The nginx configuration without TLS and rate limits, with a folder of static files."""
    text = re.sub(r" *(ssl_certificate|limit_req) [^\n]*\n", "", text)
    files = f"  server {{ listen {HOST}:{port}; root {folder}; }}\n"
    return replaced(text, {" ssl;": ";", "  upstream": f"{files}  upstream"})


def _pin_with_workers(pid: int) -> None:
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=True)  # noqa: S603, S607  # our own words
    for process in (pid, *map(int, found.stdout.split())):
        pin(process, 0)
