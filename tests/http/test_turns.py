"""Requests take turns at the worker threads: those of one kind wait for each other, and not the others for them."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from api.http.turns import Turns

PLACES = 4


def asked(address: str, accept: bytes = b"*/*") -> dict[str, Any]:
    """A request, as ASGI has it."""
    path, _, query = address.partition("?")
    return {"path": path, "query_string": query.encode(), "headers": [(b"accept", accept)]}


class Work:
    """Requests that are worked on until they are told to end, and the order in which they began."""

    def __init__(self) -> None:
        self.turns = Turns(PLACES)
        self.begun: list[str] = []
        self.ends: dict[str, asyncio.Event] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}

    async def ask(self, *addresses: str) -> None:
        for address in addresses:
            self.ends[address] = asyncio.Event()
            self.tasks[address] = asyncio.create_task(self._work(address))
            await asyncio.sleep(0)

    async def _work(self, address: str) -> None:
        async with self.turns.turn(asked(address)):
            self.begun.append(address)
            await self.ends[address].wait()

    async def end(self, address: str) -> None:
        self.ends[address].set()
        await self.tasks[address]
        await asyncio.sleep(0)


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(story, 10))


LARGE = [f"/v1/figures?limit=500&value={number}" for number in range(4)]
SEARCHES = ["/v1/search?q=mali", "/v1/search?q=women"]
SMALL = "/v1/missions/minusma"


def test_one_kind_leaves_a_place_to_the_others() -> None:
    async def story() -> None:
        work = Work()
        await work.ask(*LARGE, SMALL)
        assert work.begun == [*LARGE[:2], SMALL]

    run(story())


def test_of_those_who_wait_the_kind_goes_next_that_had_the_least_time() -> None:
    async def story() -> None:
        work = Work()
        await work.ask(*LARGE, *SEARCHES, SMALL)
        assert work.begun == [*LARGE[:2], *SEARCHES]
        await work.end(LARGE[0])
        assert work.begun[4:] == [SMALL]
        await work.end(SMALL)
        await work.end(LARGE[1])
        assert work.begun[5:] == LARGE[2:]

    run(story())


def test_a_list_of_many_records_is_of_another_kind_than_one_of_few() -> None:
    async def story() -> None:
        work = Work()
        await work.ask(*LARGE, "/v1/figures?limit=1")
        assert work.begun[2:] == ["/v1/figures?limit=1"]

    run(story())


def test_records_are_of_one_kind_whatever_their_code() -> None:
    async def story() -> None:
        work = Work()
        await work.ask("/missions/minusma", "/missions/unmil", "/missions/untso")
        assert work.begun == ["/missions/minusma", "/missions/unmil"]

    run(story())


def test_who_leaves_while_waiting_or_when_called_takes_no_place_along() -> None:
    async def story() -> None:
        work = Work()
        await work.ask(*LARGE)
        work.tasks[LARGE[2]].cancel()  # It waits.
        work.ends[LARGE[0]].set()
        await asyncio.wait([work.tasks[LARGE[0]]])
        work.tasks[LARGE[3]].cancel()  # It has just been called.
        await asyncio.wait([work.tasks[LARGE[2]], work.tasks[LARGE[3]]])
        await work.end(LARGE[1])
        assert (work.turns.free, work.turns.lines) == (PLACES, {})

    run(story())
