"""The printed words of an entry that search matched, and the words around the first of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from api.lists.search_syntax import Term
from api.lists.word_index import WordIndex
from api.questions.parts import Parts
from api.tables.index import COMPOUND, WORD, joined
from api.tables.words import NUMBER, read_words

SNIPPET_WORDS = 24
# Without these there is no compound and no number; few texts need the longer look.
JOINT, DIGIT = re.compile(r"['’‘ʼ`‐‑-]"), re.compile(r"\d")
Printed = re.Match[str]


@dataclass(frozen=True)
class Matcher:
    """Find in printed texts what a question looks for: forms of its words, and its phrases."""

    stems: frozenset[int]
    phrases: list[Term]
    index: WordIndex

    def matches(self, printed: str) -> list[Printed]:
        """List the printed words that match, in their order."""
        words = _words(printed)
        held = self._in_phrases(words) if self.phrases else set[int]()
        known, stems = self.index.stem_by_word, self.stems
        return [
            word
            for place, word in enumerate(words)
            if known.get(_folded(word.group())) in stems or place in held
        ]

    def _in_phrases(self, words: list[Printed]) -> set[int]:
        folded = [_folded(word.group()) for word in words]
        return {place for term in self.phrases for place in _places(term, folded)}


def matcher_of(parts: Parts, index: WordIndex) -> Matcher:
    """Make what finds the words of a question."""
    stems = frozenset(stem for part in parts.parts for stem in part.forms)
    return Matcher(stems, parts.phrases, index)


def snippet(printed: str, first: int) -> str:
    """Cut the words around a place out of a text."""
    before = printed[:first].split()
    shown = before[-SNIPPET_WORDS // 3 :]
    after = printed[first:].split()
    room = SNIPPET_WORDS - len(shown)
    start = "… " if len(shown) < len(before) else ""
    return f"{start}{' '.join(shown + after[:room])}{' …' if len(after) > room else ''}"


def _words(printed: str) -> list[Printed]:
    """List the words of a text, and what it joins to one, in their order."""
    words = [*WORD.finditer(printed)]
    joint, digit = JOINT.search(printed), DIGIT.search(printed)
    if joint:
        words += COMPOUND.finditer(printed)
    if digit:
        words += NUMBER.finditer(printed)
    if joint or digit:
        words.sort(key=lambda word: (word.start(), -word.end()))
    return words


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    """A printed word as one folded word; texts repeat theirs, and folding costs more than looking up."""
    return read_words(word)[0] if word[:1].isdigit() and not word.isdigit() else joined(word)


def _places(term: Term, words: list[str]) -> Iterator[int]:
    length = len(term.words)
    for start in range(len(words) - length + 1):
        if all(term.fits(words[start + step], step) for step in range(length)):
            yield from range(start, start + length)
