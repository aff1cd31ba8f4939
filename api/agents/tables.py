"""Answer the tool for tables of figures, in short: the numbers row by row, notes on them, sources and address."""

from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection

from api.agents.filters import Filters, read_filters
from api.agents.fitting import shorten
from api.agents.records import NOTHING
from api.pivot.axes import Axis
from api.pivot.layout import MOST_PLACES, Aggregate, Layout
from api.pivot.rules import NoTable
from api.pivot.table import make_table
from api.pivot.wide import notes_on
from api.resources.figures import FIGURES
from api.routes.figure_tables import refusal_of
from api.vocabulary import Row

MOST_SOURCES = 5


class TableChoice(BaseModel):
    """The parameters of `read_table`."""

    model_config = ConfigDict(extra="forbid")

    rows: Axis = Field(default=Axis.SUBJECT, description="What each row is.")
    columns: Axis | None = Field(default=None, description="What each column is.")
    aggregate: Aggregate | None = Field(default=None, description="Left out: what is stated.")
    top: int | None = Field(
        default=None, ge=1, le=MOST_PLACES, description="Only the highest rows, with their place."
    )
    filters: Filters


def answer_table(connection: Connection, params: TableChoice) -> Row:
    """Answer a table; refuse a mixed one, or a sum that may be wrong, with the rule that it breaks."""
    given = params.model_dump(exclude={"filters"}, exclude_none=True)
    aggregate = [params.aggregate] if params.aggregate else None
    layout = Layout(**(given | {"aggregate": aggregate}))
    filters: Any = read_filters(FIGURES.filters, params.filters)
    try:
        table = make_table(connection, layout, filters)
    except NoTable as none:
        raise refusal_of(none) from none
    asked = given | {name: value for name, value in params.filters.items() if value is not None}
    return shorten(
        {
            "columns": [column["key"] for column in table["columns"]],
            "rows": [_row(row, table) for row in table["data"]],
            "figures_left_out": table["meta"]["left_out"],
            "total": table["meta"]["total"],
            "sources": _sources(table),
            "query": f"/v1/figures/table?{urlencode(asked, doseq=True, safe=':,/')}",
            "hint": None if table["data"] else NOTHING,
        },
        "rows",
    )


def _row(row: Row, table: Row) -> Row:
    return {
        **({"place": row["place"]} if row["place"] else {}),
        "key": row["key"],
        "name": row["name"],
        "values": {key: cell["value"] for key, cell in row["cells"].items()},
        "notes": "; ".join(notes_on(row, table["meta"])),
    }


def _sources(table: Row) -> list[str]:
    """List the addresses of the first five sources that state the numbers."""
    cells = (cell for row in table["data"] for cell in row["cells"].values())
    codes = dict.fromkeys(figure["source"] for cell in cells for figure in cell["figures"])
    return [f"/v1/sources/{code}" for code in codes][:MOST_SOURCES]
