"""Figures as rows: their indexes, which of them are the newest, how many are alike, and which were moved."""

from typing import Any, ClassVar

from sqlalchemy import Double, Numeric, text
from sqlmodel import Field, Index, SQLModel

from api.facts.figures import QUESTION, TOTALS, Dimensions, FigureFacts
from api.tables.stored import Columns

# Search and questions read these facts from here; all others from `api.facts`.
__all__ = [
    "ALIKE",
    "COUNT_ALIKE",
    "FIND_MOVED",
    "MARK_NEWEST",
    "NEWEST",
    "NUMBER",
    "TOLD_APART",
    "TOTALS",
    "Dimensions",
    "FigureCountRow",
    "FigureRow",
    "MovedRow",
    "Narrowed",
]

# Whole numbers stay whole; how PostgreSQL does that is said in `api/database/postgresql.py`.
NUMBER = Numeric(asdecimal=False).with_variant(Double(), "postgresql")
# What tells most questions apart: in an index, so that another answer to the same one is found.
TOLD_APART = ("subject_code", "indicator", "country", "component", "sex")
# What `as_of` looks at: in an index, so that the figures it passes over need not be read.
NEWEST = ("newest_until", "time_last")


class Narrowed(Columns):
    """The dimensions as columns of a table."""

    component: str | None
    sex: str | None
    country: str | None
    cause: str | None
    purpose: str | None
    location: str | None


# Most figures are said by the source itself, and need no room in an index of speakers.
FEW_HAVE_SPEAKERS: Any = {"sqlite_where": text("attributed_to_code IS NOT NULL")}
# Of a million figures few are the newest: `latest` reads these alone. To the planner of SQLite all indicators are as
# large, and all sources: without an index of the few for each, it would read a million of one.
FEW_ARE_LATEST: Any = {"sqlite_where": text("latest IS NOT NULL")}
IN_ORDER = ("subject_code", "indicator", "time_first", "code")


class FigureRow(FigureFacts, Narrowed, table=True):
    """The table of figures: flat, so that a million rows stay small and each filter is a column."""

    TYPES: ClassVar[dict[str, Any]] = {"value": NUMBER}

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
        Index("figure_by_speaker", "attributed_to_code", "code", **FEW_HAVE_SPEAKERS),
        Index("figure_of_indicator", "indicator", "subject_code", "time_first", "code", *NEWEST),
        Index("figure_of_source", "source", "subject_code", "indicator", "time_first", "code"),
        Index("figure_of_country", "country", "subject_code", "indicator", "time_first", "code"),
        Index("figure_of_question", *TOLD_APART, "time_last"),
        # Totals alone: what is narrowed may be a million times as much, and is passed over.
        Index("figure_narrowed", "indicator", "country", "component", "sex", "subject_code"),
        Index("figure_newest", *NEWEST),
        Index("figure_newest_of_indicator", "indicator", *NEWEST),
        Index("figure_latest", *IN_ORDER, "country", "component", "sex", **FEW_ARE_LATEST),
        Index("figure_latest_of_source", "source", *IN_ORDER, **FEW_ARE_LATEST),
        Index(
            "figure_latest_of_indicator",
            "indicator",
            "subject_code",
            "time_first",
            "code",
            **FEW_ARE_LATEST,
        ),
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
    latest: bool | None = Field(
        default=None,
        description="True for what is newest on the day of the release; null for all others.",
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


MARK_NEWEST = f"""
    UPDATE figure SET newest_until = coalesce(standing.following, '9999-12-31'),
        followed_on = standing.followed_on,
        latest = CASE WHEN figure.time_last <= :day
            AND coalesce(standing.following, '9999-12-31') > :day THEN true END
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
    __table_args__ = (
        Index("figure_count_by_subject", "subject_code", "indicator"),
        Index("figure_count_by_indicator", "indicator"),
        Index("figure_count_by_country", "country"),
        Index("figure_count_by_speaker", "attributed_to_code", **FEW_HAVE_SPEAKERS),
    )

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
