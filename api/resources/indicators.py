"""Indicators as a list."""

from typing import Annotated

from api.lists.conditions import Contains, Not
from api.lists.parameters import AnyOf, Fragment, PageRequest, asked
from api.lists.resource import Listing
from api.tables.indicators import IndicatorFacts, IndicatorRow
from api.vocabulary import IndicatorKind, RecordType, Unit


class IndicatorFilter(PageRequest):
    """What the list of indicators can be asked."""

    kind__not: Annotated[AnyOf[IndicatorKind], Not("kind")] = asked(
        "Only indicators of other kinds than these.", "target"
    )
    name__contains: Annotated[Fragment | None, Contains("name")] = asked(
        "Only indicators with these words in their name.", "women"
    )
    kind: AnyOf[IndicatorKind] = asked("Only these kinds; a comma means any of.", "cumulative")
    unit: AnyOf[Unit] = asked("Only indicators counted in these units.", "usd")


INDICATORS = Listing(
    record_type=RecordType.INDICATOR,
    plural="indicators",
    row=IndicatorRow,
    facts=IndicatorFacts,
    filter=IndicatorFilter,
    sorts={"name": "name", "unit": "unit", "kind": "kind"},
    facets=("unit", "kind"),
)
