"""The parts of the bench that measure nothing: parsing, comparing, judging, fair references.

What it measures depends on the machine; the slow suite runs it with tiny numbers, and proves that it runs.
"""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.bench.asking import ask_all
from tests.bench.comparing import compare
from tests.bench.goals import FIGURES, MISSIONS, Against, Finding, Result
from tests.bench.load import Failed, Load, median_of, read_wrk
from tests.bench.naive import create_app
from tests.bench.profiling import by_package, own_times, read_stacks, whole_times
from tests.bench.report import findings_table, table, verdict
from tests.bench.traffic import as_in_logs
from tests.service import running
from tests.stress.clients import request

# wrk fills up the one letter of seconds with a space.
PRINTED = """\
Running 1s test @ http://127.0.0.1:8000/v1/missions/minusma
  1 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     3.98ms    7.48ms  83.94ms   96.43%
    Req/Sec     5.09k     1.14k    6.50k    80.00%
  Latency Distribution
     50%  812.00us
     75%    3.93ms
     90%    5.22ms
     99%    1.54s\x20
  5066 requests in 1.00s, 41.42MB read
Requests/sec:   5061.75
Transfer/sec:     41.38MB
"""


def test_what_wrk_prints_is_read_in_milliseconds() -> None:
    assert read_wrk(PRINTED) == Load(5061.75, 0.812, 1540.0)


def test_a_round_with_errors_does_not_count() -> None:
    with pytest.raises(Failed, match="Non-2xx or 3xx responses: 7"):
        read_wrk(PRINTED + "  Non-2xx or 3xx responses: 7\n")
    with pytest.raises(Failed, match="not one request was answered"):
        read_wrk(PRINTED.replace("5061.75", "0.00"))


def test_the_middle_round_is_taken_number_by_number() -> None:
    rounds = [Load(100, 1, 9), Load(300, 3, 7), Load(200, 2, 8)]
    assert median_of(rounds) == Load(200, 2, 8)


def test_ratios_are_taken_within_each_round() -> None:
    ours, theirs = [Load(90, 1, 1), Load(40, 1, 1)], [Load(100, 1, 1), Load(50, 1, 1)]
    assert compare(ours, theirs, 0.85).ratio == pytest.approx(0.85)


def test_a_result_that_reaches_its_goals_meets_them() -> None:
    against = [Against(Load(100, 1, 2), ratio=0.85, goal=0.85)]
    assert verdict(Result("detail", 16, Load(85, 1.0, 4.0), against, steady=True)) == "met"


def test_a_verdict_names_every_goal_that_is_missed() -> None:
    against = [Against(Load(100, 1, 2), ratio=0.8, goal=0.85)]
    result = Result("detail", 16, Load(80, 1.0, 5.0), against, steady=True)
    assert verdict(result) == "missed: 0.8 < 0.85, p99 5.0 × p50 > 4"


def test_a_verdict_tells_when_the_machine_let_the_reference_wait_too() -> None:
    against = [Against(Load(100, 1, 6), ratio=1.0, goal=0.85)]
    result = Result("detail", 16, Load(100, 1.0, 5.0), against, steady=True)
    assert verdict(result) == "missed: p99 5.0 × p50 > 4 (bare 6.0)"


def test_a_table_lines_up_as_plain_text_and_as_markdown() -> None:
    rows = [["detail", "5,062", "met"], ["304", "12,000", "missed: 0.80 < 0.85"]]
    assert table(["warm", "ours/s", "verdict"], rows).splitlines() == [
        "| warm   | ours/s | verdict             |",
        "| ------ | -----: | ------------------- |",
        "| detail |  5,062 | met                 |",
        "| 304    | 12,000 | missed: 0.80 < 0.85 |",
    ]


STACKS = """\
run (uvicorn/a.py:1);find (api/b.py:2);execute (sqlalchemy/c.py:3) 60
run (uvicorn/a.py:1);find (api/b.py:2) 20
run (uvicorn/a.py:1) 20
work (threading.py:1);Condition.wait (threading.py:2) 900
"""


def test_own_time_is_that_of_the_innermost_function() -> None:
    assert own_times(read_stacks(STACKS)) == [
        ("execute (sqlalchemy/c.py:3)", 0.6),
        ("find (api/b.py:2)", 0.2),
        ("run (uvicorn/a.py:1)", 0.2),
    ]


def test_our_functions_are_shown_with_what_they_call() -> None:
    assert whole_times(read_stacks(STACKS)) == [("find (api/b.py:2)", 0.8)]


def test_own_time_is_summed_by_package() -> None:
    assert by_package(read_stacks(STACKS)) == [("sqlalchemy", 0.6), ("api", 0.2), ("uvicorn", 0.2)]


@pytest.mark.parametrize("address", [MISSIONS, FIGURES])
def test_the_naive_reference_answers_the_same_records(
    samples: TestClient, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    app: Any = samples.app
    monkeypatch.setenv("BENCH_DATABASE", str(app.service.state.database.file))
    with TestClient(create_app()) as naive:
        assert naive.get(address).json()["data"] == samples.get(address).json()["data"]


def test_a_goal_may_be_the_least_or_the_most() -> None:
    findings = [
        Finding("two workers of one", 1.9, 1.8, at_least=True),
        Finding("memory", 431, 220, "MB", beside="flat"),
    ]
    assert findings_table(findings).splitlines()[2:] == [
        "| two workers of one |    1.9 × | ≥ 1.8 ×  | met     |        |",
        "| memory             |   431 MB | ≤ 220 MB | missed  | flat   |",
    ]


def test_in_traffic_each_address_is_asked_for_once_and_a_few_most_of_the_time() -> None:
    addresses = [f"/{number}" for number in range(1000)]
    counted = Counter(as_in_logs(addresses, 4000))
    assert (len(counted), counted.total()) == (1000, 4000)
    assert sum(counted[address] for address in addresses[:20]) > 1000
    assert list(as_in_logs(addresses, 4000)) == list(as_in_logs(addresses, 4000))


def test_each_request_is_asked_once_and_its_answer_read_to_the_end(samples: TestClient) -> None:
    streamed, empty = "/v1/figures?format=csv", "/v1/figures?format=ndjson&q=nowhere"
    several = [request(address) for address in ("/v1/missions", streamed, empty, "/v1/nothing")]
    with running(samples) as port:
        asked = ask_all(port, several * 5, connections=3)
    assert (asked.statuses, len(asked.taken_s)) == ({200: 15, 404: 5}, 20)
    assert asked.at_ms(50) <= asked.at_ms(99) <= asked.seconds * 1000


@pytest.mark.slow
def test_the_command_says_of_each_goal_whether_it_is_met(built_facts: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--felt", "--scale", "0.001"],
        env={**os.environ, "PEACEKEEPING_DATABASE_URL": f"sqlite:///{built_facts}"},
        capture_output=True,
        text=True,
        check=True,
    )
    judged = [line for line in done.stdout.splitlines() if "| met " in line or "| missed " in line]
    assert [line.split()[1] for line in judged][:8] == [
        *("mixed,", "mixed,", "mixed,", "mixed,"),
        *("1", "memory", "memory:", "two"),
    ]
