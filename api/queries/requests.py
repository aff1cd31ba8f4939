"""What a list can be asked beside its own filters, and the types that filters are written with."""

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from api.vocabulary import FORMS, CountryCode, Format

MAX_LIMIT = 500
MAX_VALUES = 100
PRESENTATION = {"limit", "cursor", "format", "fields", "facet"}
CURSOR = r"^[A-Za-z0-9_-]+$"
FORMS[CURSOR] = "a cursor; take it from links.next"
T = TypeVar("T")


def _split_commas(value: object) -> object:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list):
        return value
    parts = list(dict.fromkeys(part for text in texts for part in str(text).split(",")))
    if len(parts) > MAX_VALUES:
        raise ValueError(f"names {len(parts)} values; at most {MAX_VALUES} fit in one question")
    return parts


def _any_case(code: str) -> str:
    return code.upper() if code.isascii() else code


AnyOf = Annotated[list[T] | None, BeforeValidator(_split_commas)]
AnyCaseCountry = Annotated[CountryCode, BeforeValidator(_any_case)]


def asked(description: str, example: str) -> Any:
    """What the docs page says of a filter."""
    return Field(default=None, description=description, examples=[example])


class Paging(BaseModel):
    """How much of an answer is asked for, from where, and how it is written."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(
        default=50,
        ge=0,
        le=MAX_LIMIT,
        description="Records per page, at most 500; 0 answers the total alone.",
    )
    cursor: str | None = Field(
        default=None,
        min_length=1,
        max_length=2000,
        pattern=CURSOR,
        description="Where the page starts: leave it out for the first page, then follow"
        " `links.next`, which carries it.",
    )
    format: Format | None = Field(
        default=None,
        examples=["csv"],
        description="How the page is written, if the `Accept` header does not say it: `json`, `csv`,"
        " `ndjson`, and `geojson` for missions. The rows, their order and the limits are the same.",
    )

    def question(self) -> str:
        """What is asked, apart from which page of it and how it is written."""
        return self.model_dump_json(exclude=PRESENTATION, exclude_none=True)


class PageRequest(Paging):
    """What every list can be asked, beside its own filters."""

    sort: AnyOf[str] = Field(
        default=None,
        description="Order of the records: names of fields, the first counting most; a `-` in front"
        " turns one round. What is not known comes last either way. The code settles ties.",
        examples=["-code"],
    )
    fields: AnyOf[str] = Field(
        default=None,
        description="Only these fields of each record; all when left out.",
        examples=["code"],
    )
    facet: AnyOf[str] = Field(
        default=None,
        description="Fields whose values are to be counted, among all records that pass the filters;"
        " null counts those without one.",
    )
