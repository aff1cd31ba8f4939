"""The release that a database holds: its version, digest, date and counts."""

from sqlmodel import JSON, Field, SQLModel


class ReleaseRow(SQLModel):
    """The loaded release; not the table itself, as an instance of that makes SQLAlchemy configure all mappers."""

    id: int = Field(primary_key=True)
    version: str
    digest: str
    curated: str  # The digest without series from elsewhere; the same where there are none.
    built_by: str
    proven_as_of: str | None
    date: str
    counts: dict[str, int] = Field(sa_type=JSON)

    @property
    def label(self) -> str:
        """Version and first digits of the digest, as every answer carries it."""
        return f"{self.version}+{self.digest[:8]}"


class ReleaseTable(ReleaseRow, table=True):
    """The table that holds the release."""

    __tablename__ = "release"
