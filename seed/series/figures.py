"""Validate the figures of a series, curated or external, as if written in a file of figures."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel, TypeAdapter, ValidationError

from seed.records import FigureRecord
from seed.series.rows import Observation, Reject, Row, RowReader, Zeros

SHARED = ("source", "subject", "dimensions")
MOST_SHARED = 20_000  # Of a file in which nothing repeats.
FIGURE: TypeAdapter[FigureRecord] = TypeAdapter(FigureRecord)


class RowFigure(NamedTuple):
    """A figure with the observation that it was read from."""

    observation: Observation
    record: FigureRecord


class Invalid(NamedTuple):
    """An observation that fails validation."""

    observation: Observation
    error: ValidationError


def read_figures(
    reader: RowReader, rows: Iterator[Row | Reject]
) -> Iterator[RowFigure | Invalid | Reject | Zeros]:
    """Yield a figure for every number of the rows, or its error."""
    read: dict[tuple[str, Any], BaseModel] = {}
    for observation in reader.observations(rows):
        if not isinstance(observation, Observation):
            yield observation
            continue
        content = reader.content(observation)
        # Rows speak of few subjects, sources and dimensions: each is read once, and all its figures hold it.
        told = list(_shared_in(content))
        for one in told:
            if one in read:
                content[one[0]] = read[one]
        try:
            record = FIGURE.validate_python(content)
        except ValidationError as error:
            yield Invalid(observation, error)
        else:
            if len(read) > MOST_SHARED:
                read.clear()
            for one in told:
                read[one] = getattr(record, one[0])
            yield RowFigure(observation, record)


def _shared_in(content: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """List what a row, and not its manifest, says of source, subject and dimensions: cache keys."""
    for key in SHARED:
        said = content.get(key)
        if isinstance(said, str):
            yield key, said
        elif isinstance(said, dict):
            yield key, tuple(said.items())
