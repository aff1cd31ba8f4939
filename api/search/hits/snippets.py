"""The printed words of an entry that search matched, and the words around the first of them."""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from typing import NamedTuple

from api.facts.folding import COMPOUND, WORD
from api.lists.search_syntax import Term
from api.lists.word_index import WordIndex, fold_printed
from api.questions.parts import Parts
from api.tables.words import numbers_in

SNIPPET_WORDS = 24
KEPT_TEXTS = 3000  # Of which the words are kept: a few megabytes.
# Without these there is no compound and no number; few texts need the longer look.
JOINT, DIGIT = re.compile(r"['’‘ʼ`‐‑-]"), re.compile(r"\d")


class Printed(NamedTuple):
    """A word as it is printed, and where it begins."""

    start: int
    word: str


@dataclass(frozen=True)
class Matcher:
    """Find in printed texts what a question looks for: forms of its words, and its phrases."""

    stems: frozenset[int]
    phrases: list[Term]
    index: WordIndex

    def matches(self, printed: str) -> list[Printed]:
        """List the printed words that match, in their order; without phrases each of them once."""
        stem_of, stems = self.index.stem_by_printed, self.stems
        if not self.phrases:
            starts = _starts_of(printed)
            fitting = map(stems.__contains__, map(stem_of.__getitem__, starts))
            return _in_order(Printed(starts[word], word) for word in compress(starts, fitting))
        words = _in_order(Printed(word.start(), word[0]) for word in _words_of(printed))
        held = self._in_phrases(words)
        return [
            one for place, one in enumerate(words) if stem_of[one.word] in stems or place in held
        ]

    def _in_phrases(self, words: list[Printed]) -> set[int]:
        folded = [fold_printed(one.word) for one in words]
        return {place for term in self.phrases for place in _places(term, folded)}


def matcher_of(parts: Parts, index: WordIndex) -> Matcher:
    """Make what finds the words of a question."""
    stems = frozenset(stem for part in parts.parts for stem in part.forms)
    return Matcher(stems, parts.phrases, index)


def snippet(printed: str, first: int) -> str:
    """Cut the words around a place out of a text."""
    before = printed[:first].split()
    shown = before[-SNIPPET_WORDS // 3 :]
    room = SNIPPET_WORDS - len(shown)
    after = printed[first:].split(None, room)
    start = "… " if len(shown) < len(before) else ""
    return f"{start}{' '.join(shown + after[:room])}{' …' if len(after) > room else ''}"


@lru_cache(KEPT_TEXTS)
def _starts_of(printed: str) -> dict[str, int]:
    """Return where each word of a text, and what it joins to one, first begins; the same entries are found again and again."""
    starts: dict[str, int] = {}
    for word in _words_of(printed):
        starts.setdefault(sys.intern(word[0]), word.start())  # Most are words of other texts, too.
    return starts


def _words_of(printed: str) -> Iterator[re.Match[str]]:
    """Yield the words of a text, then what it joins to one word, and its numbers."""
    yield from WORD.finditer(printed)
    if JOINT.search(printed):
        yield from COMPOUND.finditer(printed)
    if DIGIT.search(printed):
        yield from numbers_in(printed)


def _in_order(words: Iterable[Printed]) -> list[Printed]:
    return sorted(words, key=lambda one: (one.start, -len(one.word)))


def _places(term: Term, words: list[str]) -> Iterator[int]:
    length = len(term.words)
    for start in range(len(words) - length + 1):
        if all(term.fits(words[start + step], step) for step in range(length)):
            yield from range(start, start + length)
