"""Discrepancies as a list."""

from typing import Annotated

from api.lists.cited import CitedRequest
from api.lists.conditions import Contains, Mentions, Not
from api.lists.parameters import AnyOf, Fragment, asked
from api.lists.resource import Listing
from api.tables.discrepancies import DiscrepancyFacts, DiscrepancyRow
from api.vocabulary import DiscrepancyKind, RecordType, Severity, WrittenReference


class DiscrepancyFilter(CitedRequest):
    """What the list of discrepancies can be asked."""

    kind__not: Annotated[AnyOf[DiscrepancyKind], Not("kind")] = asked(
        "Only discrepancies of other kinds than these.", "reading_trap"
    )
    name__contains: Annotated[Fragment | None, Contains("name")] = asked(
        "Only discrepancies with these words in their title.", "budget"
    )
    kind: AnyOf[DiscrepancyKind] = asked("Only these kinds; a comma means any of.", "over_time")
    severity: AnyOf[Severity] = asked("Only of these severities.", "high")
    record: Annotated[AnyOf[WrittenReference], Mentions(("records",))] = asked(
        "Only those that touch these records, written type:code.", "initiative:tpp"
    )


DISCREPANCIES = Listing(
    record_type=RecordType.DISCREPANCY,
    plural="discrepancies",
    row=DiscrepancyRow,
    facts=DiscrepancyFacts,
    filter=DiscrepancyFilter,
    sorts={"name": "name", "kind": "kind", "severity": "severity"},
    facets=("kind", "severity"),
)
