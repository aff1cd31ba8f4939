"""The filters on dimensions: by value, `none` (totals) or `any` (parts), and `breakdown` for all dimensions at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Connection, and_, not_, or_

from api.facts.figures import Dimensions
from api.lists.conditions import Codes
from api.lists.fields import Choice
from api.lists.parameters import Name, PageParams
from api.lists.resource import Condition, OneOf, Read, Resource, Slot
from api.lists.word_conditions import Known
from api.vocabulary import Cause, Component, Given, RecordType, Sex

Params = TypeVar("Params", bound=PageParams)


class AskedDimensions(NamedTuple):
    """The values of a filter on a dimension, and which of `none` and `any` it includes."""

    values: Any
    given: Sequence[Given]


@dataclass(frozen=True)
class NarrowedTo(Condition):
    """The dimension has one of the values, or has none, or any."""

    inner: Condition

    def read(self, connection: Connection, resource: Resource, value: Any) -> Read:
        """Resolve the values by the data, except `none` and `any`."""
        texts = [_without_given(text) for text in value]
        values, unknown = self.inner.read(connection, resource, [text for text in texts if text])
        parts = {part.strip().lower() for text in value for part in text.split(",")}
        return Read(AskedDimensions(values, [given for given in Given if given in parts]), unknown)

    def bind(self, value: AskedDimensions, slot: Slot) -> AskedDimensions:
        """Replace the values by bound parameters; `none` and `any` are part of the SQL."""
        return AskedDimensions(self.inner.bind(value.values, slot), value.given)

    def where(self, resource: Resource, value: AskedDimensions) -> ColumnElement[bool]:
        """Select the rows that pass."""
        tests = [self.inner.where(resource, value.values)] if value.values else []
        return or_(*tests, *(self._is(given, resource) for given in value.given))

    def exclude(self, resource: Resource, value: AskedDimensions) -> ColumnElement[bool]:
        """Select the rows that do not pass `where`, among them those without a value, unless `none` is given."""
        tests = [self.inner.exclude(resource, value.values)] if value.values else []
        return and_(*tests, *(not_(self._is(given, resource)) for given in value.given))

    def is_absent(self, resource: Resource) -> ColumnElement[bool]:
        """Select the rows without a value in the dimension."""
        return self.inner.is_absent(resource)

    def _is(self, given: Given, resource: Resource) -> ColumnElement[bool]:
        absent = self.inner.is_absent(resource)
        return absent if given is Given.NONE else not_(absent)


@dataclass(frozen=True)
class BrokenDown(Condition):
    """The figure is narrowed by no dimension, or by one at least."""

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        """Select the rows that pass."""
        whole = and_(*(resource.column(name).is_(None) for name in Dimensions.model_fields))
        return whole if value is Given.NONE else not_(whole)


def _without_given(text: str) -> str:
    return ",".join(part for part in text.split(",") if part.strip().lower() not in [*Given])


def _or_given(values: type[StrEnum]) -> Any:
    """Extend the enum of a dimension by `none` and `any`, for its filter."""
    name, members = (
        f"{values.__name__}OrGiven",
        [(one.name, one.value) for one in (*values, *Given)],
    )
    made = StrEnum(name, members)  # type: ignore[misc]  # the values are known only here
    made.__doc__ = values.__doc__
    return made


def _dimension(
    name: str, example: str, values: Any, about: str, condition: Condition | None = None
) -> Choice:
    words = f"{about[:-1]}; `none`: not narrowed so; `any`: narrowed so."
    narrowed = NarrowedTo(condition or OneOf(name))
    return Choice(f"dimensions.{name}", example, values, words, narrowed, facet=True)


DIMENSIONS = (
    _dimension("component", "police", _or_given(Component), "Only this part of the personnel."),
    _dimension("sex", "female", _or_given(Sex), "Only women or only men."),
    _dimension(
        "country",
        "JPN",
        Name,
        "Only people or money of these countries, by any code or name.",
        Codes(RecordType.COUNTRY, "country"),
    ),
    _dimension("cause", "malicious_act", _or_given(Cause), "Only this cause of death."),
    _dimension("purpose", "engineering", Name, "Only what was for this purpose.", Known("purpose")),
    _dimension("location", "headquarters", Name, "Only what was at this place.", Known("location")),
)


def dimensions_named(params: PageParams) -> set[str]:
    """List the dimensions on which filters are given."""
    named = {name.partition("__")[0] for name in params.given()}
    return {name for name in Dimensions.model_fields if f"dimensions.{name}" in named}


def values_by_dimension(params: PageParams) -> dict[str, list[str]]:
    """Map each dimension to the values of its filter without a suffix."""
    return {name: getattr(params, f"dimensions_{name}") or [] for name in Dimensions.model_fields}


def without_dimensions(params: Params, names: Collection[str]) -> Params:
    """Copy parameters without the filters on some dimensions."""
    left_out = {f"dimensions_{name}" for name in names}
    filters = [one for one in type(params).model_fields if one.partition("__")[0] in left_out]
    return params.model_copy(update=dict.fromkeys(filters))
