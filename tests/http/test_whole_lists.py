"""CSV and NDJSON stream a whole list unless limited: every row once, in bounded memory."""

import asyncio
import http.client
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from api.http import list_responses
from tests.running import until
from tests.service import counted, release_server_of, running

FIGURES = "/v1/figures?format=csv&fields=code,value"
SEVERAL = f"{FIGURES}&indicator__not=personnel_deployed"  # A third of them, on many pages.
PAGE = 500


def pages(client: TestClient, address: str) -> Iterator[bytes]:
    """The pages of a list, one after the other."""
    following: str | None = f"{address}{'&' if '?' in address else '?'}limit={PAGE}"
    while following:
        page = client.get(following)
        yield page.content
        following = page.links.get("next", {}).get("url")


@pytest.mark.parametrize(
    "address",
    [
        "/v1/figures?format={}&source_date__gte=2024",
        "/v1/figures?format={}&sort=-value&dimensions.component=troops,police&fields=code,value,subject",
        "/v1/indicators/uniformed_personnel/figures?format={}",
        "/v1/missions?format={}",
        "/v1/changes?format={}&type=mission,country,source",
        "/v1/search?q=police+training&format={}",
        "/v1/coverage?format={}",
    ],
)
@pytest.mark.parametrize("format", ["csv", "ndjson"])
def test_a_whole_list_is_all_its_pages(facts: TestClient, address: str, format: str) -> None:
    address = address.format(format)
    whole = facts.get(address)
    parts = list(pages(facts, address))
    if format == "csv":
        header = parts[0].partition(b"\r\n")[0] + b"\r\n"
        parts[1:] = [part.removeprefix(header) for part in parts[1:]]
    assert whole.content == b"".join(parts)
    assert "next" not in whole.links


def test_by_accept_it_is_whole_as_well(facts: TestClient) -> None:
    accept = {"Accept": "application/x-ndjson"}
    by_header = facts.get("/v1/figures?fields=code", headers=accept)
    total = facts.get("/v1/figures?limit=0").json()["meta"]["total"]
    assert by_header.content.count(b"\n") == total > 10 * PAGE


def test_json_stays_paged_and_a_limit_is_kept(facts: TestClient) -> None:
    assert len(facts.get("/v1/figures").json()["data"]) == 50
    page = facts.get(f"{FIGURES}&limit=3")
    assert page.text.count("\r\n") == 4
    assert "next" in page.links
    assert facts.get(f"{FIGURES}&limit=0").text.count("\r\n") == 1


def test_a_cursor_alone_begins_where_it_stands(facts: TestClient) -> None:
    whole = facts.get("/v1/missions?format=ndjson").content
    page = facts.get("/v1/missions?format=ndjson&limit=7")
    cursor = page.links["next"]["url"].rpartition("cursor=")[2]
    rest = facts.get(f"/v1/missions?format=ndjson&cursor={cursor}")
    assert page.content + rest.content == whole


@pytest.mark.parametrize("address", [FIGURES, f"{FIGURES}&limit=2", "/v1/missions?format=ndjson"])
def test_the_file_says_what_it_is(facts: TestClient, address: str) -> None:
    headers = facts.head(address).headers
    found = facts.get("/v1/release").json()
    name = address.removeprefix("/v1/").partition("?")[0]
    kind = "ndjson" if "ndjson" in address else "csv"
    assert headers["x-release"] == found["release"]
    assert headers["x-total-count"] == str(found["counts"][name])
    assert headers["content-location"].replace("limit=2&", "").startswith(f"/v1/{name}?")
    assert f'<{address}>; rel="self"' in headers["link"]
    saved = f'attachment; filename="{name}-{found["release"]}.{kind}"'
    assert headers["content-disposition"] == saved
    assert "X-Release" in headers["access-control-expose-headers"]


@pytest.fixture(scope="module")
def plain(facts: TestClient) -> Response:
    """A list of several pages as it is sent without compression."""
    return facts.get(SEVERAL, headers={"Accept-Encoding": "identity"})


@pytest.mark.parametrize("coding", ["gzip", "br", "identity", "zstd"])
def test_it_is_compressed_while_it_is_sent(facts: TestClient, plain: Response, coding: str) -> None:
    answer = facts.get(SEVERAL, headers={"Accept-Encoding": coding})
    assert answer.headers.get("content-encoding", "identity") == coding
    assert answer.content == plain.content
    assert "content-length" not in answer.headers
    assert (answer.headers["etag"] == plain.headers["etag"]) is (coding == "identity")


def test_head_and_a_known_tag_cost_the_first_page_alone(facts: TestClient) -> None:
    release_server_of(facts.app).current.cache.responses.clear()
    get = facts.get(SEVERAL)
    with counted(facts) as statements:
        head = facts.head(SEVERAL)
        known = facts.get(SEVERAL, headers={"If-None-Match": get.headers["etag"]})
        meant = facts.get(SEVERAL, headers={"If-Match": '"x"'})
    assert statements == []
    assert (head.status_code, head.content, head.headers) == (200, b"", get.headers)
    assert (known.status_code, meant.status_code) == (304, 412)


def test_only_its_first_page_is_kept(facts: TestClient) -> None:
    cache = release_server_of(facts.app).current.cache.responses
    cache.clear()
    size = len(facts.get(SEVERAL, headers={"Accept-Encoding": "identity"}).content)
    assert cache.currsize < size / 10
    with counted(facts) as statements:
        assert len(facts.get(SEVERAL, headers={"Accept-Encoding": "identity"}).content) == size
    assert len(statements) >= size // 1_000_000  # Its pages are asked for anew.


def test_a_list_of_one_page_is_an_answer_like_any_other(samples: TestClient) -> None:
    answer = samples.get("/v1/missions?format=csv", headers={"Accept-Encoding": "identity"})
    assert answer.headers["content-length"] == str(len(answer.content))
    with counted(samples) as statements:
        samples.get("/v1/missions?format=csv", headers={"Accept-Encoding": "identity"})
    assert statements == []


def asked_often(monkeypatch: pytest.MonkeyPatch, fails_at: int = 0) -> list[int]:
    """Count the pages that are queried, as a list of ones; the page `fails_at` raises an error."""
    asked: list[int] = []
    find = list_responses._find

    def count(*words: Any) -> Any:
        asked.append(1)
        if len(asked) == fails_at:
            raise RuntimeError("a secret")
        return find(*words)

    monkeypatch.setattr(list_responses, "_find", count)
    return asked


def test_who_leaves_is_not_worked_for(facts: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = asked_often(monkeypatch)
    with running(facts) as port:
        with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
            connection.request("GET", f"{FIGURES}&value__gte=0.25")
            with closing(connection.getresponse()) as answer:
                assert answer.read(1000)
        served = release_server_of(facts.app).current
        assert until(lambda: served.readers == 0)
    assert len(asked) < 25


def test_what_fails_midway_ends_before_its_end(
    facts: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_often(monkeypatch, fails_at=3)
    with (
        running(facts) as port,
        closing(http.client.HTTPConnection("127.0.0.1", port)) as connection,
    ):
        connection.request("GET", f"{FIGURES}&value__gte=0.5")
        with closing(connection.getresponse()) as answer:
            assert answer.status == 200
            with pytest.raises(http.client.IncompleteRead):
                answer.read()


def test_it_is_of_one_release_to_the_end(facts: TestClient) -> None:
    """Streamed as the server does, while another release replaces it after the first part."""
    server = release_server_of(facts.app)
    before, parts = server.current, list[bytes]()

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(3600)
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        parts.append(message.get("body", b""))
        if len(parts) == 2:
            server.current = server._open(before.since)
            before.supersede()

    path, query = SEVERAL.split("?")
    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
    }
    scope |= {"query_string": query.encode(), "headers": [], "http_version": "1.1", "state": {}}
    asyncio.run(facts.app(scope, receive, send))  # type: ignore[arg-type]  # a scope is a dictionary
    assert server.current is not before
    assert b"".join(parts) == facts.get(SEVERAL, headers={"Accept-Encoding": "identity"}).content
