"""Write templates: every key of a class with a value, explained by its field's description.

`explained` writes a template out; keys that are missing are inserted with a value that can be read, which somebody
then replaces by one that tells more.
"""

import json
import re
import textwrap
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from api.facts.base import LAST, derived_fields, part_of
from seed.files.messages import class_at

WIDTH = 94
KEY = re.compile(r"(\w+) = ")
# The first of these that a field takes is its value in a template.
WORDS = ("In your own words.",)
SAMPLES = (
    *("some-code", "2018-03-28", "country:jpn", "JPN", "S/RES/2538 (2020)", "https://example.org"),
    *(False, 1, 0.5),
)


def explained(text: str, folder: str, described: type[BaseModel]) -> str:
    """Return the template with every key of the class, each explained once by the sentence of its field."""
    title, _, body = text.partition("\n")
    body = _completed(body or "\n", folder, described)
    lines: list[str] = [title or f"# One record of {folder} for each file."]
    path: list[str] = []
    explained_keys: set[tuple[str, str]] = set()
    for line in body.split("\n"):
        if line.startswith("#"):
            continue
        if line.startswith("["):
            path = _path(line, folder)
        if key := KEY.match(line):
            owner = class_at(described, tuple(path))
            if (owner.__name__, key[1]) not in explained_keys:
                explained_keys.add((owner.__name__, key[1]))
                lines += [f"# {words}" for words in textwrap.wrap(_meaning(owner, key[1]), WIDTH)]
        lines.append(line)
    return "\n".join(lines)


def _path(heading: str, folder: str) -> list[str]:
    return [part for part in heading.strip("[]").split(".") if part != folder]


def _meaning(owner: type[BaseModel], key: str) -> str:
    """The description of a field, marked where it may be left out."""
    field = owner.model_fields[key]
    words = str(field.description) if field.is_required() else f"(optional) {field.description}"
    choices = next(_choices(field.annotation), None)
    return f"{words} Allowed: {', '.join(choices)}." if choices else words


def _choices(annotation: Any) -> Iterator[type[StrEnum]]:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield annotation
    for inner in get_args(annotation):
        yield from _choices(inner)


def _completed(body: str, folder: str, described: type[BaseModel]) -> str:
    """Insert each missing key after the one before it in the class; parts go to the end."""
    lines = body.split("\n")
    within = f"{folder}." if f"[[{folder}]]" in lines else ""
    before = ""
    for name, field in _fields_in_order(described):
        part = None if sample_of(field) else part_of(field.annotation)
        if name not in _places(lines, folder):
            if part:
                is_list = "list[" in str(field.annotation)
                lines = _without_end(lines) + _block(f"{within}{name}", part, is_list)
            else:
                place = _place_after(before, lines, folder)
                lines.insert(place, f"{name} = {sample_of(field) or json.dumps('')}")
        before = before if part else name
    return "\n".join(lines)


def _fields_in_order(described: type[BaseModel]) -> list[tuple[str, FieldInfo]]:
    """The fields that files have, those of every record last."""
    derived = derived_fields(described)
    fields = [
        (name, field) for name, field in described.model_fields.items() if name not in derived
    ]
    return sorted(fields, key=lambda item: LAST.index(item[0]) + 1 if item[0] in LAST else 0)


def _places(lines: list[str], folder: str) -> dict[str, int]:
    """Map each key of the record itself, not of its parts, to the line on which it stands first."""
    places: dict[str, int] = {}
    path: list[str] = []
    for number, line in enumerate(lines):
        if line.startswith("["):
            path = _path(line, folder)
            name = path[0] if path else ""
        else:
            key = KEY.match(line)
            name = key[1] if key and not path else ""
        if name:
            places.setdefault(name, number)
    return places


def _place_after(name: str, lines: list[str], folder: str) -> int:
    """The line after a plain key; else that of the first key, heading, or the end."""
    places = _places(lines, folder)
    plain = {key: place for key, place in places.items() if not lines[place].startswith("[")}
    if name in plain:
        return plain[name] + 1
    headings = (place for place, line in enumerate(lines) if line.startswith("["))
    return min(plain.values(), default=min(headings, default=len(lines) - 1))


def sample_of(field: FieldInfo) -> str | None:
    """A valid value of the field as TOML: a member of its enum, or a sample; None if none fits."""
    choices = next(_choices(field.annotation), None)
    words = () if part_of(field.annotation) else WORDS  # No words where another record is named.
    samples = [str(next(iter(choices)))] if choices else [*words, *SAMPLES]
    annotation: Any = Annotated[(field.annotation, None, *field.metadata)]
    adapter: TypeAdapter[Any] = TypeAdapter(annotation)
    for value in [value for sample in samples for value in (sample, [sample])]:
        try:
            adapter.validate_json(json.dumps(value), strict=True)
        except ValidationError:
            continue
        return json.dumps(value)
    return None


def _block(heading: str, part: type[BaseModel], is_list: bool) -> list[str]:
    """Write a part with all its keys, without the parts inside it."""
    samples = {key: sample_of(field) for key, field in part.model_fields.items()}
    keys = [f"{key} = {value}" for key, value in samples.items() if value]
    return ["", f"[[{heading}]]" if is_list else f"[{heading}]", *keys, ""]


def _without_end(lines: list[str]) -> list[str]:
    return "\n".join(lines).rstrip("\n").split("\n")
