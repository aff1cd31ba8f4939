"""Identifiers that others gave to a record, by which datasets are joined: made of the fields that hold them."""

from sqlmodel import Field, Index, SQLModel

from api.facts.identifiers import (
    HELD_IN,
    LIBRARY_ADDRESS,
    Identified,
    Identifier,
    identifiers_of,
    written,
)

# The service reads facts and table from one place; who needs no database takes the facts from `api.facts`.
__all__ = [
    "HELD_IN",
    "LIBRARY_ADDRESS",
    "Identified",
    "Identifier",
    "IdentifierRow",
    "identifiers_of",
    "written",
]


class IdentifierRow(SQLModel, table=True):
    """An identifier of a record, as `scheme:value` in lower case."""

    __tablename__ = "identifier"
    __table_args__ = (Index("identifier_by_name", "name", "record_type", "record_code"),)

    id: int = Field(primary_key=True)
    record_type: str
    record_code: str
    name: str
