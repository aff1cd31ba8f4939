"""Indicators: the query parameters of their list, their answer model, sentence and columns."""

from api.facts.indicators import IndicatorFacts
from api.lists.fields import Choice, Text
from api.lists.resource import Cell, Column, Resource
from api.tables.kinds import KINDS
from api.vocabulary import IndicatorKind, RecordType, Row, Unit
from api.wording import unit_in_words


class Indicator(IndicatorFacts):
    """What a figure measures."""


def _sentence(row: Row) -> str:
    others = ", ".join(row["not_comparable_with"])
    warning = f" Not comparable with {others}." if others else ""
    return (
        f"{row['name']} ({row['kind']}, {unit_in_words(row['unit'])}): {row['definition']}{warning}"
    )


INDICATORS = Resource(
    kind=KINDS[RecordType.INDICATOR],
    answer=Indicator,
    sentence=_sentence,
    address="/v1/indicators/{code}",
    words="What figures count: definition, unit, how values behave in time, and what they must not"
    " be compared with.",
    example="endorsing_member_states",
    fields=(
        Text("name", "women", sort=True),
        Choice(
            "unit", "usd", Unit, "Only indicators counted in these units.", sort=True, facet=True
        ),
        Choice(
            "kind",
            "cumulative",
            IndicatorKind,
            "Only these kinds; a comma means any of.",
            sort=True,
            facet=True,
        ),
    ),
    related=(RecordType.FIGURE,),
    columns=(
        Column("Unit", "unit", Cell.WORD),
        Column("What is counted", "definition"),
    ),
)
