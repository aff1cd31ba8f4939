"""Declare the kinds of fields a record has, and make the filters of each: alike on every list, with one sentence each.

dates                     `__gte`, `__lte`, `__isnull`
numbers                   `__gte`, `__gt`, `__lte`, `__lt`, `__isnull`
choices and references    the plain name, `__not`, `__isnull`
texts                     `__contains`, `__isnull`
"""

import operator
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple

from api.lists.conditions import (
    Compared,
    Contains,
    InOrAfter,
    InOrBefore,
    IsNull,
    NoneOf,
)
from api.lists.parameters import Amount, AnyOf, Fragment, parameter
from api.lists.resource import Condition, Field, OneOf
from api.vocabulary import PartialDate


class Operator(NamedTuple):
    """One filter of a field: what stands behind the name, the type of its value, its meaning and its sentence."""

    suffix: str
    value: Any
    condition: Condition
    sentence: str


@dataclass(frozen=True)
class Filtered(Field):
    """A field with filters; `example` is a value of it."""

    example: str

    def operators(self, plural: str) -> Iterator[Operator]:
        """Make each filter of the field in a list of records with this plural."""
        raise NotImplementedError

    def filters(self, plural: str) -> Mapping[str, Any]:
        """Map each parameter of the field to its type and description, as `create_model` takes them."""
        made = {}
        for suffix, value, condition, sentence in self.operators(plural):
            name = f"{self.name}{suffix}"
            example = "true" if suffix == "__isnull" else self.example
            alias = name if "." in name else None  # A field of a model has no dot in its name.
            described = parameter(sentence, example, alias)
            made[name.replace(".", "_")] = Annotated[value, condition], described
        return made

    def _is_null(self, plural: str, condition: Condition) -> Operator:
        words = f"`true`: only {plural} without `{self.name}`, not known or not applicable; `false`: only the others."
        return Operator("__isnull", bool | None, IsNull(condition), words)


@dataclass(frozen=True)
class Date(Filtered):
    """A partial date, stored with its first and last day; `about` begins its sentences."""

    about: str

    @property
    def sort_column(self) -> str:
        """Return the column of the first day, by which a date sorts."""
        return f"{self.name}_first"

    def operators(self, plural: str) -> Iterator[Operator]:
        """Bound the date, both ends inclusive."""
        day, span = PartialDate | None, "this year, month or day."
        yield Operator("__gte", day, InOrAfter(self.name), f"{self.about} in or after {span}")
        yield Operator("__lte", day, InOrBefore(self.name), f"{self.about} in or before {span}")
        yield self._is_null(plural, OneOf(self.sort_column))


@dataclass(frozen=True)
class Number(Filtered):
    """A number, bounded on either side."""

    def operators(self, plural: str) -> Iterator[Operator]:
        """Bound the number, with or without the bound itself."""
        words = {
            "__gte": (operator.ge, f"Only {plural} of this {self.name} or more."),
            "__gt": (operator.gt, f"Only {plural} of more than this {self.name}."),
            "__lte": (operator.le, f"Only {plural} of this {self.name} or less."),
            "__lt": (operator.lt, f"Only {plural} of less than this {self.name}."),
        }
        for suffix, (compare, sentence) in words.items():
            yield Operator(suffix, Amount | None, Compared(self.name, compare), sentence)
        yield self._is_null(plural, OneOf(self.name))


@dataclass(frozen=True)
class Text(Filtered):
    """Words in which other words are looked for."""

    def operators(self, plural: str) -> Iterator[Operator]:
        """Look for words, whatever the case of A to Z."""
        words = f"Only {plural} with these words in their {self.name}."
        yield Operator("__contains", Fragment | None, Contains(self.name), words)
        yield self._is_null(plural, OneOf(self.name))


@dataclass(frozen=True)
class Choice(Filtered):
    """A value of a closed list, or of those that occur; `about` is the sentence of the plain filter."""

    values: Any
    about: str
    condition: Condition | None = None

    def operators(self, plural: str) -> Iterator[Operator]:
        """Take any of several values, or none of them."""
        values: Any = AnyOf[self.values]  # type: ignore[misc, name-defined]  # the type is known only here
        condition = self.condition or OneOf(self.column or self.name)
        without = f"Only {plural} with none of these as `{self.name}`; those without one pass."
        yield Operator("", values, condition, self.about)
        yield Operator("__not", values, NoneOf(condition), without)
        yield self._is_null(plural, condition)


@dataclass(frozen=True)
class Reference(Choice):
    """Other records, by code or written `type:code`; the condition says how they are linked."""

    condition: Condition
