"""Read the filters of a request by the data, once for a question, and make conditions of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection

from api.lists.parameters import PageParams
from api.lists.resource import Condition, Joint, OneOf, Resource, UnknownValues
from api.lists.search_syntax import with_words
from api.lists.values import OF_CODE

Conditions = list[ColumnElement[bool]]
Filters = list[tuple[str, Condition, Any]]  # Each by its name, with its value as the data write it.


@dataclass(frozen=True)
class Related:
    """Whose related list is asked for, and the condition that a record belongs to it."""

    owner: str
    condition: Callable[[Resource], ColumnElement[bool]]


def _filters_given(params: PageParams) -> Iterator[tuple[str, Condition, Any]]:
    """Yield each filter of the request: its name, its condition, and its value."""
    for name, info in type(params).model_fields.items():
        value = getattr(params, name)
        if name not in PageParams.model_fields and value is not None:
            marks = (mark for mark in info.metadata if isinstance(mark, Condition))
            yield info.alias or name, next(marks, OneOf(name)).beside(params), value


def read_filters(connection: Connection, resource: Resource, params: PageParams) -> Filters:
    """Read the filters of a request by the data; refuse all values at once that name nothing there."""
    given = [*_filters_given(params)]
    if params.code:
        given.append(("code", OF_CODE, params.code))
    read = [
        (name, condition, condition.read(connection, resource, value))
        for name, condition, value in given
    ]
    unknown = [
        replace(value, parameter=name) for name, _, values in read for value in values.unknown
    ]
    if unknown:
        raise UnknownValues(sorted(unknown, key=lambda value: value.parameter))
    return [(name, condition, values.value) for name, condition, values in read]


def conditions_of(
    connection: Connection,
    resource: Resource,
    filters: Filters,
    q: str | None,
    related: Related | None,
) -> Conditions:
    """Collect the conditions of a request; those of one joint must hold of the same thing."""
    conditions: Conditions = []
    joints: dict[Joint, Conditions] = {}
    for _, condition, value in filters:
        joint = condition.joint
        tests = joints.setdefault(joint, []) if joint else conditions
        tests.append(condition.where(resource, value))
    conditions += [joint(resource, *tests) for joint, tests in joints.items()]
    if q:
        type = resource.column("type") if resource.mixed else resource.type
        conditions.append(with_words(connection, type, resource.column("code"), q))
    return [*conditions, related.condition(resource)] if related else conditions
