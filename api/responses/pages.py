"""The envelope that every list comes in."""

from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Item = TypeVar("Item")


class Answer(BaseModel):
    """A part of an answer; all its fields are always present."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


class Meta(Answer):
    """What the page is a part of."""

    total: int = Field(description="Number of records that pass the filter, on all pages together.")
    limit: int = Field(description="Most records a page may hold.")
    release: str = Field(
        description="State of the data: version, and first digits of the digest of the seed files.",
        examples=["2026.11.1+9f2c1a7e"],
    )


class Links(Answer):
    """Where to go from here."""

    self: str = Field(description="Address of this page.")
    next: str | None = Field(description="Address of the next page; null on the last one.")


class Page(Answer, Generic[Item]):
    """One page of a list."""

    data: list[Item] = Field(description="The records of this page.")
    meta: Meta = Field(description="Total, limit and release.")
    links: Links = Field(description="This page and the next.")
    facets: dict[str, Any] = Field(description="Counts by value; empty where a list has none.")
