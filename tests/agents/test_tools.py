"""Agents ask the same questions as tools of the Model Context Protocol, and get the API's own answers."""

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from mcp import Client

from api.agents.serving import make_server
from api.agents.tools import MOST, TOOLS, schema_of
from api.http.served_release import ReleaseServer
from tests.agents.asking import (
    QUESTIONS,
    Arguments,
    answer,
    call,
    release_server_of,
    text_of,
    tools,
)

MOST_BYTES = 16_000
LARGE: list[tuple[str, Arguments]] = [
    ("search", {"q": "peacekeeping"}),
    ("list_figures", {}),
    ("read_record", {"type": "initiative", "code": "a4p"}),
    ("read_record", {"type": "country", "code": "jpn"}),
    ("read_record", {"type": "indicator", "code": "personnel_deployed"}),
    ("read_time_series", {"subject": "mission:unmil", "indicator": "personnel_deployed"}),
    ("list_sources", {}),
    ("read_coverage", {}),
    ("list_changes", {}),
]


@pytest.mark.parametrize(("question", "tool", "arguments", "words"), QUESTIONS)
def test_ten_questions_are_answered(
    facts: TestClient, question: str, tool: str, arguments: Arguments, words: str
) -> None:
    assert words in text_of(call(facts, tool, arguments)), question


@pytest.mark.parametrize(("tool", "arguments"), LARGE)
def test_no_answer_is_too_long_to_be_read_whole(
    facts: TestClient, tool: str, arguments: Arguments
) -> None:
    content = answer(facts, tool, arguments)
    assert len(json.dumps(content, ensure_ascii=False).encode()) <= MOST_BYTES


@pytest.mark.parametrize(
    ("tool", "arguments", "address"),
    [
        (
            "list_figures",
            {"subject": ["mission:minusma", "initiative:a4p"], "sort": ["-time"], "limit": 5},
            "/v1/figures?subject=mission:minusma,initiative:a4p&sort=-time&limit=5",
        ),
        ("search", {"q": "mali", "type": ["mission"]}, "/v1/search?q=mali&type=mission&limit=20"),
        ("list_sources", {"date__gte": "2024"}, "/v1/sources?date__gte=2024&limit=20"),
        ("read_coverage", {"limit": 3}, "/v1/coverage?limit=3"),
        ("list_changes", {"type": ["event"]}, "/v1/changes?type=event&limit=20"),
    ],
)
def test_a_tool_answers_what_the_address_answers(
    facts: TestClient, tool: str, arguments: Arguments, address: str
) -> None:
    told, page = answer(facts, tool, arguments), facts.get(f"{address}&view=compact").json()
    assert told["data"] == page["data"]
    assert (told["total"], told["next_cursor"], told["release"]) == (
        page["meta"]["total"],
        page["meta"]["next_cursor"],
        page["meta"]["release"],
    )


def test_a_parameter_that_is_null_is_left_out(facts: TestClient) -> None:
    assert answer(facts, "search", {"q": "minusma", "type": None})["total"] > 0


def test_a_list_goes_on_where_it_stopped(facts: TestClient) -> None:
    first = answer(facts, "list_sources", {"limit": 2})
    second = answer(facts, "list_sources", {"limit": 2, "cursor": first["next_cursor"]})
    assert not {one["href"] for one in first["data"]} & {one["href"] for one in second["data"]}


def test_a_long_record_says_what_is_left_out(facts: TestClient) -> None:
    asked = {"type": "initiative", "code": "a4p"}
    told = answer(facts, "read_record", asked)
    (name, *_) = told["left_out"]
    assert name not in told["record"]
    assert list(answer(facts, "read_record", {**asked, "fields": [name]})["record"]) == [name]


def test_a_short_record_is_whole(facts: TestClient) -> None:
    told = answer(facts, "read_record", {"type": "indicator", "code": "fatalities"})
    assert told["left_out"] == []
    assert told["record"] == facts.get("/v1/indicators/fatalities").json()


def test_a_series_warns_of_sums_and_of_what_is_not_comparable(facts: TestClient) -> None:
    asked = {"subject": "organisation:un-peacekeeping", "indicator": "fatalities_since_start"}
    told = answer(facts, "read_time_series", asked)
    assert told["warning"].endswith("Never sum them.")
    assert "fatalities" in told["not_comparable_with"]
    times = [point["time"] for point in told["series"][0]["points"]]
    assert times == sorted(times)


def test_a_series_keeps_each_combination_of_dimensions_apart(facts: TestClient) -> None:
    asked = {"subject": "organisation:un-peacekeeping", "indicator": "fatalities_since_start"}
    narrowings = [one["dimensions"] for one in answer(facts, "read_time_series", asked)["series"]]
    assert len(narrowings) > 1
    assert all(narrowings.count(one) == 1 for one in narrowings)


def test_a_series_leaves_out_what_is_deprecated(facts: TestClient) -> None:
    asked = "subject=initiative:a4p&indicator=endorsing_member_states"
    deprecated = facts.get(f"/v1/figures?{asked}&rank=deprecated").json()["data"]
    told = answer(
        facts,
        "read_time_series",
        {"subject": "initiative:a4p", "indicator": "endorsing_member_states"},
    )
    shown = {point["href"] for one in told["series"] for point in one["points"]}
    assert deprecated != []
    assert not shown & {f"/v1/figures/{one['code']}" for one in deprecated}


def test_every_parameter_of_a_tool_is_explained(facts: TestClient) -> None:
    for tool in tools(facts):
        assert 80 < len(tool.description or "") < 400, tool.name
        for name, schema in tool.input_schema["properties"].items():
            assert schema["description"], (tool.name, name)
            assert schema["type"], (tool.name, name)


def test_there_are_nine_tools_that_only_read(facts: TestClient) -> None:
    known = tools(facts)
    assert [tool.name for tool in known] == list(TOOLS)
    assert len(known) == 9
    assert {tool.annotations and tool.annotations.read_only_hint for tool in known} == {True}


def test_a_schema_stands_by_itself() -> None:
    written = json.dumps([schema_of(tool) for tool in TOOLS.values()])
    assert "$ref" not in written
    assert "links.next" not in written
    assert f'"maximum": {MOST}' in written


def test_the_edition_is_held_while_it_is_read_and_no_longer(
    facts: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []

    def watch(*_: object) -> dict[str, Any]:
        held.append(release_server_of(facts).current.readers)
        return {}

    monkeypatch.setitem(TOOLS, "search", replace(TOOLS["search"], answer=watch))
    answer(facts, "search", {"q": "mali"})
    assert (held, release_server_of(facts).current.readers) == ([1], 0)


def test_the_next_call_reads_the_release_that_is_current_then(
    facts: TestClient, samples: TestClient
) -> None:
    app: Any = samples.app
    release_server = ReleaseServer(app.release_server.settings)
    server = make_server(release_server, None)

    async def ask() -> list[str]:
        async with Client(server) as agent:
            before = await agent.call_tool("search", {"q": "sampo"})
            release_server.current.supersede()
            release_server.current = release_server_of(facts).current
            after = await agent.call_tool("search", {"q": "sampo"})
            return [json.loads(text_of(one))["release"] for one in (before, after)]

    releases = [client.get("/v1/release").json()["release"] for client in (samples, facts)]
    assert asyncio.run(ask()) == releases
