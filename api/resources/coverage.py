"""Coverage: the list of what is known of each mission, and why the rest is not; totals by attribute and indicator."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic_core import from_json
from sqlalchemy import ColumnElement, Connection, select
from sqlmodel import col

from api.facts.missions import MissionKind
from api.lists.fields import Choice
from api.lists.parameters import AnyOf, PageParams, parameter
from api.lists.resource import Condition, Read, Resource
from api.lists.statements import once
from api.lists.unknown import unknown_names
from api.tables.coverage import CoverageFacts, CoverageRow
from api.tables.kinds import Kind
from api.vocabulary import Coverage, RecordType, Row
from api.wording import plain


class MissionCoverage(CoverageFacts):
    """What is known of one mission, and why the rest is not."""


@dataclass(frozen=True)
class IsCovered(Condition):
    """An attribute, indicator or measure that is named is in one of the states of coverage, at least in one year."""

    states: tuple[Coverage, ...]

    def read(self, connection: Connection, resource: Resource, value: Any) -> Read:
        """Resolve the names to the codes of the missions that pass."""
        states = once(connection, ("states of coverage",), lambda: _read_states(connection))
        names = tuple(dict.fromkeys(name for held in states.values() for name in held))
        unknown = unknown_names(value, names, "", "attribute, indicator or measure")
        codes = [
            code
            for code, held in states.items()
            if any(held.get(name, set()).intersection(self.states) for name in value)
        ]
        return Read(codes, unknown)

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        """Select the rows that pass."""
        return resource.column("code").in_(value)


class CoverageParams(PageParams):
    """The query parameters of coverage, beside the filters of fields."""

    have: Annotated[AnyOf[str], IsCovered((Coverage.HAVE,))] = parameter(
        "Only missions for which we have one of these: attributes, indicators, or measures of `years`.",
        "budget",
    )
    lacks: Annotated[AnyOf[str], IsCovered((Coverage.NOT_CURATED, Coverage.NOT_PUBLISHED))] = (
        parameter("Only missions that lack one of these; for measures, in some year.", "budget_usd")
    )
    not_curated: Annotated[AnyOf[str], IsCovered((Coverage.NOT_CURATED,))] = parameter(
        "Only missions that lack one of these because we have not proven it.", "headquarters"
    )
    not_published: Annotated[AnyOf[str], IsCovered((Coverage.NOT_PUBLISHED,))] = parameter(
        "Only missions that lack one of these because the datasets we read do not hold it.",
        "deaths",
    )
    not_applicable: Annotated[AnyOf[str], IsCovered((Coverage.NOT_APPLICABLE,))] = parameter(
        "Only missions to which one of these does not apply.", "ended"
    )


def _read_states(connection: Connection) -> dict[str, dict[str, set[str]]]:
    """Map each mission to its attributes, indicators and measures, and these to their states of coverage."""
    statement = select(col(CoverageRow.answer)).order_by(CoverageRow.code)
    states: dict[str, dict[str, set[str]]] = {}
    for answer in connection.execute(statement).scalars():
        mission: Row = from_json(answer)
        held = states.setdefault(mission["code"], defaultdict(set))
        for name, status in {**mission["attributes"], **mission["indicators"]}.items():
            held[name].add(status)
        for span in mission["years"]:
            held[span["measure"]].add(span["status"])
    return states


def _sentence(row: Row) -> str:
    found = row["attributes"] | row["indicators"]
    parts = []
    for status in (Coverage.NOT_CURATED, Coverage.NOT_PUBLISHED):
        if names := [name for name, value in found.items() if value == status]:
            parts.append(f"{plain(status)}: {', '.join(names)}")
    return f"{row['name']}: {'; '.join(parts) or 'everything is known that can be'}."


COVERAGE = Resource(
    kind=Kind(RecordType.MISSION, "coverage", CoverageFacts, CoverageRow),
    answer=MissionCoverage,
    sentence=_sentence,
    address="/v1/coverage?code={code}",
    base_params=CoverageParams,
    words="What is covered, and why the rest is not.",
    example="minusma",
    fields=(
        Choice("kind", "peacekeeping_operation", MissionKind, "Only missions of these kinds."),
    ),
)

Totals = dict[str, dict[str, dict[str, int]]]


def count_coverage(connection: Connection) -> Totals:
    """Count the missions by state of coverage for each attribute and indicator, once for each open database."""
    return once(connection, (COVERAGE.plural, "totals"), lambda: _count(connection))


def _count(connection: Connection) -> Totals:
    counts: dict[str, dict[str, Counter[str]]] = {"attributes": {}, "indicators": {}}
    statement = select(col(CoverageRow.attributes), col(CoverageRow.indicators))
    for row in connection.execute(statement).mappings():
        for group, totals in counts.items():
            for name, status in row[group].items():
                totals.setdefault(name, Counter())[status] += 1
    return {
        group: {name: dict(sorted(counter.items())) for name, counter in totals.items()}
        for group, totals in counts.items()
    }
