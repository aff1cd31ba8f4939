"""Figures: one numeric statement of one source, and the rule that turns its words into bounds."""

from decimal import Decimal

from pydantic import Field as Part
from sqlalchemy import Double, Numeric
from sqlmodel import AutoString, Field, Index, SQLModel

from api.tables.facts import CLOSED, Closed, FigureCode, IndicatorCode, KnownCountry
from api.vocabulary import (
    Cause,
    Component,
    Number,
    PartialDate,
    Qualifier,
    Rank,
    Sex,
    Slug,
    Text,
    TimeBasis,
)

# Whole numbers stay whole; how PostgreSQL does that is said in `api/database/postgresql.py`.
NUMBER = Numeric(asdecimal=False).with_variant(Double(), "postgresql")


class Dimensions(Closed):
    """What a figure is narrowed to; a dimension that is null is not narrowed."""

    component: Component | None = Part(default=None, description="Part of the personnel.")
    sex: Sex | None = Part(default=None, description="Women or men only.")
    country: KnownCountry | None = Part(
        default=None, description="Country of the people or money, ISO 3166-1 alpha-3."
    )
    cause: Cause | None = Part(default=None, description="Cause of death.")
    purpose: Slug | None = Part(default=None, description="What it was for, such as `engineering`.")
    location: Slug | None = Part(
        default=None,
        description="Where, when a source counts places apart, such as `headquarters`.",
    )


# What a total may be narrowed to and still be the total that people mean.
TOTALS = {"component": "uniformed", "location": "field"}


class FigureFacts(SQLModel):
    """One number as one source states it once; two sources are two figures."""

    model_config = CLOSED  # type: ignore[assignment]  # SQLModel narrows the type of pydantic's own setting

    indicator: IndicatorCode = Field(description="Code of the indicator: what the number measures.")
    value: Number = Field(
        sa_type=NUMBER,
        description="The number, in the unit of the indicator.",
    )
    value_text: Text | None = Field(
        default=None, description="The number as printed; null when it is a row of data."
    )
    qualifier: Qualifier = Field(
        default=Qualifier.EXACT,
        sa_type=AutoString,
        description="How exact the words are: `over`, `close_to`, `exact` …",
    )
    as_of: PartialDate | None = Field(
        default=None, description="Moment it was true; null when it counts a period."
    )
    period_start: PartialDate | None = Field(
        default=None, description="Start of the period counted; null when it is a moment."
    )
    period_end: PartialDate | None = Field(
        default=None, description="End of the period counted; null when it is a moment."
    )
    time_basis: TimeBasis = Field(
        default=TimeBasis.STATED,
        sa_type=AutoString,
        description="`stated`: the source dates the number; `document_date`: it is the date of the"
        " source, or counted from it; `inferred`: concluded, as a note explains.",
    )
    rank: Rank = Field(
        default=Rank.NORMAL,
        sa_type=AutoString,
        description="Which of several statements of one thing to use; `deprecated` ones are kept"
        " with the reason.",
    )
    rank_reason: Text | None = Field(
        default=None, description="Why the rank is not `normal`; null when it is."
    )
    withdrawn_on: PartialDate | None = Field(
        default=None, description="When we took it back; null while it stands."
    )
    withdrawn_reason: Text | None = Field(
        default=None, description="Why we took it back; null while it stands."
    )
    replaced_by: FigureCode | None = Field(
        default=None, description="Code of the figure that corrects it; null when none does."
    )
    note: Text | None = Field(
        default=None, description="Scope, doubts, misprints; null when nothing."
    )


# A question is a subject, an indicator and the dimensions; periods and moments count by their last day.
QUESTION = ("subject_type", "subject_code", "indicator", *Dimensions.model_fields)
# What tells most questions apart: in an index, so that another answer to the same one is found.
TOLD_APART = ("subject_code", "indicator", "country", "component", "sex")
# What `as_of` looks at: in an index, so that the figures it passes over need not be read.
NEWEST = ("newest_until", "time_last")


class Narrowed(SQLModel):
    """The dimensions as columns of a table."""

    component: str | None
    sex: str | None
    country: str | None
    cause: str | None
    purpose: str | None
    location: str | None


class FigureRow(FigureFacts, Narrowed, table=True):
    """The table of figures: flat, so that a million rows stay small and each filter is a column."""

    __tablename__ = "figure"
    # The order of the list, the orders it can be sorted by, and the filters most asked. Indexes, not
    # constraints: they can be made after the rows, which is faster for a million of them.
    __table_args__ = (
        Index("figure_by_code", "code", unique=True),
        Index("figure_in_order", "subject_code", "indicator", "time_first", "code", *NEWEST),
        Index("figure_by_subject", "subject_code", "code"),
        Index("figure_by_indicator", "indicator", "code"),
        Index("figure_by_time", "time_first", "code"),
        Index("figure_by_value", "value", "code"),
        Index("figure_by_source", "source", "code"),
        Index("figure_of_indicator", "indicator", "subject_code", "time_first", "code", *NEWEST),
        Index("figure_of_source", "source", "subject_code", "indicator", "time_first", "code"),
        Index("figure_of_country", "country", "subject_code", "indicator", "time_first", "code"),
        Index("figure_of_question", *TOLD_APART, "time_last"),
        Index("figure_newest", *NEWEST),
        Index("figure_newest_of_indicator", "indicator", *NEWEST),
    )

    id: int = Field(primary_key=True)
    code: str
    recorded_on: str
    subject_type: str
    subject_code: str
    subject_name: str
    lower: float | None = Field(sa_type=NUMBER)
    upper: float | None = Field(sa_type=NUMBER)
    time_first: str
    time_last: str
    newest_until: str | None = Field(
        default=None,
        description="Day from which a newer figure answers the same question; 9999-12-31 while none does,"
        " null when this one never answers: deprecated, withdrawn, or beside a preferred one.",
    )
    followed_on: str | None = Field(
        default=None, description="Day we recorded that newer figure; null while there is none."
    )
    whole: int | None = Field(
        default=None, description="`id` of the figure that it is a part of; null when none is held."
    )
    rival: int | None = Field(
        default=None,
        description="`id` of the first other statement on the same; null when there is none.",
    )
    attributed_to_type: str | None
    attributed_to_code: str | None
    attributed_to_name: str | None
    source: str
    paragraph: int | None
    locator: str | None
    evidence: str | None


def bounds(value: float, qualifier: Qualifier) -> tuple[float | None, float | None]:
    """Return the lowest and highest number that the printed words allow; None where they set no limit.

    - `exact`: the value itself, twice.
    - `over`, `at_least`: from the value upwards. `over` leaves the value itself out.
    - `under`, `at_most`, `up_to`: up to the value. `under` leaves the value itself out.
    - `about`: every number that rounds to the value at its last digit that is not zero, and is no further
      from it than a tenth: about 175,000 is 174,500 to 175,500; about 100,000 is 90,000 to 110,000.
    - `close_to`, `nearly`: the lower half of that, up to the value: close to 30 is 27 to 30.
    """
    if qualifier is Qualifier.EXACT:  # As most are, a million in a row.
        return value, value
    half = _half_step(value)
    return {
        Qualifier.ABOUT: (value - half, value + half),
        Qualifier.CLOSE_TO: (value - half, value),
        Qualifier.NEARLY: (value - half, value),
        Qualifier.OVER: (value, None),
        Qualifier.AT_LEAST: (value, None),
        Qualifier.UNDER: (None, value),
        Qualifier.AT_MOST: (None, value),
        Qualifier.UP_TO: (None, value),
    }[qualifier]


def _half_step(value: float) -> float:
    exact = Decimal(repr(value)).normalize()
    step = Decimal(5).scaleb(int(exact.as_tuple().exponent) - 1)
    return float(min(step, abs(exact) / 10))


MARK_NEWEST = f"""
    UPDATE figure SET newest_until = coalesce(standing.following, '9999-12-31'),
        followed_on = standing.followed_on
    FROM (
        SELECT id, rank, time_last,
            min(time_last) OVER behind AS following,
            min(recorded_on) OVER behind AS followed_on,
            max(rank = 'preferred') OVER (
                PARTITION BY {", ".join(QUESTION)}, time_last) AS beside_preferred
        FROM figure WHERE rank <> 'deprecated' AND withdrawn_on IS NULL
        WINDOW behind AS (
            PARTITION BY {", ".join(QUESTION)} ORDER BY time_last
            GROUPS BETWEEN 1 FOLLOWING AND 1 FOLLOWING)
    ) AS standing
    WHERE figure.id = standing.id
    AND (standing.rank = 'preferred' OR NOT standing.beside_preferred)
"""  # noqa: S608  # names of our own columns


class FigureCountRow(Narrowed, table=True):
    """How many figures are alike in what lists are most narrowed and counted by; totals add these up."""

    __tablename__ = "figure_count"

    id: int = Field(primary_key=True)
    subject_type: str
    subject_code: str
    indicator: str
    source: str
    qualifier: str
    rank: str
    attributed_to_type: str | None
    attributed_to_code: str | None
    figures: int


ALIKE = [name for name in FigureCountRow.model_fields if name not in ("id", "figures")]
COUNT_ALIKE = f"""
    INSERT INTO figure_count ({", ".join(ALIKE)}, figures)
    SELECT {", ".join(ALIKE)}, count(*) FROM figure
    GROUP BY {", ".join(ALIKE)} ORDER BY {", ".join(ALIKE)}
"""  # noqa: S608  # names of our own columns


class MovedRow(SQLModel, table=True):
    """A question whose figures were all withdrawn from one subject and given to another."""

    __tablename__ = "moved"

    subject_type: str = Field(primary_key=True)
    subject_code: str = Field(primary_key=True)
    indicator: str = Field(primary_key=True)
    to_type: str = Field(primary_key=True)
    to_code: str = Field(primary_key=True)


FIND_MOVED = """
    INSERT INTO moved (subject_type, subject_code, indicator, to_type, to_code)
    SELECT DISTINCT old.subject_type, old.subject_code, new.indicator, new.subject_type, new.subject_code
    FROM figure AS old JOIN figure AS new ON new.code = old.replaced_by
    WHERE (old.subject_type, old.subject_code) <> (new.subject_type, new.subject_code)
    AND NOT EXISTS (
        SELECT 1 FROM figure AS other
        WHERE other.subject_type = old.subject_type AND other.subject_code = old.subject_code
        AND other.indicator = new.indicator AND other.withdrawn_on IS NULL)
    ORDER BY 1, 2, 3, 4, 5
"""
