"""Coverage: what is known of each mission, with the totals of each attribute and indicator."""

from collections import Counter

from sqlalchemy import Connection, select
from sqlmodel import col

from api.lists.fields import Choice
from api.lists.resource import Resource
from api.lists.statements import once
from api.tables.coverage import CoverageFacts, CoverageRow
from api.tables.kinds import Kind
from api.tables.missions import MissionKind
from api.vocabulary import Coverage, RecordType, Row
from api.wording import plain


class MissionCoverage(CoverageFacts):
    """What is known of one mission, and why the rest is not."""


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
    words="What is covered, and why the rest is not.",
    example="minusma",
    fields=(
        Choice("kind", "peacekeeping_operation", MissionKind, "Only missions of these kinds."),
    ),
)

Totals = dict[str, dict[str, dict[str, int]]]


def count_coverage(connection: Connection) -> Totals:
    """How many missions have each attribute and indicator, and why the others do not; counted once."""
    return once(connection, (COVERAGE.plural, "totals"), lambda: _count(connection))


def _count(connection: Connection) -> Totals:
    counts: dict[str, dict[str, Counter[str]]] = {"attributes": {}, "indicators": {}}
    question = select(col(CoverageRow.attributes), col(CoverageRow.indicators))
    for row in connection.execute(question).mappings():
        for group, totals in counts.items():
            for name, status in row[group].items():
                totals.setdefault(name, Counter())[status] += 1
    return {
        group: {name: dict(sorted(counter.items())) for name, counter in totals.items()}
        for group, totals in counts.items()
    }
