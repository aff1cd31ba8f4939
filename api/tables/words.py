"""Tokenise text for the index of search and for queries: folded words, numbers as one word, stems, stop words, IDF."""

import math
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import import_module
from threading import Lock
from typing import Any, NamedTuple

from api.facts.folding import COMPOUND, JOINT, WORD, fold, joined, joined_words

# A comma, an apostrophe or a space separates thousands; the decimal point is a point, or before a million the comma
# of the French.
NUMBER = re.compile(
    r"(?<![\w.,/-])(\d{1,3}(?:[,’'\u00a0\u202f ]\d{3})+|\d+)(\.\d+|,\d{1,2}(?=[\s\u00a0]*[bm]i?l))?"
    r"(?:[\s\u00a0-]*(billion|bn|milliards?|million|millions|mn|thousand|mille)\b|(?![\w/-]))",
    re.IGNORECASE,
)
SIZES = {"b": 10**9, "milliard": 10**9, "mi": 10**6, "mn": 10**6, "t": 1000, "mille": 1000}
DIGITS = re.compile(r"\d+")
APART = re.compile(r"[^\d]")
# Symbols of UN documents: `S/RES/2100`, `A/78/5`, `SC/15955`.
SYMBOL = re.compile(r"(?<![\w/])[A-Za-z]{1,4}(?:/[\w.]+)*/[\w.]*\d\w*(?![\w/])")
ROMAN = re.compile(r"\b(I{1,3}|IV|V)$")
ARABIC = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}
THOUSAND = 1000


def read_words(text: str) -> list[str]:
    """Split a text into tokens as they are indexed: folded, in order, each number as one word.

    `12,057` is `12057`, `6.6 billion` is `6600000000`; what is joined by apostrophes or hyphens, and the symbols
    of documents, come once more as one word at the end.
    """
    words: list[str] = []
    end = 0
    for number in numbers_in(text):
        whole = as_word(*number.groups())
        if whole is None:
            continue
        words += fold(text[end : number.start()]).split()
        words.append(whole)
        end = number.end()
    words += fold(text[end:]).split()
    words += joined_words(text)
    return words + [joined(symbol) for symbol in SYMBOL.findall(text)] if "/" in text else words


class Printed(NamedTuple):
    """A word as printed, and its offset in the text."""

    start: int
    word: str


def printed_words(text: str) -> list[Printed]:
    """List the words of a text as printed, in order, with compounds as one more word, and numbers."""
    found = [*WORD.finditer(text), *numbers_in(text)]
    if JOINT.search(text):
        found += COMPOUND.finditer(text)
    words = (Printed(word.start(), word[0]) for word in found)
    return sorted(words, key=lambda one: (one.start, -len(one.word)))


def fold_printed(word: str) -> str:
    """Fold a printed word to one token."""
    return read_words(word)[0] if word[:1].isdigit() and not word.isdigit() else joined(word)


def numbers_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the numbers of a text; match only where digits begin, which is many times faster than searching."""
    place = 0
    while digits := DIGITS.search(text, place):
        number = NUMBER.match(text, digits.start())
        place = (number or digits).end()
        if number:
            yield number


def as_word(whole: str, decimals: str | None, size: str | None) -> str | None:
    """Normalise a number to one token; None where it is plain digits, which folding keeps."""
    digits = APART.sub("", whole)
    if not (decimals or size or digits != whole):
        return None
    fraction = (decimals or "")[1:]
    if not size:
        return f"{int(digits)}.{fraction}" if fraction else str(int(digits))
    zeros = len(str(_size(size))) - 1
    if len(fraction) > zeros:
        return None
    return str(int((digits + fraction.ljust(zeros, "0")) or "0"))


def _size(word: str) -> int:
    """Return the multiplier of a word such as `millions`, by the longest known prefix."""
    low = word.casefold()
    return SIZES[max(filter(low.startswith, SIZES), key=len)]


def with_arabic(name: str) -> list[str]:
    """List spellings of a name that ends in a Roman numeral, with Arabic digits: `UNEF 2` and `UNEF2` for `UNEF II`."""
    number = ROMAN.search(name)
    if not number:
        return []
    before, arabic = name[: number.start()], ARABIC[number[0]]
    spelt = [f"{before}{arabic}"]
    return [*spelt, f"{before.strip()}{arabic}"] if before.count(" ") == 1 else spelt


# The stemmer is not thread-safe: it keeps its state in itself while it works on a word.
_AT_WORK = Lock()


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """Return the stem of an English word; numbers and words with accents or of other scripts are their own stems."""
    if not (word.isascii() and word.isalpha()):
        return word
    with _AT_WORK:
        return str(_english().stemWord(word))


@cache
def _english() -> Any:
    """Make the stemmer when it is first needed, as its package imports those of thirty languages."""
    return import_module("snowballstemmer").stemmer("english")


def stop_words(lexicon: Mapping[str, Any]) -> frozenset[str]:
    """Return the stop words, folded."""
    return frozenset(fold(word) for word in lexicon.get("stop", {}).get("words", []))


def idf(entries: int, having: int) -> int:
    """Return the inverse document frequency of a word that so many of the entries have, in thousandths.

    A whole number, since logarithms may differ in their last digit between machines.
    """
    return max(1, round(THOUSAND * math.log(1 + (entries - having + 0.5) / (having + 0.5))))
