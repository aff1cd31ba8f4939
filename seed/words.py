"""The words of the field in `words.toml`: stop words, synonyms, phrases, and how people ask for an indicator."""

from pathlib import Path
from typing import Any

import tomli

from seed.files.places import WORDS

Words = dict[str, Any]


def read_text(root: Path) -> str:
    """Read the file of the words of the field; empty where there is none."""
    file = root / WORDS
    return file.read_text(encoding="utf-8") if file.exists() else ""


def read_lexicon(root: Path) -> Words:
    """Read the words of the field."""
    return tomli.loads(read_text(root))
