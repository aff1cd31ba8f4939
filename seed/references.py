"""References and citations of a record, or of a manifest, found by walking over its fields and their types."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import AfterValidator, BaseModel

from api.facts.base import Citation, CitedSource, Reference, Refers, part_of
from api.vocabulary import RecordType, real_date
from seed.files.lines import Path
from seed.records import FigureRecord

Target = tuple[RecordType, str]


def parts(record: BaseModel) -> list[tuple[Path, BaseModel]]:
    """Walk over a record and every described part inside it, with the path to each."""
    found: list[tuple[Path, BaseModel]] = []
    _add_parts(record, (), found)
    return found


def _add_parts(value: Any, path: Path, found: list[tuple[Path, BaseModel]]) -> None:
    if isinstance(value, BaseModel):
        found.append((path, value))
        for name in _fields_with_parts(value.__class__):
            inner = getattr(value, name)
            if inner is not None:
                _add_parts(inner, (*path, name), found)
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            _add_parts(inner, (*path, position), found)
    elif isinstance(value, dict):
        for name, inner in value.items():
            _add_parts(inner, (*path, name), found)


def references(record: BaseModel) -> list[tuple[Path, Target]]:
    """List the other records that a record points to, each with the path to the reference."""
    return [found for path, part in parts(record) for found in references_of(part, path)]


def references_of(part: BaseModel, path: Path) -> list[tuple[Path, Target]]:
    """List the records that a part of a record, without the parts inside it, points to."""
    if isinstance(part, Reference):
        return [(path, (part.type, part.code))]
    if isinstance(part, CitedSource):
        return [(path, (RecordType.SOURCE, part.code))]
    return [
        found
        for name, type in _coded_fields(part.__class__).items()
        if (value := getattr(part, name))
        for found in _codes(value, type, (*path, name))
    ]


def citations(record: BaseModel) -> Iterator[tuple[Path, Citation]]:
    """List the citations in a record, those of its parts included."""
    for path, part in parts(record):
        if isinstance(part, Citation):
            yield path, part


def places(record: BaseModel) -> Iterator[tuple[Path, Citation]]:
    """List where a record was read: its citations, or the one place of a figure."""
    if isinstance(record, FigureRecord):
        yield (), record.citation
    else:
        yield from citations(record)


@cache
def lists_of(part_class: type[BaseModel]) -> list[str]:
    """Name the fields of a part that may hold lists."""
    fields = part_class.model_fields.items()
    return [name for name, field in fields if "list[" in str(field.annotation)]


@cache
def pairs_of(
    part_class: type[BaseModel], pairs: tuple[tuple[str, str], ...]
) -> list[tuple[str, str]]:
    """Choose the pairs of fields that a part has; most have none, and there are many parts."""
    return [pair for pair in pairs if set(pair) <= set(part_class.model_fields)]


@cache
def dated_fields(part_class: type[BaseModel]) -> frozenset[str]:
    """Name the fields of a part that hold dates."""
    return frozenset(
        name
        for name, info in part_class.model_fields.items()
        if any(
            isinstance(mark, AfterValidator) and mark.func is real_date
            for mark in (*info.metadata, *_marks(info.annotation))
        )
    )


def _codes(value: Any, type: RecordType, path: Path) -> Iterator[tuple[Path, Target]]:
    if isinstance(value, str):
        yield path, (type, value.lower())
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _codes(inner, type, (*path, position))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _codes(inner, type, (*path, name))


@cache
def _fields_with_parts(part_class: type[BaseModel]) -> list[str]:
    """Name the fields that can hold parts; most hold plain values."""
    fields = part_class.model_fields.items()
    return [name for name, info in fields if part_of(info.annotation)]


@cache
def _coded_fields(part_class: type[BaseModel]) -> dict[str, RecordType]:
    types = {}
    for name, info in part_class.model_fields.items():
        marks = [*info.metadata, *_marks(info.annotation)]
        if mark := next((m for m in marks if isinstance(m, Refers)), None):
            types[name] = mark.type
    return types


def _marks(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Annotated:
        yield from annotation.__metadata__
    for inner in get_args(annotation):
        yield from _marks(inner)
