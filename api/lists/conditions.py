"""Conditions of filters beside equality: date ranges, links to other records, words in a text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from string import ascii_lowercase, ascii_uppercase
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, func, not_, or_, select
from sqlalchemy import tuple_ as row_of
from sqlalchemy.orm import Mapped
from sqlmodel import col

from api.lists.lookups import get_nearest_code, missing_records
from api.lists.resource import Condition, OneOf, Resource, Unknown
from api.tables.identifiers import IdentifierRow
from api.tables.index import LinkRow, ResolutionRow, TopicRow
from api.vocabulary import RecordType, first_day, last_day, probably_meant

Target = tuple[RecordType, str]
# What was meant is looked for among all codes: for a hundred at once it would take seconds.
MOST_GUESSES = 3
LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
IndexTable = type[LinkRow | ResolutionRow | TopicRow | IdentifierRow]


@dataclass(frozen=True)
class InOrAfter(Condition):
    """The date lies in the value or later; unknown dates do not pass, here and below."""

    date: str

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        return resource.column(f"{self.date}_last") >= first_day(value)


@dataclass(frozen=True)
class InOrBefore(Condition):
    """The date lies in the value or earlier."""

    date: str

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        return resource.column(f"{self.date}_first") <= last_day(value)


@dataclass(frozen=True)
class NoneOf(Condition):
    """The opposite of another condition; what has no value passes."""

    inner: Condition

    def unknown(self, connection: Connection, resource: Resource, value: Any) -> list[Unknown]:
        return self.inner.unknown(connection, resource, value)

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        return self.inner.exclude(resource, value)


@dataclass(frozen=True)
class IsNull(Condition):
    """Whether what another condition looks at has no value."""

    inner: Condition

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        absent = self.inner.is_absent(resource)
        return absent if value else not_(absent)


@dataclass(frozen=True)
class Contains(Condition):
    """The words occur in the column, whatever the case of A to Z."""

    column: str

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        # PostgreSQL would fold more letters in the value than in a column of "C" collation.
        folded = value.translate(LOWER)
        return func.lower(resource.column(self.column)).contains(folded, autoescape=True)


@dataclass(frozen=True)
class Compared(Condition):
    """The number in the column stands so to the value, such as `operator.ge`."""

    column: str
    operator: Callable[[Mapped[Any], Any], ColumnElement[bool]]

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        return self.operator(resource.column(self.column), value)


@dataclass(frozen=True)
class Known(OneOf):
    """The column holds one of the values, each of which occurs in it somewhere."""

    column: str

    def unknown(self, connection: Connection, resource: Resource, value: Any) -> list[Unknown]:
        return _not_among(connection, resource.column(self.column), value, self.column)


@dataclass(frozen=True)
class NamesRecords(Condition):
    """A condition whose values are codes of one type, or are written `type:code`."""

    def targets(self, value: Any) -> list[Target]:
        """List the records that the value names."""
        return [_read_target(text) for text in value]

    def written(self, target: Target) -> str:
        """Write a record as a client would."""
        return ":".join(target)

    def unknown(self, connection: Connection, resource: Resource, value: Any) -> list[Unknown]:
        unknown = []
        for place, (type, code) in enumerate(missing_records(connection, self.targets(value))):
            near = get_nearest_code(connection, type, code) if place < MOST_GUESSES else None
            meant = self.written((type, near)) if near else None
            unknown.append(Unknown("", self.written((type, code)), type, meant))
        return unknown


@dataclass(frozen=True)
class NamesCodes(NamesRecords):
    """A condition whose values are codes of one type."""

    type: RecordType

    def targets(self, value: Any) -> list[Target]:
        """List the records that the value names."""
        return [(self.type, code.lower()) for code in value]

    def written(self, target: Target) -> str:
        """Write a record as a client would: a country by its code of ISO 3166-1."""
        return target[1].upper() if self.type is RecordType.COUNTRY else target[1]


@dataclass(frozen=True)
class Codes(NamesCodes):
    """The column holds one of the codes."""

    column: str

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        return resource.column(self.column).in_(value)

    def is_absent(self, resource: Resource) -> ColumnElement[bool]:
        return resource.column(self.column).is_(None)


@dataclass(frozen=True)
class LinkedFrom(NamesCodes):
    """One of the records refers to this one, in the named fields or in any."""

    fields: tuple[str, ...] = ()

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        pair = row_of(col(LinkRow.record_type), col(LinkRow.record_code))
        return self._linked(resource, pair.in_(self.targets(value)))

    def _linked(self, resource: Resource, linking: ColumnElement[bool]) -> ColumnElement[bool]:
        return exists().where(
            col(LinkRow.target_type) == resource.type,
            col(LinkRow.target_code) == resource.column("code"),
            linking,
            *_in_fields(self.fields),
        )

    def is_absent(self, resource: Resource) -> ColumnElement[bool]:
        return not_(self._linked(resource, col(LinkRow.record_type) == self.type))


@dataclass(frozen=True)
class Mentions(NamesRecords):
    """The record refers, in the named fields or in any, to one of the records."""

    fields: tuple[str, ...] = ()

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        return links_to(resource, self.targets(value), self.fields)

    def is_absent(self, resource: Resource) -> ColumnElement[bool]:
        return not_(_belongs(resource, LinkRow, *_in_fields(self.fields)))


@dataclass(frozen=True)
class Linked(Mentions, NamesCodes):
    """The record refers, in the named fields or in any, to one of the codes."""


@dataclass(frozen=True)
class Names(NamesRecords):
    """The pair of columns `…_type` and `…_code` holds one of the records."""

    prefix: str

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        pair = resource.column(f"{self.prefix}_type"), resource.column(f"{self.prefix}_code")
        return row_of(*pair).in_(self.targets(value))

    def is_absent(self, resource: Resource) -> ColumnElement[bool]:
        return resource.column(f"{self.prefix}_code").is_(None)


@dataclass(frozen=True)
class Indexed(Condition):
    """The record holds one of the values that a table of their own lists: of resolutions, or of topics."""

    table: type[ResolutionRow | TopicRow | IdentifierRow]
    column: str
    kind: str

    def unknown(self, connection: Connection, resource: Resource, value: Any) -> list[Unknown]:
        return _not_among(connection, self._values, value, self.kind)

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        return _belongs(resource, self.table, self._values.in_(value))

    def is_absent(self, resource: Resource) -> ColumnElement[bool]:
        return not_(_belongs(resource, self.table))

    @property
    def _values(self) -> Mapped[Any]:
        return col(getattr(self.table, self.column))


NAMES_RESOLUTION = Indexed(ResolutionRow, "symbol", "resolution")
HAS_TOPIC = Indexed(TopicRow, "topic", "topic")


def links_to(
    resource: Resource, targets: Sequence[Target], fields: tuple[str, ...] = ()
) -> ColumnElement[bool]:
    """Select the records that refer to one of the targets."""
    pair = row_of(col(LinkRow.target_type), col(LinkRow.target_code))
    return _belongs(resource, LinkRow, pair.in_(targets), *_in_fields(fields))


def _in_fields(fields: tuple[str, ...]) -> list[ColumnElement[bool]]:
    return [col(LinkRow.field).in_(fields)] if fields else []


def referring(resource: Resource, target: Target) -> ColumnElement[bool]:
    """Select the records that refer to another one; a figure by subject, indicator, speaker and country."""
    type, code = target
    if resource.type is not RecordType.FIGURE:
        return links_to(resource, [target])
    if type is RecordType.INDICATOR:
        return Codes(type, "indicator").where(resource, [code])
    written = [":".join(target)]
    ways = [Names(prefix).where(resource, written) for prefix in ("subject", "attributed_to")]
    if type is RecordType.COUNTRY:
        ways.append(Codes(type, "country").where(resource, [code.upper()]))
    return or_(*ways)


def _belongs(
    resource: Resource, table: IndexTable, *conditions: ColumnElement[bool]
) -> ColumnElement[bool]:
    return exists().where(
        and_(
            col(table.record_type) == resource.type,
            col(table.record_code) == resource.column("code"),
            *conditions,
        )
    )


def _not_among(connection: Connection, column: Any, values: list[str], kind: str) -> list[Unknown]:
    question = select(column).distinct().where(column.is_not(None)).order_by(column)
    occurring = {text.casefold(): text for text in connection.execute(question).scalars()}
    unknown: list[Unknown] = []
    for value in values:
        if value not in occurring.values():
            guessed = len(unknown) < MOST_GUESSES
            meant = probably_meant(value.casefold(), occurring) if guessed else None
            unknown.append(Unknown("", value, kind, occurring[meant] if meant else None))
    return unknown


def _read_target(text: str) -> Target:
    type, _, code = text.partition(":")
    return RecordType(type), code.lower()
