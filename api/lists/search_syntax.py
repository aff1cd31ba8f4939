"""What is typed into `q`: words, "phrases", beginnings*; the rest is no syntax. `api/database/full_text.py` says what is found."""

import re
from typing import Any

from sqlalchemy import ColumnElement, false, select
from sqlalchemy import tuple_ as row_of
from sqlalchemy.orm import Mapped
from sqlmodel import col

from api.database.full_text import Occurring, Term
from api.tables.index import NameRow, fold
from api.vocabulary import RecordType

MOST_LETTERS = 200
PART = re.compile(r'["“”„«]([^"“”„«»]*)["“”»]?(\*?)|([^\s"“”„«»]+)')


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
