"""How texts are compared and addressed: folded, with compounds as one word, and as slugs."""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")


# Begun only where a word begins: else each of its letters would be tried.
COMPOUND = re.compile(r"(?<![^\W_])[^\W_]+(?:['’‘ʼ`‐‑-][^\W_]+)+")


def fold(text: str) -> str:
    """Text as search compares it: lower case, without diacritics, words of letters and digits."""
    if text.isascii():  # Most texts are, and need no second look at each letter.
        return " ".join(WORD.findall(text.casefold()))
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def joined(text: str) -> str:
    """A text of several words as one: `d'Ivoire` is `divoire`, `peace-keeping` is `peacekeeping`."""
    return fold(text).replace(" ", "")


def searchable(text: str) -> str:
    """Text as it is indexed: folded, and what is joined by apostrophes or hyphens once more as one word."""
    return " ".join([fold(text), *(joined(word) for word in COMPOUND.findall(text))])


def slug(text: str) -> str:
    """A name as it may stand in an address: `Côte d'Ivoire` is `cote-d-ivoire`, `A4P+` is `a4p-plus`."""
    return fold(text.replace("+", " plus")).replace(" ", "-")
