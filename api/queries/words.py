"""What is typed into `q`, as the full-text index understands it: words, "phrases", beginnings*; the rest is no syntax."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, column, false, select, text
from sqlalchemy import tuple_ as row_of
from sqlalchemy.orm import Mapped

from api.tables.index import fold
from api.vocabulary import RecordType

MOST_LETTERS = 200
PART = re.compile(r'["“”„«]([^"“”„«»]*)["“”»]?(\*?)|([^\s"“”„«»]+)')
FOUND = """
    SELECT name.record_type, name.record_code FROM search JOIN name ON name.id = search.rowid
    WHERE search MATCH :words
"""


@dataclass(frozen=True)
class Term:
    """Words that stand together in this order; the last may be the beginning of one."""

    words: tuple[str, ...]
    beginning: bool

    def __str__(self) -> str:
        """The term as the index reads it; folded words hold no quotes."""
        return f'"{" ".join(self.words)}"{"*" if self.beginning else ""}'

    def typed(self) -> str:
        """The term as one would type it."""
        return (
            str(self) if len(self.words) > 1 else f"{self.words[0]}{'*' if self.beginning else ''}"
        )

    def fits(self, word: str, place: int) -> bool:
        """Whether a folded word can stand at this place of the term."""
        asked = self.words[place]
        last = place == len(self.words) - 1
        return word.startswith(asked) if self.beginning and last else word == asked


def read_terms(typed: str) -> list[Term]:
    """The terms that all have to occur."""
    terms = []
    for phrase, star, plain in PART.findall(typed):
        words = fold(phrase or plain).split()
        beginning = bool(star) or plain.endswith("*")
        if phrase and words:
            terms.append(Term(tuple(words), beginning))
        else:
            terms += [Term((word,), beginning and word is words[-1]) for word in words]
    return terms


def as_asked(terms: list[Term]) -> str:
    """The terms as the index reads them: every one has to occur."""
    return " ".join(map(str, terms))


def with_words(
    type: RecordType | Mapped[Any], code: Mapped[Any], typed: str
) -> ColumnElement[bool]:
    """The records, by one type or the column of their types and by that of their codes, in which all terms occur."""
    terms = read_terms(typed)
    if not terms:
        return false()
    words = text(FOUND).bindparams(words=as_asked(terms))
    found = words.columns(column("record_type"), column("record_code")).subquery("found").c
    if isinstance(type, RecordType):
        return code.in_(select(found.record_code).where(found.record_type == type.value))
    return row_of(type, code).in_(select(found.record_type, found.record_code))
