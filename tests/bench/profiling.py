"""What the time is spent on: `py-spy` watches the service under load and counts which function runs."""

import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from shutil import which

from tests.bench.goals import DETAIL, FIGURES, MISSIONS
from tests.bench.load import Question, measure
from tests.bench.report import table
from tests.bench.servers import Server, service

SECONDS = 4
A_SECOND = 200
SHOWN = 12
OUTSIDE = "outside Python: SQLite, the kernel, waiting"
PY_SPY = which("py-spy", path=str(Path(sys.executable).parent))


def profile(database: Path) -> str:
    """Own time by function: of a warm detail with many clients, of a cold detail and lists with one.

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
        spent = own_times(stacks.read_text(), SECONDS * A_SECOND)
    shares = ", ".join(f"{package} {part:.0%}" for package, part in by_package(spent)[:SHOWN])
    rows = [[function, f"{part:.1%}"] for function, part in spent[:SHOWN]]
    return f"{table([name, 'own time'], rows)}\n\nBy package: {shares}."


@contextmanager
def _watched(server: Server, stacks: Path) -> Iterator[None]:
    if PY_SPY is None:
        raise RuntimeError("py-spy is not installed; it comes with: uv sync --group bench")
    options = f"-f raw --function --gil -r {A_SECOND} -d {SECONDS} -p {server.pid} -o {stacks}"
    watching = subprocess.Popen(  # noqa: S603  # our own words
        [PY_SPY, "record", *options.split()], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    yield
    _, trouble = watching.communicate()
    if watching.returncode:
        raise RuntimeError(f"py-spy could not watch: {trouble.decode()}")


def own_times(stacks: str, looks: int) -> list[tuple[str, float]]:
    """The functions that ran, as parts of so many looks, most first; what ran outside Python is the rest."""
    seen: Counter[str] = Counter()
    for line in stacks.splitlines():
        stack, _, times = line.rpartition(" ")
        seen[stack.rpartition(";")[2]] += int(times)
    seen[OUTSIDE] = max(0, looks - seen.total())
    return [(function, times / looks) for function, times in seen.most_common()]


def by_package(spent: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """The same by package, which `function (package/file:line)` names."""
    sums: defaultdict[str, float] = defaultdict(float)
    for function, part in spent:
        sums[re.split("[/:]", function.rpartition(" (")[2])[0]] += part
    return sorted(sums.items(), key=itemgetter(1), reverse=True)
