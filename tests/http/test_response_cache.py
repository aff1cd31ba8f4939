"""The response cache: bounded, and each answer is computed once however many ask."""

import asyncio
import random
import threading
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.datastructures import MutableHeaders

from api.http.response_cache import CachedResponse, ResponseCache
from tests.service import counted

Start = Callable[..., TestClient]


@pytest.fixture
def fresh(samples: TestClient) -> TestClient:
    """A service with an empty response cache."""
    kept(samples).clear()
    return samples


def kept(client: TestClient) -> Any:
    """The response cache of the service."""
    app: Any = client.app
    return app.release_server.current.cache.responses


def test_a_kept_answer_costs_no_statement(fresh: TestClient) -> None:
    first = fresh.get("/v1/missions")
    with counted(fresh) as statements:
        again, head = fresh.get("/v1/missions"), fresh.head("/v1/missions")
        known = fresh.get("/v1/missions", headers={"If-None-Match": first.headers["etag"]})
    assert statements == []
    assert (again.content, head.headers, known.status_code) == (first.content, again.headers, 304)


def test_each_representation_is_kept_apart(fresh: TestClient) -> None:
    for _ in range(2):
        assert fresh.get("/v1/missions").json()["meta"]
        csv = fresh.get("/v1/missions", headers={"Accept": "text/csv"})
        assert csv.text.startswith("code,")
        plain = fresh.get("/v1/missions", headers={"Accept-Encoding": "identity"})
        assert "content-encoding" not in plain.headers
    assert len(kept(fresh)) == 3


def test_that_a_question_has_no_answer_is_found_out_once(fresh: TestClient) -> None:
    address = "/v1/figures/table?rows=indicator&indicator_kind=stock,flow"
    first = fresh.get(address)
    with counted(fresh) as statements:
        again = fresh.get(address, headers={"If-None-Match": "*"})
    assert statements == []
    assert (first.status_code, again.status_code, again.content) == (400, 400, first.content)
    assert again.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("address", ["/v1/missions/nowhere", "/v1/nothing", "/healthz"])
def test_what_is_not_found_and_health_are_never_kept(fresh: TestClient, address: str) -> None:
    fresh.get(address)
    assert len(kept(fresh)) == 0


@pytest.mark.parametrize(
    "header",
    [
        {"Range": "bytes=0-9"},
        {"If-Modified-Since": "Fri, 01 Jan 1999 00:00:00 GMT"},
        {"Host": "evil.example"},
        {"X-Forwarded-Host": "evil.example"},
        {"Cookie": "a=b"},
    ],
)
@pytest.mark.parametrize("address", ["/assets/docs.js", "/v1/missions?limit=1"])
def test_one_clients_headers_never_change_what_the_next_one_gets(
    fresh: TestClient, address: str, header: dict[str, str]
) -> None:
    first = fresh.get(address, headers=header)
    second = fresh.get(address)
    assert (second.status_code, second.content) == (200, first.content)
    assert second.headers == first.headers


def test_random_questions_never_outgrow_the_bound(samples_with: Start) -> None:
    chance = random.Random(1)  # noqa: S311  # nothing secret
    with samples_with(kept_mb=1) as client:
        for _ in range(300):
            client.get(f"/v1/figures?value__gte={chance.random()}&limit={chance.randint(0, 500)}")
            assert kept(client).currsize <= 1_000_000
        assert len(kept(client)) < 300


def test_nothing_is_kept_when_it_is_switched_off(samples_with: Start) -> None:
    with samples_with(kept_mb=0) as client:
        first = client.get("/v1/missions")
        assert client.get("/v1/missions").content == first.content
        assert len(kept(client)) == 0


def test_what_many_ask_at_once_is_worked_out_once() -> None:
    made: list[int] = []

    async def make() -> CachedResponse:
        made.append(1)
        await asyncio.sleep(0)
        return CachedResponse(200, MutableHeaders({"ETag": '"x"'}), b"slow")

    async def ask() -> list[CachedResponse]:
        cache = ResponseCache(10_000)
        return await asyncio.gather(*(cache.make(("slow",), make) for _ in range(50)))

    answers = asyncio.run(ask())
    assert made == [1]
    assert {answer.body for answer in answers} == {b"slow"}


def test_it_is_known_who_made_an_answer_and_who_shared_it() -> None:
    async def make() -> CachedResponse:
        await asyncio.sleep(0)
        return CachedResponse(200, MutableHeaders({"ETag": '"x"'}), b"slow")

    async def ask() -> list[str]:
        cache = ResponseCache(10_000)
        together = await asyncio.gather(*(cache.find(("slow",), make) for _ in range(3)))
        return [kept for _, kept in [*together, await cache.find(("slow",), make)]]

    assert asyncio.run(ask()) == ["miss", "shared", "shared", "hit"]


def test_headers_that_are_equal_are_held_once() -> None:
    several = [
        CachedResponse(200, MutableHeaders({"Vary": "Accept", "ETag": tag}), b"") for tag in "ab"
    ]
    (vary, tag), (same, other) = (response.headers.raw for response in several)
    assert vary is same
    assert (tag, other) == ((b"etag", b"a"), (b"etag", b"b"))


def test_one_who_leaves_takes_the_answer_from_nobody() -> None:
    async def ask() -> CachedResponse:
        begun, finished = asyncio.Event(), asyncio.Event()

        async def make() -> CachedResponse:
            begun.set()
            await finished.wait()
            return CachedResponse(200, MutableHeaders({"ETag": '"x"'}), b"slow")

        cache = ResponseCache(10_000)
        leaving = asyncio.create_task(cache.make(("slow",), make))
        await begun.wait()
        staying = asyncio.create_task(cache.make(("slow",), make))
        await asyncio.sleep(0)
        leaving.cancel()
        finished.set()
        return await staying

    assert asyncio.run(ask()).body == b"slow"


def test_many_clients_at_once_are_all_answered(fresh: TestClient) -> None:
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(fresh.get("/v1/figures").status_code))
        for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 20
