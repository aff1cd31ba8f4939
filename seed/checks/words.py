"""Rules about the words of the field: what they mean is in the data, or nobody would find anything by them."""

from collections.abc import Iterator
from typing import Any, get_args

from api.tables.figures import Dimensions
from api.tables.index import fold
from api.tables.words import read_words, stem_of, stop_words
from api.vocabulary import RecordType
from seed.files.entries import Entry, Problem
from seed.library import Library
from seed.names import names_of
from seed.titles import prose
from seed.words import WORDS, Words

READ_AS_OTHERS = ("synonyms", "phrases", "abbreviations", "capitals")
CODED = ("component", "sex", "cause")


def check_words(
    words: Words, text: str, entries: list[Entry], name: str = f"seed/data/{WORDS}"
) -> list[Problem]:
    """List what the words of the field name that the data do not know."""
    library = Library(entries)
    found = [
        *_unknown_meanings(words, library),
        *_unknown_indicators(words, library),
        *_unknown_records(words, library),
        *_unknown_values(words),
    ]
    return [Problem(name, _line(text, value), field, message) for field, value, message in found]


Finding = tuple[str, str, str]


def _unknown_meanings(words: Words, library: Library) -> Iterator[Finding]:
    """Refuse a meaning none of whose words stands in any record: it finds nothing."""
    stop = stop_words(words)
    known = {stem_of(word) for word in _vocabulary(words, library)}
    for table in READ_AS_OTHERS:
        for group in words.get(table, []):
            meanings = group.get("means") or group.get("words", [])
            for meaning in meanings:
                telling = [word for word in fold(meaning).split() if word not in stop]
                if telling and not any(stem_of(word) in known for word in telling):
                    yield table, meaning, f"{meaning!r} stands in no record; leave it out"


def _vocabulary(words: Words, library: Library) -> set[str]:
    found: set[str] = set()
    for entry in library.entries:
        if entry.in_series:
            continue
        title, _, text = prose(entry, library) if _is_plain(entry) else ("", [], "")
        for part in (title, text, *(name for _, name in names_of(entry.record))):
            found.update(read_words(part))
    for dimension in CODED:
        for value in _values_of(dimension):
            found.update(fold(value.replace("_", " ")).split())
    return found


def _is_plain(entry: Entry) -> bool:
    """Say whether a record is named without others, whose names are filled in only while loading."""
    return entry.type not in (RecordType.FIGURE, RecordType.STATEMENT)


def _unknown_indicators(words: Words, library: Library) -> Iterator[Finding]:
    known = library.codes.get(RecordType.INDICATOR, [])
    for code in [
        *words.get("indicators", {}),
        *words.get("superlatives", {}).get("of", {}).values(),
    ]:
        if code not in known:
            yield "indicators", code, f"there is no indicator {code!r}"


def _unknown_records(words: Words, library: Library) -> Iterator[Finding]:
    targets = [target for group in words.get("subjects", []) for target in group["means"]]
    targets += [f"country:{code}" for code in words.get("demonyms", {})]
    for target in targets:
        type, _, code = target.partition(":")
        if type not in set(RecordType) or not library.record(RecordType(type), code):
            yield "means", target, f"there is no {target!r}"


def _unknown_values(words: Words) -> Iterator[Finding]:
    for name, values in words.get("dimensions", {}).items():
        if name not in Dimensions.model_fields:
            yield "dimensions", name, f"there is no dimension {name!r}"
        elif name in CODED:
            known = _values_of(name)
            for value in values:
                if value not in known:
                    yield "dimensions", value, f"{name} is never {value!r}"


def _values_of(dimension: str) -> list[str]:
    annotation: Any = Dimensions.model_fields[dimension].annotation
    closed = next(one for one in get_args(annotation) if one is not type(None))
    return [str(value) for value in closed]


def _line(text: str, value: str) -> int:
    """Return the first line on which a value stands."""
    return next((n for n, line in enumerate(text.splitlines(), 1) if value in line), 1)
