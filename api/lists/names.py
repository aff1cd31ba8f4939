"""The names behind the codes that records hold."""

from sqlalchemy import Connection, and_, select
from sqlmodel import col

from api.lists.statements import once
from api.tables.countries import CountryRow
from api.tables.index import LinkRow, NameRow
from api.vocabulary import RecordType, Row


def get_linked(connection: Connection, type: RecordType, code: str) -> dict[tuple[str, str], Row]:
    """What a record refers to, each as type, code and name, by the field and the code that say so."""
    link, name = LinkRow, NameRow
    named = and_(
        col(name.record_type) == col(link.target_type),
        col(name.record_code) == col(link.target_code),
    )
    question = (
        select(col(link.field), col(name.record_type), col(name.record_code), col(name.name))
        .join_from(link, name, named)
        .where(col(link.record_type) == type, col(link.record_code) == code)
    )
    return {
        (field, target): {"type": kind, "code": target, "name": words}
        for field, kind, target, words in connection.execute(question)
    }


def get_country_names(connection: Connection) -> dict[str, str]:
    """The name of every country by its code of ISO 3166-1."""
    question = select(col(CountryRow.iso3), col(CountryRow.name)).order_by(CountryRow.name)
    return once(
        connection,
        ("names of countries",),
        lambda: {code: name for code, name in connection.execute(question) if code},
    )


def get_names(connection: Connection, type: RecordType) -> dict[str, str]:
    """The name of every record of a kind by its code."""
    question = select(col(NameRow.record_code), col(NameRow.name))
    named = question.where(col(NameRow.record_type) == type).order_by(NameRow.name)
    return once(
        connection,
        ("names", type),
        lambda: {row.record_code: row.name for row in connection.execute(named)},
    )
