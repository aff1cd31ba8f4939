"""Profile the service under load with `py-spy`, by function."""

import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

from tests.bench.goals import DETAIL, FIGURES, MISSIONS
from tests.bench.load import Question, measure
from tests.bench.report import table
from tests.bench.servers import Server, service

SECONDS = 3
A_SECOND = 200
SHOWN = 10
WAITING = "Condition.wait "
OURS = "(api/"
PY_SPY = which("py-spy", path=str(Path(sys.executable).parent))


def profile(database: Path) -> str:
    """Time by function: of a warm detail with many clients, of a cold detail and lists with one.

    With many clients on the cold path, threads that wait for each other would hide what they do.
    """
    with service(database, keeps=True) as server:
        parts = [_profile_one("warm detail", server, Question(DETAIL), connections=16)]
    with service(database, keeps=False) as server:
        for name, address in (("detail", DETAIL), ("missions", MISSIONS), ("figures", FIGURES)):
            parts.append(_profile_one(f"cold {name}", server, Question(address), connections=1))
    return "\n\n".join(parts)


def _profile_one(name: str, server: Server, question: Question, connections: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        stacks = Path(folder) / "stacks"
        with _watched(server, stacks):
            measure(server.port, question, connections, SECONDS + 2)
        seen = read_stacks(stacks.read_text())
    own = [[function, f"{part:.0%}"] for function, part in own_times(seen)[:SHOWN]]
    whole = [[function, f"{part:.0%}"] for function, part in whole_times(seen)[:SHOWN]]
    packages = ", ".join(f"{package} {part:.0%}" for package, part in by_package(seen)[:SHOWN])
    tables = table([name, "own time"], own), table([name, "with what it calls"], whole)
    return "\n\n".join([*tables, f"{name[0].upper()}{name[1:]} by package: {packages}."])


@contextmanager
def _watched(server: Server, stacks: Path) -> Iterator[None]:
    if PY_SPY is None:
        raise RuntimeError("py-spy is not installed; it comes with: uv sync --group bench")
    options = f"-f raw --function -r {A_SECOND} -d {SECONDS} -p {server.pid} -o {stacks}"
    watching = subprocess.Popen(  # noqa: S603  # our own words
        [PY_SPY, "record", *options.split()], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    yield
    _, trouble = watching.communicate()
    if watching.returncode:
        raise RuntimeError(f"py-spy could not watch: {trouble.decode()}")


def read_stacks(stacks: str) -> list[tuple[list[str], int]]:
    """Parse the sampled stacks, outermost function first, with counts; without idle threads."""
    lines = [line.rpartition(" ") for line in stacks.splitlines()]
    seen = [(stack.split(";"), int(times)) for stack, _, times in lines]
    return [one for one in seen if not one[0][-1].startswith(WAITING)]


def own_times(seen: list[tuple[list[str], int]]) -> list[tuple[str, float]]:
    """Self time: the share of each innermost function, most first."""
    return _parts(seen, lambda stack: {stack[-1]})


def whole_times(seen: list[tuple[list[str], int]]) -> list[tuple[str, float]]:
    """Cumulative time: the share of each of our functions with all it calls."""
    return _parts(seen, lambda stack: {function for function in stack if OURS in function})


def by_package(seen: list[tuple[list[str], int]]) -> list[tuple[str, float]]:
    """Self time by package, parsed from `function (package/file:line)`."""
    return _parts(seen, lambda stack: {re.split("[/:]", stack[-1].rpartition(" (")[2])[0]})


def _parts(
    seen: list[tuple[list[str], int]], names: Callable[[list[str]], set[str]]
) -> list[tuple[str, float]]:
    counts: Counter[str] = Counter()
    for stack, times in seen:
        counts.update(dict.fromkeys(names(stack), times))
    total = sum(times for _, times in seen)
    return [(name, times / total) for name, times in counts.most_common()]
