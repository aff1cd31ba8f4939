"""The tables of figures with their indexes, of their roll-up for counting, and of those moved to another subject."""

from typing import Any, ClassVar

from sqlalchemy import Double, Numeric, text
from sqlmodel import Field, Index, SQLModel

from api.facts.figures import FigureFacts
from api.tables.stored import Columns

# Whole numbers stay `int`, in PostgreSQL as `api/database/postgresql.py` explains.
NUMBER = Numeric(asdecimal=False).with_variant(Double(), "postgresql")
# The columns that tell most time series apart: in an index, to find other figures of the same one.
TOLD_APART = ("subject_code", "indicator", "country", "component", "sex")
# The columns that `as_of` compares: in an index, so that figures that do not pass need not be read.
NEWEST = ("newest_until", "time_last")


class DimensionColumns(Columns):
    """The dimensions as columns of a table."""

    component: str | None
    sex: str | None
    country: str | None
    cause: str | None
    purpose: str | None
    location: str | None


# A partial index, as most figures have no speaker but the source itself.
FEW_HAVE_SPEAKERS: Any = {"sqlite_where": text("attributed_to_code IS NOT NULL")}
# A partial index, as few of a million figures are the newest, which `latest` reads. One for each filter, as SQLite's
# planner takes all indicators for equally frequent, and all sources, and would else read a million figures of one.
FEW_ARE_LATEST: Any = {"sqlite_where": text("latest IS NOT NULL")}
IN_ORDER = ("subject_code", "indicator", "time_first", "code")


class FigureRow(FigureFacts, DimensionColumns, table=True):
    """The table of figures: flat, so that a million rows stay small and each filter is a column."""

    TYPES: ClassVar[dict[str, Any]] = {"value": NUMBER}

    __tablename__ = "figure"
    # For the default order, the other sort keys, and the most frequent filters. Unique indexes, not constraints:
    # they can be created after the rows, which is faster for a million of them.
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
        # For totals alone, as figures with dimensions may be a million times as many.
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


class FigureCountRow(DimensionColumns, table=True):
    """A roll-up of figures: their number for each combination of the columns most filtered by; totals add these up."""

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


class MovedRow(SQLModel, table=True):
    """A subject and an indicator whose figures were all withdrawn and given to another subject."""

    __tablename__ = "moved"

    subject_type: str = Field(primary_key=True)
    subject_code: str = Field(primary_key=True)
    indicator: str = Field(primary_key=True)
    to_type: str = Field(primary_key=True)
    to_code: str = Field(primary_key=True)
