"""Indicators: what a number measures, and what it must not be compared with."""

from api.facts.indicators import IndicatorFacts
from api.tables.stored import Stored


class IndicatorRow(IndicatorFacts, Stored, table=True):
    """The table of indicators."""

    __tablename__ = "indicator"
