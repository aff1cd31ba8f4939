"""The figures of a series: every one validated as if it stood in a file of figures, whether curated or from elsewhere."""

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from seed.records import FigureRecord
from seed.series.rows import Observation, Reject, Row, RowReader, Zeros

FIGURE: TypeAdapter[FigureRecord] = TypeAdapter(FigureRecord)


class RowFigure(NamedTuple):
    """A figure with the observation that it was read from."""

    observation: Observation
    record: FigureRecord


class Invalid(NamedTuple):
    """An observation that makes no figure."""

    observation: Observation
    error: ValidationError


def read_figures(
    reader: RowReader, rows: Iterator[Row | Reject]
) -> Iterator[RowFigure | Invalid | Reject | Zeros]:
    """Yield a figure for every number of the rows, or what is wrong with it."""
    for observation in reader.observations(rows):
        if not isinstance(observation, Observation):
            yield observation
            continue
        try:
            record = FIGURE.validate_python(reader.content(observation))
        except ValidationError as error:
            yield Invalid(observation, error)
        else:
            yield RowFigure(observation, record)
