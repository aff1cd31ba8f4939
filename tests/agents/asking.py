"""Call the agents' tools with the client of the MCP library, as agents do."""

import asyncio
import json
from typing import Any

from fastapi.testclient import TestClient
from mcp import Client
from mcp.types import CallToolResult, Tool

from api.agents.serving import make_server
from api.http.served_release import ReleaseServer

Arguments = dict[str, Any]
QUESTIONS: list[tuple[str, str, Arguments, str]] = [
    (
        "What is MINUSMA, and does it still run?",
        "read_record",
        {"type": "mission", "code": "MINUSMA"},
        "from 25 April 2013 to 31 December 2023",
    ),
    (
        "Where does “Golden Hour” occur?",
        "search",
        {"q": '"golden hour"'},
        "initiatives/golden-hour",
    ),
    (
        "How many states endorse Action for Peacekeeping now?",
        "list_records",
        {
            "type": "figure",
            "filters": {
                "subject": "initiative:a4p-declaration",
                "indicator": ["endorsing_member_states"],
                "latest": True,
            },
        },
        "155 member states (Endorsing Member States, Declaration of Shared Commitments on UN Peacekeeping Operations), as of 19 May 2022",
    ),
    (
        "And in the middle of 2021?",
        "list_records",
        {
            "type": "figure",
            "filters": {
                "subject": "initiative:a4p-declaration",
                "indicator": "endorsing_member_states",
                "as_of": "2021-06-30",
            },
        },
        "as of",
    ),
    (
        "How did the number of endorsing states grow?",
        "read_time_series",
        {"subject": "initiative:a4p-declaration", "indicator": "endorsing_member_states"},
        '"time":"2018-09-11","number":"42 member states"',
    ),
    (
        "Have over 4,200 died in peacekeeping operations?",
        "verify_claim",
        {
            "subject": "organisation:un-peacekeeping",
            "indicator": "fatalities_since_start",
            "value": 4200,
            "qualifier": "over",
        },
        '"verdict":"supported"',
    ),
    (
        "Had 9 states endorsed it on 19 May 2022?",
        "verify_claim",
        {
            "subject": "initiative:a4p-declaration",
            "indicator": "endorsing_member_states",
            "value": 9,
            "as_of": "2022-05-19",
        },
        '"verdict":"contradicted"',
    ),
    (
        "Is this sentence right?",
        "verify_text",
        {"text": "Over 4,200 UN peacekeepers have died since 1948.", "as_of": "2025-05-29"},
        '"qualifier":"over"',
    ),
    (
        "Which speeches are read here?",
        "list_records",
        {"type": "source", "filters": {"kind": "speech", "grade": ["primary"]}},
        ": speech, 22 January 2016 (primary).",
    ),
    (
        "What do we not know of MINUSMA?",
        "list_records",
        {"type": "coverage", "filters": {"code": "minusma"}},
        "not curated: mandate_chain, allegations",
    ),
    (
        "How many died in each year since 2020?",
        "read_table",
        {
            "columns": "year",
            "filters": {
                "indicator": "fatalities",
                "subject": "UN peacekeeping",
                "time__gte": "2020",
            },
        },
        '"2022":96',
    ),
    (
        "What has changed since the release of November?",
        "read_history",
        {"since": "2026.11.1", "type": ["figure"], "change": ["withdrawn"]},
        "withdrawn in release 2026.12.1",
    ),
]


def release_server_of(client: TestClient) -> ReleaseServer:
    """The release server behind a test client's service."""
    app: Any = client.app
    found: ReleaseServer = app.release_server
    return found


def server_of(client: TestClient) -> Any:
    """The MCP server over the same data, in this process."""
    return make_server(release_server_of(client), None)


def call(client: TestClient, tool: str, arguments: Arguments) -> CallToolResult:
    """Call a tool and return the result as the library's client reads it."""

    async def ask() -> CallToolResult:
        async with Client(server_of(client)) as agent:
            return await agent.call_tool(tool, arguments)

    return asyncio.run(ask())


def text_of(result: CallToolResult) -> str:
    (content,) = result.content
    assert content.type == "text"
    return content.text


def answer(client: TestClient, tool: str, arguments: Arguments) -> dict[str, Any]:
    """The content of a successful answer."""
    result = call(client, tool, arguments)
    assert not result.is_error, text_of(result)
    content: dict[str, Any] = json.loads(text_of(result))
    return content


def refusal(client: TestClient, tool: str, arguments: Arguments) -> str:
    """The message of a refusal."""
    result = call(client, tool, arguments)
    assert result.is_error
    return text_of(result)


def tools(client: TestClient) -> list[Tool]:
    """The tools as the library's client sees them."""

    async def ask() -> list[Tool]:
        async with Client(server_of(client)) as agent:
            return (await agent.list_tools()).tools

    return asyncio.run(ask())
