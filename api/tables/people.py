"""People the sources name; nobody is invented where a source names no one."""

from sqlmodel import Field, Index, SQLModel

from api.facts.people import PersonFacts
from api.tables.stored import Stored


class PersonRow(PersonFacts, Stored, table=True):
    """The table of people."""

    __tablename__ = "person"


class RoleRow(SQLModel, table=True):
    """One role of one person, a row for each of its functions, to find who held which post when.

    A role was held on each day from `time_first` to `time_last`; both are null when it has no date.
    """

    __tablename__ = "role"
    __table_args__ = (
        Index("role_by_person", "person", "time_first"),
        Index("role_by_body", "body_type", "body_code", "function", "time_first"),
    )

    id: int = Field(primary_key=True)
    person: str
    position: int
    title: str
    body_type: str | None
    body_code: str | None
    function: str | None
    acting: bool
    started: str | None
    held_until: str | None
    held_until_basis: str | None
    time_first: str | None
    time_last: str | None
