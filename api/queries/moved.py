"""Figures that were moved to another subject: who asks the old subject is led to the new one."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy import tuple_ as row_of
from sqlalchemy.orm import aliased
from sqlmodel import col

from api.queries.conditions import Names
from api.queries.listing import Listing
from api.tables.figures import FigureRow


@dataclass(frozen=True)
class AboutOrMoved(Names):
    """The figure is about one of the records, or answers a question that was withdrawn from one of them."""

    def where(self, listing: Listing, value: Any) -> ColumnElement[bool]:
        """The rows that pass."""
        old, new = aliased(FigureRow), aliased(FigureRow)
        moved = (
            select(col(new.subject_type), col(new.subject_code), col(new.indicator))
            .join(old, col(old.replaced_by) == col(new.code))
            .where(
                row_of(col(old.subject_type), col(old.subject_code)).in_(self.targets(value)),
                col(old.subject_code) != col(new.subject_code),
            )
        )
        question = (listing.column(name) for name in ("subject_type", "subject_code", "indicator"))
        return or_(super().where(listing, value), row_of(*question).in_(moved))
