"""Sources as a list."""

from typing import Annotated

from api.lists.conditions import After, Before, Contains, InOrAfter, InOrBefore, IsNull, Not
from api.lists.parameters import AnyOf, Fragment, PageRequest, asked
from api.lists.resource import Listing
from api.tables.sources import SourceFacts, SourceRow
from api.vocabulary import Grade, PartialDate, RecordType, SourceKind


class SourceFilter(PageRequest):
    """What the list of sources can be asked."""

    kind__not: Annotated[AnyOf[SourceKind], Not("kind")] = asked(
        "Only sources of other kinds than these.", "dataset"
    )
    title__contains: Annotated[Fragment | None, Contains("title")] = asked(
        "Only sources with these words in their title.", "peacekeeping"
    )
    publisher__contains: Annotated[Fragment | None, Contains("publisher")] = asked(
        "Only sources with these words in their publisher.", "United Nations"
    )
    date__isnull: Annotated[bool | None, IsNull("date")] = asked(
        "`true`: only sources without a known date; `false`: only those with one.", "false"
    )
    kind: AnyOf[SourceKind] = asked("Only these kinds; a comma means any of.", "speech")
    grade: AnyOf[Grade] = asked("Only sources of these grades.", "primary")
    date__gte: Annotated[PartialDate | None, InOrAfter("date")] = asked(
        "Only sources of or after this year, month or day.", "2016"
    )
    date__gt: Annotated[PartialDate | None, After("date")] = asked(
        "Only sources dated after the end of this year, month or day.", "2016"
    )
    date__lte: Annotated[PartialDate | None, InOrBefore("date")] = asked(
        "Only sources of or before this year, month or day.", "2020-09-14"
    )
    date__lt: Annotated[PartialDate | None, Before("date")] = asked(
        "Only sources dated before the beginning of this year, month or day.", "2020-09-14"
    )


SOURCES = Listing(
    record_type=RecordType.SOURCE,
    plural="sources",
    row=SourceRow,
    facts=SourceFacts,
    filter=SourceFilter,
    sorts={"title": "title", "date": "date_first", "grade": "grade", "publisher": "publisher"},
    facets=("kind", "grade", "publisher", "language"),
)
