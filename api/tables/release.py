"""The release that a database holds: all that is read of one to know what it is."""

from sqlmodel import JSON, Field, SQLModel


class ReleaseRow(SQLModel):
    """The one loaded state of the data; apart from its table, as all mappers are configured for an instance of one."""

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
