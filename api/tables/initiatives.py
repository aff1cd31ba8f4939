"""Initiatives: reforms, programmes, strategies, frameworks, declarations and the like."""

from api.facts.initiatives import InitiativeFacts
from api.tables.stored import Stored


class InitiativeRow(InitiativeFacts, Stored, table=True):
    """The table of initiatives."""

    INDEXED = ("acronym",)

    __tablename__ = "initiative"

    launched_first: str | None
    launched_last: str | None
