"""Discrepancies: where sources disagree or probably err, and what was done about it."""

from api.facts.discrepancies import DiscrepancyFacts
from api.tables.stored import Stored


class DiscrepancyRow(DiscrepancyFacts, Stored, table=True):
    """The table of discrepancies."""

    __tablename__ = "discrepancy"
