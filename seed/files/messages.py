"""Messages of validation in a curator's words: what is wrong, and what would be right."""

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from api.tables.facts import part_of
from api.vocabulary import form_of, probably_meant
from seed.files.lines import Path

LONGEST_ECHO = 120


def explain(error: ErrorDetails, record_class: type[BaseModel], path: Path) -> str:
    """Put an error of Pydantic into a curator's words: what is wrong, and what would be right."""
    value, context = error["input"], error.get("ctx", {})
    match error["type"]:
        case "extra_forbidden":
            keys = list(class_at(record_class, path[:-1]).model_fields)
            hint = nearest(str(path[-1]), keys) or f"; the keys are {', '.join(keys)}"
            words = f"is not a key of this kind of record{hint}"
        case "missing":
            meaning = class_at(record_class, path[:-1]).model_fields[str(path[-1])].description
            words = f"is missing; it says: {meaning}"
        case "enum":
            allowed = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
            hint = nearest(str(value), allowed) or f"; allowed: {', '.join(allowed)}"
            words = f"{_short(value)} is not allowed{hint}"
        case "string_pattern_mismatch":
            words = f"{_short(value)} is not {form_of(context['pattern'])}"
        case "string_type" if hasattr(value, "isoformat"):
            words = f'a date is written in quotes: "{value.isoformat()}"'
        case "string_type":
            words = f"{_short(value)} is not text; write it in quotes"
        case "list_type":
            words = f"{_short(value)} is not a list; write it in [ ]"
        case "model_type" | "model_attributes_type" | "dict_type":
            words = f"{_short(value)} is not a block of keys; write it in {{ }} or under its own heading"
        case "float_type" | "finite_number":
            quoted = isinstance(value, str) and value.replace(".", "", 1).isdecimal()
            words = (
                f"{_short(value)} is not a number{'; write it without quotes' if quoted else ''}"
            )
        case "value_error":
            words = f"{_short(value)}: {context['error']}"
        case _:
            words = f"{_short(value)}: {error['msg'][0].lower()}{error['msg'][1:]}"
    return words


def reason_of(error: ErrorDetails, record_class: type[BaseModel]) -> str:
    """Say what is wrong with a cell in words that stand behind it."""
    words = explain(error, record_class, tuple(error["loc"]))
    return words.replace(repr(error["input"]), "").strip(": ")


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= LONGEST_ECHO else f"{text[:LONGEST_ECHO]}…"


def class_at(record_class: type[BaseModel], path: Path) -> type[BaseModel]:
    """Return the class that describes the part of a record at `path`."""
    for part in path:
        if (
            part in record_class.model_fields
        ):  # Else it is a place in a list, or a name of the curator's.
            record_class = part_of(record_class.model_fields[str(part)].annotation) or record_class
    return record_class


def nearest(word: str, words: list[str]) -> str:
    """Return `; did you mean …?` when one of the words is near, else nothing."""
    meant = probably_meant(word, words)
    return f"; did you mean {meant!r}?" if meant else ""
