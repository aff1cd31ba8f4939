"""Prometheus metrics: counted by route, never by what a client has made up."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from api.settings import install, read_settings
from tests.running import running

Start = Callable[..., TestClient]


@pytest.fixture
def watched(samples_with: Start) -> TestClient:
    return samples_with(metrics=True)


def counted(client: TestClient) -> dict[tuple[str, ...], float]:
    """Each number by its name and the values of its labels."""
    return read(client.get("/metrics").text)


def read(text: str) -> dict[tuple[str, ...], float]:
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_requests_are_counted_by_route_and_status(watched: TestClient) -> None:
    for address in ("/v1/missions/sampo-i", "/v1/missions/sampo-ii", "/v1/missions/nowhere"):
        watched.get(address)
    numbers = counted(watched)
    assert numbers["peacekeeping_requests_total", "/v1/missions/{code}", "200"] == 2
    assert numbers["peacekeeping_requests_total", "/v1/missions/{code}", "404"] == 1


def test_durations_are_counted_by_route(watched: TestClient) -> None:
    watched.get("/v1/missions")
    numbers = counted(watched)
    assert numbers["peacekeeping_request_seconds_count", "/v1/missions"] == 1
    assert numbers["peacekeeping_request_seconds_bucket", "+Inf", "/v1/missions"] == 1
    assert 0 < numbers["peacekeeping_request_seconds_sum", "/v1/missions"] < 10


def test_kept_answers_are_counted(watched: TestClient) -> None:
    for _ in range(3):
        watched.get("/v1/missions")
    watched.get("/healthz")
    numbers = counted(watched)
    assert numbers["peacekeeping_kept_answers_total", "miss"] == 1
    assert numbers["peacekeeping_kept_answers_total", "hit"] == 2
    assert numbers["peacekeeping_kept_answers_total", "none"] == 1


def test_the_release_is_named(watched: TestClient) -> None:
    release = watched.get("/v1/release").json()
    expected = "peacekeeping_release_info", release["release"], release["digest"]
    assert set(expected) in [set(key) for key in counted(watched)]


def test_made_up_addresses_and_methods_make_no_new_numbers(watched: TestClient) -> None:
    watched.get("/0")
    before = len(counted(watched))
    for number in range(50):
        watched.request(f"M{number}", "/v1/missions", headers={"X-Request-Id": f"r{number}"})
        watched.get(f"/{number}?{number}={number}")
        watched.get(f"/v1/missions/{number}")
    assert len(counted(watched)) - before < 100
    assert "/49" not in watched.get("/metrics").text


@pytest.mark.parametrize(
    "accept", ["*/*", "application/openmetrics-text;version=x", "text/plain;version=x"]
)
def test_they_come_as_text_whatever_is_asked_for(watched: TestClient, accept: str) -> None:
    answer = watched.get("/metrics", headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"


def test_they_are_there_only_when_asked_for(samples: TestClient, watched: TestClient) -> None:
    assert samples.get("/metrics").status_code == 404
    assert watched.get("/metrics").status_code == 200


def test_asked_for_without_its_library_the_start_ends_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PEACEKEEPING_METRICS", "true")
    monkeypatch.setattr("api.settings.find_spec", lambda _: None)
    with pytest.raises(SystemExit):
        read_settings()
    assert capsys.readouterr().err == (
        "PEACEKEEPING_METRICS: 'true': It needs prometheus-client: uv sync --extra metrics\n"
    )


def test_without_a_clone_the_advice_fits_a_package_and_an_image(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("api.settings.PROJECT", tmp_path / "pyproject.toml")
    assert install("mcp") == (
        "pip install 'peacekeeping-facts[mcp]', or build the image with --build-arg EXTRAS=mcp"
    )


@pytest.mark.slow
def test_workers_are_added_up_without_a_setting(built_facts: Path) -> None:
    with running(built_facts, "--workers", "2", metrics=True, drain_s=0) as service:

        def ask(address: str) -> str:
            with urlopen(f"{service.address}{address}") as answer:  # noqa: S310  # loopback
                return str(answer.read(), "utf-8")

        for _ in range(20):
            ask("/v1/missions")
        told = [read(ask("/metrics")) for _ in range(20)]  # By either of the two.
    key = ("peacekeeping_requests_total", "/v1/missions", "200")
    assert {numbers[key] for numbers in told} == {20}


ASK = """
import sys
from fastapi.testclient import TestClient
from api.app import create_app
from api.settings import Settings
client = TestClient(create_app(Settings(metrics=True)))
print(client.get(sys.argv[1]).text)
"""


@pytest.mark.slow
def test_several_processes_are_added_up_in_a_folder(samples: TestClient, tmp_path: Path) -> None:
    app: Any = samples.app

    def ask(address: str) -> str:
        return subprocess.run(  # noqa: S603  # our own words
            [sys.executable, "-c", ASK, address],
            env={
                **os.environ,
                "PEACEKEEPING_DATABASE_URL": app.release_server.settings.database_url,
                "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
            },
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    ask("/v1/missions")
    numbers = read(ask("/metrics"))
    assert numbers["peacekeeping_requests_total", "/v1/missions", "200"] == 1
    assert [key for key in numbers if key[0] == "peacekeeping_release_info"] != []
