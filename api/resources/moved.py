"""Redirect a filter by subject to figures that were moved to another subject."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, or_, select
from sqlalchemy import tuple_ as row_of
from sqlmodel import col

from api.lists.conditions import Names
from api.lists.names import Target
from api.lists.resource import Read, Resource, Slot
from api.lists.statements import once
from api.tables.figures import MovedRow


class Moved(NamedTuple):
    """A subject and an indicator whose figures were moved to another subject; both subjects as `type:code`."""

    subject: str
    indicator: str
    to: str


class Subjects(list[str]):
    """The subjects of a filter, as `type:code`, with what was moved from them.

    A list, so that `values_asked` and cursors see the subjects alone.
    """

    def __init__(self, connection: Connection, subjects: Sequence[str]) -> None:
        super().__init__(subjects)
        self.moved = [one for one in moved_questions(connection) if one.subject in subjects]


def moved_questions(connection: Connection) -> list[Moved]:
    """List all moved figures by subject and indicator, read once for each open database: there are few."""

    def read() -> list[Moved]:
        names = ("subject_type", "subject_code", "indicator", "to_type", "to_code")
        columns = [col(getattr(MovedRow, name)) for name in names]
        return [
            Moved(f"{type}:{code}", indicator, f"{to_type}:{to_code}")
            for type, code, indicator, to_type, to_code in connection.execute(
                select(*columns).order_by(*columns)
            )
        ]

    return once(connection, ("moved questions",), read)


@dataclass(frozen=True)
class AboutOrMoved(Names):
    """The figure is about one of the records, or was moved from one of them to another subject."""

    def read(self, connection: Connection, resource: Resource, value: Any) -> Read:
        """Resolve the subjects, and find what was moved from them."""
        subjects, unknown = super().read(connection, resource, value)
        return Read(Subjects(connection, subjects), unknown)

    def bind(self, value: Subjects, slot: Slot) -> tuple[list[Target], list[Moved]]:
        """Replace the codes by bound parameters; what was moved is part of the SQL."""
        return super().bind(value, slot), value.moved

    def where(
        self, resource: Resource, value: tuple[list[Target], list[Moved]]
    ) -> ColumnElement[bool]:
        """Select the rows that pass."""
        subjects, questions = value
        columns = (resource.column(name) for name in ("subject_type", "subject_code", "indicator"))
        moved = [(*one.to.split(":"), one.indicator) for one in questions]
        about = super().where(resource, subjects)
        return or_(about, row_of(*columns).in_(moved)) if moved else about
