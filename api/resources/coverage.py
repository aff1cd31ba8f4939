"""Coverage as a list, with the totals of each attribute and indicator."""

from collections import Counter
from typing import Annotated

from sqlalchemy import Connection, select
from sqlmodel import col

from api.lists.conditions import Codes
from api.lists.parameters import AnyOf, PageRequest, asked
from api.lists.resource import Listing
from api.lists.statements import once
from api.tables.coverage import CoverageFacts, CoverageRow
from api.vocabulary import MissionKind, RecordType, Slug


class CoverageFilter(PageRequest):
    """What the list of coverage can be asked."""

    code: Annotated[AnyOf[Slug], Codes(RecordType.MISSION, "code")] = asked(
        "Only these missions; a comma means any of.", "minusma"
    )
    kind: AnyOf[MissionKind] = asked("Only missions of these kinds.", "peacekeeping_operation")


COVERAGE = Listing(
    record_type=RecordType.MISSION,
    plural="coverage",
    row=CoverageRow,
    facts=CoverageFacts,
    filter=CoverageFilter,
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
