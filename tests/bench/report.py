"""The report, printed or written to RESULTS.md: tables, verdicts, and the circumstances."""

import os
import platform
import sqlite3
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from tests.bench.goals import P99_OF_P50, Finding, Result
from tests.bench.load import CLIENT

PACKAGES = ("fastapi", "starlette", "uvicorn", "uvloop", "httptools", "sqlmodel", "datasette")
EXPLAINED = """\
Warm answers are kept ones, against an application that sends the same bytes and nothing else. Cold ones are
worked out each time (`PEACEKEEPING_KEPT_MB=0`); no two requests are the same, as the service would work out
the same ones only once. The naive reference answers the same records in the same fields. Datasette answers
the rows of the table as they are stored. A ratio is the median of ratios within a round."""
COMMON = ("ours/s", "p50 ms", "p99 ms", "p99/p50")


def warm_table(results: list[Result]) -> str:
    """The warm path, case by case."""
    heads = ["warm", "at", "bare/s", *COMMON, "bare's p99/p50", "ratio", "goal", "verdict"]
    rows = []
    for one in results:
        reference = one.against[0]
        bare = reference.other
        spread = f"{bare.spread:.1f}"
        ratio = [f"{reference.ratio:.2f}", f"≥ {reference.goal:g}, p99 ≤ {P99_OF_P50:g} × p50"]
        rows.append(
            [*_case(one), _rate(bare.per_second), *_ours(one), spread, *ratio, verdict(one)]
        )
    return table(heads, rows)


def cold_table(results: list[Result]) -> str:
    """The cold path, case by case."""
    heads = ["cold", "at", "naive/s", "Datasette/s", *COMMON, "× naive", "× Datasette", "goal"]
    rows = []
    for one in results:
        others = [_rate(reference.other.per_second) for reference in one.against]
        ratio = [f"{reference.ratio:.1f}" for reference in one.against]
        goal = ", ".join(f"≥ {reference.goal:g}" for reference in one.against)
        rows.append([*_case(one), *others, *_ours(one), *ratio, goal, verdict(one)])
    return table([*heads, "verdict"], rows)


def findings_table(findings: list[Finding]) -> str:
    """What users feel, goal by goal."""
    heads = ["what users feel", "measured", "goal", "verdict", "beside"]
    return table(heads, [[one.name, *_measured(one), one.beside] for one in findings])


def _measured(one: Finding) -> list[str]:
    sign, said = ("≥" if one.at_least else "≤"), ("met" if one.is_met else "missed")
    return [f"{one.measured:.3g} {one.unit}", f"{sign} {one.goal:g} {one.unit}", said]


def verdict(result: Result) -> str:
    """Whether the goals are met, and which are not."""
    return f"missed: {', '.join(result.misses)}" if result.misses else "met"


def _case(result: Result) -> list[str]:
    return [result.name, str(result.connections)]


def _ours(result: Result) -> list[str]:
    ours = result.ours
    times = [f"{ours.p50_ms:.2f}", f"{ours.p99_ms:.2f}", f"{ours.spread:.1f}"]
    return [_rate(ours.per_second), *times]


def _rate(per_second: float) -> str:
    return f"{per_second:,.0f}"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table that is also aligned as plain text: words left, numbers right."""
    columns = zip(heads, *rows, strict=True)
    shape = [(max(map(len, c)), all(cell[:1].isdigit() for cell in c[1:])) for c in columns]
    rule = [f"{'-' * (width - to_right)}{':' * to_right}" for width, to_right in shape]
    return "\n".join(f"| {' | '.join(_aligned(line, shape))} |" for line in (heads, rule, *rows))


def _aligned(line: Sequence[str], shape: list[tuple[int, bool]]) -> list[str]:
    cells = zip(line, shape, strict=True)
    return [cell.rjust(width) if right else cell.ljust(width) for cell, (width, right) in cells]


def circumstances() -> str:
    """The date, machine, versions and data of the measurement."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES if find_spec(name))
    load = f"{os.getloadavg()[0]:.2f} at the start" if hasattr(os, "getloadavg") else "unknown"
    return "\n".join(
        [
            f"- machine: {_processor()}, {os.cpu_count()} cores, {platform.system()}; load {load}",
            f"- versions: Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}",
            f"- commit: {_commit()}; {datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
            f"- asked with {CLIENT}; servers on the first core, the client on the last",
            "- ours as `python -m api` runs it, bare and naive under plain uvicorn; none writes an access log",
        ]
    )


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    lines = file.read_text().splitlines() if file.exists() else []
    named = (line.partition(": ")[2] for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def _commit() -> str:
    short = _git("rev-parse", "--short", "HEAD")
    return f"{short} with changes" if _git("status", "--porcelain") else short


def _git(*words: str) -> str:
    done = subprocess.run(  # noqa: S603  # our own words
        ["git", *words],  # noqa: S607  # the one that made the commit
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip()
