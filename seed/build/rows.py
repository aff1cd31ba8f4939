"""Turn one record into rows of its tables, of search, links and citations."""

from operator import itemgetter
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Connection
from sqlmodel import SQLModel

from api.facts.base import Facts, in_order
from api.facts.figures import bounds
from api.facts.identifiers import written
from api.facts.missions import MissionFacts, MissionStatus
from api.facts.people import PersonFacts
from api.tables.figures import FigureRow
from api.tables.identifiers import IdentifierRow
from api.tables.index import (
    AliasRow,
    CitationRow,
    LexiconRow,
    LinkRow,
    ResolutionRow,
    TopicRow,
)
from api.tables.kinds import KINDS
from api.tables.people import RoleRow
from api.tables.words import stop_words
from api.vocabulary import RecordType, Row, first_day, last_day
from seed.build.inserting import TableWriter
from seed.build.postings import SearchIndex
from seed.build.search_text import text_of
from seed.build.series_entries import SeriesIndex, SeriesKey
from seed.build.terms import role_rows, terms_of, with_terms
from seed.files.entries import Entry
from seed.library import Library, other_slugs
from seed.records import FigureRecord, Record
from seed.references import citations, references
from seed.titles import prose, search_fields
from seed.words import Words

OPEN_END = "9999-12-31"
# What the table of figures holds as a file says it; the rest is made flat.
AS_WRITTEN = [
    name
    for name in FigureRow.model_fields
    if name in FigureRecord.model_fields
    and name not in ("source", "qualifier", "time_basis", "rank")
]
written_in = itemgetter(*AS_WRITTEN)


class Writer:
    """Make the rows of records, each for its table."""

    def __init__(self, connection: Connection, library: Library, words: Words) -> None:
        self.connection = connection
        self.library = library
        self.series = SeriesIndex()
        self.terms = terms_of(library)
        self.tables: dict[type[SQLModel], TableWriter] = {}
        self.words = words
        self.index = SearchIndex(stop_words(words))

    def add(self, table: type[SQLModel], row: Row) -> None:
        """Add one row to the pending rows of a table."""
        self._table(table).add(row)

    def flush(self) -> None:
        """Insert the pending rows."""
        for table in self.tables.values():
            table.flush()

    def write_index(self) -> None:
        """Add the rows of the search index and of the words of the field."""
        for table, row in self.index.rows():
            self.add(table, row)
        self.add(LexiconRow, {"words": self.words})

    def write_figure(self, figure: FigureRecord, in_series: bool) -> None:
        """Add the row of a figure; one of a series counts towards its series in search."""
        row = _figure_row(figure)
        self.add(FigureRow, row)
        if in_series:
            key = SeriesKey(
                row["source"], row["subject_type"], row["subject_code"], row["indicator"]
            )
            newest = (figure.dimensions.is_total, row["time_last"], row["code"])
            self.series.count(key, row["time_first"], newest)

    def _table(self, table: type[SQLModel]) -> TableWriter:
        if table not in self.tables:
            self.tables[table] = TableWriter(self.connection, table)
        return self.tables[table]

    def _asked_as(self, indicator: str) -> list[str]:
        asked: list[str] = self.words.get("indicators", {}).get(indicator, {}).get("asked_as", [])
        return asked

    def count_of_figures(self) -> int:
        """Return how many figures were added, which is the `id` of the last one."""
        return self._table(FigureRow).number

    def write(self, entry: Entry) -> None:
        """Add the row of a record, and its rows of search, aliases, links and citations."""
        record, owner = entry.record, {"record_type": entry.type, "record_code": entry.record.code}
        # Search leads to what was written by hand and to series, not to every number of a series.
        if not entry.in_series:
            told = prose(entry, self.library)
            row = {**owner, **search_fields(*told), **_time_of(record), "figures": None}
            asked_as = self._asked_as(record.code)
            self.index.add(row, text_of(entry, told, self.library, asked_as))
        for slug in sorted(set(other_slugs(entry))):
            if (entry.type, slug) in self.library.shared_slugs:
                continue
            self.add(AliasRow, {"record_type": entry.type, "slug": slug, "code": record.code})
        if isinstance(record, FigureRecord):
            self.write_figure(record, entry.in_series)
            return
        if isinstance(record, PersonFacts):
            record = with_terms(record, self.terms[record.code])
            for row in role_rows(self.terms[record.code]):
                self.add(RoleRow, row)
        table = KINDS[entry.type].row
        self.add(table, {**_stored(record), **_days(record, table)})
        for link in _links(entry):
            self.add(LinkRow, {**owner, **link})
        for path, citation in citations(record):
            place = citation.model_dump(include={"paragraph", "locator", "evidence"})
            field = _field(path)
            self.add(
                CitationRow, {**owner, **place, "field": field, "source": citation.source.code}
            )
        for symbol in _resolutions_of(record):
            self.add(ResolutionRow, {**owner, "symbol": symbol})
        for identifier in vars(record).get("identifiers", []):
            self.add(IdentifierRow, {**owner, "name": written(identifier)})
        for topic in vars(record).get("topics", []):
            self.add(TopicRow, {**owner, "topic": topic})


def _resolutions_of(record: Record) -> list[str]:
    """List the resolutions in a record: its subject, its authorisation, its mandates."""
    given = vars(record)
    decided = [mandate.resolution for mandate in given.get("mandates", [])]
    named = [*given.get("resolutions", []), *given.get("authorised_by", []), *decided]
    return list(dict.fromkeys(filter(None, named)))


def _stored(record: Facts) -> Row:
    """Return the fields of a record, with the answer of the API made of them."""
    fields = record.model_dump(mode="json")
    answer = {name: fields[name] for name in in_order(type(record).model_fields)}
    return {**fields, "answer": to_json(answer).decode()}


def _links(entry: Entry) -> list[Row]:
    links = {
        (_field(path), type, code)
        for path, (type, code) in references(entry.record)
        if type is not RecordType.SOURCE
    }
    return [
        {"field": field, "target_type": type, "target_code": code}
        for field, type, code in sorted(links)
    ]


def _field(path: tuple[str | int, ...]) -> str:
    return ".".join(part for part in path if isinstance(part, str))


def _days(record: Any, table: type[SQLModel]) -> Row:
    days: Row = {}
    for column in table.model_fields:
        for ending, day in (("_first", first_day), ("_last", last_day)):
            if column.endswith(ending):
                value = getattr(record, column.removesuffix(ending))
                days[column] = day(value) if value else None
    return days


def _figure_row(figure: FigureRecord) -> Row:
    lower, upper = bounds(figure.value, figure.qualifier)
    speaker = figure.attributed_to
    return {
        **dict(zip(AS_WRITTEN, written_in(vars(figure)), strict=True)),
        **figure.dimensions.as_texts,
        # Choices as their texts: dumping a million figures takes three times as long as this.
        "qualifier": str(figure.qualifier),
        "time_basis": str(figure.time_basis),
        "rank": str(figure.rank),
        "subject_type": str(figure.subject.type),
        "subject_code": figure.subject.code,
        "subject_name": figure.subject.name,
        "lower": lower,
        "upper": upper,
        "time_first": figure.first_day,
        "time_last": figure.last_day,
        "attributed_to_type": str(speaker.type) if speaker else None,
        "attributed_to_code": speaker.code if speaker else None,
        "attributed_to_name": speaker.name if speaker else None,
        "source": figure.source.code,
    }


def _time_of(record: Record) -> Row:
    """Return the first and last day of a record, if known; a mission not closed runs on."""
    start = _first_given(record, "as_of", "period_start", "started", "launched", "date")
    end = _first_given(record, "as_of", "period_end", "ended")
    if isinstance(record, MissionFacts) and not end:
        end = None if record.status is MissionStatus.CLOSED else OPEN_END
    else:
        end = end or start
    return {
        "time_first": first_day(start) if start else None,
        "time_last": last_day(end) if start and end else None,
    }


def _first_given(record: Record, *fields: str) -> str | None:
    given = vars(record)  # `getattr` of what most records have not is slow.
    return next((value for name in fields if (value := given.get(name))), None)
