"""Find the printed words that match a query, and cut the snippet around the first of them."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress

from api.lists.search_syntax import Term
from api.lists.word_index import WordIndex
from api.questions.parts import Parts
from api.tables.words import Printed, fold_printed, printed_words
from api.vocabulary import Row

SNIPPET_WORDS = 24


@dataclass(frozen=True)
class Matcher:
    """Match printed texts with the stems and the quoted phrases of a query."""

    stems: frozenset[int]
    phrases: list[Term]
    index: WordIndex

    def matches(self, row: Row) -> list[Printed]:
        """List the printed words that match in the names of an entry and in its text, whose offsets go on behind the names.

        Without phrases each stem matches once in the names and once in the text.
        """
        names, text = row["known_as"], row["text"]
        if self.phrases:
            behind = (Printed(len(names) + start, word) for start, word in self._in(text))
            return [*self._in(names), *behind]
        known, both = array("I", row["printed"]), names + text
        stems, starts, ends = (known[place::3] for place in range(3))
        places = zip(starts, ends, strict=True)
        fitting = compress(places, map(self.stems.__contains__, stems))
        return [Printed(start, both[start:end]) for start, end in fitting]

    def _in(self, printed: str) -> list[Printed]:
        words, stem_of = printed_words(printed), self.index.stem_by_word
        folded = [fold_printed(one.word) for one in words]
        held = {place for term in self.phrases for place in _places(term, folded)}
        held |= {n for n, word in enumerate(folded) if stem_of.get(word) in self.stems}
        return [words[place] for place in sorted(held)]


def matcher_of(parts: Parts, index: WordIndex) -> Matcher:
    """Make the matcher of a query."""
    stems = frozenset(stem for part in parts.parts for stem in part.forms)
    return Matcher(stems, parts.phrases, index)


def snippet(printed: str, first: int) -> str:
    """Return the words around a character offset in a text."""
    before = printed[:first].split()
    shown = before[-SNIPPET_WORDS // 3 :]
    room = SNIPPET_WORDS - len(shown)
    after = printed[first:].split(None, room)
    start = "… " if len(shown) < len(before) else ""
    return f"{start}{' '.join(shown + after[:room])}{' …' if len(after) > room else ''}"


def _places(term: Term, words: list[str]) -> Iterator[int]:
    length = len(term.words)
    for start in range(len(words) - length + 1):
        if all(term.fits(words[start + step], step) for step in range(length)):
            yield from range(start, start + length)
