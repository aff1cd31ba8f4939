"""Figures that were moved to another subject: who asks about the old subject is led to the new one."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy import tuple_ as row_of
from sqlmodel import col

from api.lists.conditions import Names
from api.lists.resource import Resource
from api.tables.figures import MovedRow


@dataclass(frozen=True)
class AboutOrMoved(Names):
    """The figure is about one of the records, or answers a question that was withdrawn from one of them."""

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        """Select the rows that pass."""
        old = row_of(col(MovedRow.subject_type), col(MovedRow.subject_code))
        new = select(col(MovedRow.to_type), col(MovedRow.to_code), col(MovedRow.indicator))
        moved = new.where(old.in_(self.targets(value)))
        question = (resource.column(name) for name in ("subject_type", "subject_code", "indicator"))
        return or_(super().where(resource, value), row_of(*question).in_(moved))
