"""The entries of the index in memory: type, code, time, and what reranking compares; read once for each database."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, select
from sqlmodel import col

from api.facts.figures import TOTALS, Dimensions
from api.lists.statements import once, prepared
from api.questions.names import Target
from api.tables.events import EventRow
from api.tables.figures import FigureCountRow, FigureRow
from api.tables.index import LinkRow, NameRow
from api.tables.initiatives import InitiativeRow
from api.tables.missions import MissionRow
from api.tables.people import RoleRow
from api.vocabulary import RecordType

Series = tuple[str, Target, str]  # Source, subject and indicator.
Narrowing = tuple[str, str]  # Name and value of a dimension.
OF_ENTRY = ("id", "record_type", "record_code", "time_first", "time_last", "figures")
OF_SERIES = ("source", "subject_type", "subject_code", "indicator")
OF_KIND: tuple[tuple[RecordType, Any, dict[str, str]], ...] = (
    (RecordType.MISSION, MissionRow, {"mission": "kind", "status": "status", "region": "region"}),
    (RecordType.EVENT, EventRow, {"event": "kind"}),
    (RecordType.INITIATIVE, InitiativeRow, {"initiative": "kind"}),
)
SPEAKING, DISPUTED = ("speaker", "on_behalf_of"), "records"
LINKS = (*SPEAKING, DISPUTED, "subjects", "country")  # Of statements, discrepancies and events.
OF_LINK = ("record_type", "record_code", "field", "target_type", "target_code")
OF_FIGURE = (*OF_SERIES, *Dimensions.model_fields)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: a record, or a series of figures (`figures` counts them) under one number."""

    number: int
    type: str
    code: str
    time_first: str | None
    time_last: str | None
    figures: int | None = None  # How many it stands for; None where it is a record of its own.
    series: Series | None = None
    # The dimensions of a figure, or all those of a series; kind, status and region of a mission; the links of a
    # statement or a discrepancy.
    narrowed: frozenset[Narrowing] = frozenset()
    # Whether a figure, or one of the series, is a total: without dimensions but those of `TOTALS`.
    is_total: bool = True

    @property
    def subject(self) -> Target | None:
        """The subject of a figure."""
        return self.series[1] if self.series else None

    @property
    def indicator(self) -> str | None:
        """The indicator of a figure."""
        return self.series[2] if self.series else None


@dataclass(frozen=True)
class Post:
    """A post that a person held, with its first and last day as far as known."""

    body: Target
    function: str
    first: str | None
    last: str | None
    is_newest: bool = False  # Of those who held it.


@dataclass(frozen=True)
class Entries:
    """All entries by number, record, series and code; and the posts by the code of the person."""

    by_number: dict[int, Entry]
    by_record: dict[Target, int]
    by_series: dict[Series, int]
    by_code: dict[str, list[int]]
    posts: dict[str, list[Post]]

    def passing(self, test: Callable[[Entry], bool]) -> set[int]:
        """Return the numbers of the entries that pass a test."""
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
    offered, kinds = _read_offered(connection), _read_kinds(connection)
    entries = [_entry(row, offered, kinds) for row in connection.execute(statement)]
    by_code: dict[str, list[int]] = defaultdict(list)
    for entry in entries:
        by_code[entry.code].append(entry.number)
    return Entries(
        by_number={entry.number: entry for entry in entries},
        by_record={(entry.type, entry.code): entry.number for entry in entries},
        by_series={
            entry.series: entry.number for entry in entries if entry.series and entry.figures
        },
        by_code=by_code,
        posts=_read_posts(connection),
    )


def _entry(
    row: Sequence[Any],
    offered: dict[Series, set[Narrowing]],
    kinds: dict[Target, frozenset[Narrowing]],
) -> Entry:
    number, type, code, first, last, figures, source, *rest = row
    subject_type, subject_code, indicator, *narrowed = rest
    series = (source, (subject_type, subject_code), indicator) if source else None
    own = frozenset(_narrowings(narrowed))
    is_total = own <= {*TOTALS.items()}
    if figures and series:
        own = frozenset(offered.get(series, ()))
    elif not series:
        own = kinds.get((type, code), frozenset())
    return Entry(number, type, code, first, last, figures, series, own, is_total)


def _narrowings(values: Sequence[str | None]) -> Iterator[Narrowing]:
    for name, value in zip(Dimensions.model_fields, values, strict=True):
        if value:
            yield name, value


def _read_offered(connection: Connection) -> dict[Series, set[Narrowing]]:
    """Read the dimensions that the figures of each series have."""
    columns = [col(getattr(FigureCountRow, name)) for name in OF_FIGURE]
    found: dict[Series, set[Narrowing]] = defaultdict(set)
    for source, type, subject, indicator, *narrowed in connection.execute(select(*columns)):
        found[source, (type, subject), indicator].update(_narrowings(narrowed))
    return found


def _read_kinds(connection: Connection) -> dict[Target, frozenset[Narrowing]]:
    """Read kind, status and region of records, named as in `[kinds]`, and the links of statements and discrepancies."""
    found: dict[Target, frozenset[Narrowing]] = {}
    for type, row, fields in OF_KIND:
        columns = [col(getattr(row, name)) for name in ("code", *fields.values())]
        for code, *values in connection.execute(select(*columns)):
            named = zip(fields, map(str, values), strict=True)
            found[type, code] = frozenset(named)
    linked = select(*[col(getattr(LinkRow, name)) for name in OF_LINK])
    for type, code, field, *target in connection.execute(
        linked.where(col(LinkRow.field).in_(LINKS))
    ):
        found[type, code] = found.get((type, code), frozenset()) | {(field, ":".join(target))}
    return found


def _read_posts(connection: Connection) -> dict[str, list[Post]]:
    """Read the posts that people held, by the code of the person."""
    names = ("person", "body_type", "body_code", "function", "time_first", "time_last")
    held = select(*[col(getattr(RoleRow, name)) for name in names]).where(
        col(RoleRow.function).is_not(None), col(RoleRow.body_code).is_not(None)
    )
    rows = connection.execute(held.order_by(col(RoleRow.id))).all()
    newest: dict[tuple[str, ...], str] = defaultdict(str)
    for _, *post, first, last in rows:
        newest[tuple(post)] = max(newest[tuple(post)], first or last or "")
    found: dict[str, list[Post]] = defaultdict(list)
    for person, type, code, function, first, last in rows:
        is_newest = (first or last) == newest[type, code, function]
        found[person].append(Post((type, code), function, first, last, is_newest))
    return found


def entries_of_figures(connection: Connection, codes: tuple[str, ...]) -> dict[int, str]:
    """Return figures by the number of their entry: their own, or that of their series."""
    entries = read_entries(connection)
    found: dict[int, str] = {}
    for code in codes:
        own = entries.by_record.get((RecordType.FIGURE, code))
        if entry := own or entries.by_series.get(_series_of(connection, code)):
            found.setdefault(entry, code)
    return found


def sources_of(connection: Connection, figures: Iterable[str]) -> list[Target]:
    """Return the sources of figures, each once."""
    codes = dict.fromkeys(_series_of(connection, code)[0] for code in figures)
    return [(RecordType.SOURCE, code) for code in codes]


def _series_of(connection: Connection, code: str) -> Series:
    of_one = prepared(connection, ("series of a figure",), _of_figure)
    source, type, subject, indicator = of_one.ask(connection, code=code)[0]
    return source, (type, subject), indicator


def _of_figure() -> Select[Any]:
    columns = [col(getattr(FigureRow, name)) for name in OF_SERIES]
    return select(*columns).where(col(FigureRow.code) == bindparam("code", None))
