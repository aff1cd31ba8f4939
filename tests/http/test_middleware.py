"""Middleware: the HTTP headers and behaviour that every address shares."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

ADDRESSES = [
    "/v1/missions?limit=1",
    "/v1/missions/sampo-i",
    "/v1/missions/sampo-ii/figures",
    "/v1/search?q=sample",
    "/v1/release",
    "/v1/release?format=jsonld",
    "/v1/release/download",
    "/v1/release/download?format=csv",
    "/v1/coverage",
    "/v1/changes?since=1948",
    "/openapi.json",
    "/docs",
    "/assets/docs.js",
]


@pytest.mark.parametrize("address", [*ADDRESSES, "/healthz", "/v1/missions/nowhere", "/nothing"])
def test_head_is_get_without_its_body(samples: TestClient, address: str) -> None:
    get, head = samples.get(address), samples.head(address)
    assert head.status_code == get.status_code
    assert head.content == b""
    assert head.headers == get.headers


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_the_client_has_is_not_sent_again(samples: TestClient, address: str) -> None:
    tag = samples.get(address).headers["etag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = samples.get(address, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert samples.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_every_address_has_a_tag_of_its_own(samples: TestClient) -> None:
    tags = {samples.get(address).headers["etag"] for address in ADDRESSES}
    assert len(tags) == len(ADDRESSES)


@pytest.mark.parametrize("address", ["/v1/missions/nowhere", "/v1/missions?x=1", "/healthz"])
def test_refusals_and_health_are_not_kept(samples: TestClient, address: str) -> None:
    answer = samples.get(address, headers={"If-None-Match": "*"})
    assert answer.status_code != 304
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


@pytest.mark.parametrize("address", ADDRESSES)
def test_options_says_what_is_allowed(samples: TestClient, address: str) -> None:
    answer = samples.options(address)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


def test_options_on_nothing_is_404(samples: TestClient) -> None:
    assert samples.options("/nothing").status_code == 404


def test_another_site_may_read_and_ask_first(samples: TestClient) -> None:
    answer = samples.get("/v1/missions", headers={"Origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "ETag" in answer.headers["access-control-expose-headers"]
    preflight = samples.options(
        "/v1/missions",
        headers={"Origin": "https://example.org", "Access-Control-Request-Method": "GET"},
    )
    assert preflight.status_code == 204
    assert preflight.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("address", [*ADDRESSES, "/nothing", "/v1/missions?x=1"])
def test_every_answer_has_the_safety_headers(samples: TestClient, address: str) -> None:
    headers = samples.get(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "unsafe" not in headers["content-security-policy"]


def test_our_mistake_has_them_too(samples: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr("api.routes.search.search", fail)
    answer = samples.get("/v1/search?q=x")
    assert answer.status_code == 500
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


def test_a_long_address_is_414(samples: TestClient) -> None:
    long = samples.get("/v1/search?q=" + "x" * 17_000)
    assert (long.status_code, long.headers["content-type"]) == (414, "application/problem+json")


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("/v1/missions/", "/v1/missions"),
        ("/v1//missions///sampo-i/?fields=code", "/v1/missions/sampo-i?fields=code"),
        ("/v1/%6Dissions", "/v1/missions"),
        ("/v1/countries/C%c3%b4te", "/v1/countries/C%C3%B4te"),
        ("//v1.example.org/", "/v1.example.org"),
    ],
)
def test_an_address_written_otherwise_leads_to_the_usual_one(
    samples: TestClient, asked: str, address: str
) -> None:
    response = samples.get(f"http://testserver{asked}")
    assert (response.status_code, response.headers["location"]) == (308, address)


@pytest.mark.parametrize(
    ("accept", "coding"),
    [
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip;q=1.0, br;q=0.8", "gzip"),
        ("zstd;q=0, br;q=0.5, gzip;q=0.1", "br"),
        ("*", "zstd"),
        ("identity", None),
        ("identity, gzip;q=0.5", None),
        ("gzip;q=0", None),
        ("gzip;q=nonsense", None),
        ("zstd;q=nan, gzip;q=0.5", "gzip"),
        ("", None),
    ],
)
def test_the_client_chooses_the_compression(
    samples: TestClient, accept: str, coding: str | None
) -> None:
    answer = samples.get("/v1/missions", headers={"Accept-Encoding": accept})
    assert answer.headers.get("content-encoding") == coding
    assert "Accept-Encoding" in answer.headers["vary"]


def test_each_compression_has_a_tag_of_its_own_and_the_same_content(samples: TestClient) -> None:
    plain, gzip, br, zstd = (
        samples.get("/v1/missions", headers={"Accept-Encoding": coding})
        for coding in ("identity", "gzip", "br", "zstd")
    )
    assert len({answer.headers["etag"] for answer in (plain, gzip, br, zstd)}) == 4
    # The client has undone them.
    assert gzip.content == br.content == zstd.content == plain.content


def test_what_is_small_is_not_compressed(samples: TestClient) -> None:
    answer = samples.get("/v1/missions?limit=0", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in answer.headers


def test_a_page_says_where_to_go_from_it(samples: TestClient) -> None:
    link = samples.get("/v1/missions?limit=1&format=csv").headers["link"]
    assert '</v1/missions?limit=1&format=csv>; rel="self"' in link
    assert '</v1/missions?limit=1&format=json>; rel="alternate"; type="application/json"' in link
    assert '</openapi.json>; rel="describedby"' in link


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/robots.txt", "Allow: /"),
        ("/llms.txt", "# Peacekeeping Facts"),
        ("/favicon.ico", "<svg"),
        ("/.well-known/security.txt", "Expires: 2027-01-28T00:00:00Z"),
    ],
)
def test_what_browsers_and_robots_look_for_is_there(
    samples: TestClient, address: str, words: str
) -> None:
    answer = samples.get(address)
    assert answer.status_code == 200
    assert words in answer.text
