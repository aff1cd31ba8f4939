"""Fair scheduling of worker threads: requests of one kind queue without blocking other kinds."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from api.http.turns import Turns

PLACES = 4


def asked(address: str, accept: bytes = b"*/*") -> dict[str, Any]:
    """The ASGI scope of a request."""
    path, _, query = address.partition("?")
    return {"path": path, "query_string": query.encode(), "headers": [(b"accept", accept)]}


class Work:
    """Requests that run until they are told to end, and the order in which they started."""

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
        await self.settle()

    async def settle(self) -> None:
        """Let every request run that can."""
        for _ in range(5):
            await asyncio.sleep(0)


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(story, 10))


LARGE = [f"/v1/figures?limit=500&value={number}" for number in range(4)]
SEARCHES = [f"/v1/search?q=mali+{number}" for number in range(4)]
TABLES = [f"/v1/figures/table?rows=subject&value={number}" for number in range(4)]
SMALL = "/v1/missions/minusma"


def test_one_kind_leaves_a_place_to_the_others() -> None:
    async def story() -> None:
        work = Work()
        await work.ask(*SEARCHES, SMALL)
        assert work.begun == [*SEARCHES[:2], SMALL]

    run(story())


def test_large_lists_of_one_kind_are_worked_on_one_after_the_other() -> None:
    async def story() -> None:
        work = Work()
        await work.ask(*LARGE, "/v1/missions?limit=500")
        assert work.begun == [LARGE[0], "/v1/missions?limit=500"]
        await work.end(LARGE[0])
        assert work.begun[2:] == [LARGE[1]]

    run(story())


def test_when_all_places_are_taken_only_a_few_of_each_kind_come_first() -> None:
    async def story() -> None:
        work = Work()
        await work.ask(*SEARCHES, *TABLES, *LARGE, SMALL)
        assert work.begun == [*SEARCHES[:2], *TABLES[:2]]
        await work.end(SEARCHES[0])
        await work.end(TABLES[0])
        assert work.begun[4:] == [LARGE[0], SMALL]

    run(story())


def test_a_list_of_many_records_is_of_another_kind_than_one_of_few() -> None:
    async def story() -> None:
        work = Work()
        await work.ask(*LARGE, "/v1/figures?limit=1")
        assert work.begun == [LARGE[0], "/v1/figures?limit=1"]

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
        await work.ask(*SEARCHES)
        work.tasks[SEARCHES[2]].cancel()  # It waits.
        work.ends[SEARCHES[0]].set()
        await asyncio.wait([work.tasks[SEARCHES[0]]])
        work.tasks[SEARCHES[3]].cancel()  # It has just been called.
        await asyncio.wait([work.tasks[SEARCHES[2]], work.tasks[SEARCHES[3]]])
        await work.end(SEARCHES[1])
        await work.ask("/v1/search?q=a", "/v1/search?q=b", TABLES[0], TABLES[1])
        assert work.begun[-4:] == ["/v1/search?q=a", "/v1/search?q=b", TABLES[0], TABLES[1]]

    run(story())
