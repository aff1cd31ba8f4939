"""CSV injection: no text of ours becomes a formula in a spreadsheet."""

import csv
import io
from typing import Any

import pytest

from api.formats.tabular import to_csv
from api.lists.parts import leaves
from api.resources.coverage import MissionCoverage
from api.resources.registry import RESOURCES
from api.search.page import SearchHit

FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", " =1", "  @a"]
WIDE = ["\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM(A1)"]
RECORDS = [*(resource.answer for resource in RESOURCES.values()), SearchHit, MissionCoverage]


@pytest.mark.parametrize("record", RECORDS, ids=lambda one: one.__name__)
def test_no_text_field_of_any_record_is_a_formula(record: Any) -> None:
    for formula in FORMULAS + WIDE:
        rows = [nested(leaves(record), formula)]
        lines = list(csv.reader(io.StringIO(to_csv(rows, record).decode(), newline="")))
        # What is told in words, such as what is covered, begins with what the words are of.
        told = {cell for cell in lines[1] if cell.startswith("*: ")}
        assert {*lines[1]} - told == {f"'{formula}"}


def nested(paths: list[tuple[str, ...]], text: str) -> dict[str, Any]:
    """A record with the text in every one of its fields."""
    row: dict[str, Any] = {}
    for *outer, last in paths:
        place = row
        for name in outer:
            place = place.setdefault(name, {})
        place[last] = text
    return row
