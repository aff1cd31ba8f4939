"""The examples of the README, run against the service, give the printed output."""

import json
import re
from functools import reduce
from pathlib import Path

from fastapi.testclient import TestClient
from httpx2 import Response

from api.settings import Settings
from tests.blessing import BLESSING, assert_blessed

README = Path(__file__).parent.parent / "README.md"
OPERATIONS = README.parent / "api" / "OPERATIONS.md"
MOST_LINES = 170
MOST_LINES_OF_AN_ANSWER = 8
EXAMPLE = re.compile(
    r"\$ curl -s 'http://127\.0\.0\.1:8000(?P<address>[^']+)'"
    r"(?: \| python3 -m json\.tool| \| jq (?P<path>[.\w]+))?\n(?P<answer>.*?)(?=\n```|\n\n# )",
    re.DOTALL,
)


def written(answer: Response, path: str | None) -> str:
    """An answer as a terminal shows it, or the part that the jq filter selects."""
    if answer.headers["content-type"].startswith("text/csv"):
        return answer.text.replace("\r\n", "\n").rstrip("\n")
    content = answer.json()
    if path:
        part = reduce(dict.__getitem__, path.strip(".").split("."), content)
        return json.dumps(part, ensure_ascii=False)
    if "meta" in content:  # The release changes with every word of the data, the answer seldom.
        content["meta"]["release"] = "2026.11.1+9f2c1a7e"
    return json.dumps(content, indent=4)


def test_the_examples_are_answered_as_printed(facts: TestClient) -> None:
    text = README.read_text(encoding="utf-8")

    def answered(example: re.Match[str]) -> str:
        answer = written(facts.get(example["address"]), example["path"])
        return example[0].removesuffix(example["answer"]) + answer

    if BLESSING:
        README.write_text(EXAMPLE.sub(answered, text), encoding="utf-8")
    text = README.read_text(encoding="utf-8")
    assert len(EXAMPLE.findall(text)) == 4
    assert_blessed(README.name, text, EXAMPLE.sub(answered, text))


def test_it_is_read_in_a_few_minutes() -> None:
    text = README.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    _, *more = (example["answer"].splitlines() for example in EXAMPLE.finditer(text))
    assert [len(lines) for lines in more if len(lines) > MOST_LINES_OF_AN_ANSWER] == []


def test_the_paths_it_names_exist() -> None:
    text = README.read_text(encoding="utf-8")
    mapped = re.findall(r"^((?:seed|api|tests)/[\w/.]*)  ", text, re.MULTILINE)
    assert len(mapped) == 16
    linked = re.findall(r"\]\(([\w/.]+)\)", text)
    named = re.findall(r"`((?:seed|api|tests)/[\w/.]+)`", text)
    assert [path for path in mapped + linked + named if not (README.parent / path).exists()] == []


def test_every_setting_is_explained() -> None:
    explained = re.findall(r"^\| `([A-Z_]+)` \|", OPERATIONS.read_text("utf-8"), re.MULTILINE)
    assert [name.lower() for name in explained] == list(Settings.model_fields)
