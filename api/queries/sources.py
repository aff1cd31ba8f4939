"""Sources as a list."""

from typing import Annotated

from api.queries.conditions import NotAfter, NotBefore
from api.queries.grammar import Listing
from api.queries.requests import AnyOf, PageRequest, asked
from api.tables.sources import SourceFacts, SourceRow
from api.vocabulary import Grade, PartialDate, RecordType, SourceKind


class SourceFilter(PageRequest):
    """What the list of sources can be asked."""

    kind: AnyOf[SourceKind] = asked("Only these kinds; a comma means any of.", "speech")
    grade: AnyOf[Grade] = asked("Only sources of these grades.", "primary")
    date__gte: Annotated[PartialDate | None, NotBefore("date_last")] = asked(
        "Only sources of or after this year, month or day.", "2016"
    )
    date__lte: Annotated[PartialDate | None, NotAfter("date_first")] = asked(
        "Only sources of or before this year, month or day.", "2020-09-14"
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
