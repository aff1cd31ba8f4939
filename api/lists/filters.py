"""Read the filters of a request by the data, and make SQL conditions of them."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam

from api.lists.parameters import PageParams
from api.lists.resource import Condition, Joint, Resource, Slot, conditions_of
from api.lists.search_syntax import with_words
from api.lists.unknown import UnknownValues
from api.lists.word_conditions import OF_CODE

Conditions = list[ColumnElement[bool]]
Filters = list[tuple[str, Condition, Any]]  # Each by its name, with its value as the data write it.
ANY_VALUE = ...  # Stands in a cache key where there is a value.


@dataclass(frozen=True)
class Related:
    """The owner of a related list: its address and code, and the condition that a record belongs to it."""

    owner: str
    condition: Condition
    code: str


def _filters_given(params: PageParams) -> Iterator[tuple[str, Condition, Any]]:
    """Yield each filter of the request: its name in an address, its condition, and its value."""
    for name, written, condition in conditions_of(type(params)):
        if (value := getattr(params, name)) is not None:
            yield written, condition.adapted_to(params), value


def read_filters(connection: Connection, resource: Resource, params: PageParams) -> Filters:
    """Resolve the values of the filters by the data; raise `UnknownValues` with all that name nothing there."""
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


@dataclass(frozen=True)
class Selection:
    """Which records of a list are selected: those that pass the filters and match the words of `q`."""

    filters: Filters
    q: str | None

    @cached_property
    def shape(self) -> tuple[Hashable, ...]:
        """Cache key of the compiled SQL, without its values."""
        conditions = tuple(condition for _, condition, _ in self.filters)
        return (*conditions, repr(self._bind(lambda _: ANY_VALUE)), self.q)

    @cached_property
    def values(self) -> dict[str, Any]:
        """The values of the bound parameters, by name."""
        values: list[Any] = []
        self._bind(values.append)
        return {_name(place): value for place, value in enumerate(values)}

    def conditions(self, connection: Connection, resource: Resource) -> Conditions:
        """Write the conditions with bound parameters; those of one joint must hold of one thing, such as one source."""
        places = count()
        bound = self._bind(lambda _: bindparam(_name(next(places)), None))
        conditions: Conditions = []
        joints: dict[Joint, Conditions] = {}
        for (_, condition, _), value in zip(self.filters, bound, strict=True):
            joint = condition.joint
            tests = joints.setdefault(joint, []) if joint else conditions
            tests.append(condition.where(resource, value))
        conditions += [joint(resource, *tests) for joint, tests in joints.items()]
        if self.q:
            type = resource.column("type") if resource.mixed else resource.type
            conditions.append(with_words(connection, type, resource.column("code"), self.q))
        return conditions

    def _bind(self, slot: Slot) -> list[Any]:
        return [condition.bind(value, slot) for _, condition, value in self.filters]


def _name(place: int) -> str:
    return f"slot_{place}"
