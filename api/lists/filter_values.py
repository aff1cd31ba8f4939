"""Read what is written for a filter as the values that the data hold: codes, records of any type, words."""

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

# A hint is looked for among all names: for two hundred values at once it would take seconds.
MOST_GUESSES = 3
MOST_SHOWN = 20
MOST_PARTS = 5  # Commas in a name, and one more.


def read_codes(
    connection: Connection,
    type: RecordType,
    texts: Sequence[str],
    write: Callable[[str], str] = str,
) -> Read:
    """Read codes or names of records of one type as their codes, written as filters write them."""

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
    """Read records written `type:code`, or `type:name`, or a name alone where it means one record only."""
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
    """Read words as those of the data that are the same but for case, accents and dashes."""
    return read_all(texts, words.held, words.index.find, kind, partial(nearest, words.index))


def read_all(
    texts: Sequence[str],
    held: Mapping[str, str],
    find: Callable[[str], list[str]],
    kind: str,
    guess: Callable[[str], str | None],
) -> Read:
    """Read each text as the value it is, or that its name means; several texts may stand in one, with commas between.

    A text that is a name as a whole wins over its parts. `held` are the values written as they are, in lower case.
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
    """Find records of any type by what is written: `type:name`, or a name that may be of several types."""

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
        """Return the one record that was probably meant."""
        types, name = _types_of(written)
        guesses = {type: get_nearest_code(self.connection, type, name) for type in types}
        found = [f"{type}:{code}" for type, code in guesses.items() if code]
        return found[0] if len(found) == 1 else None


def _types_of(written: str) -> tuple[Sequence[RecordType], str]:
    """Return of which types a record may be by how it is written, and its name."""
    head, colon, name = written.partition(":")
    type = head.strip().lower()
    return ([RecordType(type)], name) if colon and type in [*RecordType] else (NAMED, written)


def _kind_of(written: str, kind: str) -> str:
    """Say what there is none of: a record of the type that is written."""
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
            # Most are codes: a name that begins with one is not looked for behind it.
            plain = parts[start].strip().lower() in held
            ends = range(min(len(parts), start + MOST_PARTS), start + 1, -1)
            names = (parts[start:end] for end in ends if not plain)
            name = next((name for name in names if _is_name(name, find)), parts[start : start + 1])
            yield ",".join(name).strip()
            start += len(name)


def _is_name(parts: list[str], find: Callable[[str], list[str]]) -> bool:
    """Tell whether parts are one name: as it is held, or turned round, which “China, Taiwan” is not."""
    return bool(
        find(" ".join(parts)) or (find(",".join(parts)) and not all(find(part) for part in parts))
    )
