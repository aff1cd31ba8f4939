"""Discrepancies: the query parameters of their list, their answer model, sentence and columns."""

from api.facts.discrepancies import DiscrepancyFacts, DiscrepancyKind, Severity
from api.lists.cited import CitedParams
from api.lists.conditions import Mentions
from api.lists.fields import Choice, Reference, Text
from api.lists.parameters import Name
from api.lists.resource import Cell, Column, Resource
from api.tables.kinds import KINDS
from api.vocabulary import RecordType, Row
from api.wording import plain, shorten


class Discrepancy(DiscrepancyFacts):
    """A disagreement, gap or probable error in the sources."""


def _sentence(row: Row) -> str:
    return shorten(f"{row['name']} ({plain(row['kind'])}): {row['description']}")


DISCREPANCIES = Resource(
    kind=KINDS[RecordType.DISCREPANCY],
    answer=Discrepancy,
    sentence=_sentence,
    address="/v1/discrepancies/{code}",
    words="Where sources disagree, leave a gap or probably err, and what was chosen.",
    example="d01-symposium-year",
    base_params=CitedParams,
    fields=(
        Text("name", "budget", sort=True),
        Choice(
            "kind",
            "over_time",
            DiscrepancyKind,
            "Only these kinds; a comma means any of.",
            sort=True,
            facet=True,
        ),
        Choice("severity", "high", Severity, "Only of these severities.", sort=True, facet=True),
        Reference(
            "record",
            "initiative:tpp",
            Name,
            "Only those that touch these records, by `type:code` or name.",
            Mentions(("records",)),
        ),
    ),
    columns=(
        Column("Kind", "kind", Cell.WORD),
        Column("How far it misleads", "severity", Cell.WORD),
        Column("What was chosen", "resolution"),
    ),
)
