"""The words of the field in `words.toml`: stop words, synonyms, phrases, and how people ask for an indicator."""

import re
from itertools import product
from pathlib import Path
from typing import Any

import tomli

from seed.files.places import WORDS

Words = dict[str, Any]
CHOICE = re.compile(r"\[([^][]*)\]")


def read_text(root: Path) -> str:
    """Read `words.toml` as text; empty where there is none."""
    file = root / WORDS
    return file.read_text(encoding="utf-8") if file.exists() else ""


def read_lexicon(root: Path) -> Words:
    """Read the words of the field, with every phrase that has choices expanded."""
    return written_out(tomli.loads(read_text(root)))


def written_out(words: Words) -> Words:
    """Expand all phrases with choices."""
    return {name: _written_out(value) for name, value in words.items()}


def _written_out(value: Any) -> Any:
    match value:
        case dict():
            return written_out(value)
        case [str(), *_]:
            return list(dict.fromkeys(phrase for one in value for phrase in phrases_of(one)))
        case list():
            return [_written_out(one) for one in value]
    return value


def phrases_of(written: str) -> list[str]:
    """Expand a phrase with choices: `[the] last [full|whole] year` stands for four."""
    parts = CHOICE.split(written)
    ways = [_chosen(part) if place % 2 else [part] for place, part in enumerate(parts)]
    return [" ".join("".join(way).split()) for way in product(*ways)]


def _chosen(choice: str) -> list[str]:
    """Split the alternatives inside brackets; a single one is optional."""
    return choice.split("|") if "|" in choice else [choice, ""]
