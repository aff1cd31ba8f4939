"""Normalise texts: fold case and accents for comparison, join compounds, and make slugs."""

import re
import unicodedata
from itertools import filterfalse

WORD = re.compile(r"[^\W_]+")
JOINTS = "['’‘ʼ`‐‑-]"
JOINT = re.compile(JOINTS)
# With a lookbehind for the start of a word: else the pattern would be tried at each letter.
COMPOUND = re.compile(rf"(?<![^\W_])[^\W_]+(?:{JOINTS}[^\W_]+)+")


def fold(text: str) -> str:
    """Fold a text for comparison: lower case, without diacritics, words of letters and digits between spaces."""
    if text.isascii():  # As most texts are, which need no Unicode normalisation.
        return " ".join(WORD.findall(text.casefold()))
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(WORD.findall("".join(filterfalse(unicodedata.combining, plain))))


def joined(text: str) -> str:
    """Fold a text of several words to one: `d'Ivoire` is `divoire`, `peace-keeping` is `peacekeeping`."""
    return fold(text).replace(" ", "")


def joined_words(text: str) -> list[str]:
    """List the compounds of a text, joined by apostrophes or hyphens, each folded to one word."""
    return [joined(word) for word in COMPOUND.findall(text)] if JOINT.search(text) else []


def searchable(text: str) -> str:
    """Fold a text for the index of search, with its compounds once more as one word each."""
    return " ".join([fold(text), *joined_words(text)])


def slug(text: str) -> str:
    """Make the slug of a name: `Côte d'Ivoire` is `cote-d-ivoire`, `A4P+` is `a4p-plus`."""
    return fold(text.replace("+", " plus")).replace(" ", "-")
