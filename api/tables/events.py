"""Events: what happened, when and where."""

from sqlmodel import Index, text

from api.facts.events import EventFacts
from api.tables.stored import Stored


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
