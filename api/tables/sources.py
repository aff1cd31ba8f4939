"""Sources: the documents and datasets that everything else cites."""

from api.facts.sources import SourceFacts
from api.tables.stored import Stored


class SourceRow(SourceFacts, Stored, table=True):
    """The table of sources."""

    __tablename__ = "source"

    date_first: str | None
    date_last: str | None
