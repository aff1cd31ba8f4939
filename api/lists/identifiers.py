"""Filter records by the identifiers that others give them, such as `iso3:MLI`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import col

from api.constraints import WrittenIdentifier
from api.lists.conditions import Indexed
from api.lists.fields import Filtered, Operator
from api.lists.parameters import AnyOf
from api.lists.resource import Read, Resource
from api.lists.unknown import Unknown
from api.tables.identifiers import IdentifierRow

Identifiers = AnyOf[WrittenIdentifier]
ABOUT = "Only records with this external identifier, as `scheme:value`, ignoring case, such as `iso3:MLI`."


class HasIdentifier(Indexed):
    """The record has one of the identifiers, in whatever case."""

    def read(self, connection: Connection, resource: Resource, value: Any) -> Read:
        """Read identifiers in lower case; one that no record of the list has is unknown."""
        names = [written.casefold() for written in value]
        statement = select(self._values).where(self._values.in_(names))
        of_list = statement.where(col(IdentifierRow.record_type) == resource.type)
        held = set(connection.execute(of_list).scalars())
        unknown = [written for written in value if written.casefold() not in held]
        return Read(names, [Unknown("", written, "identifier", None) for written in unknown])


@dataclass(frozen=True)
class Key(Filtered):
    """The field of identifiers; without `__not` and `__isnull`, which nobody needs."""

    def operators(self) -> Iterator[Operator]:
        """Take any of several identifiers."""
        condition = HasIdentifier(IdentifierRow, "name")
        yield Operator("", Identifiers, condition, ABOUT)


def identifier(example: str) -> Key:
    """Declare the filter of a list by identifiers."""
    return Key("identifier", example)
