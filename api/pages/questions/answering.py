"""Answer the queries of question pages: an API address as chart, table in words, or quotes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from urllib.parse import parse_qsl, urlsplit

from sqlalchemy import Connection

from api.charts.axes import scale_of, scaled_in_words
from api.charts.chart import Chart
from api.charts.svg import NARROW
from api.claims.registers import COUNTED, years_of_none
from api.facts.figures import Dimensions
from api.facts.question_pages import FIGURE_CHART, FIGURE_TABLE, TIMELINE
from api.lists.engine import find
from api.lists.lookups import get_country_names, get_day_of_release, get_linked, get_names
from api.lists.resource import Resource
from api.pages.frame.labels import label_of_field
from api.pages.frame.records import Fact, Phrase, address_of, make_view, name_of, name_of_count
from api.pages.openings.record_lines import mandate_in_words
from api.pivot.axes import Axis
from api.pivot.layout import TableParams
from api.pivot.wide import notes_on
from api.resources.registry import RESOURCES
from api.routes.drawing import Drawing, draw_figures, draw_missions, draw_table
from api.routes.figure_tables import table_of
from api.search.figures.sentence import acronyms
from api.tables.release import ReleaseRow
from api.vocabulary import Qualifier, RecordType, Row, last_day
from api.wording import plain, time_in_words, unit_in_words, value_in_words

IsNone = Callable[[str, str], bool]  # Of a cell, by the keys of its row and its column.
MOST_ROWS = 40
MOST_QUOTES = 6
DAYS = ("as_of", "period_end", "status_as_of", "date", "ended", "started")


@dataclass(frozen=True)
class WordedTable:
    """A table in words: columns, rows, unit, notes, and the last days of its numbers."""

    columns: list[str]
    rows: list[list[list[Phrase]]]
    unit: str = ""
    of: str = ""  # The one subject of all its numbers.
    is_numeric: bool = False  # Whether its cells are numbers alone.
    notes: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Quote:
    """What a record says, with its citation."""

    text: str
    href: str
    citation: Row


def draw(connection: Connection, query: str, release: ReleaseRow) -> Chart:
    """Draw the chart at an address of the API."""
    path, given = _parse(query)
    if path == FIGURE_TABLE:
        return draw_table(connection, table_of(connection, TableParams(**given)), release)
    filters = _resource(path.partition("/")[0]).filters.model_validate(given)
    drawing: dict[str, Drawing] = {FIGURE_CHART: draw_figures, TIMELINE: draw_missions}
    return drawing[path](connection, filters, release, NARROW)


def read_table(connection: Connection, query: str) -> WordedTable:
    """Put the table or list at an API address into words."""
    path, given = _parse(query)
    if path == FIGURE_TABLE:
        table = table_of(connection, TableParams(**given))
        worded = _of_figures(connection, table, _none_in(connection, table["meta"], given))
        return replace(worded, of=_subject(connection, given))
    return _of_records(connection, path, given)


def read_quotes(connection: Connection, query: str) -> list[Quote]:
    """Quote the sources of a list's records, each source once."""
    path, given = _parse(query)
    resource = _resource(path)
    rows = find(connection, resource, resource.filters.model_validate(given)).rows
    countries = get_country_names(connection)
    quotes: dict[str, Quote] = {}
    for row in rows:
        for citation in [row["citation"]] if "citation" in row else row["citations"]:
            if citation["evidence"]:
                href = address_of(resource.type, row["code"])
                quote = Quote(_told(resource.type, row, countries), href, citation)
                quotes.setdefault(citation["source"]["code"], quote)
    return list(quotes.values())[:MOST_QUOTES]


def as_csv(query: str) -> str:
    """Return the address of a query as CSV."""
    return f"{query}&format=csv"


def _parse(query: str) -> tuple[str, dict[str, str]]:
    """Split an API address into its path after `/v1/` and its query parameters."""
    address = urlsplit(query)
    return address.path.removeprefix("/v1/"), dict(parse_qsl(address.query))


def _resource(plural: str) -> Resource:
    return next(resource for resource in RESOURCES.values() if resource.plural == plural)


def _of_figures(connection: Connection, table: Row, is_none: IsNone) -> WordedTable:
    """Put a table of figures into words, scaled to one unit, or one for each column."""
    rows, columns, meta = table["data"], table["columns"], table["meta"]
    cells = [cell for row in rows for cell in row["cells"].values() if cell["figures"]]
    divisor, unit = _scale(cells)
    scales = {
        one["key"]: (divisor, unit)
        if unit
        else _scale([row["cells"][one["key"]] for row in rows if one["key"] in row["cells"]])
        for one in columns
    }
    short = acronyms(connection)
    return WordedTable(
        columns=[_label(table), *(_head_of_column(table, one, scales, unit) for one in columns)],
        rows=[
            [
                _head(meta["rows"], row, short),
                *(
                    _cell(row["cells"].get(one["key"]), *scales[one["key"]])
                    or [Phrase("0")] * is_none(row["key"], one["key"])
                    for one in columns
                ),
            ]
            for row in rows
        ],
        unit=unit,
        is_numeric=all(unit for _, unit in scales.values()),
        notes=[f"{row['name']}: {note}" for row in rows for note in notes_on(row, meta)],
        days=[cell["last_day"] for cell in cells],
    )


def _none_in(connection: Connection, meta: Row, given: dict[str, str]) -> IsNone:
    """Return a function that tells whether an empty cell means 0, by a register of deaths."""
    axes = meta["rows"], meta["columns"]
    if Axis.YEAR not in axes or given.get("indicator") != COUNTED:
        return lambda _row, _column: False
    today = get_day_of_release(connection)

    @cache
    def years(subject: str, cause: str | None) -> list[str]:
        narrowed = {**dict.fromkeys(Dimensions.model_fields), "cause": cause}
        return years_of_none(connection, subject, narrowed, today)

    def is_none(row: str, column: str) -> bool:
        asked = given | dict(zip(axes, (row, column), strict=True))
        return asked[Axis.YEAR] in years(asked["subject"], asked.get(Axis.CAUSE))

    return is_none


def _subject(connection: Connection, given: dict[str, str]) -> str:
    """Return the name of the only subject in the query; empty otherwise."""
    type, _, code = given.get("subject", "").partition(":")
    return get_names(connection, RecordType(type)).get(code, "") if code else ""


def _label(table: Row) -> str:
    """Return the heading of the first column: what the rows are."""
    keys = {row["key"].partition(":")[0] for row in table["data"]}
    are_missions = table["meta"]["rows"] is Axis.SUBJECT and keys == {RecordType.MISSION}
    return "Mission" if are_missions else label_of_field(table["meta"]["rows"])


def _scale(cells: list[Row]) -> tuple[float, str]:
    """Choose the divisor of numbers and its unit; an empty unit where they have several."""
    cells = [cell for cell in cells if cell["value"] is not None]
    return scale_of(cells) if len({cell["unit"] for cell in cells}) == 1 else (1.0, "")


def _head_of_column(
    table: Row, column: Row, scales: dict[str, tuple[float, str]], unit: str
) -> str:
    """Return the heading of a column, with its unit if the table has none for all."""
    name = column["name"] if table["meta"]["columns"] else "number"
    own = "" if unit else scales[column["key"]][1]
    return f"{name[:1].upper()}{name[1:]}{own and f', {own}'}"


def _head(axis: Axis, row: Row, short: dict[str, str]) -> list[Phrase]:
    """Return the first cell of a row, a mission by its acronym, with a link to a record."""
    type, _, code = row["key"].partition(":")
    if axis in (Axis.COUNTRY, Axis.MISSION_COUNTRY):
        return [Phrase(row["name"], address_of(RecordType.COUNTRY, row["key"].lower()))]
    return [Phrase(short.get(code) or row["name"], address_of(type, code) if code else None)]


def _cell(cell: Row | None, divisor: float, unit: str) -> list[Phrase]:
    """Write a number with its qualifier, as a link to its figure."""
    if not cell or cell["value"] is None:
        return []
    shown = scaled_in_words(cell["value"], divisor)
    first = next(iter(cell["figures"]), None)
    if first and first["qualifier"] != Qualifier.EXACT:
        shown = f"{plain(first['qualifier'])} {shown}"
    if not unit:
        shown = f"{shown} {unit_in_words(cell['unit'])}"
    return [Phrase(shown, first and address_of(RecordType.FIGURE, first["code"]))]


def _of_records(connection: Connection, path: str, given: dict[str, str]) -> WordedTable:
    """Put the records of a list into words: a column for each of `fields`, or fixed ones."""
    fields = given.pop("fields", "").split(",")
    resource = _resource(path)
    asked = {"limit": MOST_ROWS, **given}
    rows = find(connection, resource, resource.filters.model_validate(asked)).rows
    days = [last_day(day) for row in rows if (day := next(filter(None, map(row.get, DAYS)), None))]
    if resource.type is RecordType.FIGURE:
        countries = get_country_names(connection)
        cells = [_figure(row, countries) for row in rows]
        return WordedTable(["What is counted", "How many", "When", "Source"], cells, days=days)
    lines = [_record(connection, resource.type, row, fields) for row in rows]
    return WordedTable([label_of_field(name) for name in fields], lines, days=days)


def _figure(row: Row, countries: dict[str, str]) -> list[list[Phrase]]:
    source = row["citation"]["source"]
    return [
        [Phrase(name_of_count(row, countries))],
        [Phrase(value_in_words(row), address_of(RecordType.FIGURE, row["code"]))],
        [Phrase(time_in_words(row))],
        [Phrase(source["title"], address_of(RecordType.SOURCE, source["code"]))],
    ]


def _record(
    connection: Connection, type: RecordType, row: Row, fields: list[str]
) -> list[list[Phrase]]:
    """Write some fields of a record; the name or acronym leads to its page."""
    view = make_view(type, row, get_linked(connection, type, row["code"]), {})
    facts = {fact.label: fact for fact in view.facts}
    href = address_of(type, row["code"])
    return [list(_field(row, name, facts, href)) for name in fields]


def _field(row: Row, name: str, facts: dict[str, Fact], href: str) -> Iterator[Phrase]:
    if name in ("name", "acronym", "title"):
        yield Phrase(row[name] or row["name"], href)
    elif fact := facts.get(label_of_field(name)):
        yield from fact.values
    elif name == "mandate_until":
        yield Phrase(mandate_in_words(row).partition(",")[0])  # Of one without an end.
    elif isinstance(row.get(name), str):
        yield Phrase(row[name])


def _told(type: RecordType, row: Row, countries: dict[str, str]) -> str:
    """Say in few words what a quoted record says."""
    if type is RecordType.FIGURE:
        return f"{value_in_words(row)}, {time_in_words(row)} ({name_of_count(row, countries)})"
    return str(row.get("position") or name_of(type, row, {}))
