"""Figures: the filters of their list, their answer model and sentence; answers join indicator and source.

Their query parameters beside the filters of fields are in `figure_params.py`.
"""

from typing import Any

from sqlmodel import Field as Described
from sqlmodel import col

from api.constraints import Slug
from api.facts.base import Citation, CitedSource, FigureCode
from api.facts.base import Reference as ReferenceAnswer
from api.facts.figures import TOTALS, Dimensions, FigureFacts
from api.lists.conditions import Codes, Names
from api.lists.fields import Bound, Choice, Date, Number, Reference
from api.lists.parameters import Name
from api.lists.resource import Column, Field, Join, Resource
from api.resources.age import READ_FOR_AGE, age_of, is_stale
from api.resources.dimensions import DIMENSIONS
from api.resources.figure_params import FigureParams
from api.resources.moved import AboutOrMoved
from api.tables.figures import FigureCountRow, FigureRow
from api.tables.indicators import IndicatorRow
from api.tables.kinds import KINDS
from api.tables.sources import SourceRow
from api.vocabulary import (
    CitationBasis,
    FigureRole,
    IndicatorKind,
    PartialDate,
    Qualifier,
    Rank,
    RecordType,
    Row,
    Unit,
)
from api.wording import (
    day_in_words,
    dimensions_in_words,
    shorten,
    value_in_words,
    when_in_words,
)

LONGEST_TITLE = 32
LONGEST_REASON = 80


class Figure(FigureFacts):
    """A number as stated once by one source."""

    code: Slug = Described(description="Unique code; the last segment of its URL.")
    subject: ReferenceAnswer = Described(description="Subject of the number.")
    indicator_name: str = Described(description="Short name of the indicator.")
    unit: Unit = Described(description="Unit of `value`, `lower` and `upper`.")
    kind: IndicatorKind = Described(
        description="How values of this indicator behave over time; never sum `cumulative` ones."
    )
    lower: float | None = Described(
        description="Inclusive lower bound of what the words allow; null when they set none."
    )
    upper: float | None = Described(
        description="Inclusive upper bound of what the words allow; null when they set none."
    )
    age_days: int | None = Described(
        description="Age in days, from its time to the day of the release; null when that time is in the future."
    )
    stale: bool = Described(
        description="Whether this is our newest figure for its subject, indicator and dimensions, yet over two"
        " years older than the release."
    )
    dimensions: Dimensions = Described(description="Dimensions that narrow the number to a part.")
    role: FigureRole = Described(
        description="`total`: not narrowed, except to all uniformed or all field personnel; otherwise `part`."
    )
    part_of: FigureCode | None = Described(
        description="Code of the figure it is a part of, with the same source, subject, indicator and time, and one"
        " dimension less or all uniformed personnel; null when we hold none."
    )
    rival_of: FigureCode | None = Described(
        description="Code of another valid figure for the same question and time; null when there is none."
    )
    attributed_to: ReferenceAnswer | None = Described(
        description="Speaker in the source; null when the source speaks for itself."
    )
    recorded_on: PartialDate = Described(description="Day we recorded it.")
    citation: Citation = Described(description="Citation of the figure.")


def _sentence(row: Row) -> str:
    narrowed = dimensions_in_words(row["dimensions"])
    what = ", ".join(filter(None, [row["indicator_name"], row["subject"]["name"], narrowed]))
    running = "; cumulative" if row["kind"] == IndicatorKind.CUMULATIVE else ""
    value = value_in_words(row)
    old = f" (the newest held, {row['age_days'] // 365} years old)" if row["stale"] else ""
    said = source_in_short(row)
    words = (
        f"{value[0].upper()}{value[1:]} ({what}{running}), {when_in_words(row)}{old}, says {said}"
    )
    return f"{standing_in_words(row)}{words}."


def source_in_short(figure: Row, longest: int = LONGEST_TITLE) -> str:
    """Name the source of a figure, its title shortened, and the speaker if there is one."""
    title = f"“{shorten(figure['citation']['source']['title'], longest)}”"
    speaker = figure["attributed_to"]
    return f"{speaker['name']} in {title}" if speaker else title


def standing_in_words(figure: Row) -> str:
    """Return the warning before the sentence of a withdrawn or deprecated figure; else nothing."""
    if figure["withdrawn_on"]:
        reason = shorten(figure["withdrawn_reason"], LONGEST_REASON)
        return f"Withdrawn ({day_in_words(figure['withdrawn_on'])}: {reason}): "
    if figure["rank"] == Rank.DEPRECATED:
        return f"Deprecated ({shorten(figure['rank_reason'], LONGEST_REASON)}): "
    return ""


UNSHOWN = {
    *("id", "time_first", "time_last", "newest_until", "latest", "followed_on", "whole", "rival")
}
FIGURE: Any = FigureRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables
WHOLE, RIVAL = FIGURE.alias(), FIGURE.alias()
OWN_COLUMNS = [name for name in FigureRow.model_fields if name not in UNSHOWN]
SOURCE_COLUMNS = ("title", "publisher", "date", "url", "grade", "licence")
NOTES = (
    *("rank", "rank_reason", "recorded_on"),
    *("withdrawn_on", "withdrawn_reason", "replaced_by", "note"),
)
# The columns of a row that hold the parts of a reference.
DIMENSION_PARTS = (*Dimensions.model_fields,)
SUBJECT_PARTS, SPEAKER_PARTS = (
    tuple((part, f"{prefix}_{part}") for part in ("type", "code", "name"))
    for prefix in ("subject", "attributed_to")
)
SOURCE_PARTS = tuple(
    (name, "source" if name == "code" else f"source_{name}") for name in CitedSource.model_fields
)
# A string, as `role` is below: pydantic writes an enum several times as slowly.
STATED = str(CitationBasis.STATED)


def _shape(row: Row) -> Row:
    """Make the record of a flat row: nest subject, dimensions, speaker and citation."""
    speaker = _parts(row, SPEAKER_PARTS) if row["attributed_to_code"] else None
    return {
        "code": row["code"],
        "subject": _parts(row, SUBJECT_PARTS),
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
        "age_days": age_of(row),
        "stale": is_stale(row),
        "dimensions": (dimensions := {name: row[name] for name in DIMENSION_PARTS}),
        "role": str(role_of(dimensions)),
        "part_of": row["part_of"],
        "rival_of": row["rival_of"],
        "attributed_to": speaker,
        **{name: row[name] for name in NOTES},
        "citation": {
            "source": _parts(row, SOURCE_PARTS),
            "paragraph": row["paragraph"],
            "locator": row["locator"],
            "evidence": row["evidence"],
            "speaker": speaker,
            "basis": STATED,
            "supports": [],
            "note": None,
        },
    }


def role_of(dimensions: Row) -> FigureRole:
    """Return whether a figure is a total or a part, by its dimensions."""
    narrowed = {name: value for name, value in dimensions.items() if value}
    return FigureRole.TOTAL if narrowed.items() <= TOTALS.items() else FigureRole.PART


def _parts(row: Row, parts: tuple[tuple[str, str], ...]) -> Row:
    return {part: row[column] for part, column in parts}


FIGURES = Resource(
    kind=KINDS[RecordType.FIGURE],
    answer=Figure,
    sentence=_sentence,
    address="/v1/figures/{code}",
    words="Numbers, each as one source states it once, with the printed words, how exact they are,"
    " and the bounds they allow. Two sources are two figures. Cumulative values are never"
    " to be summed.",
    example="a4p-declaration-endorsers-2022-05-19",
    base_params=FigureParams,
    fields=(
        Reference(
            "subject",
            "initiative:a4p",
            Name,
            "Only what is about these, by `type:code` or name.",
            AboutOrMoved("subject"),
            sort=True,
            facet=True,
            column="subject_code",
        ),
        Choice(
            "subject_type",
            "mission",
            RecordType,
            "Only figures about records of these types.",
            facet=True,
        ),
        Reference(
            "indicator",
            "endorsing_member_states",
            Name,
            "Only these indicators; a comma means any of.",
            Codes(RecordType.INDICATOR, "indicator"),
            sort=True,
            facet=True,
        ),
        Reference(
            "attributed_to",
            "person:jean-pierre-lacroix",
            Name,
            "Only what these said, by `type:code` or name.",
            Names("attributed_to"),
            facet=True,
        ),
        Number("value", "1000", sort=True),
        Bound("lower", "1000"),
        Bound("upper", "1000"),
        Date("time", "2018", "Only figures true", sort=True),
        Field("source", sort=True, facet=True),  # Every list that cites has this filter.
        Choice("qualifier", "over", Qualifier, "Only figures worded so.", facet=True),
        Choice("rank", "preferred,normal", Rank, "Only figures of these ranks.", facet=True),
        *DIMENSIONS,
    ),
    order=("subject_code", "indicator", "time_first", "code"),
    rollup=FigureCountRow,
    join=Join(
        # Each figure has both; outer joins only make the engine read figures first, in their order.
        source=FIGURE.outerjoin(IndicatorRow, col(FigureRow.indicator) == col(IndicatorRow.code))
        .outerjoin(SourceRow, col(FigureRow.source) == col(SourceRow.code))
        .outerjoin(WHOLE, col(FigureRow.whole) == WHOLE.c.id)
        .outerjoin(RIVAL, col(FigureRow.rival) == RIVAL.c.id),
        columns={
            **{name: col(getattr(FigureRow, name)) for name in OWN_COLUMNS},
            **READ_FOR_AGE,
            "part_of": WHOLE.c.code,
            "rival_of": RIVAL.c.code,
            "indicator_name": col(IndicatorRow.name),
            "unit": col(IndicatorRow.unit),
            "kind": col(IndicatorRow.kind),
            **{f"source_{name}": col(getattr(SourceRow, name)) for name in SOURCE_COLUMNS},
        },
    ),
    shape=_shape,
    columns=(Column("Value", "value"),),
    citation="The number in its words, with its date or period, and the one source that states it."
    " A deprecated figure says so, and why.",
)
