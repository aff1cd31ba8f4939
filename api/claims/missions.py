"""Read the days on which missions ran, to count operations and to know which are closed."""

from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlmodel import col

from api.claims.times import ClaimedTime
from api.facts.missions import MissionKind, MissionStatus
from api.lists.statements import once
from api.tables.missions import MissionRow
from api.vocabulary import RecordType, Row

OF_THE_UN = (
    MissionKind.PEACEKEEPING_OPERATION,
    MissionKind.SPECIAL_POLITICAL_MISSION,
    MissionKind.SUPPORT_OFFICE,
)
LONGEST_EVER = "9999-12-31"


@dataclass(frozen=True)
class Ran:
    """A mission with its first and last day, as far as its record proves them."""

    record: Row
    is_operation: bool
    start: str
    end: str

    def on(self, day: str) -> bool:
        """Tell whether the mission ran on a day."""
        return self.start <= day <= self.end


def read_missions(connection: Connection) -> list[Ran]:
    """Read when UN missions ran, cached for each database; one without a known end runs on."""
    return once(connection, ("days of missions",), lambda: _read_missions(connection))


def ran_in(connection: Connection, subject: str, time: ClaimedTime) -> bool:
    """Tell whether a mission ran during a time; other subjects always did."""
    kind, _, code = subject.partition(":")
    missions = [one for one in read_missions(connection) if one.record["code"] == code]
    return kind != RecordType.MISSION or any(time.touches((one.start, one.end)) for one in missions)


def get_end_of_mission(connection: Connection, subject: str) -> str | None:
    """Return the last day of a mission; None for one that runs, and for all other subjects."""
    kind, _, code = subject.partition(":")
    query = select(col(MissionRow.code), col(MissionRow.ended_last))
    ends = once(
        connection,
        ("ends of missions",),
        lambda: {row.code: row.ended_last for row in connection.execute(query)},
    )
    return ends.get(code) if kind == RecordType.MISSION else None


def _read_missions(connection: Connection) -> list[Ran]:
    row = MissionRow
    query = select(
        *(col(row.code), col(row.name), col(row.kind), col(row.started_first)),
        *(col(row.ended_last), col(row.status)),
    ).where(col(row.kind).in_(OF_THE_UN), col(row.started_first).is_not(None))
    return [
        Ran(
            {"type": RecordType.MISSION.value, "code": code, "name": name},
            kind == MissionKind.PEACEKEEPING_OPERATION,
            str(start),
            end or LONGEST_EVER,
        )
        for code, name, kind, start, end, status in connection.execute(query.order_by(col(row.started_first)))
        if end or status != MissionStatus.CLOSED
    ]  # fmt: skip
