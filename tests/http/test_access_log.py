"""The access log: what was requested, never by whom or with which words; and our own errors."""

import asyncio
import json
import logging
import os
import pty
import re
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from socket import AF_UNIX, SOCK_DGRAM, socketpair
from threading import Thread
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.http.access_log import AccessLog, AnsweredRequest, JsonLines
from api.settings import read_settings
from tests.running import running

Start = Callable[..., TestClient]
REQUEST = AnsweredRequest("abc", "GET", "/v1/missions", 200, 0.0012345, "hit")


@pytest.fixture
def logged(samples_with: Start, capfd: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Send one request to the service, and return what it logs."""

    def ask(address: str, method: str = "GET", **asked: Any) -> dict[str, Any]:
        with samples_with(access_log=True) as client:
            client.request(method, address, follow_redirects=False, **asked)
        (line,) = capfd.readouterr().err.splitlines()
        content: dict[str, Any] = json.loads(line)
        return content

    return ask


def test_a_line_says_what_was_asked_and_how_it_went(logged: Callable[..., Any]) -> None:
    line = logged("/v1/missions/sampo-i", headers={"X-Request-Id": "abc-123"})
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line.pop("time"))
    assert 0 < line.pop("ms") < 10_000
    assert line == {
        "level": "info",
        "message": "answered",
        "request_id": "abc-123",
        "method": "GET",
        "route": "/v1/missions/{code}",
        "status": 200,
        "kept": "miss",
    }


@pytest.mark.parametrize(
    ("address", "method", "route", "status", "kept"),
    [
        ("/v1/missions?kind=nonsense", "GET", "/v1/missions", 400, "miss"),
        ("/v1/missions/nowhere", "GET", "/v1/missions/{code}", 404, "none"),
        ("/v1/missions", "OPTIONS", None, 204, "none"),
        ("/v1/missions", "POST", "/v1/missions", 405, "none"),
        ("/v1/missions", "BREW", "/v1/missions", 405, "none"),
        ("/v1/missions/", "GET", None, 308, "none"),
        ("/v1/release/download?format=csv", "GET", "/v1/release/download", 200, "none"),
        ("/assets/docs.js", "GET", "/assets/{path}", 200, "miss"),
        ("/nothing/at-all", "GET", None, 404, "none"),
    ],
)
def test_every_kind_of_answer_has_its_line(
    logged: Callable[..., Any],
    address: str,
    method: str,
    route: str | None,
    status: int,
    kept: str,
) -> None:
    line = logged(address, method)
    assert (line["route"], line["status"], line["kept"]) == (route, status, kept)
    assert line["method"] == ("other" if method == "BREW" else method)


def test_a_probe_that_went_well_has_no_line(
    samples_with: Start, capfd: pytest.CaptureFixture[str]
) -> None:
    with samples_with(access_log=True) as client:
        for address in ("/healthz", "/readyz"):
            assert client.get(address).status_code == 200
        client.get("/readyz?colour=blue")
    (line,) = capfd.readouterr().err.splitlines()
    assert json.loads(line)["status"] == 400


def test_a_line_tells_neither_who_asked_nor_what_for(
    samples_with: Start, capfd: pytest.CaptureFixture[str]
) -> None:
    headers = {"X-Forwarded-For": "198.51.100.7", "User-Agent": "curious", "Referer": "http://x.y"}
    with samples_with(access_log=True) as client:
        client.get("/v1/search?q=private", headers=headers)
    log = capfd.readouterr().err
    for told in ("private", "198.51.100.7", "192.0.2.1", "curious", "x.y"):
        assert told not in log


def test_it_says_when_an_answer_was_kept(
    samples_with: Start, capfd: pytest.CaptureFixture[str]
) -> None:
    with samples_with(access_log=True) as client:
        for method in ("GET", "GET", "HEAD"):
            client.request(method, "/v1/missions")
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    assert [line["kept"] for line in lines] == ["miss", "hit", "hit"]
    assert [line["route"] for line in lines] == ["/v1/missions"] * 3


@pytest.mark.parametrize("given", ["a", "Root=1-67891233-abcdef012345678912345678", "x" * 64])
def test_a_request_keeps_the_number_it_came_with(samples_with: Start, given: str) -> None:
    answer = samples_with(access_log=True).get("/healthz", headers={"X-Request-Id": given})
    assert answer.headers["x-request-id"] == given


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, 'a"b', "a\tb", "é".encode(), "<script>"])
def test_a_malformed_number_is_replaced(samples_with: Start, given: str | bytes) -> None:
    headers: Any = {"X-Request-Id": given}
    answer = samples_with(access_log=True).get("/healthz", headers=headers)
    assert re.fullmatch("[0-9a-f]{16}", answer.headers["x-request-id"])


def test_a_kept_answer_has_the_number_of_each_request(samples_with: Start) -> None:
    client = samples_with(access_log=True)
    numbers = {client.get("/v1/missions").headers["x-request-id"] for _ in range(3)}
    assert len(numbers) == 3


def test_without_a_log_no_answer_has_a_number(samples: TestClient) -> None:
    answer = samples.get("/healthz", headers={"X-Request-Id": "abc"})
    assert "x-request-id" not in answer.headers


@pytest.mark.parametrize("settings", [{}, {"access_log": True}])
def test_our_mistake_is_one_line_with_its_request_and_traceback(
    samples_with: Start,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    settings: dict[str, Any],
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("broken\non purpose")

    monkeypatch.setattr("api.routes.search.search", fail)
    caplog.handler.setFormatter(JsonLines())
    client = samples_with(**settings)
    assert client.get("/v1/search?q=private", headers={"X-Request-Id": "abc"}).status_code == 500
    line = json.loads(caplog.text)
    assert (line["level"], line["request_id"], line["route"]) == ("error", "abc", "/v1/search")
    assert "RuntimeError: broken" in line["traceback"]


def test_a_message_cannot_end_its_line() -> None:
    record = logging.LogRecord("x", logging.WARNING, "", 0, 'a\n{"b": %s}', ("\r\n",), None)
    assert len(JsonLines().format(record).splitlines()) == 1


def test_somebody_at_a_terminal_reads_words_at_once() -> None:
    ours, theirs = pty.openpty()

    async def note() -> None:
        AccessLog(theirs).add(REQUEST)
        await asyncio.sleep(0)

    asyncio.run(note())
    assert os.read(ours, 1000) == (b"GET /v1/missions 200 in 1.2 ms, kept: hit, request abc\r\n")


def test_lines_are_written_together_and_whole() -> None:
    reading, writing = socketpair(AF_UNIX, SOCK_DGRAM)  # What is written at once is read at once.

    async def note() -> None:
        log = AccessLog(writing.fileno())
        for _ in range(100):
            log.add(REQUEST)

    with reading, writing:
        asyncio.run(note())
        written = [reading.recv(10_000) for _ in range(3)]
    assert [3900 < len(one) <= 4096 and one.endswith(b"}\n") for one in written] == [True] * 3


def test_a_log_that_cannot_be_written_hinders_nobody() -> None:
    reading, writing = os.pipe()
    os.close(reading)

    async def note() -> None:
        log = AccessLog(writing)
        log.add(REQUEST)
        log.flush()
        assert log.lines == []

    asyncio.run(note())


def fetch(address: str, **headers: str) -> Message:
    """Send one request to a running service; the headers of its answer."""
    asked = urllib.request.Request(address, headers=headers)  # noqa: S310  # loopback
    with urllib.request.urlopen(asked) as answer:  # noqa: S310  # likewise
        found: Message = answer.headers
        return found


@pytest.mark.slow
def test_a_started_service_logs_in_json_and_believes_no_stranger(
    built_facts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEACEKEEPING_ACCESS_LOG", "true")
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")  # The server's own setting has no say.
    with running(built_facts, drain_s=0) as service:
        missions = f"{service.address}/v1/missions"
        plain = fetch(missions)
        forwarded = fetch(
            missions, **{"X-Forwarded-For": "198.51.100.1", "X-Forwarded-Proto": "https"}
        )
        assert forwarded["link"] == plain["link"]
        service.stop()
        printed = service.printed()
    lines = [json.loads(line) for line in printed.splitlines() if line.startswith("{")]
    told = [line for line in lines if line["message"] == "answered"]
    assert [line["status"] for line in told] == [200, 200]
    assert "INFO:" not in printed


@contextmanager
def collector() -> Iterator[tuple[str, dict[str, bytes]]]:
    """A telemetry collector: its address, and what was posted to each of its paths."""
    sent: dict[str, bytes] = {}

    class Collect(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # its name in the standard library
            content = self.rfile.read(int(self.headers["content-length"]))
            sent[self.path] = sent.get(self.path, b"") + content
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Collect)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", sent
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.slow
def test_traces_reach_a_collector_when_it_is_named(
    built_facts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = "0af7651916cd43dd8448eb211c80319c"
    monkeypatch.setenv("FASTAPI_OTEL_AUTO_CONFIGURE", "true")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_COMPRESSION", "none")
    with collector() as (endpoint, sent):
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)
        with running(built_facts, drain_s=0) as service:
            untso = f"{service.address}/v1/missions/untso"
            fetch(untso, traceparent=f"00-{trace}-b7ad6b7169203331-01")
            service.stop()
    assert b"GET /v1/missions/{code}" in sent["/v1/traces"]
    assert bytes.fromhex(trace) in sent["/v1/traces"]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("KEPT_MB", "-1", "'-1': Input should be greater than or equal to 0"),
        ("METRICS", "perhaps", "'perhaps': Input should be a valid boolean"),
        ("CONTACT", "me", "'me' is not an address such as mailto:"),
    ],
)
def test_a_setting_that_is_not_understood_ends_the_start_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    value: str,
    sentence: str,
) -> None:
    monkeypatch.setenv(f"PEACEKEEPING_{name}", value)
    with pytest.raises(SystemExit):
        read_settings()
    assert capsys.readouterr().err.startswith(f"PEACEKEEPING_{name}: {sentence}")


def test_settings_that_do_not_exist_are_all_named_with_what_was_meant(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("METRIC", "XYZZY"):
        monkeypatch.setenv(f"PEACEKEEPING_{name}", "true")
    monkeypatch.setenv("PEACEKEEPING_KEPT_MB", "-1")
    with pytest.raises(SystemExit):
        read_settings()
    first, second, third = capsys.readouterr().err.splitlines()
    assert first == "PEACEKEEPING_METRIC is no setting; did you mean PEACEKEEPING_METRICS?"
    assert second.startswith("PEACEKEEPING_XYZZY is no setting; these are: PEACEKEEPING_ACCESS_LOG")
    assert third.startswith("PEACEKEEPING_KEPT_MB: '-1'")
