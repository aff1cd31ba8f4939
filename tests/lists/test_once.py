"""The cache of derived values: each is computed once, however many threads need it at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Connection, create_engine

from api.database.address import MOST_RESULTS, open_reading
from api.database.pool import UNLIMITED
from api.lists.statements import Unreadable, once
from tests.running import until

KEY = ("heads of missions",)


@pytest.fixture
def connection() -> Iterator[Connection]:
    """A connection to a database that has just been opened."""
    with create_engine("sqlite://", execution_options={"result_cache": {}}).connect() as new:
        yield new


class Work:
    """Work that lasts until it is told to end, and the number of times it was started."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.end = Event()

    def answer(self) -> str:
        self.begun.append("answer")
        self.end.wait()
        return "Lacroix"

    def fail(self) -> str:
        self.begun.append("fail")
        self.end.wait()
        raise Unreadable


def test_who_asks_for_what_is_being_worked_out_gets_it_from_whoever_works_on_it(
    connection: Connection,
) -> None:
    work = Work()
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(once, connection, KEY, work.answer)
        assert until(lambda: bool(work.begun))
        second = threads.submit(once, connection, KEY, work.fail)
        assert until(second.running)
        work.end.set()
        assert (first.result(), second.result()) == ("Lacroix", "Lacroix")
    assert work.begun == ["answer"]


def test_a_failure_is_told_to_all_who_waited_and_the_next_one_tries_again(
    connection: Connection,
) -> None:
    work = Work()
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(once, connection, KEY, work.fail)
        assert until(lambda: bool(work.begun))
        second = threads.submit(once, connection, KEY, work.fail)
        assert until(second.running)
        work.end.set()
        assert isinstance(first.exception(), Unreadable)
        assert isinstance(second.exception(), Unreadable)
    assert once(connection, KEY, work.answer) == "Lacroix"


def test_our_own_work_does_not_fail_with_a_clients_question(connection: Connection) -> None:
    work = Work()
    own = connection.engine.connect().execution_options(**{UNLIMITED: True})
    with own, ThreadPoolExecutor(2) as threads:
        first = threads.submit(once, connection, KEY, work.fail)
        assert until(lambda: bool(work.begun))
        second = threads.submit(once, own, KEY, work.answer)
        assert until(second.running)
        work.end.set()
        assert isinstance(first.exception(), Unreadable)
        assert second.result() == "Lacroix"


def test_what_needs_another_result_waits_for_nobody(connection: Connection) -> None:
    assert once(connection, KEY, lambda: once(connection, ("posts",), lambda: 3) + 1) == 4


def test_a_few_large_results_take_the_room_of_many_small_ones(built_samples: Path) -> None:
    class Large:
        cache_weight = MOST_RESULTS // 2

    engine = open_reading(f"sqlite:///{built_samples}")
    with engine.connect() as connection:
        first, second, _ = [once(connection, (place,), Large) for place in range(3)]
        assert once(connection, (1,), Large) is second
        assert once(connection, (0,), Large) is not first
    engine.dispose()
