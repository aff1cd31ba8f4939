"""Look up what answers name: the day of the release, names of records and countries, the earliest date."""

from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, select
from sqlmodel import col

from api.lists.statements import once, prepared
from api.tables.countries import CountryRow
from api.tables.events import EventRow
from api.tables.index import LinkRow, NameRow
from api.tables.missions import MissionRow
from api.tables.release import ReleaseTable
from api.vocabulary import RecordType, Row


def get_day_of_release(connection: Connection) -> str:
    """Return the day of the release, which stands for "today" in every query."""
    return once(
        connection,
        ("day of the release",),
        lambda: connection.execute(select(col(ReleaseTable.date))).scalar_one(),
    )


def get_linked(connection: Connection, type: RecordType, code: str) -> dict[tuple[str, str], Row]:
    """Map the field and code of each reference of a record to its type, code and name."""
    links = prepared(connection, ("links of a record",), _links)
    return {
        (field, target): {"type": kind, "code": target, "name": words}
        for field, kind, target, words in links.ask(connection, type=type, code=code)
    }


def _links() -> Select[Any]:
    """Write the statement for the references of a record: field, and type, code and name of the target."""
    link, name = LinkRow, NameRow
    is_target = and_(
        col(name.record_type) == col(link.target_type),
        col(name.record_code) == col(link.target_code),
    )
    columns: list[Any] = [link.field, name.record_type, name.record_code, name.name]
    return (
        select(*columns)
        .join_from(link, name, is_target)
        .where(
            col(link.record_type) == bindparam("type", None),
            col(link.record_code) == bindparam("code", None),
        )
    )


def get_country_names(connection: Connection) -> dict[str, str]:
    """Map the codes of ISO 3166-1 to the names of countries."""

    def read() -> dict[str, str]:
        statement = select(col(CountryRow.iso3), col(CountryRow.name)).order_by(CountryRow.name)
        return {code: name for code, name in connection.execute(statement) if code}

    return once(connection, ("names of countries",), read)


def get_names(connection: Connection, type: RecordType) -> dict[str, str]:
    """Map the codes of one kind of record to their names."""

    def read() -> dict[str, str]:
        statement = select(col(NameRow.record_code), col(NameRow.name))
        by_name = statement.where(col(NameRow.record_type) == type).order_by(NameRow.name)
        return {row.record_code: row.name for row in connection.execute(by_name)}

    return once(connection, ("names", type), read)


def get_earliest_date(connection: Connection) -> str | None:
    """Return the earliest date at which a mission or an event began, as precise as it is known."""
    earliest: list[Any] = []
    for table in (MissionRow, EventRow):
        day, written = col(table.started_first), col(table.started)
        statement = select(day, written).where(day.is_not(None)).order_by(day, written).limit(1)
        earliest += connection.execute(statement).all()
    return str(min(earliest)[1]) if earliest else None
