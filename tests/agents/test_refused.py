"""What an agent asks wrongly is refused in the sentences of the API."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from mcp import Client, MCPError

from api.agents.serving import OUR_MISTAKE
from api.agents.tools import TOOLS
from api.lists.statements import Unreadable
from tests.agents.asking import (
    QUESTIONS,
    Arguments,
    refusal,
    server_of,
    text_of,
)

HOSTILE: list[Any] = [
    *(
        "",
        " ",
        "\0",
        "\ud800",
        "x" * 10_000,
        "'; DROP TABLE figure; --",
        "%",
        '"',
        "*",
        "..",
        "2026-13",
    ),
    *(-1, 0, 10**400, 1.5, float("1e308"), True, [], {}, [[]], [None], [{}], {"a": {"b": []}}),
    *([1, 2], ["\ud800"], ["x"] * 200, [[[[[[]]]]]]),
]


@pytest.mark.parametrize(
    ("tool", "arguments", "address"),
    [
        (
            "list_records",
            {"type": "figure", "filters": {"subject": ["initiative:a4pp"]}},
            "/v1/figures?subject=initiative:a4pp",
        ),
        (
            "list_records",
            {"type": "figure", "filters": {"as_of": "2021-13"}},
            "/v1/figures?as_of=2021-13",
        ),
        (
            "list_records",
            {"type": "mission", "filters": {"contry": "Mali"}},
            "/v1/missions?contry=Mali",
        ),
        ("list_records", {"type": "figure", "cursor": "abc"}, "/v1/figures?cursor=abc"),
        ("list_records", {"type": "figure", "sort": ["valeu"]}, "/v1/figures?sort=valeu"),
        (
            "list_records",
            {"type": "source", "filters": {"grade": "first"}},
            "/v1/sources?grade=first",
        ),
        (
            "read_table",
            {"aggregate": "sum", "filters": {"indicator": "personnel_deployed", "as_of": "2020"}},
            "/v1/figures/table?aggregate=sum&indicator=personnel_deployed&as_of=2020",
        ),
        ("read_history", {"since": "2020.1.1"}, "/v1/changes?since=2020.1.1"),
        ("read_record", {"type": "mission", "code": "minusm"}, "/v1/missions/minusm"),
        (
            "read_record",
            {"type": "mission", "code": "minusma", "fields": ["nmae"]},
            "/v1/missions/minusma?fields=nmae",
        ),
        (
            "verify_claim",
            {"subject": "a4pp", "indicator": "endorsing_member_states", "value": 1},
            "/v1/verify?subject=a4pp&indicator=endorsing_member_states&value=1",
        ),
        ("verify_claim", {"value": 1}, "/v1/verify?value=1"),
    ],
)
def test_a_refusal_is_the_sentence_of_the_api(
    facts: TestClient, tool: str, arguments: Arguments, address: str
) -> None:
    refused = facts.get(address)
    assert refused.status_code in (400, 404)
    assert refusal(facts, tool, arguments) == refused.json()["detail"]


@pytest.mark.parametrize(
    ("tool", "arguments", "sentence"),
    [
        ("search", {}, "q: is required"),
        ("read_time_series", {"indicator": "fatalities"}, "subject: is required"),
        (
            "read_time_series",
            {"subject": ["mission:minusma", "mission:unmil"], "indicator": "fatalities"},
            "subject: takes one value here",
        ),
        ("search", {"q": "\ud800"}, "arguments: hold characters that are no text"),
        ("read_time_series", {"subject": []}, "subject: is empty; leave it out"),
        (
            "list_records",
            {"type": "figure", "filters": {"subject": []}},
            "subject: is empty; leave it out",
        ),
        ("list_records", {"type": "figure", "format": "csv"}, "format: there is no parameter"),
        (
            "list_records",
            {"type": "figure", "filters": {"format": "csv"}},
            "format: there is no parameter 'format' here",
        ),
        (
            "list_records",
            {"type": "figure", "limit": 51},
            "limit: is more than 50; go on with the next_cursor of the answer",
        ),
        ("read_record", {"type": "misson", "code": "a4p"}, "type: 'misson' is not allowed; did"),
        ("search", {"q": "mali", "limit": True}, "limit: takes no true or false"),
        ("read_table", {"top": True}, "top: takes no true or false"),
    ],
)
def test_what_only_tools_ask_is_refused_as_clearly(
    facts: TestClient, tool: str, arguments: Arguments, sentence: str
) -> None:
    assert refusal(facts, tool, arguments).startswith(sentence)


def test_a_tool_that_is_not_there_is_an_error_of_the_protocol(facts: TestClient) -> None:
    async def ask() -> str:
        async with Client(server_of(facts)) as client:
            with pytest.raises(MCPError) as error:
                await client.call_tool("serach", {})
            return error.value.message

    assert asyncio.run(ask()) == "there is no tool 'serach'; did you mean 'search'?"


def test_our_mistake_is_not_shown(facts: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> dict[str, Any]:
        raise RuntimeError("a secret")

    monkeypatch.setitem(TOOLS, "search", replace(TOOLS["search"], answer=fail))
    sentence = refusal(facts, "search", {"q": "mali"})
    assert sentence == "internal error; the request was valid, please tell us"


def test_a_question_that_takes_too_long_says_so(
    facts: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def give_up(*_: object) -> dict[str, Any]:
        raise Unreadable("interrupted")

    monkeypatch.setitem(TOOLS, "search", replace(TOOLS["search"], answer=give_up))
    assert refusal(facts, "search", {"q": "mali"}).startswith("the question takes too long")


@pytest.mark.parametrize("name", TOOLS)
def test_nothing_that_an_agent_sends_is_our_mistake(facts: TestClient, name: str) -> None:
    right: Arguments = next(one for _, tool, one, _ in QUESTIONS if tool == name)
    wrong = [
        {**right, parameter: value} for parameter in TOOLS[name].parameters for value in HOSTILE
    ]

    async def ask() -> list[str]:
        async with Client(server_of(facts)) as agent:
            return [text_of(await agent.call_tool(name, arguments)) for arguments in wrong]

    sentences = asyncio.run(ask())
    assert len(sentences) >= len(HOSTILE)
    assert [one for one, said in zip(wrong, sentences, strict=True) if said == OUR_MISTAKE] == []


def test_a_thousand_unknown_parameters_are_not_all_told(facts: TestClient) -> None:
    sentence = refusal(facts, "search", {f"parameter_{number}": 1 for number in range(1000)})
    assert sentence.count("there is no parameter") == 20
