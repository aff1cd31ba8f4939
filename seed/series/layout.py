"""The layout of a CSV file: encoding, separators, header lines, and the format of cells.

What the cells then say is in `seed/series/manifest.py`.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from api.constraints import FORMS, Text
from api.facts.base import Closed

SIGN = r'^[^\w"\r\n]$'
FORMS[SIGN] = "one sign, neither a letter, a digit nor a quote, such as a comma"
Sign = Annotated[str, StringConstraints(pattern=SIGN)]


class Encoding(StrEnum):
    """The encoding of a file."""

    UTF_8 = "utf-8"
    UTF_16 = "utf-16"
    WINDOWS_1252 = "windows-1252"


class EmptyCell(StrEnum):
    """The meaning of an empty cell."""

    UNKNOWN = "unknown"
    ALL = "all"
    ABOVE = "above"


class Layout(Closed):
    """The keys of a manifest on the layout of its CSV file."""

    file: Text | None = Field(
        default=None,
        description="Where the CSV file is, from the folder of the manifest, in a folder outside the"
        " project; null when it stands beside the manifest under the same name.",
    )
    encoding: Encoding = Field(
        default=Encoding.UTF_8,
        description="How the letters of the file are stored, in a folder outside the project.",
    )
    delimiter: Sign = Field(
        default=",", description="What stands between two cells; a comma when left out."
    )
    skip_rows: int = Field(
        default=0, ge=0, description="How many lines stand above the names of the columns."
    )
    header_rows: int = Field(
        default=1,
        ge=1,
        le=5,
        description="In how many lines the names of the columns stand: they are read from top to"
        " bottom, and an empty cell of an upper line goes on with what stands left of it.",
    )
    date_format: Text | None = Field(
        default=None,
        description="How dates are written, when not as 2018, 2018-03 or 2018-03-28: in the signs of"
        " strptime, such as `%d-%b-%y` for 31-Jan-21, or `spreadsheet` for its numbers of days.",
    )
    decimal: Sign = Field(
        default=".", description="What stands before the decimals; a point when left out."
    )
    thousands: Sign | None = Field(
        default=None, description="What stands between thousands; null when nothing does."
    )
    scale: float = Field(
        default=1,
        gt=0,
        description="What each number is multiplied by: 1000 when they are given in thousands.",
    )
    missing: list[str] = Field(
        default_factory=list,
        description="Words that stand for an empty cell in any column, such as `..`.",
    )
    empty: dict[str, EmptyCell] = Field(
        default_factory=dict,
        description="For a column, what an empty cell means: `unknown`, and the row is rejected, as"
        " when nothing is said; `all`, and the number is the total; `above`, the same as in the row"
        " above, as in merged cells.",
    )
