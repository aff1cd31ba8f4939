"""What a filter can mean beside equality: dates within, links to other records, citations of a source."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlmodel import col

from api.queries.grammar import Listing
from api.tables.index import CitationRow, LinkRow, ResolutionRow, TopicRow
from api.vocabulary import RecordType, first_day, last_day

Target = tuple[RecordType, str]


@dataclass(frozen=True)
class Condition:
    """How a filter becomes part of the question."""

    def targets(self, value: Any) -> list[Target]:
        """The records the value names, which must exist."""
        return []

    def written(self, target: Target) -> str:
        """How a client would have written the record."""
        type, code = target
        return code.upper() if type is RecordType.COUNTRY else code

    def where(self, listing: Listing, value: Any) -> ColumnElement[bool]:
        """The rows that pass."""
        raise NotImplementedError


@dataclass(frozen=True)
class NotBefore(Condition):
    """The date in `column` lies on the first day of the value or later; unknown dates do not pass."""

    column: str

    def where(self, listing: Listing, value: Any) -> ColumnElement[bool]:
        """The rows that pass."""
        passes: ColumnElement[bool] = listing.column(self.column) >= first_day(value)
        return passes


@dataclass(frozen=True)
class NotAfter(Condition):
    """The date in `column` lies on the last day of the value or earlier; unknown dates do not pass."""

    column: str

    def where(self, listing: Listing, value: Any) -> ColumnElement[bool]:
        """The rows that pass."""
        passes: ColumnElement[bool] = listing.column(self.column) <= last_day(value)
        return passes


@dataclass(frozen=True)
class Codes(Condition):
    """The column holds one of the codes, all of which must exist."""

    type: RecordType
    column: str

    def targets(self, value: Any) -> list[Target]:
        """The records the value names, which must exist."""
        return [(self.type, code.lower()) for code in value]

    def where(self, listing: Listing, value: Any) -> ColumnElement[bool]:
        """The rows that pass."""
        passes: ColumnElement[bool] = listing.column(self.column).in_(value)
        return passes


@dataclass(frozen=True)
class Linked(Condition):
    """The record refers, in the named fields or in any, to one of the codes of one type."""

    type: RecordType
    fields: tuple[str, ...] = ()

    def targets(self, value: Any) -> list[Target]:
        """The records the value names, which must exist."""
        return [(self.type, code.lower()) for code in value]

    def where(self, listing: Listing, value: Any) -> ColumnElement[bool]:
        """The rows that pass."""
        return links_to(listing, self.targets(value), self.fields)


@dataclass(frozen=True)
class Mentions(Condition):
    """The record refers, in the named fields or in any, to one of the records written `type:code`."""

    fields: tuple[str, ...] = ()

    def targets(self, value: Any) -> list[Target]:
        """The records the value names, which must exist."""
        return [_read_target(text) for text in value]

    def written(self, target: Target) -> str:
        """How a client would have written the record."""
        return ":".join(target)

    def where(self, listing: Listing, value: Any) -> ColumnElement[bool]:
        """The rows that pass."""
        return links_to(listing, self.targets(value), self.fields)


@dataclass(frozen=True)
class Names(Condition):
    """The pair of columns `…_type` and `…_code` holds one of the records written `type:code`."""

    prefix: str

    def targets(self, value: Any) -> list[Target]:
        """The records the value names, which must exist."""
        return [_read_target(text) for text in value]

    def written(self, target: Target) -> str:
        """How a client would have written the record."""
        return ":".join(target)

    def where(self, listing: Listing, value: Any) -> ColumnElement[bool]:
        """The rows that pass."""
        type, code = listing.column(f"{self.prefix}_type"), listing.column(f"{self.prefix}_code")
        return or_(*[and_(type == a, code == b) for a, b in self.targets(value)])


@dataclass(frozen=True)
class Cites(Condition):
    """The record, or a part of it, cites one of the sources."""

    def targets(self, value: Any) -> list[Target]:
        """The records the value names, which must exist."""
        return [(RecordType.SOURCE, code) for code in value]

    def where(self, listing: Listing, value: Any) -> ColumnElement[bool]:
        """The rows that pass."""
        return _belongs(listing, CitationRow, col(CitationRow.source).in_(value))


@dataclass(frozen=True)
class NamesResolution(Condition):
    """The record names one of the resolutions."""

    def where(self, listing: Listing, value: Any) -> ColumnElement[bool]:
        """The rows that pass."""
        return _belongs(listing, ResolutionRow, col(ResolutionRow.symbol).in_(value))


@dataclass(frozen=True)
class HasTopic(Condition):
    """The record is about one of the topics."""

    def where(self, listing: Listing, value: Any) -> ColumnElement[bool]:
        """The rows that pass."""
        return _belongs(listing, TopicRow, col(TopicRow.topic).in_(value))


def links_to(
    listing: Listing, targets: Sequence[Target], fields: tuple[str, ...] = ()
) -> ColumnElement[bool]:
    """The records that refer to one of the targets."""
    type, code = col(LinkRow.target_type), col(LinkRow.target_code)
    matches = or_(*[and_(type == a, code == b) for a, b in targets])
    return _belongs(listing, LinkRow, matches, *_within(fields))


def _within(fields: tuple[str, ...]) -> list[ColumnElement[bool]]:
    return [col(LinkRow.field).in_(fields)] if fields else []


def _belongs(
    listing: Listing,
    table: type[LinkRow | CitationRow | ResolutionRow | TopicRow],
    *conditions: ColumnElement[bool],
) -> ColumnElement[bool]:
    return exists().where(
        col(table.record_type) == listing.record_type,
        col(table.record_code) == listing.column("code"),
        *conditions,
    )


def _read_target(text: str) -> Target:
    type, _, code = text.partition(":")
    return RecordType(type), code.lower()


def citing(listing: Listing, source: str) -> ColumnElement[bool]:
    """The records that cite a source."""
    if listing.record_type is RecordType.FIGURE:
        return or_(listing.column("source") == source)
    return Cites().where(listing, [source])


def referring(listing: Listing, target: Target) -> ColumnElement[bool]:
    """The records that refer to another one; a figure does by subject, country and speaker."""
    type, code = target
    if listing.record_type is not RecordType.FIGURE:
        return links_to(listing, [target])
    ways = [
        Names(prefix).where(listing, [f"{type}:{code}"]) for prefix in ("subject", "attributed_to")
    ]
    if type is RecordType.COUNTRY:
        ways.append(listing.column("country") == code.upper())
    return or_(*ways)
