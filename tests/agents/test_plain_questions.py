"""Forty plain questions are answered, or honestly said not to be held, within two calls of the library's own client."""

import asyncio
import json
from statistics import median
from typing import Any

import pytest
from fastapi.testclient import TestClient
from mcp import Client

from tests.agents.asking import server_of, text_of
from tests.agents.plain_questions import NOT_HELD, QUESTIONS, Asked

RIGHT = 0.95
MOST_CALLS = 2
MOST_LETTERS = 8_000  # 2,000 tokens of four letters.


@pytest.fixture(scope="module")
def answers(facts: TestClient) -> list[tuple[Asked, list[str]]]:
    """What each call on the way to an answer returned, for every question."""

    async def ask_all() -> list[tuple[Asked, list[str]]]:
        async with Client(server_of(facts)) as agent:
            return [(asked, await _ask(agent, asked)) for asked in QUESTIONS]

    return asyncio.run(ask_all())


async def _ask(agent: Any, asked: Asked) -> list[str]:
    """Search for a question in plain words; call further tools where that has no certain answer."""
    told = [text_of(await agent.call_tool("search", {"q": asked.question}))]
    answer = json.loads(told[0])["answer"]
    if answer and asked.words in json.dumps(answer, ensure_ascii=False, separators=(",", ":")):
        return told
    for tool, arguments in asked.calls:
        told.append(text_of(await agent.call_tool(tool, arguments)))
    return told


def test_forty_questions_are_answered_or_not_held(answers: list[tuple[Asked, list[str]]]) -> None:
    wrong = [asked.question for asked, told in answers if asked.words not in told[-1]]
    assert len(answers) == 40
    assert len(wrong) <= (1 - RIGHT) * len(answers), wrong


def test_two_calls_are_enough(answers: list[tuple[Asked, list[str]]]) -> None:
    assert median(len(told) for _, told in answers) <= MOST_CALLS


def test_every_answer_can_be_read_whole(answers: list[tuple[Asked, list[str]]]) -> None:
    assert max(len(text) for _, told in answers for text in told) <= MOST_LETTERS


def test_what_is_not_held_points_at_coverage(answers: list[tuple[Asked, list[str]]]) -> None:
    empty = [told[-1] for asked, told in answers if asked.words == NOT_HELD]
    assert len(empty) == 2
    assert all("type=coverage" in text for text in empty)
