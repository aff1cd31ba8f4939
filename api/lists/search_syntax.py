"""What is typed into `q`, as the full-text indexes understand it: words, "phrases", beginnings*; the rest is no syntax.

Texts are indexed as we have folded them, words with a space between them. So a term that is looked for in the
folded text itself (`within`) is found wherever SQLite's or PostgreSQL's index finds it.
"""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, ColumnElement, and_, column, false, literal, or_, select, text
from sqlalchemy import tuple_ as row_of
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped
from sqlalchemy.sql.compiler import SQLCompiler
from sqlmodel import col

from api.tables.index import NameRow, fold
from api.vocabulary import RecordType

MOST_LETTERS = 200
PART = re.compile(r'["“”„«]([^"“”„«»]*)["“”»]?(\*?)|([^\s"“”„«»]+)')
MATCHED = "SELECT rowid FROM search WHERE search MATCH :words"


@dataclass(frozen=True)
class Term:
    """Words that stand together in this order; the last may be the beginning of one."""

    words: tuple[str, ...]
    beginning: bool

    def __str__(self) -> str:
        """The term as FTS5 reads it; folded words hold no quotes."""
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


def within(term: Term, folded: Mapped[str]) -> ColumnElement[bool]:
    """Whether a term stands in a column of folded text."""
    pattern = f"% {' '.join(term.words)}{'' if term.beginning else ' '}%"
    return (literal(" ") + col(folded) + " ").like(pattern)


class Occurring(ColumnElement[bool]):
    """Whether all terms occur in an entry of search, as the index of the database engine says."""

    inherit_cache = False
    type = Boolean()

    def __init__(self, terms: list[Term]) -> None:
        self.terms = terms

    def self_group(self, against: object = None) -> "Occurring":
        """Itself: compared with 1, as truths are in SQLite, no index would be used."""
        return self


@compiles(Occurring, "sqlite")
def _as_fts5(test: Occurring, compiler: SQLCompiler, **options: Any) -> str:
    matched = text(MATCHED).bindparams(words=" ".join(map(str, test.terms)))
    return compiler.process(col(NameRow.id).in_(matched.columns(column("rowid"))), **options)


@compiles(Occurring, "postgresql")
def _as_tsquery(test: Occurring, compiler: SQLCompiler, **options: Any) -> str:
    words = " & ".join(
        f"'{word}'{':*' if term.beginning and place == len(term.words) else ''}"
        for term in test.terms
        for place, word in enumerate(term.words, 1)
    )
    occurring = text("name.words @@ CAST(:words AS tsquery)").bindparams(words=words)
    names, prose = col(NameRow.folded_names), col(NameRow.folded_text)
    # The index says that words occur, not that they stand together.
    phrases = [term for term in test.terms if len(term.words) > 1]
    together = [or_(within(phrase, names), within(phrase, prose)) for phrase in phrases]
    return compiler.process(and_(occurring, *together), **options)


def with_words(
    type: RecordType | Mapped[Any], code: Mapped[Any], typed: str
) -> ColumnElement[bool]:
    """The records, by one type or the column of their types and by that of their codes, in which all terms occur."""
    terms = read_terms(typed)
    if not terms:
        return false()
    if isinstance(type, RecordType):
        of_type = select(col(NameRow.record_code)).where(col(NameRow.record_type) == type)
        return code.in_(of_type.where(Occurring(terms)))
    found = select(col(NameRow.record_type), col(NameRow.record_code)).where(Occurring(terms))
    return row_of(type, code).in_(found)
