"""Look up codes and names: which exist, and what they are called."""

from typing import Any

from sqlalchemy import Connection, and_, select
from sqlmodel import col

from api.lists.statements import once
from api.tables.countries import CountryRow
from api.tables.events import EventRow
from api.tables.index import LinkRow, NameRow, ReleaseRow
from api.tables.missions import MissionRow
from api.vocabulary import RecordType, Row


def get_day_of_release(connection: Connection) -> str:
    """Return the day of the release, which is the today of every question."""
    question = select(col(ReleaseRow.date))
    return once(
        connection, ("day of the release",), lambda: connection.execute(question).scalar_one()
    )


def get_linked(connection: Connection, type: RecordType, code: str) -> dict[tuple[str, str], Row]:
    """Map the references of a record, each as type, code and name, by their field and code."""
    link, name = LinkRow, NameRow
    is_target = and_(
        col(name.record_type) == col(link.target_type),
        col(name.record_code) == col(link.target_code),
    )
    question = (
        select(col(link.field), col(name.record_type), col(name.record_code), col(name.name))
        .join_from(link, name, is_target)
        .where(col(link.record_type) == type, col(link.record_code) == code)
    )
    return {
        (field, target): {"type": kind, "code": target, "name": words}
        for field, kind, target, words in connection.execute(question)
    }


def get_country_names(connection: Connection) -> dict[str, str]:
    """Map the codes of ISO 3166-1 to the names of countries."""
    question = select(col(CountryRow.iso3), col(CountryRow.name)).order_by(CountryRow.name)
    return once(
        connection,
        ("names of countries",),
        lambda: {code: name for code, name in connection.execute(question) if code},
    )


def get_names(connection: Connection, type: RecordType) -> dict[str, str]:
    """Map the codes of one kind of record to their names."""
    question = select(col(NameRow.record_code), col(NameRow.name))
    by_name = question.where(col(NameRow.record_type) == type).order_by(NameRow.name)
    return once(
        connection,
        ("names", type),
        lambda: {row.record_code: row.name for row in connection.execute(by_name)},
    )


def get_beginning(connection: Connection) -> str | None:
    """Return the earliest date at which a mission or an event began, as precise as it is known."""
    earliest: list[Any] = []
    for table in (MissionRow, EventRow):
        day, written = col(table.started_first), col(table.started)
        question = select(day, written).where(day.is_not(None)).order_by(day, written).limit(1)
        earliest += connection.execute(question).all()
    return str(min(earliest)[1]) if earliest else None
