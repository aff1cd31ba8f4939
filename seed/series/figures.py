"""The figures of a series: every one validated as if it stood in a file of figures, whether curated or from elsewhere."""

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import BaseModel, TypeAdapter, ValidationError

from seed.records import FigureRecord
from seed.series.rows import Observation, Reject, Row, RowReader, Zeros

SHARED = ("source", "subject")
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
    read: dict[tuple[str, str], BaseModel] = {}
    for observation in reader.observations(rows):
        if not isinstance(observation, Observation):
            yield observation
            continue
        content = reader.content(observation)
        # Rows speak of few subjects and sources: each is read once.
        told = {key: text for key in SHARED if isinstance(text := content.get(key), str)}
        content.update((key, read[key, text]) for key, text in told.items() if (key, text) in read)
        try:
            record = FIGURE.validate_python(content)
        except ValidationError as error:
            yield Invalid(observation, error)
        else:
            read.update(((key, text), getattr(record, key)) for key, text in told.items())
            yield RowFigure(observation, record)
