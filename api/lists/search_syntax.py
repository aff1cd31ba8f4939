"""Parse `q`: words, "phrases", prefixes*; there is no other syntax. Lists match strictly: every term must occur.

A word matches all its forms, by its stem (`word_index.py`); a phrase is searched in the folded text itself.
"""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, false, literal, or_, select
from sqlalchemy import tuple_ as row_of
from sqlalchemy.orm import Mapped
from sqlmodel import col

from api.facts.folding import fold, joined
from api.lists.word_index import MOST_BEGUN, WordIndex, read_word_index
from api.tables.index import NameRow, PostingRow
from api.tables.words import NUMBER, SYMBOL, read_words
from api.vocabulary import RecordType

MOST_LETTERS = 200
MOST_TERMS = 32
PART = re.compile(r'["“”„«]([^"“”„«»]*)["“”»]?(\*?)|([^\s"“”„«»]+)')


@dataclass(frozen=True)
class Term:
    """A word or a phrase; with `beginning`, its last word is a prefix."""

    words: tuple[str, ...]
    beginning: bool
    quoted: bool = False
    symbol: str = ""  # As it is typed, where the word is the symbol of a document.

    @property
    def is_phrase(self) -> bool:
        """Whether it is of several words, which must be adjacent."""
        return len(self.words) > 1

    def typed(self) -> str:
        """Return the term in the syntax of `q`."""
        if self.symbol:
            return self.symbol
        words = " ".join(self.words)
        shown = f'"{words}"' if self.quoted else words
        return f"{shown}*" if self.beginning else shown

    def fits(self, word: str, place: int) -> bool:
        """Tell whether a folded word matches the word at this place of the term."""
        asked = self.words[place]
        last = place == len(self.words) - 1
        return word.startswith(asked) if self.beginning and last else word == asked


def read_terms(typed: str) -> list[Term]:
    """Parse the first 32 terms; the rest is ignored."""
    terms: list[Term] = []
    for phrase, star, plain in PART.findall(_with_plain_numbers(typed)):
        if SYMBOL.fullmatch(plain):
            terms.append(Term((joined(plain),), False, symbol=plain))
            continue
        words = fold(phrase).split() if phrase else read_words(plain)[: len(fold(plain).split())]
        beginning = bool(star) or plain.endswith("*")
        if phrase and words:
            terms.append(Term(tuple(words), beginning, quoted=True))
        else:
            terms += [Term((word,), beginning and word is words[-1]) for word in words]
    return terms[:MOST_TERMS]


def _with_plain_numbers(typed: str) -> str:
    """Normalise numbers to one word, unless there are quotes: `6.6 billion` is `6600000000`."""
    if '"' in typed or "“" in typed:
        return typed
    return NUMBER.sub(lambda number: f"{read_words(number.group())[0]} ", typed)


def within(term: Term, folded: Mapped[str]) -> ColumnElement[bool]:
    """Write the condition that a term occurs in a column of folded text."""
    pattern = f"% {' '.join(term.words)}{'' if term.beginning else ' '}%"
    return (literal(" ") + folded + " ").like(pattern)


def holding(term: Term) -> ColumnElement[bool]:
    """Write the condition that a phrase occurs in the names or the text of an entry of the search."""
    return or_(within(term, col(NameRow.folded_names)), within(term, col(NameRow.folded_text)))


def with_words(
    connection: Connection, type: RecordType | Mapped[Any], code: Mapped[Any], typed: str
) -> ColumnElement[bool]:
    """Write the condition that all terms occur in a record, of a type (or column of types) and a column of codes."""
    found = select(col(NameRow.record_type), col(NameRow.record_code))
    tests = _all_occur(read_word_index(connection), read_terms(typed))
    if not tests:
        return false()
    if isinstance(type, RecordType):
        of_type = found.with_only_columns(col(NameRow.record_code))
        return code.in_(of_type.where(col(NameRow.record_type) == type, *tests))
    return row_of(type, code).in_(found.where(*tests))


def _all_occur(index: WordIndex, terms: list[Term]) -> list[ColumnElement[bool]]:
    """Write a condition for each term; stop words count only where there is nothing else."""
    telling = [term for term in terms if term.quoted or term.words[0] not in index.stop_words]
    known = [term for term in terms if any(stems_of(index, term))]
    tests: list[ColumnElement[bool]] = []
    for term in telling or known:
        for stems in stems_of(index, term):
            entries = select(col(PostingRow.entry)).where(col(PostingRow.stem).in_(stems))
            tests.append(col(NameRow.id).in_(entries) if stems else false())
        if term.is_phrase:
            tests.append(holding(term))
    return tests


def stems_of(index: WordIndex, term: Term, most: int = MOST_BEGUN) -> list[list[int]]:
    """Return, for each word of a term, the stems of which an entry must have one; of a prefix, at most `most`."""
    found = []
    for place, word in enumerate(term.words):
        if term.beginning and place == len(term.words) - 1:
            found.append(index.begun(word, most))
        elif not (term.is_phrase and word in index.stop_words):
            found.append([number] if (number := index.stem(word)) else [])
    return found
