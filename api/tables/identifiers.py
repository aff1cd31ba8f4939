"""The table of identifiers that others gave to records, to find these by them."""

from sqlmodel import Field, Index, SQLModel


class IdentifierRow(SQLModel, table=True):
    """An identifier of a record, as `scheme:value` in lower case."""

    __tablename__ = "identifier"
    __table_args__ = (Index("identifier_by_name", "name", "record_type", "record_code"),)

    id: int = Field(primary_key=True)
    record_type: str
    record_code: str
    name: str
