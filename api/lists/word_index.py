"""The words that search knows, read once for each open database: their stems, and what a mistyped one may mean."""

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

MOST_BEGUN = 200  # Words that a beginning stands for.
ONE_ERROR, TWO_ERRORS = 5, 8  # Letters from which on a word may be mistyped so often.
ONE_MISSING = 4  # Letters of a word in which one may be missing.
FREQUENT = 15  # Entries that have such a word.
EDGE = 2  # Letters at the beginning or the end of a word, one of which are typed right.


@dataclass(frozen=True)
class WordIndex:
    """Every word of the entries of search with the number of its stem, and the words that are not searched for."""

    stem_by_word: dict[str, int]
    stems: dict[str, int]
    having: dict[int, int]  # How many entries have a stem.
    entries: int
    stop_words: frozenset[str]

    def telling(self, having: int) -> int:
        """Return how much a word tells that so many entries have."""
        return idf(self.entries, having)

    def stem(self, word: str) -> int:
        """Return the number of the stem of a word; 0 where no entry has a form of it."""
        return self.stem_by_word.get(word) or self.stems.get(stem_of(word), 0)

    def begun(self, beginning: str, most: int = MOST_BEGUN) -> list[int]:
        """Return the stems of the first words that begin so."""
        start = bisect_left(self._sorted, beginning)
        found = self._sorted[start : start + most]
        numbers = (self.stem_by_word[word] for word in found if word.startswith(beginning))
        return sorted({*numbers} - {0})

    @cached_property
    def spelling(self) -> "Spelling":
        """The words that occur, by how many entries have them."""
        return Spelling({w: self.having[stem] for w, stem in self.stem_by_word.items() if stem})

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.stem_by_word)


class Near(NamedTuple):
    """A word that a mistyped one may mean; the one with the fewest errors, in most entries, comes first."""

    errors: int
    rarity: int
    word: str


class Spelling:
    """Words with how often they occur, to find the one that is meant by a mistyped one."""

    def __init__(self, words: Mapping[str, int]) -> None:
        # By their lengths and how they begin, and by their lengths and how they end.
        self._begun: dict[tuple[int, str], list[tuple[int, str, int]]] = defaultdict(list)
        self._ended: dict[tuple[int, str], list[tuple[int, str, int]]] = defaultdict(list)
        for word, number in words.items():
            if word.isalpha():
                known = _letters(word), word, number
                self._begun[len(word), word[:EDGE]].append(known)
                self._ended[len(word), word[-EDGE:]].append(known)

    def nearest(self, word: str) -> Near | None:
        """Return the word that is meant; None where none is near enough."""
        if len(word) == ONE_MISSING:
            return self._with_one_more(word)
        if len(word) < ONE_ERROR or not word.isalpha():
            return None
        most = 2 if len(word) >= TWO_ERRORS else 1
        lengths = range(len(word) - most, len(word) + most + 1)
        near = [one for length in lengths for one in self._near(word, length, most)]
        return min(near, default=None)

    def _near(self, word: str, length: int, most: int) -> Iterator[Near]:
        """Yield the words of a length that a word can be with at most so many errors."""
        letters, is_long = _letters(word), len(word) >= TWO_ERRORS
        differing = 2 * most - abs(len(word) - length)  # Letters that only one of both has.
        for has, other, number in self._alike(word, length):
            if (letters ^ has).bit_count() > differing:
                continue
            # Who mistypes a short word hardly errs in its first letter: "caught" is no "taught". Two may change places.
            if is_long or word[0] in other[:2]:
                # Two letters that change places, such as "unfycip", are both wrong.
                errors = errors_between(word, other, 2 if sorted(word) == sorted(other) else most)
                if errors is not None:
                    yield Near(errors, -number, other)

    def _alike(self, word: str, length: int) -> set[tuple[int, str, int]]:
        """Return the words of a length that begin or end as a word does: hardly anybody errs in both."""
        begun = self._begun.get((length, word[:EDGE]), ())
        return {*begun, *self._ended.get((length, word[-EDGE:]), ())}

    def _with_one_more(self, word: str) -> Near | None:
        """Return the one frequent word that a short one is but for a letter inside it: `hati` is `haiti`."""
        near = [
            Near(1, -number, other)
            for _, other, number in self._alike(word, len(word) + 1)
            if number >= FREQUENT
            and (other[0], other[-1]) == (word[0], word[-1])
            and errors_between(word, other, 1)
        ]
        return near[0] if len(near) == 1 else None


def read_word_index(connection: Connection) -> WordIndex:
    """Read the words, once for each open database."""
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
    """Read the words of the field as the data hold them."""
    words: dict[str, Any] = connection.execute(select(col(LexiconRow.words))).scalar() or {}
    return words


def _letters(word: str) -> int:
    """Return which letters a word has, as bits."""
    found = 0
    for letter in word:
        found |= 1 << (ord(letter) % 31)
    return found


def errors_between(word: str, other: str, most: int) -> int | None:
    """Count the letters that are wrong, missing, too many or exchanged; None where there are more than `most`."""
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
