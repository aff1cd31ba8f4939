"""Declare the kinds of fields a record has, and the operators of each: the same on every list.

Their descriptions name no kind of record, so that a filter is described once for all lists that have it.

dates                     `__gte`, `__lte`, `__isnull`
numbers                   `__gte`, `__gt`, `__lte`, `__lt`, `__isnull`
bounds of numbers         `__gte`, `__lte`, `__isnull`
choices and references    the plain name, `__not`, `__isnull`
texts                     `__contains`, `__isnull`
"""

import operator
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple

from api.lists.comparisons import Compared, InOrAfter, InOrBefore, IsNull, NoneOf
from api.lists.parameters import Amount, AnyName, AnyOf, Fragment, Name, parameter
from api.lists.resource import Condition, Counted, Field, OneOf, Resource
from api.lists.word_conditions import Contains
from api.vocabulary import PartialDate


class Operator(NamedTuple):
    """One filter of a field: the suffix of its name, the type of its value, its condition and its description."""

    suffix: str
    value: Any
    condition: Condition
    sentence: str


@dataclass(frozen=True)
class Filtered(Field):
    """A field with filters; `example` is one of its values, for the documentation."""

    example: str

    def operators(self) -> Iterator[Operator]:
        """Yield each filter of the field."""
        raise NotImplementedError

    def filters(self) -> Mapping[str, Any]:
        """Map each parameter of the field to its type and description, as `create_model` takes them."""
        made = {}
        for suffix, value, condition, sentence in self.operators():
            name = f"{self.name}{suffix}"
            example = "true" if suffix == "__isnull" else self.example
            alias = name if "." in name else None  # A field of a model has no dot in its name.
            described = parameter(sentence, example, alias)
            made[name.replace(".", "_")] = Annotated[value, condition], described
        return made

    def _is_null(self, condition: Condition) -> Operator:
        words = "`true` for null, `false` for not null."
        return Operator("__isnull", bool | None, IsNull(condition), words)


@dataclass(frozen=True)
class Date(Filtered):
    """A partial date, stored with its first and last day; `about` begins its descriptions."""

    about: str

    @property
    def sort_column(self) -> str:
        """Return the column of the first day, by which a date sorts."""
        return f"{self.name}_first"

    def operators(self) -> Iterator[Operator]:
        """Bound the date, both ends inclusive."""
        day, span = PartialDate | None, "this year, month or day."
        yield Operator("__gte", day, InOrAfter(self.name), f"{self.about} in or after {span}")
        yield Operator("__lte", day, InOrBefore(self.name), f"{self.about} in or before {span}")
        yield self._is_null(OneOf(self.sort_column))


@dataclass(frozen=True)
class Number(Filtered):
    """A number, bounded on either side."""

    def operators(self) -> Iterator[Operator]:
        """Bound the number, with or without the bound itself."""
        words = {
            "__gte": (operator.ge, f"Of this {self.name} or more."),
            "__gt": (operator.gt, f"Of more than this {self.name}."),
            "__lte": (operator.le, f"Of this {self.name} or less."),
            "__lt": (operator.lt, f"Of less than this {self.name}."),
        }
        for suffix, (compare, sentence) in words.items():
            yield Operator(suffix, Amount | None, Compared(self.name, compare), sentence)
        yield self._is_null(OneOf(self.name))


@dataclass(frozen=True)
class Bound(Filtered):
    """The lower or upper bound of a number; null where there is none, which passes no comparison."""

    def operators(self) -> Iterator[Operator]:
        """Compare it, equality included: strict operators would add nothing for numbers that are not exact."""
        for suffix, compare, words in (
            ("__gte", operator.ge, "more"),
            ("__lte", operator.le, "less"),
        ):
            sentence = f"With `{self.name}` of this or {words}."
            yield Operator(suffix, Amount | None, Compared(self.name, compare), sentence)
        yield self._is_null(OneOf(self.name))


@dataclass(frozen=True)
class Text(Filtered):
    """A text in which words are searched for."""

    def operators(self) -> Iterator[Operator]:
        """Search for words, case-folded and without accents as in search."""
        words = f"With these words in their {self.name}."
        yield Operator("__contains", Fragment | None, Contains(self.name), words)
        yield self._is_null(OneOf(self.name))


@dataclass(frozen=True)
class Choice(Filtered):
    """A value of a closed list, or of those that occur; `about` describes the filter without a suffix."""

    values: Any
    about: str
    condition: Condition | None = None

    def counted(self, resource: Resource) -> Counted:
        """Return what a facet of the field counts by."""
        by_condition = self.condition.counted(resource) if self.condition else None
        return by_condition or super().counted(resource)

    def operators(self) -> Iterator[Operator]:
        """Take any of several values, or none of them."""
        values: Any = AnyName if self.values is Name else AnyOf[self.values]  # type: ignore[misc, name-defined]  # the type is known only here
        condition = self.condition or OneOf(self.column or self.name)
        without = "Exclude these; keep null."
        yield Operator("", values, condition, self.about)
        yield Operator("__not", values, NoneOf(condition), without)
        yield self._is_null(condition)


@dataclass(frozen=True)
class Reference(Choice):
    """References to other records, by code or as `type:code`; the condition says how they are stored."""

    condition: Condition
