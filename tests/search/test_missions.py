"""What came after and before a mission, and missions by what they have."""

import pytest
from fastapi.testclient import TestClient

from tests.search.test_answers import answer_to


def codes(client: TestClient, question: str) -> list[str] | None:
    """The codes of the records that answer; None without an answer."""
    answer = answer_to(client, question)
    return [one["code"] for one in answer["records"]] if answer else None


@pytest.mark.parametrize(
    ("question", "missions"),
    [
        ("What was UNAMID replaced with?", ["unitams"]),
        ("Par quoi la MINUAD a-t-elle été remplacée ?", ["unitams"]),
        ("What mission was replaced by UNITAMS?", ["unamid"]),
        ("Which mission did UNITAMS replace?", ["unamid"]),
        ("What was MONUSCO called before?", ["monuc"]),
        ("What did MONUC turn into?", ["monusco"]),
        ("Was UNTAET succeeded by another mission?", ["unmiset"]),
        ("Is there a successor to UNIFIL?", None),
    ],
)
def test_what_came_after_a_mission_and_what_before(
    facts: TestClient, question: str, missions: list[str] | None
) -> None:
    assert codes(facts, question) == missions


@pytest.mark.parametrize(
    "question",
    ["When was UNAMID closed and what replaced it?", "When did UNAMID end, and what came after?"],
)
def test_the_end_of_a_mission_and_what_replaced_it_are_told_together(
    facts: TestClient, question: str
) -> None:
    answer = answer_to(facts, question)
    assert answer is not None
    assert "31 December 2020" in answer["text"]
    assert "UNITAMS" in answer["text"]
    assert "(/v1/missions?code=unitams)" in answer["text"]
