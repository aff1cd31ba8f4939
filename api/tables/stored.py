"""Add SQL columns to the facts of a record, which know no database: each column follows from the type of its field."""

from enum import StrEnum
from typing import Annotated, Any, ClassVar, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined as Undefined
from sqlmodel import JSON, AutoString, Field, SQLModel
from sqlmodel.main import FieldInfoMetadata


def _column_type(field: FieldInfo) -> Any:
    """Return the column type of a field: JSON for lists and models, text for enums; else let SQLModel choose."""
    types = list(_types_in(field.annotation))
    if any(type in (list, dict) or issubclass(type, BaseModel) for type in types):
        return JSON
    return AutoString if any(issubclass(type, StrEnum) for type in types) else Undefined


def _types_in(annotation: Any) -> list[type]:
    """List the types in an annotation, without what `Annotated` and unions add."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _types_in(get_args(annotation)[0])
    if origin in (list, dict):
        return [origin]
    if isinstance(annotation, type):
        return [annotation]
    return [type for inner in get_args(annotation) for type in _types_in(inner)]


class Columns(SQLModel):
    """A table with the fields of the facts; lists and nested models are stored as JSON, enums by value."""

    UNIQUE: ClassVar[tuple[str, ...]] = ()
    INDEXED: ClassVar[tuple[str, ...]] = ()
    TYPES: ClassVar[dict[str, Any]] = {}  # Of fields whose type says too little.

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Add the metadata to each field of which SQLModel makes its column."""
        super().__pydantic_init_subclass__(**kwargs)
        for name, field in cls.model_fields.items():
            column = FieldInfoMetadata(
                sa_type=cls.TYPES.get(name) or _column_type(field),
                unique=name in cls.UNIQUE or Undefined,
                index=name in cls.INDEXED or Undefined,
            )
            if column != FieldInfoMetadata():
                field.metadata = [*field.metadata, column]


class Stored(Columns):
    """The columns that every table of records has beside the facts: a database id, and the record as JSON."""

    UNIQUE: ClassVar[tuple[str, ...]] = ("code",)

    id: int = Field(primary_key=True)
    answer: str = Field(description="The record as JSON, as the service answers it.")
