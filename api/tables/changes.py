"""Changes: what each release added, corrected and withdrew, so that a mirror can follow; and the releases."""

from sqlmodel import AutoString, Field, SQLModel

from api.constraints import Slug, Text, Version
from api.facts.base import CLOSED
from api.facts.changes import Change
from api.vocabulary import Day, RecordType


class ChangeFacts(SQLModel):
    """Change that a release made to one record."""

    model_config = CLOSED  # type: ignore[assignment]  # SQLModel narrows the type of pydantic's own setting

    type: RecordType = Field(sa_type=AutoString, description="What the record is about.")
    code: Slug = Field(description="Code of the record, as in its address.")
    change: Change = Field(
        sa_type=AutoString,
        description="`added`; `corrected`, when anything in the record changed; `withdrawn`; or `loaded`, for a"
        " source of time series beside the curated data.",
    )
    release: Version = Field(description="Version of the release that made the change.")
    released_on: Day | None = Field(
        description="Day of that release; null while the change is behind the published one."
    )
    reason: Text | None = Field(description="Why it was withdrawn; null when it was not.")
    replaced_by: Slug | None = Field(
        description="Code of the record of this type that replaces it; null when none does."
    )


class ChangeRow(ChangeFacts, table=True):
    """The table of changes: every change of every release, and from which releases a mirror has missed it.

    There are more of them than of all records, so the answer is made of the columns and not stored beside them, and
    the primary key is the only index. Few of them name fields, which are long and stand in `changed_fields`.
    """

    __tablename__ = "change"
    __table_args__ = {"sqlite_with_rowid": False}

    type: RecordType = Field(primary_key=True, sa_type=AutoString)
    code: Slug = Field(primary_key=True)
    number: int = Field(primary_key=True, description="Number of the release.")
    is_there: bool = Field(description="Whether there is a record of this code now.")
    changed_fields: int | None = Field(
        description="Which row of that table names the fields; null when they were not logged."
    )
    missed_from: int = Field(
        description="Number of the first release without what this row tells; 0 is no release at all."
    )
    missed_until: int = Field(
        description="Number of the last such release; below the first where a later row tells it."
    )


class ChangedFieldsRow(SQLModel, table=True):
    """The table of the fields that changes changed, with their values before and after."""

    __tablename__ = "changed_fields"

    id: int = Field(primary_key=True)
    fields: str = Field(description="The fields that changed, as JSON.")


class PublishedRow(SQLModel, table=True):
    """The table of releases, oldest first; the last is the present state."""

    __tablename__ = "published"

    number: int = Field(primary_key=True)
    version: str
    date: str = Field(
        description="Day of the release; 9999-12-31 for changes behind the published state."
    )
