"""The envelope that every list comes in."""

from collections.abc import Mapping
from typing import Any, Generic, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, create_model

from api.lists.paging import MAX_LIMIT

WHEN_ASKED = "x-when-asked"  # Tells `api/openapi/schemas.py`; not published.

Item = TypeVar("Item")


class Answer(BaseModel):
    """A part of an answer; all its fields are always present."""

    # Described, and never built: answers are not validated again.
    model_config = ConfigDict(json_schema_serialization_defaults_required=True, defer_build=True)


class Meta(Answer):
    """Totals and paging."""

    total: int = Field(ge=0, description="Number of matching records on all pages.")
    limit: int = Field(ge=0, le=MAX_LIMIT, description="Page size: most records on a page.")
    next_cursor: str | None = Field(
        description="Value of `cursor` for the next page, as in `links.next`; null on the last page."
    )
    release: str = Field(
        description="State of the data: version, and first digits of the digest of the seed files.",
        examples=["2026.11.1+9f2c1a7e"],
    )


class Links(Answer):
    """Links of the response."""

    self: str = Field(description="URL path of this page.")
    next: str | None = Field(description="URL path of the next page; null on the last page.")


class Page(Answer, Generic[Item]):
    """One page of a list."""

    data: list[Item] = Field(max_length=MAX_LIMIT, description="The records of this page.")
    meta: Meta = Field(description="Total, limit and release.")
    links: Links = Field(description="This page and the next.")
    facets: dict[str, Any] = Field(description="Counts by value; empty when none are counted.")


class Sentence(Answer):
    """A record as one sentence."""

    text: str = Field(
        description="Content of the record in one sentence, with its qualifier, time and speaker."
    )
    href: str | None = Field(
        description="URL path of the record; null when it no longer exists.",
        examples=["/v1/missions/minusma"],
    )
    source: str | None = Field(
        description="URL path of the main source; null where the entry cites none itself."
    )


class CompactPage(Page[Sentence]):
    """One page of a list, a sentence for each record."""


def related_lists(pages: Mapping[str, type[BaseModel]]) -> type[BaseModel]:
    """Make the model of the related lists that `expand` adds; each kind of record has some of them."""
    first: dict[str, Any] = {
        plural: (page | None, when_asked(f"The first {plural}.")) for plural, page in pages.items()
    }
    config = ConfigDict(defer_build=True)
    words = "Related lists of a record."
    return create_model("RelatedLists", __config__=config, __doc__=words, **first)


def expandable(record: type[BaseModel], lists: type[BaseModel]) -> type[BaseModel]:
    """Extend the model of a record with the related lists that `expand` adds at its own address."""
    expanded = (lists | None, when_asked("Related lists requested by `expand`, by name."))
    return create_model(
        f"{record.__name__}InFull",
        __doc__=record.__doc__,
        __base__=record,
        **cast("Any", {"expanded": expanded}),
    )


def when_asked(description: str) -> Any:
    """Declare a field that is left out of an answer unless it is asked for."""
    return Field(default=None, description=description, json_schema_extra={WHEN_ASKED: True})
