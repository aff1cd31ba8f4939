"""Missions: field operations of the UN and of its partners."""

from sqlmodel import Index, text

from api.facts.missions import MissionFacts
from api.tables.stored import Stored


class MissionRow(MissionFacts, Stored, table=True):
    """The table of missions."""

    INDEXED = ("acronym",)

    __tablename__ = "mission"
    __table_args__ = (
        Index("mission_in_order", text("(started_first IS NULL)"), "started_first", "code"),
    )

    started_first: str | None
    started_last: str | None
    ended_first: str | None
    ended_last: str | None
    mandate_until_first: str | None
    mandate_until_last: str | None
