"""Full-text conditions for every list; `sqlite.py` and `postgresql.py` compile them to SQL.

Texts are indexed as we have folded them, words with a space between them. So a term that is looked for in the
folded text itself (`within`) is found wherever the index of the engine finds it.
"""

from dataclasses import dataclass

from sqlalchemy import Boolean, ColumnElement, literal
from sqlalchemy.orm import Mapped
from sqlmodel import col


@dataclass(frozen=True)
class Term:
    """Words that stand together in this order; the last may be the beginning of one."""

    words: tuple[str, ...]
    beginning: bool

    def __str__(self) -> str:
        """Quote the term, as FTS5 reads it and people type phrases; folded words hold no quotes."""
        return f'"{" ".join(self.words)}"{"*" if self.beginning else ""}'

    def typed(self) -> str:
        """Write the term as a person would type it."""
        return (
            str(self) if len(self.words) > 1 else f"{self.words[0]}{'*' if self.beginning else ''}"
        )

    def fits(self, word: str, place: int) -> bool:
        """Tell whether a folded word can stand at this place of the term."""
        expected = self.words[place]
        last = place == len(self.words) - 1
        return word.startswith(expected) if self.beginning and last else word == expected


class Occurring(ColumnElement[bool]):
    """Test with the full-text index whether all terms occur in an entry; each engine compiles it."""

    inherit_cache = False
    type = Boolean()

    def __init__(self, terms: list[Term]) -> None:
        self.terms = terms

    def self_group(self, against: object = None) -> "Occurring":
        """Return itself: compared with 1, as truths are in SQLite, no index would be used."""
        return self


def within(term: Term, folded: Mapped[str]) -> ColumnElement[bool]:
    """Test whether a term occurs in a column of folded text."""
    pattern = f"% {' '.join(term.words)}{'' if term.beginning else ' '}%"
    return (literal(" ") + col(folded) + " ").like(pattern)
