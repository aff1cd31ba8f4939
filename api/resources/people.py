"""People and their roles: the query parameters of their list, their answer model, sentence and columns."""

from dataclasses import dataclass
from typing import Annotated, Any

from sqlalchemy import ColumnElement, and_, exists
from sqlmodel import col

from api.facts.people import PersonFacts, PostFunction
from api.lists.cited import CitedParams
from api.lists.conditions import Linked, NamesRecords, is_any_of
from api.lists.fields import Choice, Reference, Text
from api.lists.parameters import AnyOf, Name, parameter
from api.lists.resource import Cell, Column, Condition, Resource, bind_each
from api.lists.word_conditions import Called
from api.tables.kinds import KINDS
from api.tables.people import RoleRow
from api.vocabulary import Day, PartialDate, RecordType, Row, first_day, last_day
from api.wording import shorten


class Person(PersonFacts):
    """A person named in a source."""


def having_held(resource: Resource, *tests: ColumnElement[bool]) -> ColumnElement[bool]:
    """Select the people with one role that passes all the tests."""
    return exists().where(col(RoleRow.person) == resource.column("code"), *tests)


class OfRole(Condition):
    """A test of a role; one role must pass all such tests of a request."""

    joint = staticmethod(having_held)


@dataclass(frozen=True)
class HeldDuring(OfRole):
    """The role was held on a day of the value; a role without dates never was."""

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        """Test a role."""
        first, last = col(RoleRow.time_first), col(RoleRow.time_last)
        return and_(first <= last_day(value), last >= first_day(value))


@dataclass(frozen=True)
class HeldAsOf(HeldDuring):
    """The role was held on the last day of the value."""

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        """Test a role."""
        return super().where(resource, last_day(value))


@dataclass(frozen=True)
class HasFunction(OfRole):
    """The role has one of the functions."""

    bind = bind_each

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        """Test a role."""
        return col(RoleRow.function).in_(value)


@dataclass(frozen=True)
class IsActing(OfRole):
    """The role was held ad interim, until somebody was appointed; or it was not."""

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        """Test a role."""
        return col(RoleRow.acting).is_(value)


@dataclass(frozen=True)
class HeldIn(OfRole, NamesRecords):
    """The role belongs to one of the bodies."""

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        """Test a role."""
        return is_any_of(col(RoleRow.body_type), col(RoleRow.body_code), value)

    def is_absent(self, resource: Resource) -> ColumnElement[bool]:
        """Select the people of whom no role names a body."""
        return ~having_held(resource, col(RoleRow.body_code).is_not(None))


class PersonParams(CitedParams):
    """The query parameters of people, beside the filters of fields."""

    active_on: Annotated[Day | None, HeldDuring()] = parameter(
        "Only people who held a post on this day, as far as a source shows it; `held_until` of the role says until"
        " when. With `body`, `function` and `acting`, the same post must pass them all.",
        "2019-06-01",
    )
    active_in: Annotated[PartialDate | None, HeldDuring()] = parameter(
        "Only people who held a post at some time of this year, month or day, as `active_on`.",
        "2015",
    )
    as_of: Annotated[PartialDate | None, HeldAsOf()] = parameter(
        "Only people who held a post at the end of this year, month or day, as `active_on`.",
        "2015-06",
    )
    function: Annotated[AnyOf[PostFunction], HasFunction()] = parameter(
        "Only people with a post that is for this; a comma means any of.", "head_of_mission"
    )
    acting: Annotated[bool | None, IsActing()] = parameter(
        "`true`: only people who held a post ad interim, until an appointment; `false`: only the others.",
        "false",
    )


def _sentence(row: Row) -> str:
    return shorten(f"{row['name']}: {row['summary']}")


PEOPLE = Resource(
    kind=KINDS[RecordType.PERSON],
    answer=Person,
    sentence=_sentence,
    address="/v1/people/{code}",
    words="People the sources name, with every role and its dates as given.",
    example="atul-khare",
    base_params=PersonParams,
    narrowed_by="body",
    fields=(
        Choice(
            "name",
            "Atul Khare",
            Name,
            "Only people of this name.",
            sort=True,
            condition=Called("name"),
        ),
        Text("name", "khare"),
        Reference(
            "nationality",
            "JPN",
            Name,
            "Only people of these countries, by any code or name.",
            Linked(RecordType.COUNTRY, ("nationality",)),
            facet=True,
        ),
        Reference(
            "body",
            "mission:unmit",
            Name,
            "Only people with a role in these organisations, missions or countries, by `type:code` or name.",
            HeldIn(),
        ),
    ),
    related=(RecordType.STATEMENT, RecordType.FIGURE, RecordType.EVENT),
    columns=(
        Column("From", "nationality", Cell.COUNTRY),
        Column("Who this is", "summary"),
    ),
)
