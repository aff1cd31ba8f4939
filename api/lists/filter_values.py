"""Resolve the values of a filter, as clients write them, to those that the data hold: codes, records, words."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from sqlalchemy import Connection

from api.lists.names import (
    Words,
    get_nearest_code,
    held_codes,
    nearest,
    read_index,
)
from api.lists.resource import Read
from api.lists.unknown import Unknown
from api.tables.naming import NAMED
from api.vocabulary import RecordType

# A suggestion is looked for among all names: for two hundred values at once it would take seconds.
MOST_GUESSES = 3
MOST_SHOWN = 20
MOST_PARTS = 5  # Commas in a name, and one more.


def read_codes(
    connection: Connection,
    type: RecordType,
    texts: Sequence[str],
    write: Callable[[str], str] = str,
) -> Read:
    """Resolve codes or names of records of one type to their codes; `write` makes them upper case where filters do."""

    def find(name: str) -> list[str]:
        found = read_index(connection, type).find(_without_type(name, type))
        return [write(code) for code in found]

    def guess(name: str) -> str | None:
        code = get_nearest_code(connection, type, name)
        return write(code) if code else None

    parts = [part for text in texts for part in text.split(",")]
    held = {code: write(code) for code in held_codes(connection, type, parts)}
    return read_all(texts, held, find, type, guess)


def read_targets(connection: Connection, texts: Sequence[str]) -> Read:
    """Resolve `type:code`, `type:name`, or a name alone where only one record has it, to `type:code`."""
    written: dict[RecordType, list[str]] = defaultdict(list)
    for part in (part for text in texts for part in text.split(",")):
        type, colon, code = part.strip().partition(":")
        if colon and type in [*RecordType]:
            written[RecordType(type)].append(code)
    targets = (
        f"{type}:{code}"
        for type, codes in written.items()
        for code in held_codes(connection, type, codes)
    )
    named = _Named(connection)
    return read_all(
        texts, {target: target for target in targets}, named.find, "record", named.nearest
    )


def read_words(words: Words, texts: Sequence[str], kind: str) -> Read:
    """Resolve words to those of the data that are equal but for case, accents and dashes."""
    return read_all(texts, words.held, words.index.find, kind, partial(nearest, words.index))


def read_all(
    texts: Sequence[str],
    held: Mapping[str, str],
    find: Callable[[str], list[str]],
    kind: str,
    guess: Callable[[str], str | None],
) -> Read:
    """Resolve each text, split at its commas, to the value that it is or names; unknown and ambiguous ones are listed.

    A name with a comma in it wins over its parts. `held` maps the values, in lower case, to themselves.
    """
    values: list[str] = []
    unknown: list[Unknown] = []
    for part in _parts(texts, held, find):
        found = [held[part.lower()]] if part.lower() in held else find(part)
        if len(found) == 1:
            values.append(found[0])
        elif found:
            unknown.append(Unknown("", part, kind, None, tuple(found[:MOST_SHOWN]), several=True))
        else:
            meant = guess(part) if len(unknown) < MOST_GUESSES else None
            unknown.append(Unknown("", part, _kind_of(part, kind), meant))
    return Read([*dict.fromkeys(values)], unknown)


class _Named:
    """Find records of any type by `type:name`, or by a name that may be of several types."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def find(self, written: str) -> list[str]:
        """Return the records, written `type:code`, that may be meant."""
        types, name = _types_of(written)
        return [
            f"{type}:{code}"
            for type in types
            for code in read_index(self.connection, type).find(name)
        ]

    def nearest(self, written: str) -> str | None:
        """Return the record that was probably meant, if that is one."""
        types, name = _types_of(written)
        guesses = {type: get_nearest_code(self.connection, type, name) for type in types}
        found = [f"{type}:{code}" for type, code in guesses.items() if code]
        return found[0] if len(found) == 1 else None


def _types_of(written: str) -> tuple[Sequence[RecordType], str]:
    """Split `type:name` into the type and the name; without a type, return all types that have names."""
    head, colon, name = written.partition(":")
    type = head.strip().lower()
    return ([RecordType(type)], name) if colon and type in [*RecordType] else (NAMED, written)


def _kind_of(written: str, kind: str) -> str:
    """Return the kind to name in an error: the type that is written before the colon, if it is one."""
    types, _ = _types_of(written)
    return types[0] if kind == "record" and len(types) == 1 else kind


def _without_type(name: str, type: RecordType) -> str:
    head, colon, tail = name.partition(":")
    return tail if colon and head.strip().lower() == type else name


def _parts(
    texts: Sequence[str], held: Mapping[str, str], find: Callable[[str], list[str]]
) -> Iterator[str]:
    """Split texts at their commas, but not within a name: the longest name wins."""
    for text in texts:
        parts = text.split(",")
        start = 0
        while start < len(parts):
            # Most parts are codes, after which no longer name is tried.
            plain = parts[start].strip().lower() in held
            ends = range(min(len(parts), start + MOST_PARTS), start + 1, -1)
            names = (parts[start:end] for end in ends if not plain)
            name = next((name for name in names if _is_name(name, find)), parts[start : start + 1])
            yield ",".join(name).strip()
            start += len(name)


def _is_name(parts: list[str], find: Callable[[str], list[str]]) -> bool:
    """Tell whether parts are one name with a comma (“Korea, Republic of”), and not several, as “China, Taiwan” is."""
    return bool(
        find(" ".join(parts)) or (find(",".join(parts)) and not all(find(part) for part in parts))
    )
