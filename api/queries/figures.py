"""Figures as a list, each named in full from its indicator and its source."""

import operator
from dataclasses import dataclass
from typing import Annotated, Any

from sqlalchemy import ColumnElement, and_, select
from sqlmodel import col

from api.queries.cited import CitedRequest
from api.queries.clocks import KnownAt, NewestInRelease, NewestOn
from api.queries.conditions import (
    After,
    Before,
    Codes,
    Compared,
    InOrAfter,
    InOrBefore,
    Known,
    Names,
    NamesCodes,
    Not,
)
from api.queries.listing import Condition, Join, Listing, OneOf, Row
from api.queries.moved import AboutOrMoved
from api.queries.requests import Amount, AnyCaseCountry, AnyOf, asked
from api.tables.facts import CitedSource
from api.tables.figures import Dimensions, FigureCountRow, FigureFacts, FigureRow
from api.tables.index import LinkRow
from api.tables.indicators import IndicatorRow
from api.tables.sources import SourceRow
from api.vocabulary import (
    Cause,
    CitationBasis,
    Component,
    IndicatorKind,
    PartialDate,
    Qualifier,
    Rank,
    RecordType,
    Sex,
    Slug,
    WrittenReference,
)


@dataclass(frozen=True)
class OfIndicator(Condition):
    """The indicator of the figure is of one of the kinds."""

    def where(self, listing: Listing, value: Any) -> ColumnElement[bool]:
        """The rows that pass."""
        codes = select(col(IndicatorRow.code)).where(col(IndicatorRow.kind).in_(value))
        return listing.column("indicator").in_(codes)


@dataclass(frozen=True)
class OfMissionsIn(NamesCodes):
    """The figure is about a mission that worked in one of the countries."""

    def where(self, listing: Listing, value: Any) -> ColumnElement[bool]:
        """The rows that pass."""
        codes = select(col(LinkRow.record_code)).where(
            col(LinkRow.record_type) == RecordType.MISSION,
            col(LinkRow.field) == "countries",
            col(LinkRow.target_code).in_([country.lower() for country in value]),
        )
        about_mission = listing.column("subject_type") == RecordType.MISSION
        return and_(about_mission, listing.column("subject_code").in_(codes))


class FigureFilter(CitedRequest):
    """What the list of figures can be asked."""

    subject: Annotated[AnyOf[WrittenReference], AboutOrMoved("subject")] = asked(
        "Only figures about these, written type:code.", "initiative:a4p"
    )
    mission_country: Annotated[AnyOf[AnyCaseCountry], OfMissionsIn(RecordType.COUNTRY)] = asked(
        "Only figures about missions in these countries, ISO 3166-1 alpha-3.", "MLI"
    )
    indicator: Annotated[AnyOf[Slug], Codes(RecordType.INDICATOR, "indicator")] = asked(
        "Only these indicators; a comma means any of.", "endorsing_member_states"
    )
    indicator_kind: Annotated[AnyOf[IndicatorKind], OfIndicator()] = asked(
        "Only figures that behave so in time.", "cumulative"
    )
    attributed_to: Annotated[AnyOf[WrittenReference], Names("attributed_to")] = asked(
        "Only what these said, written type:code.", "person:jean-pierre-lacroix"
    )
    dimension_component: Annotated[AnyOf[Component], OneOf("component")] = asked(
        "Only this part of the personnel.", "police", name="dimension.component"
    )
    dimension_sex: Annotated[AnyOf[Sex], OneOf("sex")] = asked(
        "Only women or only men.", "female", name="dimension.sex"
    )
    dimension_country: Annotated[AnyOf[AnyCaseCountry], Codes(RecordType.COUNTRY, "country")] = (
        asked(
            "Only people or money of these countries, ISO 3166-1 alpha-3.",
            "JPN",
            name="dimension.country",
        )
    )
    dimension_cause: Annotated[AnyOf[Cause], OneOf("cause")] = asked(
        "Only this cause of death.", "malicious_act", name="dimension.cause"
    )
    dimension_purpose: Annotated[AnyOf[Slug], Known("purpose")] = asked(
        "Only what was for this purpose.", "engineering", name="dimension.purpose"
    )
    dimension_location: Annotated[AnyOf[Slug], Known("location")] = asked(
        "Only what was at this place.", "headquarters", name="dimension.location"
    )
    as_of: Annotated[PartialDate | None, NewestOn()] = asked(
        "The newest statement on each question, a subject with an indicator and dimensions, among those"
        " true of a day on or before this one. A stock, a share or a cumulative count holds from its day;"
        " a flow counts once its period is over; a target, once its day has come. Deprecated and withdrawn"
        " figures do not answer. Of several of the same day all answer, but a preferred one alone.",
        "2021-06-30",
    )
    latest: Annotated[bool | None, NewestInRelease()] = asked(
        "`true`: as `as_of`, on the day of the release; with `as_of`, what is newest on both days.",
        "true",
    )
    known_at: Annotated[PartialDate | None, KnownAt()] = asked(
        "Only figures that we had recorded, and had not withdrawn, by the end of this year, month or day."
        " With `as_of` or `latest`, the newest among those: what we would have answered then. Ranks are"
        " those of today.",
        "2026-12-31",
    )
    time__gte: Annotated[PartialDate | None, InOrAfter("time")] = asked(
        "Only figures true in or after this year, month or day.", "2018"
    )
    time__gt: Annotated[PartialDate | None, After("time")] = asked(
        "Only figures true after the end of this year, month or day.", "2018"
    )
    time__lte: Annotated[PartialDate | None, InOrBefore("time")] = asked(
        "Only figures true in or before this year, month or day.", "2020-09-14"
    )
    time__lt: Annotated[PartialDate | None, Before("time")] = asked(
        "Only figures true before the beginning of this year, month or day.", "2020"
    )
    value__gte: Annotated[Amount | None, Compared("value", operator.ge)] = asked(
        "Only figures of this value or more.", "1000"
    )
    value__gt: Annotated[Amount | None, Compared("value", operator.gt)] = asked(
        "Only figures of more than this value.", "0"
    )
    value__lte: Annotated[Amount | None, Compared("value", operator.le)] = asked(
        "Only figures of this value or less.", "100"
    )
    value__lt: Annotated[Amount | None, Compared("value", operator.lt)] = asked(
        "Only figures of less than this value.", "100"
    )
    qualifier: AnyOf[Qualifier] = asked("Only figures worded so.", "over")
    rank: AnyOf[Rank] = asked("Only figures of these ranks.", "preferred,normal")
    rank__not: Annotated[AnyOf[Rank], Not("rank")] = asked(
        "Only figures of other ranks.", "deprecated"
    )


UNSHOWN = {"id", "time_first", "time_last", "newest_until", "followed_on"}
OWN_COLUMNS = [name for name in FigureRow.model_fields if name not in UNSHOWN]
SOURCE_COLUMNS = ("title", "publisher", "date", "url", "grade")
NOTES = (
    *("rank", "rank_reason", "recorded_on"),
    *("withdrawn_on", "withdrawn_reason", "replaced_by", "note"),
)


def _shape(row: Row) -> Row:
    """A flat row as it is answered: subject, indicator, dimensions and citation in full."""
    speaker = _reference(row, "attributed_to") if row["attributed_to_code"] else None
    return {
        "code": row["code"],
        "subject": _reference(row, "subject"),
        "indicator": row["indicator"],
        "indicator_name": row["indicator_name"],
        "value": row["value"],
        "unit": row["unit"],
        "kind": row["kind"],
        "value_text": row["value_text"],
        "qualifier": row["qualifier"],
        "lower": row["lower"],
        "upper": row["upper"],
        "as_of": row["as_of"],
        "period_start": row["period_start"],
        "period_end": row["period_end"],
        "time_basis": row["time_basis"],
        "dimensions": {name: row[name] for name in Dimensions.model_fields},
        "attributed_to": speaker,
        **{name: row[name] for name in NOTES},
        "citation": {
            "source": {
                name: row["source" if name == "code" else f"source_{name}"]
                for name in CitedSource.model_fields
            },
            **{name: row[name] for name in ("paragraph", "locator", "evidence")},
            "speaker": speaker,
            "basis": CitationBasis.STATED,
            "supports": [],
            "note": None,
        },
    }


def _reference(row: Row, prefix: str) -> Row:
    return {part: row[f"{prefix}_{part}"] for part in ("type", "code", "name")}


ANSWERED = (
    *("code", "subject", "indicator", "indicator_name", "value", "unit", "kind", "value_text"),
    *("qualifier", "lower", "upper", "as_of", "period_start", "period_end", "time_basis"),
    *("dimensions", "attributed_to", *NOTES, "citation"),
)
FIGURES = Listing(
    record_type=RecordType.FIGURE,
    plural="figures",
    row=FigureRow,
    rollup=FigureCountRow,
    facts=FigureFacts,
    filter=FigureFilter,
    sorts={
        "subject": "subject_code",
        "indicator": "indicator",
        "value": "value",
        "time": "time_first",
        "source": "source",
    },
    facets=(
        "indicator",
        "source",
        "qualifier",
        "rank",
        *(f"dimension.{name}" for name in Dimensions.model_fields),
    ),
    order=("subject_code", "indicator", "time_first", "code"),
    join=Join(
        # Each figure has both; outer joins only keep the figures in the lead, in their order.
        source=FigureRow.__table__.outerjoin(  # type: ignore[attr-defined]  # SQLModel adds it to tables
            IndicatorRow, col(FigureRow.indicator) == col(IndicatorRow.code)
        ).outerjoin(SourceRow, col(FigureRow.source) == col(SourceRow.code)),
        columns={
            **{name: col(getattr(FigureRow, name)) for name in OWN_COLUMNS},
            "indicator_name": col(IndicatorRow.name),
            "unit": col(IndicatorRow.unit),
            "kind": col(IndicatorRow.kind),
            **{f"source_{name}": col(getattr(SourceRow, name)) for name in SOURCE_COLUMNS},
        },
    ),
    shape=_shape,
    answered=ANSWERED,
)
