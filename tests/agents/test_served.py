"""The tools as served at /mcp: only if switched on, to no page elsewhere, in small messages."""

import asyncio
import gzip
import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from mcp import Client
from mcp.types import CallToolResult

from api.agents.tools import TOOLS
from api.app import create_app
from api.settings import Settings, read_settings
from tests.agents.asking import (
    QUESTIONS,
    text_of,
)
from tests.running import running

Start = Callable[..., TestClient]
LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
ACCEPT = {"Accept": "application/json, text/event-stream"}


@pytest.fixture(scope="module")
def served(built_samples: Path) -> Iterator[TestClient]:
    """The miniature, served with its tools."""
    url = f"sqlite:///{built_samples}"
    settings = Settings(database_url=url, mcp=True, public_url="https://facts.example.org")
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


def test_the_tools_are_there_only_when_asked_for(samples: TestClient, served: TestClient) -> None:
    names = [
        tool["name"]
        for tool in served.post("/mcp", json=LIST, headers=ACCEPT).json()["result"]["tools"]
    ]
    assert names == list(TOOLS)
    assert samples.get("/mcp").status_code == 404
    assert samples.post("/mcp", json=LIST, headers=ACCEPT).status_code == 404


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://facts.example.org", 200),
        ("http://localhost:6274", 200),
        ("http://[::1]:8000", 200),
        ("https://evil.example", 403),
        ("http://localhost.evil.example", 403),
        ("https://facts.example.org.evil.example", 403),
        ("null", 403),
        ("http://[", 403),
        ("", 403),
    ],
)
def test_a_page_of_another_site_may_not_ask(served: TestClient, origin: str, status: int) -> None:
    answered = served.post("/mcp", json=LIST, headers={**ACCEPT, "Origin": origin})
    assert answered.status_code == status


def test_a_message_is_posted(served: TestClient) -> None:
    refused = served.get("/mcp")
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")
    assert (
        refused.json()["detail"] == "messages of the Model Context Protocol are sent here with POST"
    )


def test_a_message_has_at_most_64_kilobytes(served: TestClient) -> None:
    refused = served.post("/mcp", content=b" " * 65_537, headers=ACCEPT)
    assert refused.status_code == 413
    assert refused.json()["detail"] == "a message may have 65536 bytes"


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'"x"', b'{"jsonrpc": "2.0"}', b"\xff", b"[" * 60_000]
)
def test_what_is_no_message_is_refused_and_never_our_mistake(
    served: TestClient, body: bytes
) -> None:
    headers = {**ACCEPT, "Content-Type": "application/json"}
    assert 400 <= served.post("/mcp", content=body, headers=headers).status_code < 500


def test_a_client_of_an_older_protocol_is_greeted_in_it(served: TestClient) -> None:
    who = {"name": "older", "version": "1"}
    asked = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": who}
    greeting = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": asked}
    greeted = served.post("/mcp", json=greeting, headers=ACCEPT).json()["result"]
    assert greeted["protocolVersion"] == "2025-06-18"
    assert "https://facts.example.org" in greeted["instructions"]
    ready = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    assert served.post("/mcp", json=ready, headers=ACCEPT).status_code == 202


def test_another_form_of_the_address_leads_there_with_the_message_kept(served: TestClient) -> None:
    led = served.post("/mcp/", json=LIST, headers=ACCEPT, follow_redirects=False)
    assert (led.status_code, led.headers["location"]) == (308, "/mcp")
    assert served.post("/mcp/", json=LIST, headers=ACCEPT).json()["result"]["tools"]


def test_a_compressed_message_is_refused_as_such(served: TestClient) -> None:
    packed = gzip.compress(json.dumps(LIST).encode())
    headers = {**ACCEPT, "Content-Type": "application/json", "Content-Encoding": "gzip"}
    refused = served.post("/mcp", content=packed, headers=headers)
    assert (refused.status_code, refused.headers["accept-encoding"]) == (415, "identity")
    assert "(gzip)" in refused.json()["detail"]


@pytest.mark.parametrize("kind", ["", "text/plain", "multipart/form-data; boundary=x"])
def test_a_message_of_another_kind_is_told_which_is_right(served: TestClient, kind: str) -> None:
    headers = {**ACCEPT, "Content-Type": kind}
    refused = served.post("/mcp", content=json.dumps(LIST), headers=headers)
    assert (refused.status_code, refused.headers["content-type"]) == (
        415,
        "application/problem+json",
    )
    assert "Content-Type: application/json" in refused.json()["detail"]


def test_nobody_keeps_an_answer(served: TestClient) -> None:
    answered = served.post("/mcp", json=LIST, headers=ACCEPT)
    assert answered.headers["cache-control"] == "no-store"
    assert answered.headers["x-content-type-options"] == "nosniff"


def test_the_rest_of_the_service_stays_as_it_is(samples: TestClient, served: TestClient) -> None:
    assert served.get("/v1/missions").json() == samples.get("/v1/missions").json()
    assert served.post("/v1/missions", json={}).status_code == 405


def test_the_tools_are_counted_like_everything_else(samples_with: Start) -> None:
    with samples_with(mcp=True, metrics=True) as client:
        assert client.post("/mcp", json=LIST, headers=ACCEPT).status_code == 200
        counted = client.get("/metrics").text
    assert 'peacekeeping_requests_total{route="/mcp",status="200"} 1.0' in counted


def test_asked_for_without_its_library_the_start_ends_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PEACEKEEPING_MCP", "true")
    monkeypatch.setattr("api.settings.find_spec", lambda _: None)
    with pytest.raises(SystemExit):
        read_settings()
    assert capsys.readouterr().err == (
        "PEACEKEEPING_MCP: 'true': It needs mcp: uv sync --extra mcp\n"
    )


@pytest.mark.slow
def test_a_real_server_answers_the_library_s_client_after_others_have_hung_up(
    facts: TestClient,
) -> None:
    app: Any = facts.app

    async def ask(address: str) -> tuple[str | None, list[CallToolResult]]:
        async with Client(f"{address}/mcp") as client:
            asked = [client.call_tool(tool, arguments) for _, tool, arguments, _ in QUESTIONS]
            return client.instructions, await asyncio.gather(*asked)

    def hang_up(port: int) -> None:
        body = json.dumps(LIST).encode()
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.sendall(b"POST /mcp HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n")
            line.sendall(b"Accept: application/json\r\nContent-Length: %d\r\n\r\n" % len(body))
            line.sendall(body)

    with running(app.service.state.database.file, mcp="true", drain_s=0) as service:
        for _ in range(20):
            hang_up(service.port)
        instructions, results = asyncio.run(ask(service.address))
        assert "Traceback" not in service.printed()
    assert "Never sum" in (instructions or "")
    answers = zip(results, QUESTIONS, strict=True)
    assert [words for one, (*_, words) in answers if words not in text_of(one)] == []
