"""A short request does not cause long work: expensive steps are limited to the first few words."""

import time
from collections.abc import Iterable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.http import parameter_names
from tests.service import counted

LONGEST_S = 0.1


def test_a_hundred_unknown_codes_are_not_all_guessed_at(samples: TestClient) -> None:
    words = (
        "office"[:n] + letter + "office"[n:]
        for n in range(1, 6)
        for letter in "abdghjklmnpqrstuvwxz"
    )
    codes = ",".join(f"mission:undated-{word}" for word in words)
    with counted(samples) as statements:
        answer = samples.get(f"/v1/discrepancies?record={codes}")
    meant = [error["did_you_mean"] for error in answer.json()["errors"]]
    assert meant == ["mission:undated-office"] * 3 + [None] * 17
    assert len(statements) < 10


def test_only_the_first_words_of_a_long_question_are_corrected(samples: TestClient) -> None:
    mistyped = "%20".join(f"briefing{letter}" for letter in "abcdfhjklmno")
    words = samples.get(f"/v1/search?q={mistyped}").json()["meta"]["words"]
    states = [one["state"] for one in words]
    assert states == ["corrected"] * 10 + ["unknown"] * 2


def test_only_the_first_words_of_a_very_long_question_are_looked_for(samples: TestClient) -> None:
    many = "%20".join(f"a{number}" for number in range(40))
    words = samples.get(f"/v1/search?q={many}").json()["meta"]["words"]
    assert len(words) == 32


@pytest.mark.parametrize(
    "question",
    [
        "x" * 200,
        "peacekeepers " * 15,
        "brieffing missionz peacekeping securty counsil deployd fatalties budjets unifill minsuma",
        "a* b* c* d* e* f* g* h* i* j* k* l* m* n* o* p* q* r* s* t* u* v* w* x* y* z*",
        '"united nations" "peacekeeping operations" "security council" "the the the"',
        "deaths " * 28,
        "how many " * 22,
        "1948 1949 1950 1951 1952 1953 1954 1955 1956 1957 1958 1959 1960 1961 1962 1963 1964",
        "é" * 200,
        "a+" * 100,
    ],
)
def test_no_question_takes_long(facts: TestClient, question: str) -> None:
    # Of the processor, and at its best, since the machine of the tests has other things to do.
    assert min(worked_s(facts, question, until) for until in ("2030", "2031", "2032")) < LONGEST_S


def worked_s(facts: TestClient, question: str, until: str) -> float:
    """The processor time of a question; `until` varies, so that no cached answer is measured."""
    begun = time.process_time()
    answer = facts.get("/v1/search", params={"q": question[:200], "time__lte": until})
    assert answer.status_code == 200
    return time.process_time() - begun


def test_a_thousand_unknown_parameters_are_not_all_guessed_at(
    samples: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    guessed: list[str] = []

    def guess(word: str, words: Iterable[str]) -> None:
        guessed.append(word)

    monkeypatch.setattr(parameter_names, "probably_meant", guess)
    answer: Any = samples.get("/v1/missions?" + "&".join(f"x{n}=1" for n in range(1000)))
    assert (answer.status_code, len(answer.json()["errors"]), len(guessed)) == (400, 20, 20)
