"""What can be asked of the data as a whole."""

from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import col

from api.tables.events import EventRow
from api.tables.missions import MissionRow


def get_beginning(connection: Connection) -> str | None:
    """The earliest date at which a mission or an event began, as precise as it is known."""
    found: list[Any] = []
    for table in (MissionRow, EventRow):
        day, written = col(table.started_first), col(table.started)
        question = select(day, written).where(day.is_not(None)).order_by(day, written).limit(1)
        found += connection.execute(question).all()
    return str(min(found)[1]) if found else None
