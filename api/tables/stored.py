"""Columns for the facts of a record, which know of no database: each follows from the type of its field."""

from enum import StrEnum
from typing import Annotated, Any, ClassVar, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined as Undefined
from sqlmodel import JSON, AutoString, Field, SQLModel
from sqlmodel.main import FieldInfoMetadata


def _column_type(field: FieldInfo) -> Any:
    """Return the type of the column of a list, a part or a choice; undefined where SQLModel knows it."""
    types = list(_types_in(field.annotation))
    if any(type in (list, dict) or issubclass(type, BaseModel) for type in types):
        return JSON
    return AutoString if any(issubclass(type, StrEnum) for type in types) else Undefined


def _types_in(annotation: Any) -> list[type]:
    """List the types of which a value of a field is one."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _types_in(get_args(annotation)[0])
    if origin in (list, dict):
        return [origin]
    if isinstance(annotation, type):
        return [annotation]
    return [type for inner in get_args(annotation) for type in _types_in(inner)]


class Columns(SQLModel):
    """A table that takes fields from the facts; what lists and parts hold is stored as JSON, a choice as its value."""

    UNIQUE: ClassVar[tuple[str, ...]] = ()
    INDEXED: ClassVar[tuple[str, ...]] = ()
    TYPES: ClassVar[dict[str, Any]] = {}  # Of fields whose type says too little.

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Add to each field what SQLModel makes its column of."""
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
    """What every table of records has beside the facts: a number, and the record as it is answered."""

    UNIQUE: ClassVar[tuple[str, ...]] = ("code",)

    id: int = Field(primary_key=True)
    answer: str = Field(description="The record as JSON, as the service answers it.")
