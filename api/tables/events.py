"""Events: what happened, when and where."""

from sqlmodel import Index, text

from api.facts.events import EventFacts, EventKind
from api.tables.stored import Stored

# The service reads facts and table from one place; who needs no database takes the facts from `api.facts`.
__all__ = ["EventFacts", "EventKind", "EventRow"]


class EventRow(EventFacts, Stored, table=True):
    """The table of events."""

    __tablename__ = "event"
    __table_args__ = (
        Index("event_in_order", text("(started_first IS NULL)"), "started_first", "code"),
    )

    started_first: str | None
    started_last: str | None
    ended_first: str | None
    ended_last: str | None
