"""Indicators: what a number measures, and what it must not be compared with."""

from api.facts.indicators import IndicatorFacts
from api.tables.stored import Stored

# The service reads facts and table from one place; who needs no database takes the facts from `api.facts`.
__all__ = ["IndicatorFacts", "IndicatorRow"]


class IndicatorRow(IndicatorFacts, Stored, table=True):
    """The table of indicators."""

    __tablename__ = "indicator"
