"""The engine behind every list: filters, order, pages, totals and facets, declared per resource and run here."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from pydantic_core import from_json, to_json
from sqlalchemy import ColumnElement, Connection, Select, bindparam, case, func, select

from api.lists.lookups import get_nearest_code
from api.lists.paging import Key, behind, make_cursor, open_cursor, sorted_by
from api.lists.parameters import PageParams
from api.lists.resource import (
    Condition,
    Joint,
    NotRolledUp,
    OneOf,
    Resource,
    Unknown,
    UnknownValues,
    check_names,
)
from api.lists.search_syntax import with_words
from api.lists.statements import once, prepare
from api.vocabulary import Row

STEP = 500
MOST_GUESSES = 3  # Each guess compares a code with all others.
Conditions = list[ColumnElement[bool]]


@dataclass(frozen=True)
class RecordPage:
    """One page of a list, each record as JSON; `hints` are what else `meta` says of it, `beside` what stands beside it."""

    texts: list[bytes]
    total: int
    next_cursor: str | None
    facets: dict[str, Any] = field(default_factory=dict)
    hints: Row = field(default_factory=dict)
    beside: Row = field(default_factory=dict)

    @property
    def rows(self) -> list[Row]:
        """Parse the records."""
        return [from_json(text) for text in self.texts]


@dataclass(frozen=True)
class Related:
    """Whose related list is asked for, and the condition that a record belongs to it."""

    owner: str
    condition: Callable[[Resource], ColumnElement[bool]]


@dataclass(frozen=True)
class Counting:
    """What is added up for totals and facets: the rows that pass, or a roll-up of them."""

    resource: Resource
    weight: Any  # How many records a row stands for.
    number: Any
    conditions: Conditions

    def total(self, connection: Connection) -> int:
        """Count the records that pass."""
        statement = select(self.number).select_from(self.resource.row).where(*self.conditions)
        return int(connection.execute(statement).scalar_one())

    def by_value(self, connection: Connection, name: str) -> list[Row]:
        """Count them for each value of a field, the most frequent first."""
        column = self.resource.column(name)
        statement = select(column, self.number).where(*self.conditions).group_by(column)
        order = (self.number.desc(), column.is_(None), column)
        counted = connection.execute(statement.order_by(*order))
        return [{"value": value, "count": int(count)} for value, count in counted]

    def with_value(self, connection: Connection, names: Sequence[str]) -> dict[str, int]:
        """Count those that have a value in each of some fields."""
        counts = [
            func.coalesce(
                func.sum(case((self.resource.column(name).is_not(None), self.weight), else_=0)), 0
            )
            for name in names
        ]
        statement = select(*counts).select_from(self.resource.row).where(*self.conditions)
        counted = connection.execute(statement).one()
        return {name: int(count) for name, count in zip(names, counted, strict=True)}


def find(
    connection: Connection, resource: Resource, params: PageParams, related: Related | None = None
) -> RecordPage:
    """Find one page of the records that pass the filters, with the exact total."""
    query = (resource.plural, related.owner if related else "", params.question())
    check_names(params.fields, resource.answered_fields, "fields", "field")
    order = _order_of(resource, params.sort)
    position = _open(params.cursor, query, order)
    once(connection, (*query, "known"), lambda: _refuse_unknown(connection, resource, params))
    conditions = partial(_conditions, connection, params=params, related=related)
    counting = once(connection, (*query, "counting"), lambda: _counting(resource, conditions))
    total = once(connection, (*query, "total"), lambda: counting.total(connection))
    facets = _facets(connection, resource, params.facet or [], query, counting)
    if params.limit == 0:
        return RecordPage([], total, None, facets)
    not_null = tuple(value is not None for value in position)
    page = once(
        connection,
        (*query, "page", not_null),
        lambda: prepare(connection, _page(resource, order, not_null, conditions(resource))),
    )
    after = {f"after_{place}": value for place, value in enumerate(position) if value is not None}
    rows = page.ask(connection, most=params.limit + 1, **after)
    texts = [_trim(resource.text(row), params.fields) for row in rows[: params.limit]]
    more = len(rows) > params.limit
    last = list(rows[params.limit - 1][-len(order) :]) if more else []
    return RecordPage(texts, total, make_cursor(query, last) if more else None, facets)


def find_all(connection: Connection, resource: Resource, params: PageParams) -> list[Row]:
    """Find the records that pass the filters, as many as the limit allows, without counting the others."""
    order, query = _order_of(resource, params.sort), (resource.plural, params.question())
    statement = once(
        connection,
        (*query, "all"),
        lambda: prepare(
            connection,
            _page(resource, order, (), _conditions(connection, resource, params, related=None)),
        ),
    )
    rows = statement.ask(connection, most=params.limit)
    return [from_json(resource.text(row)) for row in rows]


def read_columns(
    connection: Connection,
    resource: Resource,
    params: PageParams,
    names: Sequence[str],
    conditions: Sequence[ColumnElement[bool]],
    *,
    most: int,
) -> list[Row]:
    """Read some columns of the records that pass the filters and other conditions, in any order, at most so many."""
    query = (resource.plural, "", params.question())
    once(connection, (*query, "known"), lambda: _refuse_unknown(connection, resource, params))
    passing = _conditions(connection, resource, params, None)
    columns = select(*[resource.column(name) for name in names])
    statement = prepare(connection, columns.where(*passing, *conditions).limit(most))
    return [dict(zip(names, row, strict=True)) for row in statement.ask(connection)]


def count_with_value(
    connection: Connection, resource: Resource, params: PageParams, names: Sequence[str]
) -> dict[str, int]:
    """Count, of the records that pass the filters, those that have a value in each of some fields."""
    query = (resource.plural, "", params.question())
    conditions = partial(_conditions, connection, params=params, related=None)
    counting = once(connection, (*query, "counting"), lambda: _counting(resource, conditions))
    return once(
        connection,
        (*query, "with value", *names),
        lambda: counting.with_value(connection, names),
    )


def get_text(
    connection: Connection, resource: Resource, code: str, fields: list[str] | None = None
) -> bytes | None:
    """Read one record by its code, as JSON, trimmed to the fields asked for."""
    check_names(fields, resource.answered_fields, "fields", "field")
    statement = once(
        connection,
        (resource.plural, "one"),
        lambda: prepare(
            connection, resource.select().where(resource.column("code") == bindparam("code", None))
        ),
    )
    rows = statement.ask(connection, code=code)
    return _trim(resource.text(rows[0]), fields) if rows else None


def get(connection: Connection, resource: Resource, code: str) -> Row | None:
    """Read one record by its code."""
    text = get_text(connection, resource, code)
    return from_json(text) if text else None


def each(connection: Connection, resource: Resource) -> Iterator[bytes]:
    """Yield every record of a list in its order as JSON, a few of them at a time in memory."""
    statement = resource.select().order_by(*sorted_by(_order_of(resource, None)))
    for row in connection.execute(statement, execution_options={"yield_per": STEP}):
        yield resource.text(row)


def _open(cursor: str | None, query: tuple[str, ...], order: list[Key]) -> list[Any]:
    return open_cursor(cursor, query, [key.type for key in order]) if cursor else []


def _page(
    resource: Resource, order: list[Key], not_null: tuple[bool, ...], conditions: Conditions
) -> Select[Any]:
    """Select a page behind a position, of which some values are known and others null."""
    page = resource.select().add_columns(*[key.column.label(f"_{key.name}") for key in order])
    if not_null:
        after: list[Any] = [
            bindparam(f"after_{place}", None) if has_value else None
            for place, has_value in enumerate(not_null)
        ]
        page = page.where(behind(order, after))
    return page.where(*conditions).order_by(*sorted_by(order)).limit(bindparam("most", 0))


def _trim(text: bytes, fields: list[str] | None) -> bytes:
    if not fields:
        return text
    record = from_json(text)
    return to_json({name: record[name] for name in record if name in fields})


def _counting(resource: Resource, conditions: Callable[[Resource], Conditions]) -> Counting:
    """Choose what to count: the roll-up of the list, if that has the columns which the conditions need."""
    if resource.rollup:
        rolled_up = replace(resource, kind=replace(resource.kind, row=resource.rollup))
        with suppress(NotRolledUp):
            weight = rolled_up.column("figures")
            number = func.coalesce(func.sum(weight), 0)
            return Counting(rolled_up, weight, number, conditions(rolled_up))
    return Counting(resource, 1, func.count(), conditions(resource))


def _facets(
    connection: Connection,
    resource: Resource,
    names: list[str],
    query: tuple[str, ...],
    counting: Counting,
) -> dict[str, Any]:
    """Count the records that pass for each value of each field."""
    check_names(names, resource.facets, "facet", "facet")
    return {
        name: once(
            connection, (*query, "facet", name), partial(counting.by_value, connection, name)
        )
        for name in names
    }


def _filters_given(params: PageParams) -> Iterator[tuple[str, Condition, Any]]:
    """Yield each filter of the request: its name, its condition, and its value."""
    for name, info in type(params).model_fields.items():
        value = getattr(params, name)
        if name not in PageParams.model_fields and value is not None:
            marks = (mark for mark in info.metadata if isinstance(mark, Condition))
            yield info.alias or name, next(marks, OneOf(name)).beside(params), value


def _refuse_unknown(connection: Connection, resource: Resource, params: PageParams) -> None:
    """Refuse values that name nothing in the data, all of them at once."""
    unknown = [
        replace(value, parameter=name)
        for name, condition, values in _filters_given(params)
        for value in condition.unknown(connection, resource, values)
    ]
    if params.code and not resource.mixed:
        unknown += _unknown_codes(connection, resource, params.code)
    if unknown:
        raise UnknownValues(sorted(unknown, key=lambda value: value.parameter))


def _unknown_codes(connection: Connection, resource: Resource, codes: list[str]) -> list[Unknown]:
    """List the codes of which there is no record, the first few with the code that was probably meant."""
    column = resource.column("code")
    held = set(connection.execute(select(column).where(column.in_(codes))).scalars())
    missing = [code for code in codes if code not in held]
    return [
        Unknown("code", code, resource.type, _guess(connection, resource, code, place))
        for place, code in enumerate(missing)
    ]


def _guess(connection: Connection, resource: Resource, code: str, place: int) -> str | None:
    return get_nearest_code(connection, resource.type, code) if place < MOST_GUESSES else None


def _conditions(
    connection: Connection, resource: Resource, params: PageParams, related: Related | None
) -> Conditions:
    """Collect the conditions of a request; those of one joint must hold of the same thing."""
    conditions: Conditions = []
    joints: dict[Joint, Conditions] = {}
    for _, condition, value in _filters_given(params):
        joint = condition.joint
        tests = joints.setdefault(joint, []) if joint else conditions
        tests.append(condition.where(resource, value))
    conditions += [joint(resource, *tests) for joint, tests in joints.items()]
    if params.code:
        conditions.append(resource.column("code").in_(params.code))
    if params.q:
        type = resource.column("type") if resource.mixed else resource.type
        conditions.append(with_words(connection, type, resource.column("code"), params.q))
    return [*conditions, related.condition(resource)] if related else conditions


def _order_of(resource: Resource, names: list[str] | None) -> list[Key]:
    """List the keys that order a list, ending in the unique ones."""
    if names is None:
        return [Key(name, resource.column(name)) for name in resource.order]
    sortable = resource.sortable
    check_names([name.removeprefix("-") for name in names], sortable, "sort", "order")
    keys: list[Key] = []
    for name in names:
        column = sortable[name.removeprefix("-")]
        if column not in (key.name for key in keys):  # Once sorted, a second word changes nothing.
            keys.append(Key(column, resource.column(column), name.startswith("-")))
    for unique in resource.unique:
        if unique not in (key.name for key in keys):
            keys.append(Key(unique, resource.column(unique), names[-1].startswith("-")))
    sorted_names = [key.name for key in keys]
    return keys[: 1 + max(map(sorted_names.index, resource.unique))]
