"""Reference counts and lists by others, in `known.toml`: checks compare ours with them."""

from typing import Annotated

from pydantic import Field

from api.constraints import CountryCode, Ordinal, Slug, Text
from api.facts.base import Closed, Refers
from api.vocabulary import PartialDate, RecordType

KNOWN = "known.toml"
SourceCode = Annotated[Slug, Refers(RecordType.SOURCE)]
Degrees = Annotated[list[int], Field(min_length=4, max_length=4)]


class KnownCount(Closed):
    """A number of operations that a source states, as of a date."""

    number: Ordinal = Field(description="How many there were.")
    date: PartialDate = Field(description="The day by which they had begun, or on which they ran.")
    source: SourceCode = Field(description="Code of the source that says so.")


class KnownList(Closed):
    """Missions that a source lists."""

    source: SourceCode = Field(description="Code of the source that lists them.")
    acronyms: list[Text] = Field(min_length=1, description="Their acronyms, as listed.")


class Known(Closed):
    """Reference counts and lists by others, and rough bounding boxes of countries."""

    operations: list[KnownCount] = Field(
        default_factory=list, description="UN peacekeeping operations that had begun by a date."
    )
    running: list[KnownCount] = Field(
        default_factory=list, description="UN peacekeeping operations that ran at a date."
    )
    lists: list[KnownList] = Field(
        default_factory=list, description="Lists whose missions must all have a record."
    )
    rectangles: dict[CountryCode, Degrees] = Field(
        default_factory=dict,
        description="Rough rectangles around countries: south, west, north and east, in degrees.",
    )
