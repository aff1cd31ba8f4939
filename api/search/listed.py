"""An answer that is a list of records, with the request that makes it."""

from dataclasses import dataclass, field

from sqlalchemy import Connection

from api.lists.engine import find
from api.lists.resource import Resource
from api.vocabulary import Row


@dataclass(frozen=True)
class Listed:
    """Records that answer, in their order; what is said of them, and the address that lists them."""

    kind: str
    text: str
    records: list[tuple[str, str, str]]  # Type, code and name.
    path: str
    filters: dict[str, str]
    subjects: list[str] = field(default_factory=list)
    indicator: str | None = None
    time: str | None = None
    dimensions: dict[str, str] = field(default_factory=dict)
    source: str | None = None
    figures: tuple[str, ...] = ()  # The figures that a ranking rests on, to be found first.

    @property
    def total(self) -> int:
        """How many records answer."""
        return len(self.records)


def list_records(connection: Connection, resource: Resource, filters: dict[str, str]) -> list[Row]:
    """Ask a list as a client would, for as much as an answer may tell."""
    given = {"limit": "200", **filters}
    return find(connection, resource, resource.filters.model_validate(given)).rows
