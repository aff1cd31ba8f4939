"""Agents ask the same questions as tools of the Model Context Protocol, and get the API's own answers."""

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from mcp import Client

from api.agents.answers import answer_search
from api.agents.serving import make_server
from api.agents.tools import MOST, TOOLS, input_schema
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

MOST_LETTERS = 8_000  # 2,000 tokens of four letters.
MOST_TOLD = 14_000  # 3,500 tokens: what all tools say of themselves.
LARGE: list[tuple[str, Arguments]] = [
    ("search", {"q": "peacekeeping"}),
    ("list_records", {"type": "figure", "limit": 50}),
    (
        "read_table",
        {"columns": "year", "filters": {"indicator": "fatalities", "subject_type": "mission"}},
    ),
    ("read_record", {"type": "initiative", "code": "a4p", "fields": ["citations"]}),
    ("read_record", {"type": "initiative", "code": "a4p"}),
    ("read_record", {"type": "country", "code": "jpn"}),
    ("read_record", {"type": "indicator", "code": "personnel_deployed"}),
    ("read_time_series", {"subject": "mission:unmil", "indicator": "personnel_deployed"}),
    ("list_records", {"type": "source"}),
    ("list_records", {"type": "coverage", "limit": 50}),
    ("read_history", {"limit": 50}),
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
    compact = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    assert len(compact) <= MOST_LETTERS


@pytest.mark.parametrize(
    ("tool", "arguments", "address"),
    [
        (
            "list_records",
            {
                "type": "figure",
                "filters": {"subject": ["MINUSMA", "initiative:a4p"]},
                "sort": ["-time"],
                "limit": 5,
            },
            "/v1/figures?subject=mission:minusma,initiative:a4p&sort=-time&limit=5",
        ),
        ("search", {"q": "mali", "type": ["mission"]}, "/v1/search?q=mali&type=mission&limit=20"),
        (
            "list_records",
            {"type": "source", "filters": {"date__gte": 2024}},
            "/v1/sources?date__gte=2024&limit=20",
        ),
        ("list_records", {"type": "coverage", "limit": 3}, "/v1/coverage?limit=3"),
        ("read_history", {"type": ["event"], "limit": 3}, "/v1/changes?type=event&limit=3"),
    ],
)
def test_a_tool_answers_what_the_address_answers(
    facts: TestClient, tool: str, arguments: Arguments, address: str
) -> None:
    told, page = answer(facts, tool, arguments), facts.get(f"{address}&view=compact").json()
    said = [{name: one[name] for name in ("text", "href", "source")} for one in told["data"]]
    assert said == page["data"][: len(said)]
    assert (told["total"], told["release"]) == (page["meta"]["total"], page["meta"]["release"])


def test_a_parameter_that_is_null_is_left_out(facts: TestClient) -> None:
    assert answer(facts, "search", {"q": "minusma", "type": None})["total"] > 0


def test_a_list_goes_on_where_it_stopped(facts: TestClient) -> None:
    asked = {"type": "source", "limit": 2}
    first = answer(facts, "list_records", asked)
    second = answer(facts, "list_records", {**asked, "cursor": first["next_cursor"]})
    assert not {one["href"] for one in first["data"]} & {one["href"] for one in second["data"]}


def test_a_long_record_says_what_is_left_out(facts: TestClient) -> None:
    asked = {"type": "initiative", "code": "a4p"}
    told = answer(facts, "read_record", asked)
    (*_, name) = told["left_out"]
    assert name not in told["record"]
    assert list(answer(facts, "read_record", {**asked, "fields": [name]})["record"]) == [name]


def test_a_short_record_is_whole(facts: TestClient) -> None:
    told = answer(facts, "read_record", {"type": "indicator", "code": "fatalities"})
    assert told["left_out"] == {}
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
        assert 80 < len(tool.description or "") < 700, tool.name
        for name, schema in tool.input_schema["properties"].items():
            assert schema["description"], (tool.name, name)
            assert schema["type"], (tool.name, name)


def test_what_the_tools_say_of_themselves_is_short(facts: TestClient) -> None:
    known = [
        tool.model_dump(mode="json", by_alias=True, exclude_none=True) for tool in tools(facts)
    ]
    assert len(json.dumps(known, ensure_ascii=False, separators=(",", ":"))) <= MOST_TOLD


def test_an_answer_is_text_and_structured(facts: TestClient) -> None:
    """The library's client holds structured content against the declared schema."""
    result = call(facts, "list_records", {"type": "mission", "filters": {"country": "Mali"}})
    assert result.structured_content == json.loads(text_of(result))
    assert all(tool.output_schema for tool in tools(facts))


def test_a_page_that_is_too_long_goes_on_behind_what_is_shown(facts: TestClient) -> None:
    asked = {"type": "figure", "limit": 50}
    first = answer(facts, "list_records", asked)
    second = answer(facts, "list_records", {**asked, "cursor": first["next_cursor"]})
    shown = [one["href"] for one in (*first["data"], *second["data"])]
    page = facts.get("/v1/figures?limit=100&fields=code").json()["data"]
    assert len(first["data"]) < 50
    assert shown == [f"/v1/figures/{one['code']}" for one in page[: len(shown)]]


def test_a_table_says_what_its_numbers_hide_and_where_they_are_proven(facts: TestClient) -> None:
    filters = {"indicator": "fatalities", "subject": "UN peacekeeping", "time__gte": "2020"}
    told = answer(facts, "read_table", {"columns": "year", "filters": filters})
    (row,) = told["rows"]
    assert row["values"]["2022"] == 96
    assert told["figures_left_out"]["dimensions.cause"] > 0
    address = told["query"]
    table = facts.get(address).json()
    assert {key: cell["value"] for key, cell in table["data"][0]["cells"].items()} == row["values"]


def test_history_names_the_fields_that_changed(facts: TestClient) -> None:
    told = answer(facts, "read_history", {"record": ["UNIFIL"]})
    corrected = [one for one in told["data"] if "corrected" in one["text"]]
    assert "aliases" in {field["field"] for one in corrected for field in one["fields"]}


def test_there_are_eight_tools_that_only_read(facts: TestClient) -> None:
    known = tools(facts)
    assert [tool.name for tool in known] == list(TOOLS)
    assert len(known) == 8
    assert {tool.annotations and tool.annotations.read_only_hint for tool in known} == {True}


def test_a_schema_stands_by_itself() -> None:
    written = json.dumps([input_schema(tool) for tool in TOOLS.values()])
    assert "$ref" not in written
    assert "links.next" not in written
    assert f'"maximum": {MOST}' in written


def test_the_edition_is_held_while_it_is_read_and_no_longer(
    facts: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []

    def watch(*asked: Any) -> dict[str, Any]:
        held.append(release_server_of(facts).current.readers)
        return answer_search(*asked)

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
