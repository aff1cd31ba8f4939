"""Initiatives: reforms, programmes, strategies, frameworks, declarations and the like."""

from api.facts.initiatives import InitiativeFacts, InitiativeKind
from api.tables.stored import Stored

# Search and questions read these facts from here; all others from `api.facts`.
__all__ = ["InitiativeKind", "InitiativeRow"]


class InitiativeRow(InitiativeFacts, Stored, table=True):
    """The table of initiatives."""

    INDEXED = ("acronym",)

    __tablename__ = "initiative"

    launched_first: str | None
    launched_last: str | None
