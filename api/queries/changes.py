"""Changes as a list: the log of all releases, or what a mirror has missed since one of them."""

from dataclasses import dataclass
from typing import Annotated, Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, and_, case, exists, func, select
from sqlmodel import col

from api.queries.listing import Condition, Join, Listing, Unknown
from api.queries.requests import AnyOf, PageRequest, asked
from api.tables.changes import ChangeFacts, ChangeRow, PublishedRow
from api.tables.index import ReleaseRow
from api.vocabulary import Change, RecordType, Since, last_day

NUMBER = col(PublishedRow.number)


@dataclass(frozen=True)
class Missed(Condition):
    """What a mirror that stopped at a release or date must fetch, mark or drop: the last word on each record."""

    def unknown(self, connection: Connection, listing: Listing, value: Any) -> list[Unknown]:
        """The release, when there was none of this version."""
        version = value.partition("+")[0]
        question = select(col(PublishedRow.version)).order_by(NUMBER.desc())
        known = connection.execute(question).scalars()
        allowed = tuple(dict.fromkeys(known))
        if "." not in version or version in allowed:
            return []
        return [Unknown("", value, "release", None, allowed)]

    def where(self, listing: Listing, value: Any) -> ColumnElement[bool]:
        """The rows that pass."""
        stop = _number_of(value)
        return and_(listing.column("missed_from") <= stop, listing.column("missed_until") >= stop)


def _number_of(value: str) -> ScalarSelect[Any]:
    """The number of the last release that a mirror has: by version, by label or by date."""
    version, _, digest = value.partition("+")
    if "." not in version:
        last = select(func.coalesce(func.max(NUMBER), 0))
        return last.where(col(PublishedRow.date) <= last_day(version)).scalar_subquery()
    # A version is the state that was published; our own label alone is known to hold what came behind it.
    ours = exists().where(
        col(ReleaseRow.version) == version, col(ReleaseRow.digest).startswith(digest)
    )
    number = case((ours, func.max(NUMBER)), else_=func.min(NUMBER)) if digest else func.min(NUMBER)
    return select(number).where(col(PublishedRow.version) == version).scalar_subquery()


class ChangeFilter(PageRequest):
    """What the list of changes can be asked."""

    since: Annotated[Since | None, Missed()] = asked(
        "What a mirror has missed that stopped at this release, as `meta.release` names it, or at the releases"
        " until this year, month or day: the last word on each record, `added` where the mirror cannot have"
        " it. Left out: every change of every release.",
        "2026.11.1",
    )
    type: AnyOf[RecordType] = asked("Only changes of these kinds of records.", "figure")
    change: AnyOf[Change] = asked("Only changes of these kinds.", "withdrawn")


CHANGES = Listing(
    record_type=RecordType.FIGURE,  # Most are; each row names its own.
    mixed=True,
    plural="changes",
    row=ChangeRow,
    facts=ChangeFacts,
    filter=ChangeFilter,
    unique="key",
    order=("key",),
    join=Join(
        source=ChangeRow.__table__,  # type: ignore[attr-defined]  # SQLModel adds it to tables
        columns={name: col(getattr(ChangeRow, name)) for name in ChangeFacts.model_fields},
    ),
    sorts={"type": "type", "release": "released_on"},
    facets=("type", "change", "release"),
)
