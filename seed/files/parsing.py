"""Parse TOML files, and turn validation errors into problems for curators."""

from collections import defaultdict
from pathlib import Path

import tomli
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from api.constraints import COUNTRY
from api.facts.base import Reference, derived_fields
from api.vocabulary import RecordType
from seed.files.entries import Problem, Reading, SeedFile, Unclear, Vague
from seed.files.lines import Path as FieldPath
from seed.files.messages import class_at, explain
from seed.files.opening import read_text
from seed.files.toml_faults import explain_toml

MOST_MISSING = 2  # Keys that are named one by one, each with its meaning.
MOST_UNKNOWN = 3  # Beyond this the file is probably one of another kind.


def parse(type: RecordType, file: Path, name: str, reading: Reading) -> SeedFile | None:
    """Parse a TOML file, or add the problem with it."""
    text = read_text(file, name, reading)
    if text is None:
        return None
    try:
        return SeedFile(type, name, text, tomli.loads(text))
    except (ValueError, RecursionError) as error:
        line, message = explain_toml(text, error)
        reading.problems.append(Problem(name, line, "file", message))
    return None


def add_problems(
    error: ValidationError,
    origin: SeedFile,
    described: type[BaseModel],
    base: FieldPath,
    reading: Reading,
) -> bool:
    """Add the validation errors of a record as problems; return whether its keys are of its kind.

    Many keys of one part that are missing, or unknown, are one problem.
    """
    fits = True
    parts: dict[tuple[FieldPath, str], list[ErrorDetails]] = defaultdict(list)
    for detail in error.errors():
        parts[detail["loc"][:-1], detail["type"]].append(detail)
    for (part, kind), details in parts.items():
        keys = ", ".join(str(detail["loc"][-1]) for detail in details)
        message = None
        if kind == "missing" and len(details) > MOST_MISSING:
            message = f"has no {keys}; the template of this kind says what they mean"
        elif kind == "extra_forbidden" and len(details) > MOST_UNKNOWN:
            inner = class_at(described, part)
            allowed = ", ".join(n for n in inner.model_fields if n not in derived_fields(inner))
            fits = False
            message = f"{keys} are not keys of this kind of record; is it in the right folder? The keys are {allowed}"
        if message:
            reading.problems.append(origin.problem(part, message, base))
            continue
        for detail in details:
            path = tuple(detail["loc"])
            words = explain(detail, described, path)
            if kind == "missing" and base and isinstance(base[0], int):
                words = "is missing; fill its cell, or delete the row"
            problem = origin.problem(path, words, base)
            reading.problems.append(problem)
            if unclear := _unclear(detail, described):
                reading.vague.append(Vague(problem, str(detail["input"]), unclear))
    return fits


def _unclear(error: ErrorDetails, described: type[BaseModel]) -> Unclear | None:
    """Return the kind of a value whose meaning should be looked up, if any."""
    path, value = tuple(error["loc"]), error["input"]
    if not isinstance(value, str) or not value.strip():
        return None
    if error.get("ctx", {}).get("pattern") == COUNTRY:
        return Unclear.COUNTRY
    if error["type"] == "value_error" and class_at(described, path) is Reference:
        return Unclear.REFERENCE
    if error["type"] == "enum" and path[-1] == "qualifier":
        return Unclear.QUALIFIER
    return None
