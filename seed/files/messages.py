"""Translate validation errors for curators: what is wrong, and what would be right."""

import re
from datetime import date
from typing import get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from api.constraints import form_of
from api.facts.base import Place, derived_fields, part_of
from api.hints import probably_meant
from api.vocabulary import RecordType
from seed.files.lines import Path
from seed.files.numbers import plain

LONGEST_ECHO = 120
OF_FORM = {"enum", "literal_error", "string_pattern_mismatch"}
NO_NUMBER = {"float_type", "finite_number", "float_parsing"}


def explain(error: ErrorDetails, record_class: type[BaseModel], path: Path) -> str:
    """Translate a Pydantic error for a curator: what is wrong, and what would be right."""
    value, context, type = error["input"], error.get("ctx", {}), error["type"]
    if type == "extra_forbidden":
        words = _unknown_key(record_class, path)
    elif type == "missing":
        words = f"is missing; {_to_add(record_class, path)}"
    elif isinstance(value, str) and _is_of_a_form(type, value) and (slip := _slip_of_form(value)):
        words = slip
    elif isinstance(value, str | list) and not (value.strip() if isinstance(value, str) else value):
        words = _empty(record_class, path, value)
    elif type in ("enum", "literal_error"):
        allowed = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        hint = nearest(str(value), allowed) or f"; allowed: {', '.join(allowed)}"
        words = f"{_short(value)} is not allowed{hint}"
    elif type == "string_pattern_mismatch":
        words = f"{_short(value)} {_misfit_of_form(str(value), context['pattern'])}"
    elif type == "value_error":
        message = str(context["error"])
        words = message if message.startswith(repr(value)) else f"{_short(value)}: {message}"
    elif type in BOUNDS:
        bound, sentence = BOUNDS[type]
        words = f"{_short(value)} {sentence.format(context[bound])}"
    else:
        words = _wrong_type(type, value, record_class, path)
    return words


# The key of Pydantic's context with the bound, and the words with it.
BOUNDS = {
    "string_too_long": ("max_length", "is too long; at most {} characters"),
    "string_too_short": ("min_length", "is too short; at least {} characters"),
    "too_short": ("min_length", "has too few entries; at least {}"),
    "too_long": ("max_length", "has too many entries; at most {}"),
    "greater_than_equal": ("ge", "is too small; at least {:g}"),
    "less_than_equal": ("le", "is too large; at most {:g}"),
}


def _to_add(record_class: type[BaseModel], path: Path) -> str:
    """Say what to add: the block to open, if any, and the description of the field."""
    described, name = class_at(record_class, path[:-1]), str(path[-1])
    annotation = described.model_fields[name].annotation
    part, block = part_of(annotation), ""
    if part and get_origin(annotation) is list:
        block = f"[[{name}]]"
    elif part and issubclass(part, Place):
        block = f"[{'.'.join(one for one in path if isinstance(one, str))}]"
    return f"{block and f'add a {block} block; '}it says: {_meaning(record_class, path)}"


def _misfit_of_form(value: str, pattern: str) -> str:
    """Say which pattern a text should have, in words, or what to add or leave out."""
    type, _, code = value.partition(":")
    if type in set(RecordType) and re.fullmatch(pattern, code):
        return f"is a code alone here; leave out '{type}:'"
    if re.fullmatch(pattern, with_scheme := f"https://{value}"):
        return f"is a web address without its beginning; write {with_scheme!r}"
    return f"is not {form_of(pattern)}"


def _is_of_a_form(type: str, value: str) -> bool:
    """Whether a single word with a pattern is expected, such as a code or date, not prose."""
    return type in OF_FORM or (type == "value_error" and len(value.split()) == 1)


def _slip_of_form(value: str) -> str | None:
    """Name an invisible blank where a single word is expected."""
    if not value.strip():
        return None
    if value != value.strip():
        return f"{_short(value)} begins or ends with a blank; delete it"
    if blank := next((one for one in value if one.isspace() and not one.isascii()), None):
        return f"{_short(value)} has another blank, U+{ord(blank):04X}; write a plain one, or none"
    return None


def _wrong_type(type: str, value: object, record_class: type[BaseModel], path: Path) -> str:
    """Say what stands where a text, a list, a block or a number is expected."""
    match type, value:
        case "string_type", date():
            words = f'a date is written in quotes: "{value.isoformat()}"'
        case "string_type", list():
            words = f"{_short(value)} is a list, but one text is wanted; leave the [ ] out"
        case "string_type", _:
            words = f"{_short(value)} is not text; write it in quotes"
        case "list_type", dict():
            words = f"is one block; write its heading with two brackets: [[{path[-1]}]]"
        case "list_type", _:
            words = f"{_short(value)} is not a list; write it in [ ]"
        case (("model_type" | "model_attributes_type" | "dict_type"), _):
            words = f"{_short(value)} is not a block of keys; write it in {{ }} or under its own heading"
        case (("float_type" | "finite_number" | "float_parsing"), _):
            words = f"{_short(value)} is not a number; {_in_digits(value)}"
        case (("int_type" | "int_from_float" | "int_parsing"), _):
            words = f"{_short(value)} is not a whole number; write digits alone, without quotes"
        case (("bool_type" | "bool_parsing"), _):
            words = f"{_short(value)} is neither true nor false; write one of them, without quotes"
        case _:
            words = f"{_short(value)} cannot be right; it says: {_meaning(record_class, path)}"
    return words


def _in_digits(value: object) -> str:
    """Say how a number should be written."""
    if "°" in str(value):
        return "write degrees with their decimals, such as 12.65"
    number = plain(value) if isinstance(value, str) else None
    return f"write {number}, {number.why}" if number else "write digits, or leave it out"


def _unknown_key(record_class: type[BaseModel], path: Path) -> str:
    key = str(path[-1])
    described = class_at(record_class, path[:-1])
    keys = [one for one in described.model_fields if one not in derived_fields(described)]
    if len(path) > 1 and key in record_class.model_fields:
        return "belongs to the record itself; put it above the first heading"
    hint = nearest(key, keys) or f"; the keys are {', '.join(keys)}"
    return f"is not a key of this kind of record{hint}"


def _empty(record_class: type[BaseModel], path: Path, value: object) -> str:
    if isinstance(value, list | dict):
        return "is empty; give at least one"
    info = class_at(record_class, path[:-1]).model_fields.get(str(path[-1]))
    if info and info.is_required():
        return f"is empty; it says: {info.description}"
    return "is empty; leave it out"


def _meaning(record_class: type[BaseModel], path: Path) -> str:
    """Return the description of the field at a path, or of the list around it."""
    names = [part for part in path if isinstance(part, str)]
    info = class_at(record_class, tuple(names[:-1])).model_fields.get(names[-1]) if names else None
    return str(info.description) if info else "see the template of this kind"


def reason_of(error: ErrorDetails, record_class: type[BaseModel]) -> str:
    """Explain an error without its value, so that the reason is the same for all such cells."""
    if error["type"] in NO_NUMBER and error["input"]:
        return "is not a number"
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
