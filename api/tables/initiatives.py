"""Initiatives: reforms, programmes, strategies, frameworks, declarations and the like."""

from api.facts.initiatives import (
    Element,
    InitiativeFacts,
    InitiativeKind,
    InitiativeRelation,
    RelatedInitiative,
    Wording,
)
from api.tables.stored import Stored

# The service reads facts and table from one place; who needs no database takes the facts from `api.facts`.
__all__ = [
    "Element",
    "InitiativeFacts",
    "InitiativeKind",
    "InitiativeRelation",
    "InitiativeRow",
    "RelatedInitiative",
    "Wording",
]


class InitiativeRow(InitiativeFacts, Stored, table=True):
    """The table of initiatives."""

    INDEXED = ("acronym",)

    __tablename__ = "initiative"

    launched_first: str | None
    launched_last: str | None
