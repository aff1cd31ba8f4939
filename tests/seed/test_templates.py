"""Every kind of record has a template that can be read, and explains each key in the field's own words."""

import re
import textwrap
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from api.tables.facts import derived_fields
from api.tables.kinds import KINDS
from api.vocabulary import RecordType
from seed.files.entries import Reading
from seed.files.messages import class_at
from seed.files.reading import DATA, read_file
from seed.records import class_of
from seed.series.manifest import Series
from tests.blessing import BLESSING, assert_blessed

CLASS_OF: dict[str, type[BaseModel]] = {
    **{kind.plural: class_of(kind.type) for kind in KINDS.values()},
    "series": Series,
}
FOLDERS = list(CLASS_OF)


def template(folder: str) -> Path:
    """The template of a kind of file."""
    return DATA / folder / "_template.toml"


def explained(text: str, folder: str) -> str:
    """The template with each key explained, once, by the sentence of its field."""
    title, _, body = text.partition("\n")
    lines: list[str] = [title]
    path: list[str] = []
    told: set[tuple[str, str]] = set()
    for line in body.split("\n"):
        if line.startswith("#"):
            continue
        if line.startswith("["):
            path = [part for part in line.strip("[]").split(".") if part != folder]
        if key := re.match(r"(\w+) = ", line):
            owner = class_at(CLASS_OF[folder], tuple(path))
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


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_template_explains_every_key_in_the_words_of_its_field(folder: str) -> None:
    text = template(folder).read_text(encoding="utf-8")
    if BLESSING:
        template(folder).write_text(explained(text, folder), encoding="utf-8")
        text = template(folder).read_text(encoding="utf-8")
    assert_blessed(f"{folder}/_template.toml", text, explained(text, folder))


@pytest.mark.parametrize("type", KINDS)
def test_a_template_can_be_read(type: RecordType) -> None:
    reading = Reading()
    read_file(type, template(KINDS[type].plural), "_template.toml", reading)
    assert reading.problems == []


def test_the_template_of_a_series_can_be_read() -> None:
    Series.model_validate(tomllib.loads(template("series").read_text(encoding="utf-8")))


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_template_shows_every_key(folder: str) -> None:
    content = tomllib.loads(template(folder).read_text(encoding="utf-8"))
    records = content.get(folder, [content])
    shown = {key for record in records for key in record} | set(content) - {folder}
    described = CLASS_OF[folder]
    assert shown == set(described.model_fields) - derived_fields(described)
