"""Changes: the list of what all releases changed, or, with `since`, of what a mirror has missed since one of them."""

from dataclasses import dataclass, replace
from typing import Annotated, Any

from pydantic import Field as Part
from pydantic_core import from_json, to_json
from sqlalchemy import (
    ColumnElement,
    Connection,
    ScalarSelect,
    and_,
    case,
    exists,
    func,
    or_,
    select,
)
from sqlmodel import Field as Described
from sqlmodel import col

from api.constraints import Since, Version
from api.facts.changes import Change
from api.lists.conditions import NamesRecords
from api.lists.engine import RecordPage, find
from api.lists.envelope import Answer
from api.lists.fields import Choice
from api.lists.filter_values import read_targets
from api.lists.parameters import AnyName, PageParams, parameter
from api.lists.parts import below, paths_of, trim
from api.lists.resource import Condition, Join, Read, Resource
from api.lists.unknown import Unknown, check_names
from api.lists.word_conditions import Known
from api.resources.history import tell_what_came
from api.tables.changes import ChangedFieldsRow, ChangeFacts, ChangeRow, PublishedRow
from api.tables.kinds import KINDS, Kind
from api.tables.release import ReleaseTable
from api.vocabulary import RecordType, Row, last_day
from api.wording import day_in_words, shorten

NUMBER = col(PublishedRow.number)


@dataclass(frozen=True)
class Missed(Condition):
    """The change is the last one of its record that a mirror, which stopped at a release or date, has missed."""

    def read(self, connection: Connection, resource: Resource, value: Any) -> Read:
        """Refuse a version of which there was no release."""
        version = value.partition("+")[0]
        statement = select(col(PublishedRow.version)).order_by(NUMBER.desc())
        known = connection.execute(statement).scalars()
        allowed = tuple(dict.fromkeys(known))
        if "." not in version or version in allowed:
            return Read(value, [])
        return Read(value, [Unknown("", value, "release", None, allowed)])

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        """Select the rows that pass."""
        stop = _number_of(value)
        return and_(resource.column("missed_from") <= stop, resource.column("missed_until") >= stop)


def _number_of(value: str) -> ScalarSelect[Any]:
    """Select the number of the last release that a mirror has: by version, by label or by date."""
    version, _, digest = value.partition("+")
    if "." not in version:
        last = select(func.coalesce(func.max(NUMBER), 0))
        return last.where(col(PublishedRow.date) <= last_day(version)).scalar_subquery()
    # A version means the published state; only the label being served is known to hold changes after it.
    ours = exists().where(
        col(ReleaseTable.version) == version, col(ReleaseTable.digest).startswith(digest)
    )
    number = case((ours, func.max(NUMBER)), else_=func.min(NUMBER)) if digest else func.min(NUMBER)
    return select(number).where(col(PublishedRow.version) == version).scalar_subquery()


@dataclass(frozen=True)
class Concerns(NamesRecords):
    """The change is of one of these records, which may have been removed since."""

    def read(self, connection: Connection, resource: Resource, value: Any) -> Read:
        """Resolve records by any of their names; one that is removed, but in the log, by its code."""
        parts = [part.strip() for text in value for part in text.split(",")]
        told = [part.lower() for part in parts if _is_told(connection, part.lower())]
        others = [
            ",".join(part for part in text.split(",") if part.strip().lower() not in told)
            for text in value
        ]
        read = read_targets(connection, [text for text in others if text])
        return Read([*told, *read.value], read.unknown)

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        """Select the rows that pass."""
        return or_(*map(_of_record, value))


def _is_told(connection: Connection, written: str) -> bool:
    type, _, code = written.partition(":")
    return connection.execute(select(exists().where(_of_record((type, code))))).scalar_one()


def _of_record(target: tuple[str, str]) -> ColumnElement[bool]:
    type, code = target
    return and_(col(ChangeRow.type) == type, col(ChangeRow.code) == code)


class FieldChange(Answer):
    """A field of a record that a release changed, in the form of the seed files."""

    field: str = Part(description="Name of the field.", examples=["status"])
    before: Any = Part(
        description="Previous value; null when there was none. For a list, the entries removed."
    )
    after: Any = Part(
        description="New value; null when there is none. For a list, the entries added."
    )
    before_at: list[int] | None = Part(
        description="Previous indexes of the entries removed from a list, from 0; null unless a list."
    )
    after_at: list[int] | None = Part(
        description="New indexes of the entries added to a list, from 0; null unless a list."
    )


class RecordChange(ChangeFacts):
    """Change that a release made to one record."""

    href: str | None = Described(
        description="URL path of the current record; null when it no longer exists."
    )
    fields: list[FieldChange] = Described(
        description="Fields that changed; for an added record, all. Empty where this was not logged, as for a"
        " correction that is ahead of the published release."
    )


class ChangeParams(PageParams):
    """The query parameters of changes, beside the filters of fields."""

    record: Annotated[AnyName, Concerns()] = parameter(
        "Only changes of these records, by `type:code` or name.", "mission:unifil"
    )

    since: Annotated[Since | None, Missed()] = parameter(
        "What a mirror has missed since this release, as in `meta.release`, or since the releases"
        " up to this year, month or day: the latest change of each record, `added` where the"
        " mirror cannot have it. By default every change of every release.",
        "2026.11.1",
    )


def _as_answered(row: Row) -> Row:
    """Make the record of a row: parse the changed fields, and add the address."""
    fields, is_there = row.pop("changed_fields"), row.pop("is_there")
    href = f"/v1/{KINDS[RecordType(row['type'])].plural}/{row['code']}" if is_there else None
    changed = [
        {name: field.get(name) for name in FieldChange.model_fields}
        for field in from_json(fields or "[]")
    ]
    return {**row, "href": href, "fields": changed}


def _sentence(row: Row) -> str:
    day = f" of {day_in_words(row['released_on'])}" if row["released_on"] else ""
    reason = f": {shorten(row['reason'])}" if row["reason"] else ""
    replaced = f" Replaced by {row['replaced_by']}." if row["replaced_by"] else ""
    words = f"{row['type']} {row['code']} {row['change']} in release {row['release']}{day}{reason}"
    return f"{words[0].upper()}{words[1:]}.{replaced}"


CHANGES = Resource(
    kind=Kind(RecordType.FIGURE, "changes", ChangeFacts, ChangeRow),  # Each row names its own type.
    answer=RecordChange,
    sentence=_sentence,
    feed=True,
    words="What was added, corrected and withdrawn.",
    example="minusma",
    base_params=ChangeParams,
    fields=(
        Choice(
            "type",
            "figure",
            RecordType,
            "Only changes to records of these types.",
            sort=True,
            facet=True,
        ),
        Choice("change", "withdrawn", Change, "Only changes of these kinds.", facet=True),
        Choice(
            "release",
            "2026.11.1",
            Version,
            "Only changes of these releases.",
            sort=True,
            facet=True,
            column="released_on",
            condition=Known("release"),
        ),
    ),
    mixed=True,
    join=Join(
        source=ChangeRow.__table__.outerjoin(  # type: ignore[attr-defined]  # SQLModel adds it to tables
            ChangedFieldsRow, col(ChangeRow.changed_fields) == col(ChangedFieldsRow.id)
        ),
        columns={
            **{name: col(getattr(ChangeRow, name)) for name in ChangeFacts.model_fields},
            "is_there": col(ChangeRow.is_there),
            "changed_fields": col(ChangedFieldsRow.fields),
        },
    ),
    shape=_as_answered,
    unique=("type", "code", "number"),
    order=("type", "code", "number"),
)


def find_changes(connection: Connection, params: PageParams) -> RecordPage:
    """Find a page of changes, with the fields of added records, unless `fields` leaves the changed fields out."""
    paths = paths_of(params.fields or [])
    if paths and "fields" not in below(paths):
        return find(connection, CHANGES, params)
    check_names(params.fields, CHANGES.parts, "fields", "field")
    page = find(connection, CHANGES, params.model_copy(update={"fields": None}))
    rows = tell_what_came(connection, page.rows)
    if paths:
        rows = [trim(row, paths) for row in rows]
    return replace(page, texts=[*map(to_json, rows)], parsed=rows)
