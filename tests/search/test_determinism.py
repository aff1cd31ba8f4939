"""Every process answers the same, since the next page or request may reach another worker."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
EVERY = 4  # Of so many questions and sentences, one is asked.
ASK = """
import json, sys
from tests.service import served

questions, sentences = json.load(sys.stdin)
with served(sys.argv[1]) as client:
    for words in questions:
        print(json.dumps([words, client.get("/v1/search", params={"q": words}).text]))
    for words in sentences:
        print(json.dumps([words, client.post("/v1/verify", json={"text": words}).text]))
"""


def column(file: str, name: str) -> list[str]:
    """A sample of the texts in a column of a test file."""
    with (ROOT / "tests" / file).open(encoding="utf-8") as lines:
        return [row[name] for row in csv.DictReader(lines)][::EVERY]


def answers(database: Path, hash_seed: int) -> list[list[str]]:
    """The answers of a process with this `PYTHONHASHSEED`, so another order of sets."""
    asked = [column("search/questions.csv", "question"), column("claims/sentences.csv", "text")]
    done = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-c", ASK, f"sqlite:///{database}"],
        env={**os.environ, "PYTHONHASHSEED": str(hash_seed), "PYTHONPATH": str(ROOT)},
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_process_answers_alike(built_facts: Path) -> None:
    first, second = (answers(built_facts, hash_seed) for hash_seed in (0, 1))
    assert len(first) > 300
    assert [
        words for (words, one), (_, other) in zip(first, second, strict=True) if one != other
    ] == []
