"""The engine behind every list: filters, order, pages, totals and facets, declared per resource and run here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import from_json, to_json
from sqlalchemy import Connection, Engine, Select, bindparam, select

from api.lists.counting import Counts
from api.lists.filters import Conditions, Filters, Related, Selection, read_filters
from api.lists.kept_texts import read_texts
from api.lists.paging import Key, cursor_query, make_cursor, open_cursor, order_by, rows_after
from api.lists.parameters import PageParams
from api.lists.parts import paths_of, trim
from api.lists.resource import Resource
from api.lists.statements import once, prepared
from api.lists.unknown import check_names
from api.vocabulary import Row

STEP = 500


@dataclass(frozen=True)
class RecordPage:
    """One page of a list, each record as JSON; `hints` are added to the `meta` of the envelope, `beside` to itself.

    `parsed` holds the records where they were at hand before they were written as JSON, to spare parsing them.
    """

    texts: list[bytes]
    total: int
    next_cursor: str | None
    facets: dict[str, Any] = field(default_factory=dict)
    hints: Row = field(default_factory=dict)
    beside: Row = field(default_factory=dict)
    parsed: list[Row] | None = None

    @property
    def rows(self) -> list[Row]:
        """Return the records, parsed from JSON if need be."""
        return self.parsed or [from_json(text) for text in self.texts]


def find(
    connection: Connection, resource: Resource, params: PageParams, related: Related | None = None
) -> RecordPage:
    """Find one page of the records that pass the filters, with the exact total."""
    owner, cache_key = related.owner if related else "", params.cache_key()
    check_names(params.fields, resource.parts, "fields", "field")
    order = _order_of(resource, params.sort)
    filters = _read_filters(connection, resource, params, cache_key)
    cursor_for = cursor_query(resource.plural, owner, filters, params.q)
    position: list[Any] = []
    if params.cursor:
        position = open_cursor(params.cursor, cursor_for, [key.type for key in order])
    of_owner = [("", related.condition, related.code)] if related else []
    selection = Selection([*filters, *of_owner], params.q)
    counts = Counts(connection, resource, (resource.plural, owner, cache_key), selection)
    facets = counts.facets(params.facet or [])
    if params.limit == 0:
        return RecordPage([], counts.total(), None, facets)
    rows = _rows(connection, resource, selection, order, position, most=params.limit + 1)
    shown, further = rows[: params.limit], rows[params.limit :]
    texts = [_trim(text, params.fields) for text in _texts(connection, resource, order, shown)]
    total = counts.total() if further or position else len(rows)
    # The keys of the order stand last in a row.
    next_cursor = make_cursor(cursor_for, shown[-1][-len(order) :]) if further else None
    return RecordPage(texts, total, next_cursor, facets)


def find_all(connection: Connection, resource: Resource, params: PageParams) -> list[Row]:
    """Find the records that pass the filters, up to the limit, without counting the total."""
    order = _order_of(resource, params.sort)
    selection = Selection(_read_filters(connection, resource, params), params.q)
    rows = _rows(connection, resource, selection, order, [], most=params.limit)
    return [_parse(text) for text in _texts(connection, resource, order, rows)]


def read_columns(
    connection: Connection,
    resource: Resource,
    params: PageParams,
    names: tuple[str, ...],
    absent: tuple[str, ...],
    *,
    most: int,
) -> list[Row]:
    """Read the columns `names` of at most `most` records that pass the filters with null in `absent`, unordered."""
    selection = Selection(_read_filters(connection, resource, params), params.q)

    def columns() -> Select[Any]:
        conditions = selection.conditions(connection, resource)
        conditions += [resource.column(name).is_(None) for name in absent]
        of_records = select(*[resource.column(name) for name in names])
        return of_records.where(*conditions).limit(bindparam("most", 0))

    key = (resource.plural, selection.shape, "columns", names, absent)
    rows = prepared(connection, key, columns).ask(connection, most=most, **selection.values)
    return [dict(zip(names, row, strict=True)) for row in rows]


def count_with_value(
    connection: Connection, resource: Resource, params: PageParams, names: Sequence[str]
) -> dict[str, int]:
    """Count, for each of some fields, the records that pass the filters and have a value there."""
    cache_key = params.cache_key()
    selection = Selection(_read_filters(connection, resource, params, cache_key), params.q)
    query = (resource.plural, "", cache_key)
    return Counts(connection, resource, query, selection).with_value(names)


def values_asked(
    connection: Connection, resource: Resource, params: PageParams, name: str
) -> set[str]:
    """Return the values given for a filter, as the data write them; none where it is not given."""
    filters = _read_filters(connection, resource, params)
    given = {filter_name: value for filter_name, _, value in filters}
    return {*given.get(name, ())}


def _read_filters(
    connection: Connection, resource: Resource, params: PageParams, cache_key: str | None = None
) -> Filters:
    """Read the filters of a request by the data, once for each cache key, which a caller may have at hand."""
    key = (resource.plural, cache_key or params.cache_key(), "filters")
    return once(connection, key, lambda: read_filters(connection, resource, params))


def get_text(
    source: Connection | Engine, resource: Resource, code: str, fields: list[str] | None = None
) -> bytes | None:
    """Read one record by its code, as JSON, trimmed to the fields asked for."""
    if fields:  # Only then: the parts of a record are read from its schema, which takes a while.
        check_names(fields, resource.parts, "fields", "field")
    text = read_texts(source, resource, [code]).get(code)
    return text and _trim(text, fields)


def get(connection: Connection, resource: Resource, code: str) -> Row | None:
    """Read one record by its code."""
    text = get_text(connection, resource, code)
    return _parse(text) if text else None


def _parse(text: bytes) -> Row:
    """Parse a record; only its keys go through pydantic's string cache, which takes longer than it saves for values."""
    record: Row = from_json(text, cache_strings="keys")
    return record


def each(connection: Connection, resource: Resource) -> Iterator[tuple[bytes, Row]]:
    """Yield every record of a list in its order, as JSON and parsed, with few of them in memory at a time."""
    statement = resource.select().order_by(*order_by(_order_of(resource, None)))
    for row in connection.execute(statement, execution_options={"yield_per": STEP}):
        yield resource.text_and_record(row)


def _rows(
    connection: Connection,
    resource: Resource,
    selection: Selection,
    order: list[Key],
    position: list[Any],
    *,
    most: int,
) -> Sequence[Any]:
    """Read the rows after a position; requests that differ in their values alone share the compiled statement."""
    not_null = tuple(value is not None for value in position)
    sorted_as = tuple((key.name, key.descending) for key in order)
    page = prepared(
        connection,
        (resource.plural, selection.shape, "page", sorted_as, not_null),
        lambda: _page(resource, order, not_null, selection.conditions(connection, resource)),
    )
    after = {f"after_{place}": value for place, value in enumerate(position) if value is not None}
    return page.ask(connection, most=most, **after, **selection.values)


def _page(
    resource: Resource, order: list[Key], not_null: tuple[bool, ...], conditions: Conditions
) -> Select[Any]:
    """Write the statement of a page after a position, some values of which are null."""
    records = select() if resource.is_read_by_code else resource.select()
    page = records.add_columns(*[key.column.label(f"_{key.name}") for key in order])
    if not_null:
        after: list[Any] = [
            bindparam(f"after_{place}", None) if has_value else None
            for place, has_value in enumerate(not_null)
        ]
        page = page.where(rows_after(order, after))
    return page.where(*conditions).order_by(*order_by(order)).limit(bindparam("most", 0))


def _texts(
    connection: Connection, resource: Resource, order: list[Key], rows: Sequence[Any]
) -> list[bytes]:
    """Return the records of a page as JSON; where its rows are codes alone, read the records by them."""
    if not resource.is_read_by_code:
        return [resource.text(row) for row in rows]
    place = [key.name for key in order].index("code")
    texts = read_texts(connection, resource, [row[place] for row in rows])
    return [texts[row[place]] for row in rows]


def _trim(text: bytes, fields: list[str] | None) -> bytes:
    if not fields:
        return text
    return to_json(trim(from_json(text), paths_of(fields)))


def _order_of(resource: Resource, names: list[str] | None) -> list[Key]:
    """List the sort keys of a list, ending in the unique ones, which break ties."""
    if names is None:
        return [Key(name, resource.column(name)) for name in resource.order]
    sortable = resource.sortable
    check_names([name.removeprefix("-") for name in names], sortable, "sort", "order")
    keys: list[Key] = []
    for name in names:
        column = sortable[name.removeprefix("-")]
        if column not in (key.name for key in keys):  # A second time, it would change nothing.
            keys.append(Key(column, resource.column(column), name.startswith("-")))
    for unique in resource.unique:
        if unique not in (key.name for key in keys):
            keys.append(Key(unique, resource.column(unique), names[-1].startswith("-")))
    sorted_names = [key.name for key in keys]
    return keys[: 1 + max(map(sorted_names.index, resource.unique))]
