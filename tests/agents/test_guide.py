"""The page for language models: short, and true of the data being served."""

import re

import pytest
from fastapi.testclient import TestClient

from api.routes.docs import PAGES

GUIDE = (PAGES / "llms.txt").read_text(encoding="utf-8")
WORKED = re.findall(r"^\d+\. (.+)\n +\[(.+)\]\(\2\)\n +`(.+)`$", GUIDE, re.MULTILINE)
MOST_BYTES = 8192
TRAPS = (
    *("never summed", "not_comparable_with", "as_of", "qualifier", "Partial dates"),
    *("Countries are codes", "deprecated", "withdrawn_on", "Null means"),
)


@pytest.mark.parametrize(("question", "address", "words"), WORKED)
def test_each_worked_question_is_answered_as_shown(
    facts: TestClient, question: str, address: str, words: str
) -> None:
    answer = facts.get(address)
    assert answer.status_code == 200, question
    assert words in answer.text


def test_there_are_ten_worked_questions() -> None:
    assert len(WORKED) == 10
    assert len({question for question, _, _ in WORKED}) == 10


def test_every_link_is_answered(facts: TestClient) -> None:
    links = re.findall(r"\]\((/[^)]*)\)", GUIDE)
    assert len(links) == 13
    assert {facts.get(link).status_code for link in links} == {200}


def test_every_link_leads_to_a_compact_answer(facts: TestClient) -> None:
    links = re.findall(r"\]\((/[^)]*)\)", GUIDE)
    assert max(len(facts.get(link).content) for link in links) <= MOST_BYTES
    assert "/openapi.json" not in GUIDE


@pytest.mark.parametrize("words", TRAPS)
def test_every_trap_is_named(words: str) -> None:
    assert words in GUIDE.partition("## Traps")[2]


def test_it_fits_into_a_prompt(facts: TestClient) -> None:
    served = facts.get("/llms.txt")
    assert served.text == GUIDE
    assert len(served.content) <= MOST_BYTES
