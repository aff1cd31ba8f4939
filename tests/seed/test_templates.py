"""Every kind of record has a template that can be read, and explains each key in the field's own words.

After a change to a description: PEACEKEEPING_BLESS=1 pytest tests/seed/test_templates.py
"""

import os
import re
import textwrap
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from api.vocabulary import RecordType
from seed.reading import DATA, Reading, class_at, read_file
from seed.records import CLASSES, FOLDERS

SINGLE = {
    RecordType.SOURCE: DATA / "_template_source.toml",
    RecordType.INDICATOR: DATA / "_template_indicator.toml",
}
TEMPLATES = [
    pytest.param(type, SINGLE.get(type, DATA / folder / "_template.toml"), id=type)
    for folder, type in FOLDERS.items()
]
PLURALS = {type: folder for folder, type in FOLDERS.items()}


def explained(text: str, type: RecordType) -> str:
    """The template with each key explained, once, by the sentence of its field."""
    title, _, body = text.partition("\n")
    lines: list[str] = [title]
    path: list[str] = []
    told: set[tuple[str, str]] = set()
    for line in body.split("\n"):
        if line.startswith("#"):
            continue
        if line.startswith("["):
            path = [part for part in line.strip("[]").split(".") if part != PLURALS[type]]
        if key := re.match(r"(\w+) = ", line):
            owner = class_at(CLASSES[type], tuple(path))
            if (owner.__name__, key[1]) not in told:
                told.add((owner.__name__, key[1]))
                lines += [f"# {words}" for words in textwrap.wrap(meaning(owner, key[1]), 94)]
        lines.append(line)
    return "\n".join(lines)


def meaning(owner: type[BaseModel], key: str) -> str:
    """The sentence of a field, with what may be left out marked so."""
    field = owner.model_fields[key]
    words = str(field.description) if field.is_required() else f"(optional) {field.description}"
    choices = next(_choices(field.annotation), None)
    return f"{words} Allowed: {', '.join(choices)}." if choices else words


def _choices(annotation: Any) -> Iterator[type[StrEnum]]:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield annotation
    for inner in get_args(annotation):
        yield from _choices(inner)


@pytest.mark.parametrize(("type", "file"), TEMPLATES)
def test_a_template_explains_every_key_in_the_words_of_its_field(
    type: RecordType, file: Path
) -> None:
    text = file.read_text(encoding="utf-8")
    if os.environ.get("PEACEKEEPING_BLESS"):
        file.write_text(explained(text, type), encoding="utf-8")
    assert file.read_text(encoding="utf-8") == explained(text, type)


@pytest.mark.parametrize(("type", "file"), TEMPLATES)
def test_a_template_can_be_read(type: RecordType, file: Path) -> None:
    reading = Reading()
    read_file(type, file, file.name, reading)
    assert reading.problems == []


@pytest.mark.parametrize(("type", "file"), TEMPLATES)
def test_a_template_shows_every_key(type: RecordType, file: Path) -> None:
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    records = content.get(PLURALS[type], [content])
    shown = {key for record in records for key in record} | set(content) - {PLURALS[type]}
    assert shown == set(CLASSES[type].model_fields)
