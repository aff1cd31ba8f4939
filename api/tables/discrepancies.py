"""Discrepancies: where sources disagree or probably err, and what was done about it."""

from api.facts.discrepancies import DiscrepancyFacts, DiscrepancyKind, Severity
from api.tables.stored import Stored

# The service reads facts and table from one place; who needs no database takes the facts from `api.facts`.
__all__ = ["DiscrepancyFacts", "DiscrepancyKind", "DiscrepancyRow", "Severity"]


class DiscrepancyRow(DiscrepancyFacts, Stored, table=True):
    """The table of discrepancies."""

    __tablename__ = "discrepancy"
