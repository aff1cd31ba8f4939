"""The entries of search as they are ranked: kind, code, time, and of a figure what it is about. Read once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, and_, bindparam, select
from sqlmodel import col

from api.lists.statements import once, prepare
from api.questions.names import Target
from api.tables.figures import Dimensions, FigureRow
from api.tables.index import NameRow
from api.vocabulary import RecordType

Series = tuple[str, Target, str]  # Source, subject and indicator.
OF_ENTRY = ("id", "record_type", "record_code", "time_first", "time_last", "figures")
OF_SERIES = ("source", "subject_type", "subject_code", "indicator")
OF_FIGURE = (*OF_SERIES, *Dimensions.model_fields)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ranking knows of an entry; `series` of a figure, its own or that of all its figures."""

    number: int
    type: str
    code: str
    time_first: str | None
    time_last: str | None
    figures: int | None = None  # How many it stands for; None where it is a record of its own.
    series: Series | None = None
    narrowed: dict[str, str] = field(default_factory=dict)

    @property
    def subject(self) -> Target | None:
        """What a figure is about."""
        return self.series[1] if self.series else None

    @property
    def indicator(self) -> str | None:
        """What a figure measures."""
        return self.series[2] if self.series else None


@dataclass(frozen=True)
class Entries:
    """All entries, by their numbers, by the records they are, and by the series they stand for."""

    by_number: dict[int, Entry]
    by_record: dict[Target, int]
    by_series: dict[Series, int]

    def passing(self, test: Callable[[Entry], bool]) -> set[int]:
        """Return the numbers of the entries that pass."""
        return {number for number, entry in self.by_number.items() if test(entry)}


def read_entries(connection: Connection) -> Entries:
    """Read the entries, once for each open database."""
    return once(connection, ("entries of search",), lambda: _read(connection))


def _read(connection: Connection) -> Entries:
    is_figure = and_(
        col(NameRow.record_type) == RecordType.FIGURE,
        col(FigureRow.code) == col(NameRow.record_code),
    )
    columns = [col(getattr(NameRow, name)) for name in OF_ENTRY]
    columns += [col(getattr(FigureRow, name)) for name in OF_FIGURE]
    statement = select(*columns).outerjoin(FigureRow, is_figure).order_by(col(NameRow.id))
    entries = [_entry(row) for row in connection.execute(statement)]
    return Entries(
        by_number={entry.number: entry for entry in entries},
        by_record={(entry.type, entry.code): entry.number for entry in entries},
        by_series={
            entry.series: entry.number for entry in entries if entry.series and entry.figures
        },
    )


def _entry(row: Sequence[Any]) -> Entry:
    number, type, code, first, last, figures, source, *rest = row
    subject_type, subject_code, indicator, *narrowed = rest
    values = zip(Dimensions.model_fields, narrowed, strict=True)
    return Entry(
        number,
        type,
        code,
        first,
        last,
        figures,
        (source, (subject_type, subject_code), indicator) if source else None,
        {name: value for name, value in values if value},
    )


def entries_of_figures(connection: Connection, codes: tuple[str, ...]) -> dict[int, str]:
    """Return the entries by which figures are found, their own or those of their series, with the figures."""
    entries = read_entries(connection)
    found: dict[int, str] = {}
    for code in codes:
        own = entries.by_record.get((RecordType.FIGURE, code))
        if entry := own or entries.by_series.get(_series_of(connection, code)):
            found.setdefault(entry, code)
    return found


def _series_of(connection: Connection, code: str) -> Series:
    columns = [col(getattr(FigureRow, name)) for name in OF_SERIES]
    statement = select(*columns).where(col(FigureRow.code) == bindparam("code", None))
    of_one = once(connection, ("series of a figure",), lambda: prepare(connection, statement))
    source, type, subject, indicator = of_one.ask(connection, code=code)[0]
    return source, (type, subject), indicator
