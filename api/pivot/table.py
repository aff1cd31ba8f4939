"""Make a pivot table of figures: rows, columns, cells, and with `top` a ranking by the last column."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from api.facts.figures import Dimensions
from api.lists.engine import values_asked
from api.pivot.axes import ONLY, Axis, keys_on, names_on, read_hosts, subject_of
from api.pivot.cells import CellMaker
from api.pivot.forbidden import refuse_sums
from api.pivot.layout import Aggregate, Layout
from api.pivot.mixtures import mixtures_in, units_in
from api.pivot.reading import order_of_sources, read_figures, read_wholes
from api.pivot.rules import NoTable, Refusal, Rule
from api.pivot.sums import Sums, whole_key
from api.resources.dimensions import values_by_dimension
from api.resources.figure_params import FigureParams
from api.resources.figures import FIGURES
from api.vocabulary import Rank, Row

MOST_CELLS = 50_000


@dataclass(frozen=True)
class Grid:
    """Row keys, column keys, and the figures of each cell by both keys."""

    rows: list[str]
    columns: list[str]
    cells: dict[tuple[str, str], list[Row]]


def make_table(connection: Connection, layout: Layout, filters: FigureParams) -> Row:
    """Make the table of the figures that pass the filters; raise `NoTable` with every reason to refuse it."""
    if layout.rows == layout.columns:
        message = "rows and columns are the same; leave columns out for one column"
        raise NoTable([Refusal(Rule.SAME_AXIS, "columns", message)])
    selected = read_figures(connection, layout, filters)
    grid = _place(connection, layout, filters, selected.figures)
    aggregates: Sequence[Aggregate | None] = layout.aggregate or [None]
    is_sum = Aggregate.SUM in aggregates
    refusals = _refusals(layout, grid, aggregates)
    if is_sum:
        hosts = read_hosts(connection)
        refusals += refuse_sums(layout, filters, selected.figures, grid.cells.values(), hosts)
    if refusals:
        raise NoTable(list(dict.fromkeys(refusals)))
    columns = _columns(connection, layout, grid, aggregates, selected.figures)
    sums = _sums(connection, layout, filters, selected.figures) if is_sum else None
    maker = CellMaker(order_of_sources(connection), sums)
    rows = _rows(connection, layout, grid, columns, maker)
    return {
        "data": rows,
        "columns": columns,
        "meta": {
            "total": len(rows),
            "rows": layout.rows,
            "columns": layout.columns,
            "figures": len(selected.figures),
            "left_out": selected.left_out,
        },
    }


def _sums(
    connection: Connection, layout: Layout, filters: FigureParams, figures: list[Row]
) -> Sums:
    """Prepare sums: find the dimensions and subjects to add over, and the wholes that sources state for these."""
    axes = {layout.rows, layout.columns}
    # In a dimension that is filtered by one value there is nothing to add over.
    one_value = {name for name, values in values_by_dimension(filters).items() if len(values) == 1}
    over = frozenset(
        name
        for name in Dimensions.model_fields
        if f"dimensions.{name}" not in axes
        and name not in one_value
        and any(figure[name] for figure in figures)
    )
    wholes = read_wholes(connection, layout, filters, over) if over else []
    subjects = {
        *values_asked(connection, FIGURES, filters, "subject"),
        *map(subject_of, figures),
    }
    several = len(subjects) > 1 and Axis.SUBJECT not in axes
    # A preferred one comes last, and so overwrites the others.
    ordered = sorted(wholes, key=lambda one: (one["rank"] == Rank.PREFERRED, one["code"]))
    by_key = {whole_key(whole, over): whole for whole in ordered}
    return Sums(over, by_key, several, Axis.YEAR in axes)


def _place(
    connection: Connection, layout: Layout, filters: FigureParams, figures: list[Row]
) -> Grid:
    """Put each figure into its cells: those of its row and column keys."""
    hosts = read_hosts(connection)
    if asked := values_asked(connection, FIGURES, filters, "mission_country"):
        hosts = {code: [one for one in hosts[code] if one in asked] for code in hosts}
    row_keys, column_keys = keys_on(layout.rows, hosts), keys_on(layout.columns, hosts)
    cells: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for figure in figures:
        columns = column_keys(figure)
        for row in row_keys(figure):
            for column in columns:
                cells[row, column].append(figure)
    rows, columns = (sorted({key[place] for key in cells}, key=_order) for place in (0, 1))
    return Grid(rows, columns if layout.columns else [ONLY], cells)


def _order(key: str) -> tuple[bool, str]:
    """Sort keys, with long periods, which contain others, after years and budget years."""
    first, _, last = key.partition("/")
    begin, end = first[:4], last[:4]
    is_long = begin.isdigit() and end.isdigit() and int(end) - int(begin) > 1
    return is_long, key


def _refusals(layout: Layout, grid: Grid, aggregates: Sequence[Aggregate | None]) -> list[Refusal]:
    """List what makes a table too large, or its cells mixed."""
    refusals: list[Refusal] = []
    size = len(grid.rows) * len(grid.columns) * len(aggregates)
    if size > MOST_CELLS:
        message = (
            f"{len(grid.rows)} rows and {len(grid.columns)} columns make more than {MOST_CELLS} cells; ask for fewer, by"
            " subject, indicator, dimension or time"
        )
        refusals.append(Refusal(Rule.TOO_MANY_CELLS, "columns", message))
    if None in aggregates:
        refusals += mixtures_in(grid.cells.values())
    if {Aggregate.MIN, Aggregate.MAX} & {*aggregates}:
        refusals += units_in(grid.cells.values())
    if layout.top and aggregates[-1] is not Aggregate.COUNT and grid.columns:
        last = grid.columns[-1]
        refusals += units_in(
            [[one for (_, key), cell in grid.cells.items() if key == last for one in cell]]
        )
    return refusals


def _columns(
    connection: Connection,
    layout: Layout,
    grid: Grid,
    aggregates: Sequence[Aggregate | None],
    figures: list[Row],
) -> list[Row]:
    """Describe the columns: one for each value and aggregate."""
    names = names_on(connection, layout.columns, figures)
    several, one = len(aggregates) > 1, layout.columns is None
    return [
        {
            "key": _column_key(value, aggregate, several=several, one=one),
            "value": None if one else value,
            "name": names.get(value, value),
            "aggregate": aggregate,
        }
        for value in grid.columns
        for aggregate in aggregates
    ]


def _column_key(value: str, aggregate: Aggregate | None, *, several: bool, one: bool) -> str:
    if several and aggregate:
        return str(aggregate) if one else f"{value} {aggregate}"
    return value


def _rows(
    connection: Connection, layout: Layout, grid: Grid, columns: list[Row], maker: CellMaker
) -> list[Row]:
    """Make the rows with their cells; with `top`, ranked by the last column."""
    figures = [figure for cell in grid.cells.values() for figure in cell]
    names = names_on(connection, layout.rows, figures)
    rows: list[Row] = []
    for key in grid.rows:
        cells = {}
        for column in columns:
            if figures_here := grid.cells.get((key, column["value"] or ONLY)):
                cells[column["key"]] = maker.make(column["aggregate"], figures_here)
        rows.append({"key": key, "name": names.get(key, key), "place": None, "cells": cells})
    return _ranked(rows, columns[-1]["key"], layout.top) if layout.top and rows else rows


def _ranked(rows: list[Row], column: str, top: int) -> list[Row]:
    """Rank rows by a column, descending, with ties sharing a place; keep those up to the place `top`."""
    valued = [row for row in rows if (row["cells"].get(column) or {}).get("value") is not None]
    valued.sort(key=lambda row: -row["cells"][column]["value"])
    places: dict[float, int] = {}
    for place, row in enumerate(valued, start=1):
        row["place"] = places.setdefault(row["cells"][column]["value"], place)
    return [row for row in valued if row["place"] <= top]
