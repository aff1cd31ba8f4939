"""Read the life of each record, and the subjects and dimensions that indicators are counted for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import col

from api.claims.sentences.moments import Life
from api.facts.initiatives import InitiativeKind
from api.lists.statements import once
from api.questions.names import Target, read_names
from api.questions.question import FIRST_MISSION, UNITED_NATIONS, WHOLE
from api.tables.events import EventRow
from api.tables.figures import FigureCountRow
from api.tables.initiatives import InitiativeRow
from api.tables.missions import MissionRow
from api.vocabulary import RecordType, first_day, last_day


def lives(connection: Connection) -> dict[Target, Life]:
    """Read first and last days of missions and initiatives; of peacekeeping, since 1948."""

    def read() -> dict[Target, Life]:
        row = InitiativeRow
        initiatives = select(col(row.code), col(row.launched_first), col(row.kind))
        found: dict[Target, Life] = {
            target: Life(FIRST_MISSION) for target in (*WHOLE, UNITED_NATIONS)
        }
        for code, (first, last) in read_names(connection).lives.items():
            found[RecordType.MISSION, code] = Life(first or None, last or None)
        for code, start, kind in connection.execute(initiatives):
            is_event = kind == InitiativeKind.MINISTERIAL
            found[RecordType.INITIATIVE, code] = Life(start, is_event=is_event)
        return found

    return once(connection, ("lives of subjects",), read)


def leads(connection: Connection) -> dict[Target, Target]:
    """Read the organisations that lead missions."""

    def read() -> dict[Target, Target]:
        row = MissionRow
        led: Iterable[Any] = connection.execute(
            select(col(row.code), col(row.lead)).where(col(row.lead).is_not(None))
        )  # References come as they are stored.
        return {
            (RecordType.MISSION, code): (RecordType.ORGANISATION, lead["code"])
            for code, lead in led
            if lead and lead["type"] == RecordType.ORGANISATION
        }

    return once(connection, ("leads of missions",), read)


def happened_to(connection: Connection, subject: Target, time: str) -> Sequence[Target]:
    """List the events of a mission that took exactly this month or day."""

    def read() -> dict[tuple[Target, str, str], list[Target]]:
        row = EventRow
        found: dict[tuple[Target, str, str], list[Target]] = {}
        events: Iterable[Any] = connection.execute(
            select(col(row.code), col(row.subjects), col(row.started_first), col(row.started_last))
        )
        for code, subjects, first, last in events:
            for one in subjects or ():
                key = (RecordType(one["type"]), one["code"]), first, last
                found.setdefault(key, []).append((RecordType.EVENT, code))
        return found

    known = once(connection, ("events of subjects",), read)
    return known.get((subject, first_day(time), last_day(time)), [])


Shape = tuple[str | None, bool]  # Component, and whether it is counted of countries.


@dataclass(frozen=True)
class Held:
    """The subjects, components and countries that an indicator has figures for."""

    shapes: dict[Target, frozenset[Shape]]
    countries: frozenset[str | None] = frozenset()

    @property
    def only_country(self) -> str | None:
        """The country of all figures, if it is a single one."""
        return next(iter(self.countries)) if len(self.countries) == 1 else None

    @property
    def types(self) -> frozenset[str]:
        """The types of the subjects."""
        return frozenset(type for type, _ in self.shapes)


def held(connection: Connection, indicator: str) -> Held:
    """Return the subjects that an indicator has figures for, cached for each database."""

    def read() -> dict[str, Held]:
        row = FigureCountRow
        subject = (col(row.indicator), col(row.subject_type), col(row.subject_code))
        shape = (col(row.component), col(row.country))
        found: dict[str, dict[Target, set[Shape]]] = {}
        countries: dict[str, set[str | None]] = {}
        for code, type, name, component, country in connection.execute(
            select(*subject, *shape).distinct()
        ):
            shapes = found.setdefault(code, {}).setdefault((RecordType(type), name), set())
            shapes.add((component, country is not None))
            countries.setdefault(code, set()).add(country)
        return {
            code: Held(
                {target: frozenset(shapes) for target, shapes in targets.items()},
                frozenset(countries[code]),
            )
            for code, targets in found.items()
        }

    return once(connection, ("subjects of indicators",), read).get(indicator, Held({}))


def active(
    subjects: Sequence[Target], known: dict[Target, Life], first: str, last: str
) -> list[Target]:
    """Drop missions that did not run in a time, if there are several."""
    if len(subjects) < 2 or any(type != RecordType.MISSION for type, _ in subjects):
        return [*subjects]
    return [one for one in subjects if _ran(known.get(one, Life()), first, last)]


def _ran(life: Life, first: str, last: str) -> bool:
    return (life.start or "") <= last and (life.end is None or life.end >= first)
