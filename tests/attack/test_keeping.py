"""No cache poisoning: the response cache is keyed by everything that an answer depends on."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

POISONS = [
    {"X-Forwarded-Host": "elsewhere.example"},
    {"X-Forwarded-Proto": "https", "X-Forwarded-Port": "444"},
    {"X-Forwarded-For": "192.0.2.1", "X-Real-IP": "192.0.2.1"},
    {"X-Forwarded-Prefix": "/elsewhere", "X-Script-Name": "/elsewhere"},
    {"Forwarded": "host=elsewhere.example;proto=https"},
    {"Host": "elsewhere.example"},
    {"X-Original-URL": "/v1/people", "X-Rewrite-URL": "/v1/people"},
    {"X-HTTP-Method-Override": "DELETE"},
    {"Accept-Language": "fr", "Accept-Charset": "utf-16"},
    {"Cookie": "session=1; format=csv"},
    {"Authorization": "Bearer 1"},
    {"Origin": "https://elsewhere.example"},
    {"Range": "bytes=0-3"},
    {"If-None-Match": "*"},
    {"If-Modified-Since": "Fri, 31 Dec 9999 23:59:59 GMT"},
    {"Content-Type": "text/html"},
    {"User-Agent": "<script>", "Referer": "https://elsewhere.example/"},
    {"Cache-Control": "no-transform", "Pragma": "x-get-cache-key"},
    {"X-Format": "csv", "Prefer": "return=minimal", "Save-Data": "on"},
]
ADDRESSES = [
    "/v1/missions?limit=2",
    "/v1/missions/sampo-i",
    "/v1/release?format=jsonld",
    "/docs",
    "/assets/docs.js",
]
# Ways to hide a second `limit` from a cache in front that reads addresses otherwise than we do.
CLOAKED = [
    "limit=1;limit=2",
    "limit=1&limit=2",
    "limit=1&li%6dit=2",
    "limit=1&%6cimit=2",
    "limit=1&%256cimit=2",
    "limit=1&Limit=2",
    "limit=1&limit[]=2",
    "limit=1&limit%00=2",
    "limit=1&%20limit=2",
    "limit=1&limit%20=2",
    "limit=1&utm_source=x;limit=2",
    "limit=1&utm_content=2",
    "limit=1%26limit=2",
    "limit=1&_method=DELETE",
    "limit=1&callback=run",
    "limit=1?limit=2",
]


def forget(client: TestClient) -> None:
    """Empty the response cache, so that the next request fills it."""
    app: Any = client.app
    app.release_server.current.cache.responses.clear()


def ask(client: TestClient, address: str) -> tuple[int, dict[str, str], bytes]:
    """The whole answer to an ordinary client: status, headers and body."""
    answer = client.get(address)
    return answer.status_code, dict(answer.headers), answer.content


@pytest.mark.parametrize("poison", POISONS, ids=lambda one: next(iter(one)))
def test_no_header_of_one_client_reaches_the_next(
    samples: TestClient, poison: dict[str, str]
) -> None:
    for address in ADDRESSES:
        forget(samples)
        clean = ask(samples, address)
        forget(samples)
        poisoned = samples.get(address, headers=poison)
        assert (address, ask(samples, address)) == (address, clean)
        assert poisoned.content in (clean[2], b"")


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "POST", "DELETE", "GET"])
def test_no_other_way_of_asking_changes_what_is_kept(samples: TestClient, method: str) -> None:
    for address in ADDRESSES:
        forget(samples)
        clean = ask(samples, address)
        forget(samples)
        samples.request(method, address, content=b"limit=0" if method == "GET" else None)
        assert (address, ask(samples, address)) == (address, clean)


@pytest.mark.parametrize("query", CLOAKED)
def test_no_parameter_hides_behind_another(samples: TestClient, query: str) -> None:
    answer = samples.get(f"http://testserver/v1/missions?{query}")
    assert (answer.status_code, answer.headers["cache-control"]) == (400, "no-store")


def test_answers_say_all_that_they_depend_on(samples: TestClient) -> None:
    for address in ADDRESSES:
        varying = {one.strip() for one in samples.get(address).headers["vary"].split(",")}
        assert (address, varying) == (address, {"Accept", "Accept-Encoding"})


def test_a_page_is_never_kept_as_another_kind_of_file(samples: TestClient) -> None:
    for ending in (".css", ".js", "/style.css", "%2fstyle.css", ";style.css", "%00.css", "%3f.css"):
        answer = samples.get(f"http://testserver/v1/missions/sampo-i{ending}")
        assert (ending, answer.status_code in (308, 400, 404)) == (ending, True)
        assert answer.headers["cache-control"] == "no-store"
