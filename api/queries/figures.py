"""Figures as a list, each named in full from its indicator and its source."""

from dataclasses import dataclass
from typing import Annotated, Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlmodel import col

from api.queries.conditions import (
    Codes,
    Names,
    NamesCodes,
    Not,
    NotAfter,
    NotBefore,
    NotLess,
    NotMore,
)
from api.queries.grammar import Condition, Join, Listing, Row
from api.queries.requests import AnyCaseCountry, AnyOf, PageRequest, asked
from api.tables.facts import CitedSource
from api.tables.figures import Dimensions, FigureFacts, FigureRow
from api.tables.index import LinkRow
from api.tables.indicators import IndicatorRow
from api.tables.sources import SourceRow
from api.vocabulary import (
    Cause,
    CitationBasis,
    Component,
    Grade,
    IndicatorKind,
    PartialDate,
    Qualifier,
    Rank,
    RecordType,
    Sex,
    Slug,
    WrittenReference,
    last_day,
)

QUESTION = ("subject_type", "subject_code", "indicator", *Dimensions.model_fields)


@dataclass(frozen=True)
class Newest(Condition):
    """The newest statements on their question that were true of a day on or before the value.

    A question is a subject, an indicator and the dimensions. A period counts once it is over. What is
    deprecated or withdrawn does not answer. Of several of one day, a preferred one answers alone.
    """

    def where(self, listing: Listing, value: Any) -> ColumnElement[bool]:
        """The rows that pass."""
        day, preferred = col(FigureRow.last_day), col(FigureRow.rank) == Rank.PREFERRED
        question = [listing.column(name) for name in QUESTION]
        place = func.rank().over(partition_by=question, order_by=[day.desc(), preferred.desc()])
        ranked = select(col(FigureRow.id), place.label("place")).where(
            day <= last_day(str(value)),
            col(FigureRow.rank) != Rank.DEPRECATED,
            col(FigureRow.withdrawn_on).is_(None),
        )
        newest = ranked.subquery()
        return col(FigureRow.id).in_(select(newest.c.id).where(newest.c.place == 1))


@dataclass(frozen=True)
class OfIndicator(Condition):
    """The indicator of the figure is of one of the kinds."""

    def where(self, listing: Listing, value: Any) -> ColumnElement[bool]:
        """The rows that pass."""
        codes = select(col(IndicatorRow.code)).where(col(IndicatorRow.kind).in_(value))
        return col(FigureRow.indicator).in_(codes)


@dataclass(frozen=True)
class OfSource(Condition):
    """The source of the figure has one of the grades."""

    def where(self, listing: Listing, value: Any) -> ColumnElement[bool]:
        """The rows that pass."""
        codes = select(col(SourceRow.code)).where(col(SourceRow.grade).in_(value))
        return col(FigureRow.source).in_(codes)


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
        about_mission = col(FigureRow.subject_type) == RecordType.MISSION
        return and_(about_mission, col(FigureRow.subject_code).in_(codes))


class FigureFilter(PageRequest):
    """What the list of figures can be asked."""

    as_of: Annotated[PartialDate | None, Newest()] = asked(
        "The newest figure on each subject, indicator and dimensions that was true of a day on or before"
        " this one; a period counts once it is over. Deprecated and withdrawn figures do not answer.",
        "2021-06-30",
    )
    subject: Annotated[AnyOf[WrittenReference], Names("subject")] = asked(
        "Only figures about these, written type:code.", "initiative:a4p"
    )
    indicator: Annotated[AnyOf[Slug], Codes(RecordType.INDICATOR, "indicator")] = asked(
        "Only these indicators; a comma means any of.", "endorsing_member_states"
    )
    source: Annotated[AnyOf[Slug], Codes(RecordType.SOURCE, "source")] = asked(
        "Only figures from these sources.", "security-council-briefing-2020-09-14"
    )
    attributed_to: Annotated[AnyOf[WrittenReference], Names("attributed_to")] = asked(
        "Only what these said, written type:code.", "person:jean-pierre-lacroix"
    )
    indicator__not: Annotated[AnyOf[Slug], Not("indicator")] = asked(
        "Only other indicators than these.", "age_years"
    )
    indicator_kind: Annotated[AnyOf[IndicatorKind], OfIndicator()] = asked(
        "Only figures that behave so in time.", "cumulative"
    )
    grade: Annotated[AnyOf[Grade], OfSource()] = asked(
        "Only figures from sources of these grades.", "primary,official_dataset"
    )
    mission_country: Annotated[AnyOf[AnyCaseCountry], OfMissionsIn(RecordType.COUNTRY)] = asked(
        "Only figures about missions in these countries, ISO 3166-1 alpha-3.", "MLI"
    )
    value__gte: Annotated[float | None, NotLess("value")] = asked(
        "Only figures of this value or more.", "1000"
    )
    value__lte: Annotated[float | None, NotMore("value")] = asked(
        "Only figures of this value or less.", "100"
    )
    rank__not: Annotated[AnyOf[Rank], Not("rank")] = asked(
        "Only figures of other ranks.", "deprecated"
    )
    qualifier: AnyOf[Qualifier] = asked("Only figures worded so.", "over")
    rank: AnyOf[Rank] = asked("Only figures of these ranks.", "preferred,normal")
    component: AnyOf[Component] = asked("Only this part of the personnel.", "police")
    sex: AnyOf[Sex] = asked("Only women or only men.", "female")
    cause: AnyOf[Cause] = asked("Only this cause of death.", "malicious_act")
    country: Annotated[AnyOf[AnyCaseCountry], Codes(RecordType.COUNTRY, "country")] = asked(
        "Only people or money of these countries, ISO 3166-1 alpha-3.", "JPN"
    )
    time__gte: Annotated[PartialDate | None, NotBefore("last_day")] = asked(
        "Only figures true in or after this year, month or day.", "2018"
    )
    time__lte: Annotated[PartialDate | None, NotAfter("first_day")] = asked(
        "Only figures true in or before this year, month or day.", "2020-09-14"
    )


OWN_COLUMNS = [name for name in FigureRow.model_fields if name != "id"]
SOURCE_COLUMNS = ("title", "publisher", "date", "url", "grade")
NOTES = ("rank", "rank_reason", "recorded_on", "withdrawn_on", "replaced_by", "note")


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
    facts=FigureFacts,
    filter=FigureFilter,
    sorts={
        "subject": "subject_code",
        "indicator": "indicator",
        "value": "value",
        "time": "first_day",
        "source": "source",
    },
    facets=(
        "indicator",
        "source",
        "qualifier",
        "rank",
        "component",
        "sex",
        "cause",
        "country",
    ),
    order=("subject_code", "indicator", "first_day", "code"),
    join=Join(
        source=FigureRow.__table__.join(  # type: ignore[attr-defined]  # SQLModel adds it to tables
            IndicatorRow, col(FigureRow.indicator) == col(IndicatorRow.code)
        ).join(SourceRow, col(FigureRow.source) == col(SourceRow.code)),
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
