"""Conditions on references to other records, and on values in tables of their own: resolutions, topics, identifiers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    exists,
    false,
    func,
    literal_column,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import col

from api.lists.filter_values import read_codes, read_targets, read_words
from api.lists.names import Target, words_in
from api.lists.resolutions import read_resolutions
from api.lists.resource import Condition, Counted, Read, Resource, Slot, bind_each, bind_one
from api.tables.identifiers import IdentifierRow
from api.tables.index import LinkRow, ResolutionRow, TopicRow
from api.vocabulary import RecordType

IndexTable = type[LinkRow | ResolutionRow | TopicRow | IdentifierRow]


@dataclass(frozen=True)
class NamesRecords(Condition):
    """A condition whose values are codes of one type, or are written `type:code`."""

    def targets(self, value: Any) -> list[Target]:
        """List the records that the value names."""
        return [_read_target(text) for text in value]

    def read(self, connection: Connection, resource: Resource, value: Any) -> Read:
        return read_targets(connection, value)

    def bind(self, value: Any, slot: Slot) -> Any:
        """Replace the codes by bound parameters; the types of the records are part of the SQL."""
        return [(type, slot(code)) for type, code in self.targets(value)]


@dataclass(frozen=True)
class NamesCodes(NamesRecords):
    """A condition whose values are codes of one type; of countries, those of ISO 3166-1."""

    type: RecordType

    def targets(self, value: Any) -> list[Target]:
        """List the records that the value names."""
        return [(self.type, code.lower()) for code in value]

    def read(self, connection: Connection, resource: Resource, value: Any) -> Read:
        is_country = self.type is RecordType.COUNTRY
        return read_codes(connection, self.type, value, str.upper if is_country else str)


@dataclass(frozen=True)
class Codes(NamesCodes):
    """The column holds one of the codes."""

    column: str

    bind = bind_each

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        return resource.column(self.column).in_(value)

    def is_absent(self, resource: Resource) -> ColumnElement[bool]:
        return resource.column(self.column).is_(None)


@dataclass(frozen=True)
class LinkedFrom(NamesCodes):
    """One of the records refers to this one, in the named fields or in any."""

    fields: tuple[str, ...] = ()

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        linking = is_any_of(col(LinkRow.record_type), col(LinkRow.record_code), value)
        return self._linked(resource, linking)

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

    def counted(self, resource: Resource) -> Counted:
        link = aliased(LinkRow)
        joining = _joining(resource, link), *_in_fields(self.fields, link)
        return Counted(self.written(link), (link, and_(*joining)))

    def written(self, link: type[LinkRow]) -> ColumnElement[Any] | Mapped[Any]:
        """Return the record that is referred to, written as filters write it: `type:code`."""
        return _with_type(col(link.target_type), col(link.target_code))

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        return links_to(resource, value, self.fields)

    def is_absent(self, resource: Resource) -> ColumnElement[bool]:
        return not_(_has_row(resource, LinkRow, *_in_fields(self.fields)))


@dataclass(frozen=True)
class Linked(Mentions, NamesCodes):
    """The record refers, in the named fields or in any, to one of the codes."""

    def written(self, link: type[LinkRow]) -> ColumnElement[Any] | Mapped[Any]:
        """Return the code that is referred to, written as filters write it."""
        code = col(link.target_code)
        return func.upper(code) if self.type is RecordType.COUNTRY else code


@dataclass(frozen=True)
class Names(NamesRecords):
    """The pair of columns `<prefix>_type` and `<prefix>_code` holds one of the records."""

    prefix: str

    def counted(self, resource: Resource) -> Counted:
        pair = resource.column(f"{self.prefix}_type"), resource.column(f"{self.prefix}_code")
        return Counted(_with_type(*pair))

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        type, code = resource.column(f"{self.prefix}_type"), resource.column(f"{self.prefix}_code")
        return is_any_of(type, code, value)

    def is_absent(self, resource: Resource) -> ColumnElement[bool]:
        return resource.column(f"{self.prefix}_code").is_(None)


@dataclass(frozen=True)
class Indexed(Condition):
    """The record has one of the values, which are rows of a table of their own."""

    table: type[ResolutionRow | TopicRow | IdentifierRow]
    column: str

    def counted(self, resource: Resource) -> Counted:
        table = aliased(self.table)
        return Counted(getattr(table, self.column), (table, _joining(resource, table)))

    bind = bind_each

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        return _has_row(resource, self.table, self._values.in_(value))

    def is_absent(self, resource: Resource) -> ColumnElement[bool]:
        return not_(_has_row(resource, self.table))

    @property
    def _values(self) -> Mapped[Any]:
        return col(getattr(self.table, self.column))


class NamesResolution(Indexed):
    """The record names one of the resolutions."""

    def read(self, connection: Connection, resource: Resource, value: Any) -> Read:
        return read_resolutions(connection, value)


class HasTopic(Indexed):
    """The record is about one of the topics."""

    def read(self, connection: Connection, resource: Resource, value: Any) -> Read:
        return read_words(words_in(connection, self._values), value, "topic")


@dataclass(frozen=True)
class RefersTo(Condition):
    """The record refers to the one with this code; a figure as its subject, indicator, speaker or country."""

    type: RecordType

    bind = bind_one

    def where(self, resource: Resource, value: str) -> ColumnElement[bool]:
        target = [(self.type, value)]
        if resource.type is not RecordType.FIGURE:
            return links_to(resource, target)
        if self.type is RecordType.INDICATOR:
            return resource.column("indicator") == value
        ways = [Names(prefix).where(resource, target) for prefix in ("subject", "attributed_to")]
        if self.type is RecordType.COUNTRY:
            ways.append(resource.column("country") == func.upper(value))
        return or_(*ways)


NAMES_RESOLUTION = NamesResolution(ResolutionRow, "symbol")
HAS_TOPIC = HasTopic(TopicRow, "topic")


def links_to(
    resource: Resource, targets: Sequence[Target], fields: tuple[str, ...] = ()
) -> ColumnElement[bool]:
    """Select the records that refer to one of the targets."""
    linked = is_any_of(col(LinkRow.target_type), col(LinkRow.target_code), targets)
    return _has_row(resource, LinkRow, linked, *_in_fields(fields))


def is_any_of(
    type: Mapped[Any], code: Mapped[Any], targets: Sequence[Target]
) -> ColumnElement[bool]:
    """Write the condition that a pair of columns names one of the records."""
    codes: dict[RecordType, list[str]] = {}
    for target in targets:
        codes.setdefault(target[0], []).append(target[1])
    # Not as tuples, for which SQLite cannot use an index of the codes alone.
    return or_(false(), *(and_(type == one, code.in_(codes[one])) for one in codes))


def _in_fields(fields: tuple[str, ...], link: type[LinkRow] = LinkRow) -> list[ColumnElement[bool]]:
    return [col(link.field).in_(fields)] if fields else []


def _with_type(type: Mapped[Any], code: Mapped[Any]) -> ColumnElement[Any]:
    return type + literal_column("':'") + code


def _has_row(
    resource: Resource, table: IndexTable, *conditions: ColumnElement[bool]
) -> ColumnElement[bool]:
    """Select the records that have a row in an index table which passes the conditions."""
    # Not as EXISTS, for which SQLite would scan all records; a subquery is answered by an index of its table.
    of_kind = col(table.record_type) == resource.type
    return resource.column("code").in_(select(col(table.record_code)).where(of_kind, *conditions))


def _joining(resource: Resource, table: IndexTable) -> ColumnElement[bool]:
    """Write the condition that joins an index table to the records that its rows are about."""
    return and_(
        col(table.record_type) == resource.type,
        col(table.record_code) == resource.column("code"),
    )


def _read_target(text: str) -> Target:
    type, _, code = text.partition(":")
    return RecordType(type), code.lower()
