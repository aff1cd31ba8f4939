"""The index of the words of search, read once for each open database: stems, prefixes, and spelling correction."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select
from sqlmodel import col

from api.lists.statements import once
from api.tables.index import LexiconRow, NameRow, StemRow, WordRow
from api.tables.words import idf, stem_of, stop_words

MOST_BEGUN = 200  # Words that a prefix stands for.
ONE_ERROR, TWO_ERRORS = 5, 8  # Letters from which on a word may have one, or two, typing errors.
ONE_MISSING = 4  # Letters of a word in which one may be missing.
FREQUENT = 15  # Entries from which on a word is frequent.
EDGE = 2  # Letters of which those at the beginning or those at the end of a word must be right.


@dataclass(frozen=True)
class WordIndex:
    """Every word of the entries of search with the number of its stem, and the stop words."""

    stem_by_word: dict[str, int]
    stems: dict[str, int]
    having: dict[int, int]  # How many entries have a stem.
    entries: int
    stop_words: frozenset[str]

    def telling(self, having: int) -> int:
        """Return the inverse document frequency (IDF) of a word that so many entries have."""
        return idf(self.entries, having)

    def stem(self, word: str) -> int:
        """Return the number of the stem of a word; 0 where no entry has a form of it."""
        return self.stem_by_word.get(word) or self.stems.get(stem_of(word), 0)

    def begun(self, beginning: str, most: int = MOST_BEGUN) -> list[int]:
        """Return the numbers of the stems of at most `most` words with a prefix."""
        start = bisect_left(self._sorted, beginning)
        found = self._sorted[start : start + most]
        numbers = (self.stem_by_word[word] for word in found if word.startswith(beginning))
        return sorted({*numbers} - {0})

    @cached_property
    def spelling(self) -> "Spelling":
        """The spelling correction, by the words that occur and how many entries have them."""
        return Spelling({w: self.having[stem] for w, stem in self.stem_by_word.items() if stem})

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.stem_by_word)


class Near(NamedTuple):
    """A correction of a word; it sorts by the fewest errors, then the most entries."""

    errors: int
    rarity: int
    word: str


class Spelling:
    """Spelling correction: the words that occur, with their frequency, to find the one meant by a mistyped one."""

    def __init__(self, words: Mapping[str, int]) -> None:
        # By length and first letters, and by length and last letters.
        self._begun: dict[tuple[int, str], list[tuple[int, str, int]]] = defaultdict(list)
        self._ended: dict[tuple[int, str], list[tuple[int, str, int]]] = defaultdict(list)
        for word, number in words.items():
            if word.isalpha():
                known = _letters(word), word, number
                self._begun[len(word), word[:EDGE]].append(known)
                self._ended[len(word), word[-EDGE:]].append(known)

    def nearest(self, word: str) -> Near | None:
        """Return the best correction of a word; None where none is near enough."""
        if len(word) == ONE_MISSING:
            return self._with_one_more(word)
        if len(word) < ONE_ERROR or not word.isalpha():
            return None
        most = 2 if len(word) >= TWO_ERRORS else 1
        lengths = range(len(word) - most, len(word) + most + 1)
        near = [one for length in lengths for one in self._near(word, length, most)]
        return min(near, default=None)

    def _near(self, word: str, length: int, most: int) -> Iterator[Near]:
        """Yield the words of a length within so many errors of a word."""
        letters, in_order, is_long = _letters(word), sorted(word), len(word) >= TWO_ERRORS
        differing = 2 * most - abs(len(word) - length)  # Letters that only one of both has.
        for has, other, number in self._alike(word, length):
            if (letters ^ has).bit_count() > differing:
                continue
            # The first letter of a short word is hardly ever mistyped ("caught" is no "taught"), but may be swapped.
            if is_long or word[0] in other[:2]:
                # Two letters that change places, such as "unfycip", are both wrong.
                errors = errors_between(word, other, 2 if sorted(other) == in_order else most)
                if errors is not None:
                    yield Near(errors, -number, other)

    def _alike(self, word: str, length: int) -> set[tuple[int, str, int]]:
        """Return the words of a length with the same first or last two letters: errors are hardly ever in both."""
        begun = self._begun.get((length, word[:EDGE]), ())
        return {*begun, *self._ended.get((length, word[-EDGE:]), ())}

    def _with_one_more(self, word: str) -> Near | None:
        """Return the only frequent word that has one letter more inside than a short word: `haiti` for `hati`."""
        near = [
            Near(1, -number, other)
            for _, other, number in self._alike(word, len(word) + 1)
            if number >= FREQUENT
            and (other[0], other[-1]) == (word[0], word[-1])
            and errors_between(word, other, 1)
        ]
        return near[0] if len(near) == 1 else None


def read_word_index(connection: Connection) -> WordIndex:
    """Return the word index, read once for each open database."""
    return once(connection, ("word index",), lambda: _read(connection))


def _read(connection: Connection) -> WordIndex:
    words = connection.execute(select(col(WordRow.word), col(WordRow.stem))).all()
    stems = connection.execute(
        select(col(StemRow.id), col(StemRow.stem), col(StemRow.entries))
    ).all()
    return WordIndex(
        stem_by_word={word: int(number) for word, number in words},
        stems={stem: number for number, stem, _ in stems},
        having={number: entries for number, _, entries in stems},
        entries=connection.execute(select(func.count()).select_from(NameRow)).scalar_one(),
        stop_words=stop_words(read_field_words(connection)),
    )


def read_field_words(connection: Connection) -> dict[str, Any]:
    """Read the words of the field (`seed/data/words.toml`) as they are stored."""
    words: dict[str, Any] = connection.execute(select(col(LexiconRow.words))).scalar() or {}
    return words


def _letters(word: str) -> int:
    """Return the set of the letters of a word as a bit mask, to rule out most words fast."""
    found = 0
    for letter in word:
        found |= 1 << (ord(letter) % 31)
    return found


def errors_between(word: str, other: str, most: int) -> int | None:
    """Return the edit distance of two words, a swap counting as one; None where it is more than `most`."""
    if word == other:
        return 0
    if not most or abs(len(word) - len(other)) > most:
        return None
    while word[:1] == other[:1]:
        word, other = word[1:], other[1:]
    ways = [(word[1:], other[1:]), (word[1:], other), (word, other[1:])]
    if word[:2] == other[1::-1]:
        ways.append((word[2:], other[2:]))
    found = [errors_between(*way, most - 1) for way in ways]
    return min((1 + errors for errors in found if errors is not None), default=None)
