"""Every answer is proven by its `query`: the list at that address holds its records and value."""

import pytest
from fastapi.testclient import TestClient

from api.vocabulary import Row
from tests.search.measure import questions
from tests.search.test_answers import answer_to

OVER_TIME = [
    "MINUSMA deaths by year",
    "peacekeeping budget from 2010 to 2015",
    "UNIFIL strength since 2015",
    "peak strength of MONUSCO",
    "the three deadliest years for UNIFIL",
    "how many peacekeepers died in 2025",
    "UNMISS deaths in 2026",
]
# All that people have asked are hundreds.
ASKED = [
    pytest.param(row["question"], marks=pytest.mark.slow)
    for seen in ("open", "hidden")
    for row in questions(seen)
]
MOST = 500


def proof_of(client: TestClient, answer: Row) -> list[Row]:
    """The list at the address of an answer's `query`."""
    more = "" if "limit=" in answer["query"] else f"&limit={MOST}"
    response = client.get(f"{answer['query']}{more}")
    assert response.status_code == 200, answer["query"]
    return list(response.json()["data"])


def names(row: Row, record: Row) -> bool:
    """Whether a row is a record or refers to it; to a country by its ISO code."""
    return f"'{record['code']}'" in str(row) or f"'{record['code'].upper()}'" in str(row)


@pytest.mark.parametrize("question", [*ASKED, *OVER_TIME])
def test_the_address_of_an_answer_lists_what_answers(facts: TestClient, question: str) -> None:
    answer = answer_to(facts, question)
    if answer is None:
        return
    rows = proof_of(facts, answer)
    if answer["kind"] == "gap":
        assert not [row for row in rows if row.get("code") in answer["records"]]
        return
    unproven = [
        record["code"]
        for record in answer["records"]
        if not any(names(row, record) for row in rows)
    ]
    assert not unproven, answer["query"]
    if answer["value"] is not None:
        assert answer["value"] in [row["value"] for row in rows]
