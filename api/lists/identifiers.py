"""Find records by what others call them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, select
from sqlmodel import col

from api.lists.conditions import Indexed
from api.lists.fields import Choice
from api.lists.resource import Resource, Unknown
from api.tables.identifiers import IdentifierRow
from api.vocabulary import WrittenIdentifier

ABOUT = "What others call so, written scheme:value in any case, such as `iso3:MLI`; `identifiers` names the schemes."


@dataclass(frozen=True)
class HasIdentifier(Indexed):
    """The record has one of the identifiers, in whatever case."""

    def unknown(self, connection: Connection, resource: Resource, value: Any) -> list[Unknown]:
        """List the identifiers that no record of the list has."""
        names = [written.casefold() for written in value]
        question = select(self._values).where(self._values.in_(names))
        of_list = question.where(col(IdentifierRow.record_type) == resource.type)
        held = set(connection.execute(of_list).scalars())
        unknown = [written for written in value if written.casefold() not in held]
        return [Unknown("", written, "identifier", None) for written in unknown]

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        """Select the rows that pass."""
        return super().where(resource, [written.casefold() for written in value])


def identifier(example: str) -> Choice:
    """Declare the filter of a list by what others call its records."""
    condition = HasIdentifier(IdentifierRow, "name", "identifier")
    return Choice("identifier", example, WrittenIdentifier, ABOUT, condition=condition)
