"""Sources: the query parameters of their list, their answer model, sentence and columns."""

from api.constraints import LanguageCode
from api.facts.sources import SourceFacts, SourceKind
from api.lists.fields import Choice, Date, Text
from api.lists.identifiers import identifier
from api.lists.parameters import Fragment
from api.lists.resource import Cell, Column, Resource
from api.lists.word_conditions import Known
from api.tables.kinds import KINDS
from api.vocabulary import Grade, RecordType, Row
from api.wording import day_in_words, plain, publisher_of


class Source(SourceFacts):
    """A document or dataset that records cite."""


class _Sources(Resource):
    """The resource of sources, which cite nothing: each is its own source."""

    def source_of(self, row: Row) -> str:
        """Return the address of the source itself."""
        return self.address.format(code=row["code"])


def _sentence(row: Row) -> str:
    date = f", {day_in_words(row['date'])}" if row["date"] else ", undated"
    publisher = publisher_of(row)
    by = f" by {publisher}" if publisher else ""
    return f"“{row['title']}”: {plain(row['kind'])}{by}{date} ({plain(row['grade'])})."


SOURCES = _Sources(
    kind=KINDS[RecordType.SOURCE],
    answer=Source,
    sentence=_sentence,
    address="/v1/sources/{code}",
    words="The documents and datasets that every value comes from, with their grade.",
    example="security-council-briefing-2020-09-14",
    fields=(
        Text("title", "peacekeeping", sort=True),
        Date("date", "2016", "Only sources dated", sort=True),
        Choice("kind", "speech", SourceKind, "Only these kinds; a comma means any of.", facet=True),
        Choice("grade", "primary", Grade, "Only sources of these grades.", sort=True, facet=True),
        Text("publisher", "United Nations", sort=True, facet=True),
        Choice(
            "language",
            "en",
            LanguageCode,
            "Only sources in these languages, ISO 639-1.",
            facet=True,
        ),
        Choice(
            "licence",
            "CC BY IGO",
            Fragment,
            "Only sources whose data may be reused on these terms.",
            facet=True,
            condition=Known("licence"),
        ),
        identifier("un_library:111999"),
        Text("read_in", "mirror"),
    ),
    related=(
        RecordType.FIGURE,
        RecordType.MISSION,
        RecordType.INITIATIVE,
        RecordType.PERSON,
        RecordType.ORGANISATION,
        RecordType.COUNTRY,
        RecordType.EVENT,
        RecordType.STATEMENT,
        RecordType.DISCREPANCY,
    ),
    columns=(
        Column("Publisher", "publisher"),
        Column("Date", "date", Cell.TIME),
        Column("Grade", "grade", Cell.WORD),
    ),
)
