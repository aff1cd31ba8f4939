"""Figures that were moved to another subject: who asks about the old subject is led to the new one."""

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
    """A question whose figures are about another subject now, both written `type:code`."""

    subject: str
    indicator: str
    to: str


class Subjects(list[str]):
    """Records that are asked about, written `type:code`, with the questions that were moved from them.

    A list, since whoever asks what a filter names (`values_asked`, a cursor) reads these records alone.
    """

    def __init__(self, connection: Connection, subjects: Sequence[str]) -> None:
        super().__init__(subjects)
        self.moved = [one for one in moved_questions(connection) if one.subject in subjects]


def moved_questions(connection: Connection) -> list[Moved]:
    """List all questions that were moved, read once: there are few, and most lists ask about none of them."""

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
    """The figure is about one of the records, or answers a question that was withdrawn from one of them."""

    def read(self, connection: Connection, resource: Resource, value: Any) -> Read:
        """Read the records, and what was moved from them."""
        subjects, unknown = super().read(connection, resource, value)
        return Read(Subjects(connection, subjects), unknown)

    def bind(self, value: Subjects, slot: Slot) -> tuple[list[Target], list[Moved]]:
        """Put slots in the place of the codes; what was moved is part of the test."""
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
