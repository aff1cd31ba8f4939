"""One record as the rows of its tables, with everything that makes it findable."""

from typing import Any

from pydantic_core import to_json
from sqlalchemy import Connection, insert
from sqlmodel import SQLModel

from api.tables.countries import CountryRow
from api.tables.discrepancies import DiscrepancyRow
from api.tables.events import EventRow
from api.tables.facts import Facts, in_order
from api.tables.figures import FigureRow, bounds
from api.tables.index import (
    AliasRow,
    CitationRow,
    LinkRow,
    NameRow,
    ResolutionRow,
    TopicRow,
)
from api.tables.indicators import IndicatorRow
from api.tables.initiatives import InitiativeRow
from api.tables.missions import MissionFacts, MissionRow
from api.tables.organisations import OrganisationRow
from api.tables.people import PersonFacts, PersonRow, RoleRow
from api.tables.sources import SourceRow
from api.tables.statements import StatementRow
from api.vocabulary import MissionStatus, RecordType, first_day, last_day
from seed.entries import Entry
from seed.grouping import Groups, Key
from seed.library import Library, other_slugs
from seed.naming import findable, prose
from seed.records import FigureRecord, Record
from seed.terms import role_rows, terms_of, told
from seed.walking import citations, references

Row = dict[str, Any]
OPEN_END = "9999-12-31"
TABLES: dict[RecordType, type[SQLModel]] = {
    RecordType.SOURCE: SourceRow,
    RecordType.INDICATOR: IndicatorRow,
    RecordType.COUNTRY: CountryRow,
    RecordType.ORGANISATION: OrganisationRow,
    RecordType.PERSON: PersonRow,
    RecordType.MISSION: MissionRow,
    RecordType.INITIATIVE: InitiativeRow,
    RecordType.EVENT: EventRow,
    RecordType.STATEMENT: StatementRow,
    RecordType.DISCREPANCY: DiscrepancyRow,
    RecordType.FIGURE: FigureRow,
}


class Writer:
    """Collects rows by table, numbers them, and inserts them in large steps."""

    BATCH = 5000

    def __init__(self, connection: Connection, library: Library, groups: Groups) -> None:
        self.connection = connection
        self.library = library
        self.groups = groups
        self.terms = terms_of(library)
        self.waiting: dict[type[SQLModel], list[Row]] = {}
        self.numbers: dict[type[SQLModel], int] = {}
        self.words: set[str] = set()

    def add(self, table: type[SQLModel], row: Row) -> None:
        """One row of a table, numbered."""
        number = self.numbers[table] = self.numbers.get(table, 0) + 1
        waiting = self.waiting.setdefault(table, [])
        waiting.append({"id": number, **row} if "id" in table.model_fields else row)
        if len(waiting) >= self.BATCH:
            self.flush()

    def flush(self) -> None:
        """Inserts what waits."""
        for table, rows in self.waiting.items():
            if rows:
                self.connection.execute(insert(table), rows)
        self.waiting = {}

    def find_by(self, entry: Row) -> None:
        """One entry of search."""
        self.words.update(f"{entry['folded_names']} {entry['folded_text']}".split())
        self.add(NameRow, entry)

    def write(self, entry: Entry) -> None:
        """One record with everything that makes it findable."""
        record, owner = entry.record, {"record_type": entry.type, "record_code": entry.record.code}
        # Search leads to what was written by hand and to series, not to every number of a series.
        if not entry.in_series:
            self.find_by({**owner, **_search_words(entry, self.library)})
        for slug in sorted(set(other_slugs(entry))):
            self.add(AliasRow, {"record_type": entry.type, "slug": slug, "code": record.code})
        if isinstance(record, FigureRecord):
            row = _figure_row(record)
            self.add(FigureRow, row)
            if entry.in_series:
                key = Key(row["source"], row["subject_type"], row["subject_code"], row["indicator"])
                self.groups.note(key, row["time_first"], (row["time_last"], row["code"]))
            return
        table = TABLES[entry.type]
        if isinstance(record, PersonFacts):
            record = told(record, self.terms[record.code])
            for row in role_rows(self.terms[record.code]):
                self.add(RoleRow, row)
        self.add(table, {**_stored(record), **_days(record, table)})
        for link in _links(entry):
            self.add(LinkRow, {**owner, **link})
        for path, citation in citations(record):
            place = citation.model_dump(include={"paragraph", "locator", "evidence"})
            field = _field(path)
            self.add(
                CitationRow, {**owner, **place, "field": field, "source": citation.source.code}
            )
        for symbol in [*getattr(record, "resolutions", []), *getattr(record, "authorised_by", [])]:
            self.add(ResolutionRow, {**owner, "symbol": symbol})
        for topic in getattr(record, "topics", []):
            self.add(TopicRow, {**owner, "topic": topic})


def _stored(record: Facts) -> Row:
    """The fields of a record, and all of them together as the answer to whoever asks for it."""
    fields = record.model_dump(mode="json")
    answer = {name: fields[name] for name in in_order(type(record))}
    return {**fields, "answer": to_json(answer).decode()}


def _links(entry: Entry) -> list[Row]:
    found = {
        (_field(path), type, code)
        for path, (type, code) in references(entry.record)
        if type is not RecordType.SOURCE
    }
    return [
        {"field": field, "target_type": type, "target_code": code}
        for field, type, code in sorted(found)
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
    stored = figure.model_dump(mode="json", include=set(FigureRow.model_fields) - {"source"})
    lower, upper = bounds(figure.value, figure.qualifier)
    speaker = figure.attributed_to
    return {
        **stored,
        **figure.dimensions.model_dump(mode="json"),
        "subject_type": figure.subject.type,
        "subject_code": figure.subject.code,
        "subject_name": figure.subject.name,
        "lower": lower,
        "upper": upper,
        "time_first": first_day(str(figure.as_of or figure.period_start)),
        "time_last": last_day(str(figure.as_of or figure.period_end)),
        "attributed_to_type": speaker.type if speaker else None,
        "attributed_to_code": speaker.code if speaker else None,
        "attributed_to_name": speaker.name if speaker else None,
        "source": figure.source.code,
    }


def _search_words(entry: Entry, library: Library) -> Row:
    return {**findable(*prose(entry, library)), **_time_of(entry.record)}


def _time_of(record: Record) -> Row:
    """When a record was true or happened, as far as known; an open mission runs on."""
    begun = _first_known(record, "as_of", "period_start", "started", "launched", "date")
    over = _first_known(record, "as_of", "period_end", "ended")
    if isinstance(record, MissionFacts) and not over:
        over = None if record.status is MissionStatus.CLOSED else OPEN_END
    else:
        over = over or begun
    return {
        "time_first": first_day(begun) if begun else None,
        "time_last": last_day(over) if begun and over else None,
    }


def _first_known(record: Record, *fields: str) -> str | None:
    return next((value for name in fields if (value := getattr(record, name, None))), None)
