"""The supervisor is patient: workers that start slowly, or are busy, are not killed."""

import signal
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn
from uvicorn.supervisors import multiprocess

from api.http.server import SILENT_LOOKS, Supervisor


class Worker:
    """A fake worker, alive as long as it is told to be."""

    def __init__(self, *_: object) -> None:
        self.answers = self.runs = True
        self.process: Any = self
        self.pid, self.exitcode = 1, -9

    def ping(self, timeout: float) -> bool:
        assert timeout == 0, "the supervisor waits for nobody"
        return self.answers

    def is_alive(self, timeout: float = 0) -> bool:
        return self.runs

    def kill(self) -> None:
        self.runs = False

    def start(self) -> None:
        pass

    def join(self) -> None:
        pass


@pytest.fixture
def supervisor(monkeypatch: pytest.MonkeyPatch) -> Iterator[Supervisor]:
    """A supervisor of two fake workers."""
    monkeypatch.setattr(multiprocess, "Process", Worker)
    before = {number: signal.getsignal(number) for number in multiprocess.SIGNALS}
    made = Supervisor(uvicorn.Config("api.app:create_app", workers=2), [])
    made.init_processes()
    yield made
    for number, handler in before.items():
        signal.signal(number, handler)


def look(supervisor: Supervisor, times: int) -> list[Any]:
    """Let the supervisor check this many times; the workers afterwards."""
    for _ in range(times):
        supervisor.keep_subprocess_alive()
    return list(supervisor.processes)


def test_a_worker_that_has_ended_is_replaced_at_once(supervisor: Supervisor) -> None:
    first, second = look(supervisor, 1)
    second.kill()
    assert look(supervisor, 1)[0] is first
    assert look(supervisor, 1)[1] is not second


def test_a_worker_that_does_not_answer_yet_is_waited_for(supervisor: Supervisor) -> None:
    workers = look(supervisor, 1)
    for worker in workers:
        worker.answers = False
    assert look(supervisor, SILENT_LOOKS - 1) == workers
    workers[0].answers = True
    kept, replaced = look(supervisor, 1)
    assert (kept is workers[0], replaced is workers[1]) == (True, False)
    assert not workers[1].runs


def test_all_ends_when_a_worker_cannot_start(supervisor: Supervisor) -> None:
    first, second = look(supervisor, 1)
    first.runs, first.exitcode = False, 3
    assert look(supervisor, 1) == [first, second]
    assert supervisor.should_exit.is_set()
