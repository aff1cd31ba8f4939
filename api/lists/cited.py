"""The filters on cited sources, for the list of any kind of record that cites."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from sqlalchemy import ColumnElement, select
from sqlmodel import col

from api.lists.conditions import NamesCodes
from api.lists.parameters import AnyName, AnyOf, PageParams, parameter
from api.lists.resource import Condition, Resource, bind_each, bind_one
from api.tables.index import CitationRow
from api.tables.sources import SourceRow
from api.vocabulary import Grade, PartialDate, RecordType, first_day, last_day


def citing(resource: Resource, *tests: ColumnElement[bool]) -> ColumnElement[bool]:
    """Select the records that cite, themselves or in a part, a source that passes all the tests."""
    sources = select(col(SourceRow.code)).where(*tests)
    return _with_source(resource, lambda source: source.in_(sources))


def _with_source(
    resource: Resource, test: Callable[[Any], ColumnElement[bool]]
) -> ColumnElement[bool]:
    """Select the records that cite a source whose code passes a test; the only source of a figure is a column."""
    if resource.type is RecordType.FIGURE:
        return test(resource.column("source"))
    of_kind = col(CitationRow.record_type) == resource.type
    citing = select(col(CitationRow.record_code)).where(of_kind, test(col(CitationRow.source)))
    return resource.column("code").in_(citing)


@dataclass(frozen=True)
class OfSource(Condition):
    """A test of a cited source; one source must pass all such tests of a request."""

    test: Callable[[Any], ColumnElement[bool]]
    joint = staticmethod(citing)

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        """Select the sources that pass."""
        return self.test(value)


@dataclass(frozen=True)
class Cites(NamesCodes):
    """The cited source is one of these."""

    type: RecordType = RecordType.SOURCE
    joint = staticmethod(citing)

    bind = bind_each

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        """Select the sources that pass."""
        return col(SourceRow.code).in_(value)


@dataclass(frozen=True)
class CitesIt(Condition):
    """The record cites the source with this code, maybe among others."""

    bind = bind_one

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        """Select the records that pass."""
        return _with_source(resource, lambda source: source == value)


def _of_grade(grades: list[Grade]) -> ColumnElement[bool]:
    return col(SourceRow.grade).in_(grades)


def _not_before(date: str) -> ColumnElement[bool]:
    return col(SourceRow.date_last) >= first_day(date)


def _not_after(date: str) -> ColumnElement[bool]:
    return col(SourceRow.date_first) <= last_day(date)


class CitedParams(PageParams):
    """The query parameters that every list of records with sources has, beside its own filters."""

    source: Annotated[AnyName, Cites()] = parameter(
        "Only records that cite one of these sources.", "security-council-briefing-2020-09-14"
    )
    source_grade: Annotated[AnyOf[Grade], OfSource(_of_grade)] = parameter(
        "Only records that cite a source of one of these grades. All `source…` filters of one question"
        " are passed by the same source.",
        "primary,official_dataset",
    )
    source_date__gte: Annotated[PartialDate | None, OfSource(_not_before)] = parameter(
        "Only records that cite a source of or after this year, month or day.", "2020"
    )
    source_date__lte: Annotated[PartialDate | None, OfSource(_not_after)] = parameter(
        "Only records that cite a source of or before this year, month or day.", "2026"
    )
