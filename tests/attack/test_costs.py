"""A short request does not buy long work: what is costly is done for the first few only."""

from collections.abc import Iterable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.http import problems as errors
from tests.service import counted


def test_a_hundred_unknown_codes_are_not_all_guessed_at(samples: TestClient) -> None:
    codes = ",".join(f"mission:sampo-{number}x" for number in range(100))
    with counted(samples) as statements:
        answer = samples.get(f"/v1/discrepancies?record={codes}")
    meant = [error["did_you_mean"] for error in answer.json()["errors"]]
    assert meant == ["mission:sampo-i"] * 3 + [None] * 17
    assert len(statements) < 10


def test_a_long_question_is_not_guessed_at(samples: TestClient) -> None:
    short, long = "%20".join(["brieffing"] * 10), "%20".join(["brieffing"] * 11)
    assert samples.get(f"/v1/search?q={short}").json()["meta"]["did_you_mean"] is not None
    with counted(samples) as statements:
        answer = samples.get(f"/v1/search?q={long}")
    assert answer.json()["meta"]["did_you_mean"] is None
    assert [one for one in statements if "FROM word" in one] == []


def test_a_thousand_unknown_parameters_are_not_all_guessed_at(
    samples: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    guessed: list[str] = []

    def guess(word: str, words: Iterable[str]) -> None:
        guessed.append(word)

    monkeypatch.setattr(errors, "probably_meant", guess)
    answer: Any = samples.get("/v1/missions?" + "&".join(f"x{n}=1" for n in range(1000)))
    assert (answer.status_code, len(answer.json()["errors"]), len(guessed)) == (400, 20, 20)
