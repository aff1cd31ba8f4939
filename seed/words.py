"""The words of the field in `words.toml`: stop words, synonyms, phrases, and how people ask for an indicator."""

import tomllib
from pathlib import Path
from typing import Any

from api.tables.index import fold

WORDS = "words.toml"
Words = dict[str, Any]


def read_lexicon(root: Path) -> Words:
    """Read the words of the field; none where there is no such file."""
    file = root / WORDS
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def stop_words(words: Words) -> frozenset[str]:
    """Return the words that are not searched for."""
    return frozenset(fold(word) for word in words.get("stop", {}).get("words", []))
