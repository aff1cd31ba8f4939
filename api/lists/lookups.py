"""The codes of records: which exist, which other names lead to them, which was probably meant."""

from sqlalchemy import Connection, select
from sqlalchemy import tuple_ as row_of
from sqlmodel import col

from api.tables.index import AliasRow, NameRow
from api.vocabulary import RecordType, probably_meant


def get_canonical_code(connection: Connection, type: RecordType, slug: str) -> str | None:
    """The code of the record that an acronym, former name or other spelling leads to."""
    question = select(col(AliasRow.code)).where(
        col(AliasRow.record_type) == type, col(AliasRow.slug) == slug
    )
    return connection.execute(question).scalar()


def get_nearest_code(connection: Connection, type: RecordType, code: str) -> str | None:
    """The known code that was probably meant."""
    if canonical := get_canonical_code(connection, type, code):
        return canonical
    question = select(col(NameRow.record_code)).where(col(NameRow.record_type) == type)
    return probably_meant(code, connection.execute(question).scalars())


def has_record(connection: Connection, type: RecordType, code: str) -> bool:
    """Whether there is a record with this code."""
    return not missing_records(connection, [(type, code)])


def missing_records(
    connection: Connection, targets: list[tuple[RecordType, str]]
) -> list[tuple[RecordType, str]]:
    """Those of the records that do not exist."""
    key = row_of(col(NameRow.record_type), col(NameRow.record_code))
    question = select(col(NameRow.record_type), col(NameRow.record_code)).where(key.in_(targets))
    known = {tuple(row) for row in connection.execute(question)}
    return [target for target in targets if target not in known]
