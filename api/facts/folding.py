"""How texts are compared and addressed: folded, with compounds as one word, and as slugs."""

import re
import unicodedata
from itertools import filterfalse

WORD = re.compile(r"[^\W_]+")
JOINTS = "['’‘ʼ`‐‑-]"
JOINT = re.compile(JOINTS)
# Begun only where a word begins: else each of its letters would be tried.
COMPOUND = re.compile(rf"(?<![^\W_])[^\W_]+(?:{JOINTS}[^\W_]+)+")


def fold(text: str) -> str:
    """Text as search compares it: lower case, without diacritics, words of letters and digits."""
    if text.isascii():  # Most texts are, and need no second look at each letter.
        return " ".join(WORD.findall(text.casefold()))
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(WORD.findall("".join(filterfalse(unicodedata.combining, plain))))


def joined(text: str) -> str:
    """A text of several words as one: `d'Ivoire` is `divoire`, `peace-keeping` is `peacekeeping`."""
    return fold(text).replace(" ", "")


def joined_words(text: str) -> list[str]:
    """List what a text joins by apostrophes or hyphens, each as one word."""
    return [joined(word) for word in COMPOUND.findall(text)] if JOINT.search(text) else []


def searchable(text: str) -> str:
    """Text as it is indexed: folded, and what is joined by apostrophes or hyphens once more as one word."""
    return " ".join([fold(text), *joined_words(text)])


def slug(text: str) -> str:
    """A name as it may stand in an address: `Côte d'Ivoire` is `cote-d-ivoire`, `A4P+` is `a4p-plus`."""
    return fold(text.replace("+", " plus")).replace(" ", "-")
