"""The query parameters that all lists share, and the types that filters are written with."""

from collections.abc import Set
from copy import copy
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    create_model,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from api.constraints import FORMS, NOT_BLANK, WITHOUT_NUL
from api.lists.paging import MAX_LIMIT, read_cursor
from api.lists.search_syntax import MOST_LETTERS, read_terms
from api.vocabulary import Format

MAX_VALUES = 200
LONGEST_NAME = 200
EXPANDED = 20
# The parameters that are no part of the cache key: they choose the page and how it is written.
PRESENTATION = {"limit", "cursor", "format", "view", "fields", "facet"}
OF_PAGES = PRESENTATION | {"sort"}  # What routes without pages, such as tables, do not take.
NO_WORD = "holds no word to look for"
CURSOR = r"^[A-Za-z0-9_-]+$"
FORMS[CURSOR] = "a cursor; take it from links.next"
ONLY_FIELDS = "Only these fields or parts (`citations.source.url`)."
T = TypeVar("T")


def _split_commas(value: object) -> object:
    texts = _few_values(value)
    if not isinstance(texts, list):
        return value
    return list(dict.fromkeys(part for text in texts for part in str(text).split(",")))


def _few_values(value: object) -> object:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list):
        return value
    number = sum(1 + str(text).count(",") for text in texts)
    if number > MAX_VALUES:
        raise ValueError(f"names {number} values; at most {MAX_VALUES} fit in one question")
    return texts


def _readable_cursor(text: str) -> str:
    read_cursor(text)
    return text


def _with_words(text: str) -> str:
    if not read_terms(text):
        raise ValueError(NO_WORD)
    return text


# PostgreSQL has no text with a NUL, and orders NaN otherwise than SQLite.
Fragment = Annotated[str, StringConstraints(pattern=WITHOUT_NUL, max_length=MOST_LETTERS)]
Amount = Annotated[float, Field(allow_inf_nan=False)]
AnyOf = Annotated[list[T] | None, BeforeValidator(_split_commas)]
Words = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MOST_LETTERS, pattern=NOT_BLANK),
    AfterValidator(_with_words),
]
Cursor = Annotated[
    str,
    StringConstraints(min_length=1, max_length=2000, pattern=CURSOR),
    AfterValidator(_readable_cursor),
]
TabularFormat = Literal[Format.JSON, Format.CSV, Format.NDJSON]
# A comma may stand in a name: only the data know where to split (`api/lists/names.py`).
Name = Annotated[
    str,
    StringConstraints(min_length=1, pattern=WITHOUT_NUL),
    WithJsonSchema(
        {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME, "pattern": NOT_BLANK}
    ),
]
AnyName = Annotated[list[Name] | None, BeforeValidator(_few_values)]
# Only missions and events have places.
PlacedFormat = Literal[Format.JSON, Format.CSV, Format.NDJSON, Format.GEOJSON]


def parameter(description: str, example: str, alias: str | None = None) -> Any:
    """Declare an optional query parameter; `alias` is its name in an address where no Python field can have it."""
    return Field(default=None, description=description, examples=[example], alias=alias)


class View(StrEnum):
    """How much of each record a list returns."""

    COMPACT = "compact"


class PagingParams(BaseModel):
    """The query parameters of every list, the search included: limit, cursor, format and view."""

    # JSON writes all infinite numbers alike, so that they would share a `cache_key`.
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    limit: int = Field(
        default=50,
        ge=0,
        le=MAX_LIMIT,
        description="Page size, at most 500; 0 returns only the total.",
    )
    cursor: Cursor | None = Field(
        default=None,
        description="Cursor of the page: omit it for the first page, then"
        " follow `links.next`, which includes it.",
    )
    format: TabularFormat | None = Field(
        default=None,
        examples=["csv"],
        description="Format of the response; overrides the `Accept` header."
        " Rows and order are the same in each.",
    )
    view: View | None = Field(
        default=None,
        examples=["compact"],
        description="`compact`: one sentence for each record, with its address and that of its"
        " main source, to save tokens. JSON only, and not with `fields`. Rows, order and limits are the same.",
    )

    def given(self) -> set[str]:
        """Return the names of the given parameters, as an address has them."""
        fields = type(self).model_fields
        return {fields[name].alias or name for name in self.model_fields_set}

    def cache_key(self) -> str:
        """Return the parameters as JSON, without those of page and format: the key of results in the cache."""
        return self.model_dump_json(exclude=PRESENTATION, exclude_none=True, by_alias=True)


class PageParams(PagingParams):
    """The query parameters that every list has beside its own filters."""

    code: AnyName = Field(
        default=None,
        description="Only these records, at most 200, by code, acronym or other name.",
        examples=["minusma"],
    )
    q: Words | None = Field(
        default=None,
        description="Only records in which all these words occur, in any of their forms, as `/v1/search?match=all` finds"
        ' them: "a phrase" in quotes, the beginning of a word with `*`. For a series of figures, its newest total stands.',
        examples=["police"],
    )
    sort: AnyOf[str] = Field(
        default=None,
        description="Sort by these fields; `-` in front for descending. Null comes last either way.",
        examples=["-code"],
    )
    fields: AnyOf[str] = Field(
        default=None,
        description=ONLY_FIELDS,
        examples=["code"],
    )
    facet: AnyOf[str] = Field(
        default=None,
        description="Fields whose values to count, over all matching records, null included.",
    )


class RecordParams(BaseModel):
    """The query parameters of every record."""

    model_config = ConfigDict(extra="forbid")

    fields: AnyOf[str] = Field(
        default=None,
        description=ONLY_FIELDS,
        examples=["code"],
    )
    format: TabularFormat | None = Field(
        default=None,
        examples=["csv"],
        description="Format of the response; overrides the `Accept` header. With `expand`, JSON only.",
    )


def with_places(model: type[RecordParams]) -> type[RecordParams]:
    """Add GeoJSON to the formats of a record with a place."""
    made: Any = {"format": (PlacedFormat | None, model.model_fields["format"])}
    placed: type[RecordParams] = create_model(
        f"Placed{model.__name__}", __base__=model, __doc__=model.__doc__, **made
    )
    return placed


class ExpandableParams(RecordParams):
    """The query parameters of a record with related lists."""

    expand: AnyOf[str] = Field(
        default=None,
        description=f"Related lists to include in `expanded`: the first {EXPANDED} records of each, as the list itself"
        " would.",
        examples=["figures"],
    )


def filters_alone(filters: type[PageParams], required: Set[str] = frozenset()) -> type[BaseModel]:
    """Make the model of the filters of a list without page, order and format, for routes that use all that pass."""
    fields: dict[str, Any] = {
        name: (info.annotation, _needed(info) if name in required else info)
        for name, info in filters.model_fields.items()
        if name not in OF_PAGES
    }
    closed = ConfigDict(extra="forbid", allow_inf_nan=False)
    alone: type[BaseModel] = create_model(f"{filters.__name__}Alone", __config__=closed, **fields)
    return alone


def as_filters(filters: type[PageParams], alone: BaseModel) -> Any:
    """Convert the parameters of a model made by `filters_alone` back to those of its list."""
    names = filters.model_fields.keys() - OF_PAGES
    given = alone.model_dump(exclude_none=True, by_alias=True, include=names)
    return filters.model_validate(given)


def _needed(info: FieldInfo) -> FieldInfo:
    """Copy a parameter without its default, which makes it required."""
    needed = copy(info)
    needed.default = PydanticUndefined
    return needed
