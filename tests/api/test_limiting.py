"""Whoever asks too often is told to wait; who that is, only the peer and our own proxies say."""

from collections.abc import Callable
from ipaddress import ip_network
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.http.rate_limit import MOST_CLIENTS, Buckets, client_of
from api.settings import Settings

Start = Callable[..., TestClient]
PROXIES = (ip_network("10.0.0.0/8"), ip_network("2001:db8:ffff::/48"))


def asked(peer: str, *forwarded: str) -> dict[str, Any]:
    """A request from a peer, with one header for each of the values."""
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    return {"client": (peer, 50000), "headers": headers}


def test_an_answer_says_how_often_one_may_still_ask(samples_with: Start) -> None:
    answer = samples_with(requests_per_minute=60).get("/v1/missions")
    assert answer.headers["ratelimit-policy"] == '"default";q=60;w=60'
    assert answer.headers["ratelimit"] == '"default";r=59;t=1'


def test_without_a_limit_nothing_is_said_of_it(samples: TestClient) -> None:
    assert [name for name in samples.get("/v1/missions").headers if "limit" in name] == []


def test_whoever_asks_too_often_is_told_when_to_come_back(samples_with: Start) -> None:
    client = samples_with(requests_per_minute=2)
    assert [client.get("/v1/missions").status_code for _ in range(3)] == [200, 200, 429]
    refusal = client.get("/v1/missions?limit=1")
    assert refusal.headers["retry-after"] == "30"
    assert refusal.headers["ratelimit"] == '"default";r=0;t=30'


def test_the_refusal_is_a_problem_that_another_site_may_read(samples_with: Start) -> None:
    client = samples_with(requests_per_minute=1)
    client.get("/v1/missions")
    refusal = client.get("/v1/missions")
    assert refusal.headers["content-type"] == "application/problem+json"
    assert refusal.json()["detail"].startswith("you ask too often")
    assert "RateLimit" in refusal.headers["access-control-expose-headers"]


def test_a_refused_head_has_no_body(samples_with: Start) -> None:
    client = samples_with(requests_per_minute=1)
    assert client.head("/v1/missions").status_code == 200
    refusal = client.head("/v1/missions")
    assert (refusal.status_code, refusal.content) == (429, b"")


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_is_never_refused(samples_with: Start, address: str) -> None:
    client = samples_with(requests_per_minute=1)
    client.get("/v1/missions")
    answers = [client.get(address) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert "ratelimit" not in answers[0].headers


def test_a_stranger_cannot_pass_for_others(samples_with: Start) -> None:
    client = samples_with(requests_per_minute=1, proxies="10.0.0.0/8")
    first = client.get("/v1/missions", headers={"X-Forwarded-For": "198.51.100.1"})
    second = client.get("/v1/missions", headers={"X-Forwarded-For": "198.51.100.2"})
    assert (first.status_code, second.status_code) == (200, 429)


def test_the_clients_of_a_proxy_are_counted_apart(samples_with: Start) -> None:
    client = samples_with("10.1.2.3", requests_per_minute=1, proxies="10.0.0.0/8")
    seen = [
        client.get("/v1/missions", headers={"X-Forwarded-For": address}).status_code
        for address in ("198.51.100.1", "198.51.100.2", "198.51.100.1")
    ]
    assert seen == [200, 200, 429]


@pytest.mark.parametrize(
    "header",
    [
        {"X-Forwarded-For": "10.0.0.1"},
        {"X-Forwarded-Proto": "https"},
        {"X-Forwarded-Host": "evil.example"},
        {"X-Forwarded-Prefix": "/evil"},
        {"Forwarded": "for=10.0.0.1;host=evil.example;proto=https"},
        {"X-Real-IP": "10.0.0.1"},
    ],
)
def test_what_a_stranger_says_of_itself_changes_no_answer(
    samples_with: Start, header: dict[str, str]
) -> None:
    with samples_with(kept_mb=0) as client:
        plain, other = client.get("/v1/missions"), client.get("/v1/missions", headers=header)
    assert (other.content, other.headers) == (plain.content, plain.headers)


@pytest.mark.parametrize(
    ("request_", "client"),
    [
        (asked("192.0.2.1"), "192.0.2.1"),
        (asked("192.0.2.1", "198.51.100.1"), "192.0.2.1"),
        (asked("10.0.0.1"), "10.0.0.1"),
        (asked("10.0.0.1", "198.51.100.1"), "198.51.100.1"),
        (asked("10.0.0.1", "203.0.113.9, 198.51.100.1"), "198.51.100.1"),
        (asked("10.0.0.1", "203.0.113.9, 198.51.100.1, 10.9.9.9"), "198.51.100.1"),
        (asked("10.0.0.1", "203.0.113.9", "198.51.100.1"), "198.51.100.1"),
        (asked("10.0.0.1", "10.0.0.3, 10.0.0.2"), "10.0.0.3"),
        (asked("10.0.0.1", "198.51.100.1, nonsense"), "10.0.0.1"),
        (asked("10.0.0.1", ""), "10.0.0.1"),
        (asked("10.0.0.1", "198.51.100.1," + "9" * 60000), "10.0.0.1"),
        (asked("2001:db8:ffff::1", "2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64"),
        (asked("2001:db8:1:2::1"), "2001:db8:1:2::/64"),
        (asked("2001:db8:1:2:ffff::1"), "2001:db8:1:2::/64"),
        (asked("::ffff:10.0.0.1", "::ffff:198.51.100.1"), "198.51.100.1"),
        ({"client": None, "headers": []}, ""),
    ],
)
def test_the_client_is_the_last_one_that_is_no_proxy(request_: dict[str, Any], client: str) -> None:
    assert client_of(request_, PROXIES) == client


def test_a_bucket_fills_again_steadily() -> None:
    now = [0.0]
    buckets = Buckets(4, lambda: now[0])
    assert [buckets.take("a")[0] for _ in range(5)] == [True, True, True, True, False]
    now[0] = 15.0
    assert [buckets.take("a") for _ in range(2)] == [(True, 0, 15), (False, 0, 15)]
    now[0] = 1000.0
    assert buckets.take("a") == (True, 3, 15)


@pytest.mark.parametrize("often", [1, 3, 7, 59, 1000, 999_983])
def test_exactly_as_many_are_granted_as_are_promised(often: int) -> None:
    buckets = Buckets(often, lambda: 123_456.789)
    granted = [buckets.take("a")[0] for _ in range(min(often, 5000) + 1)]
    assert granted.count(False) == (1 if often <= 5000 else 0)


def test_random_addresses_never_outgrow_the_bound() -> None:
    buckets = Buckets(10, lambda: 0.0)
    for number in range(MOST_CLIENTS + 1000):
        buckets.take(str(number))
    assert len(buckets.full_at) == MOST_CLIENTS


def test_proxies_are_read_from_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEACEKEEPING_PROXIES", "192.0.2.7, 10.0.0.0/8,2001:db8::/32")
    networks = [str(network) for network in Settings().proxies]
    assert networks == ["192.0.2.7/32", "10.0.0.0/8", "2001:db8::/32"]
