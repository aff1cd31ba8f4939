"""Sources: the documents and datasets that everything else cites."""

from api.facts.sources import SourceFacts, SourceKind
from api.tables.stored import Stored

# The service reads facts and table from one place; who needs no database takes the facts from `api.facts`.
__all__ = ["SourceFacts", "SourceKind", "SourceRow"]


class SourceRow(SourceFacts, Stored, table=True):
    """The table of sources."""

    __tablename__ = "source"

    date_first: str | None
    date_last: str | None
