"""The rules by which a table of figures is refused: each has a stable name, and a message with what to ask instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """Why there is no such table."""

    SAME_AXIS = "same_axis"
    DIMENSION_NOT_ASKED_FOR = "dimension_not_asked_for"
    SEVERAL_SUBJECTS = "several_subjects"
    SEVERAL_INDICATORS = "several_indicators"
    SEVERAL_PARTS = "several_parts"
    SEVERAL_PERIODS = "several_periods"
    SEVERAL_UNITS = "several_units"
    SEVERAL_SOURCES = "several_sources"
    SUM_OF_STOCK = "sum_of_stock"
    SUM_OF_CUMULATIVE = "sum_of_cumulative"
    SUM_OF_SHARE = "sum_of_share"
    SUM_OF_TARGET = "sum_of_target"
    NOT_ADDITIVE = "not_additive"
    NEWEST_ALONE = "newest_alone"
    PARTS_LEFT_OUT = "parts_left_out"
    TOTAL_AND_PARTS = "total_and_parts"
    OVERLAPPING_PARTS = "overlapping_parts"
    OVERLAPPING_SUBJECTS = "overlapping_subjects"
    OVERLAPPING_PERIODS = "overlapping_periods"
    RIVAL_STATEMENTS = "rival_statements"
    DEPRECATED_FIGURES = "deprecated_figures"
    MISSION_IN_SEVERAL_COUNTRIES = "mission_in_several_countries"
    TOO_MANY_FIGURES = "too_many_figures"
    TOO_MANY_CELLS = "too_many_cells"


@dataclass(frozen=True)
class Refusal:
    """One reason for refusing a table: the rule, the parameter to change, and a message that says to what."""

    rule: Rule
    parameter: str
    message: str


class NoTable(ValueError):
    """The table is refused; `refusals` lists every reason."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__("; ".join(refusal.message for refusal in refusals))
        self.refusals = list(refusals)
