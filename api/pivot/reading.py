"""Read the figures of a table: those that pass the filters, and have no dimension that is neither axis nor filter."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from operator import itemgetter

from sqlalchemy import Connection, select
from sqlmodel import col

from api.facts.figures import Dimensions
from api.lists.engine import count_with_value, find, read_columns
from api.lists.statements import once
from api.pivot.layout import Layout
from api.pivot.rules import NoTable, Refusal, Rule
from api.resources.dimensions import dimensions_named, without_dimensions
from api.resources.figure_params import FigureParams, without_deprecated
from api.resources.figures import FIGURES
from api.tables.indicators import IndicatorRow
from api.tables.sources import SourceRow
from api.vocabulary import Grade, Row

MOST_FIGURES = 20_000
COLUMNS = (
    *("code", "subject_type", "subject_code", "subject_name", "indicator", "value", "qualifier"),
    *("lower", "upper", "as_of", "period_start", "period_end", "time_first", "time_last", "rank"),
    *("source", *Dimensions.model_fields),
)


@dataclass(frozen=True)
class SelectedFigures:
    """The figures of a table, and how many were left out for each dimension that is neither axis nor filter."""

    figures: list[Row]
    left_out: dict[str, int]


def read_figures(connection: Connection, layout: Layout, filters: FigureParams) -> SelectedFigures:
    """Read the figures of a table; raise `NoTable` when there are too many, or all were left out for a dimension."""
    asked = _dimensions_asked(layout, filters)
    figures, passing = _read(connection, layout, filters, asked)
    if len(figures) > MOST_FIGURES:
        raise NoTable([_too_many()])
    not_asked = [f"dimensions.{name}" for name in Dimensions.model_fields if name not in asked]
    counted = count_with_value(connection, FIGURES, passing, not_asked) if not_asked else {}
    narrowed = {name: number for name, number in counted.items() if number}
    if narrowed and not figures:
        most = max(narrowed.values())  # Only a dimension that all of them have brings some in.
        needed = [name for name, number in narrowed.items() if number == most]
        raise NoTable([_not_asked_for(connection, passing, name) for name in needed])
    measures = _read_measures(connection)
    return SelectedFigures([one | measures[one["indicator"]] for one in figures], narrowed)


def read_wholes(
    connection: Connection, layout: Layout, filters: FigureParams, over: Collection[str]
) -> list[Row]:
    """Read the figures of a table without some dimensions: the wholes of which its figures are parts."""
    asked = _dimensions_asked(layout, filters) - {*over}
    return _read(connection, layout, without_dimensions(filters, over), asked)[0]


def _read(
    connection: Connection, layout: Layout, filters: FigureParams, asked: set[str]
) -> tuple[list[Row], FigureParams]:
    """Read the figures that still stand, with a value in each dimension of the axes, and null in those not asked for."""
    is_given = {f"dimensions_{name}__isnull": False for name in _dimensions_of(layout)}
    filters = without_deprecated(filters).model_copy(update=is_given)
    absent = tuple(name for name in Dimensions.model_fields if name not in asked)
    if not filters.known_at:
        absent += ("withdrawn_on",)
    most = MOST_FIGURES + 1
    figures = read_columns(connection, FIGURES, filters, COLUMNS, absent, most=most)
    # Sorted, as engines return them in different orders, and an error names the first one it meets.
    return sorted(figures, key=itemgetter("code")), filters


def order_of_sources(connection: Connection) -> Mapping[str, int]:
    """Map the codes of sources to their place, by which rival figures are ordered: best grade first, then newest."""
    return once(connection, ("order of sources",), lambda: _order_of_sources(connection))


def _order_of_sources(connection: Connection) -> dict[str, int]:
    grades = list(Grade)
    row = SourceRow
    statement = select(col(row.code), col(row.grade), col(row.date)).order_by(col(row.code))
    # Sorted here, as engines differ in where null sorts.
    newest_first = sorted(
        connection.execute(statement), key=lambda source: source.date or "", reverse=True
    )
    best_first = sorted(newest_first, key=lambda source: grades.index(source.grade))
    return {source.code: place for place, source in enumerate(best_first)}


def _dimensions_of(layout: Layout) -> set[str]:
    return {axis.dimension for axis in (layout.rows, layout.columns) if axis and axis.dimension}


def _dimensions_asked(layout: Layout, filters: FigureParams) -> set[str]:
    """List the dimensions that are an axis of the table, or that a filter names."""
    return _dimensions_of(layout) | dimensions_named(filters)


def _read_measures(connection: Connection) -> dict[str, Row]:
    """Map the codes of indicators to unit, kind and whether they are additive."""
    row = IndicatorRow
    statement = select(col(row.code), col(row.unit), col(row.kind), col(row.additive))
    return once(
        connection,
        ("units and kinds",),
        lambda: {
            one.code: {"unit": one.unit, "kind": one.kind, "additive": one.additive}
            for one in connection.execute(statement)
        },
    )


def _too_many() -> Refusal:
    message = (
        f"more than {MOST_FIGURES} figures pass these filters, and a table is made of at most so many;"
        " name one indicator, subject or dimension, or bound time__gte and time__lte"
    )
    return Refusal(Rule.TOO_MANY_FIGURES, "indicator", message)


def _not_asked_for(connection: Connection, filters: FigureParams, dimension: str) -> Refusal:
    counting = filters.model_copy(update={"limit": 0, "facet": [dimension]})
    values = find(connection, FIGURES, counting).facets[dimension]
    common, *_ = (entry for entry in values if entry["value"] is not None)
    message = (
        f"every figure that passes is narrowed by what is not asked for, such as {common['count']} of them by"
        f" {dimension}={common['value']}: ask {dimension}={common['value']}, or use {dimension} as rows or columns"
    )
    return Refusal(Rule.DIMENSION_NOT_ASKED_FOR, dimension, message)
