"""The query parameters of figures, beside the filters of fields, with their conditions."""

from dataclasses import dataclass
from typing import Annotated, Any

from sqlalchemy import ColumnElement, and_, select
from sqlmodel import col

from api.lists.cited import CitedParams
from api.lists.conditions import NamesCodes
from api.lists.parameters import AnyName, AnyOf, parameter
from api.lists.resource import Condition, Resource
from api.resources.age import Age, NoOlderThan
from api.resources.as_of import KnownAt, NewestInRelease, NewestOn
from api.resources.dimensions import BrokenDown
from api.tables.index import LinkRow
from api.tables.indicators import IndicatorRow
from api.vocabulary import Given, IndicatorKind, PartialDate, Rank, RecordType


@dataclass(frozen=True)
class OfIndicator(Condition):
    """The indicator of the figure is of one of the kinds."""

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        """Select the rows that pass."""
        codes = select(col(IndicatorRow.code)).where(col(IndicatorRow.kind).in_(value))
        return resource.column("indicator").in_(codes)


@dataclass(frozen=True)
class OfMissionsIn(NamesCodes):
    """The figure is about a mission that worked in one of the countries."""

    def where(self, resource: Resource, value: Any) -> ColumnElement[bool]:
        """Select the rows that pass."""
        codes = select(col(LinkRow.record_code)).where(
            col(LinkRow.record_type) == RecordType.MISSION,
            col(LinkRow.field) == "countries",
            col(LinkRow.target_code).in_([code for _, code in value]),
        )
        about_mission = resource.column("subject_type") == RecordType.MISSION
        return and_(about_mission, resource.column("subject_code").in_(codes))


class FigureParams(CitedParams):
    """The query parameters of figures, beside the filters of fields."""

    mission_country: Annotated[AnyName, OfMissionsIn(RecordType.COUNTRY)] = parameter(
        "Only figures about missions in these countries, by any code or name.", "MLI"
    )
    breakdown: Annotated[Given | None, BrokenDown()] = parameter(
        "`none`: totals alone, figures that are narrowed by no dimension; `any`: the others alone, which are parts.",
        "none",
    )
    indicator_kind: Annotated[AnyOf[IndicatorKind], OfIndicator()] = parameter(
        "Only figures of indicators of this kind, by how their values behave over time.",
        "cumulative",
    )
    as_of: Annotated[PartialDate | None, NewestOn()] = parameter(
        "The newest statement on each question, a subject with an indicator and dimensions, among those"
        " true of a day on or before this one. A stock, a share or a cumulative count holds from its day;"
        " a flow counts once its period is over; a target, once its day has come. Deprecated and withdrawn"
        " figures do not answer. Of several of the same day all answer, but a preferred one alone.",
        "2021-06-30",
    )
    max_age: Annotated[Age | None, NoOlderThan()] = parameter(
        "Only figures whose time is no longer ago than so many days (`90d`), months (`6m`) or years (`2y`), on the day"
        " of the release or, with `as_of`, on that day.",
        "2y",
    )
    latest: Annotated[bool | None, NewestInRelease()] = parameter(
        "`true`: as `as_of`, on the day of the release; with `as_of`, what is newest on both days.",
        "true",
    )
    known_at: Annotated[PartialDate | None, KnownAt()] = parameter(
        "Only figures that we had recorded, and had not withdrawn, by the end of this year, month or day."
        " With `as_of` or `latest`, the newest among those: what we would have answered then. Ranks are"
        " those of today.",
        "2026-12-31",
    )


def without_deprecated(params: FigureParams) -> FigureParams:
    """Filter out deprecated figures, unless `rank` is given: for tables and charts, which do not show ranks."""
    if {"rank", "rank__not"} & params.model_fields_set:
        return params
    return params.model_copy(update={"rank__not": [Rank.DEPRECATED]})
