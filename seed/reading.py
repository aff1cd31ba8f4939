"""From files to records, or to problems that name file, line, field and what would be right."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from api.vocabulary import RecordType
from seed.lines import Path as FieldPath
from seed.lines import line_of
from seed.records import CLASSES, FOLDERS, Record

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, order=True)
class Problem:
    """Something a curator should change, and where."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.message}"


@dataclass(frozen=True)
class SeedFile:
    """A file that could be parsed."""

    type: RecordType
    name: str
    text: str = field(repr=False)
    content: dict[str, Any] = field(repr=False)

    def problem(self, path: FieldPath, message: str, base: FieldPath = ()) -> Problem:
        """A problem with the field at `path` of the record at `base`."""
        line = line_of(self.text, (*base, *path))
        return Problem(self.name, line, dotted(path) or "record", message)


@dataclass(frozen=True)
class Entry:
    """A record and the place it was read from: a file, and `base` when it holds several."""

    record: Record
    origin: SeedFile
    base: FieldPath = ()

    @property
    def type(self) -> RecordType:
        """What the record is about."""
        return self.origin.type

    @property
    def key(self) -> tuple[RecordType, str]:
        """What makes it one of a kind."""
        return self.type, self.record.code

    def problem(self, path: FieldPath, message: str) -> Problem:
        """A problem with one of its fields."""
        return self.origin.problem(path, message, self.base)


@dataclass
class Reading:
    """What the files hold: the records that could be read, and the problems of the rest."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def data_files(root: Path) -> Iterator[tuple[RecordType, Path]]:
    """Every file of records below `root`, in the order of kinds and names; templates are left out."""
    for folder, type in FOLDERS.items():
        alone = root / f"{folder}.toml"
        files = [alone] if alone.exists() else []
        for file in files + sorted((root / folder).glob("**/*.toml")):
            if not file.name.startswith("_"):
                yield type, file


def read_data(root: Path) -> Reading:
    """All records below `root` with all problems of their shape."""
    reading = Reading()
    for type, file in data_files(root):
        read_file(type, file, file.relative_to(root.parent.parent).as_posix(), reading)
    return reading


def read_file(type: RecordType, file: Path, name: str, reading: Reading) -> None:
    """The records of one file: one, or a list under the name of the folder with common keys above."""
    try:
        text = file.read_bytes().decode("utf-8").replace("\r\n", "\n")
        origin = SeedFile(type, name, text, tomllib.loads(text))
    except UnicodeDecodeError as error:
        message = f"byte {error.start + 1} is not UTF-8; save the file as UTF-8"
        reading.problems.append(Problem(name, 1, "file", message))
        return
    except tomllib.TOMLDecodeError as error:
        reading.problems.append(_syntax_problem(name, error))
        return
    plural = next(folder for folder, its_type in FOLDERS.items() if its_type is type)
    records = origin.content.get(plural)
    if not isinstance(records, list):
        _read_record(origin, origin.content, (), reading)
        return
    common = {key: value for key, value in origin.content.items() if key != plural}
    for position, content in enumerate(records):
        _read_record(origin, {**common, **content}, (plural, position), reading)


def dotted(path: FieldPath) -> str:
    """A path of keys as a curator reads it: `roles[1].title`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(
        "."
    )


def nearest(word: str, known: list[str]) -> str:
    """`; did you mean …?` when something known is near, else nothing."""
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else ""


def _read_record(
    origin: SeedFile, content: dict[str, Any], base: FieldPath, reading: Reading
) -> None:
    record_class = CLASSES[origin.type]
    try:
        record = TypeAdapter(record_class).validate_python(content)
    except ValidationError as error:
        for detail in error.errors():
            path = tuple(detail["loc"])
            message = _explain(detail, record_class, path)
            reading.problems.append(origin.problem(path, message, base))
    else:
        reading.entries.append(Entry(record, origin, base))


def _syntax_problem(file: str, error: tomllib.TOMLDecodeError) -> Problem:
    message = str(error)
    place = message.rpartition("(at line ")[2].partition(",")[0]
    return Problem(file, int(place) if place.isdigit() else 1, "file", f"is not TOML: {message}")


def _explain(error: ErrorDetails, record_class: type[BaseModel], path: FieldPath) -> str:
    """Pydantic's finding in a curator's words: what is wrong, and what would be right."""
    value, context = error["input"], error.get("ctx", {})
    match error["type"]:
        case "extra_forbidden":
            known = list(class_at(record_class, path[:-1]).model_fields)
            hint = nearest(str(path[-1]), known) or f"; the keys are {', '.join(known)}"
            words = f"is not a key of this kind of record{hint}"
        case "missing":
            meaning = class_at(record_class, path[:-1]).model_fields[str(path[-1])].description
            words = f"is missing; it says: {meaning}"
        case "enum":
            allowed = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
            hint = nearest(str(value), allowed) or f"; allowed: {', '.join(allowed)}"
            words = f"{value!r} is not allowed{hint}"
        case "string_pattern_mismatch":
            words = f"{value!r} does not have the form {context['pattern']}"
        case "string_type" if hasattr(value, "isoformat"):
            words = f'a date is written in quotes: "{value.isoformat()}"'
        case "value_error":
            words = f"{value!r}: {context['error']}"
        case _:
            words = f"{value!r}: {error['msg'][0].lower()}{error['msg'][1:]}"
    return words


def class_at(record_class: type[BaseModel], path: FieldPath) -> type[BaseModel]:
    """The class that describes the part of a record at `path`."""
    for part in path:
        if isinstance(part, str):
            record_class = _class_in(record_class.model_fields[part].annotation) or record_class
    return record_class


def _class_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_class_in, get_args(annotation))), None)
