"""Find records by name: code, ISO code, acronym, name or alias in any of its languages.

A name that several records share means none of them, and a suggestion comes from the words of a stored name, never
from similar letters alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import col

from api.facts.folding import fold
from api.lists.statements import once
from api.lists.word_index import errors_between, read_field_words
from api.tables.kinds import KINDS
from api.tables.naming import NAME_FIELDS, NameIndex, index_names, names_in
from api.vocabulary import RecordType

Target = tuple[RecordType, str]
NO_INDEX = NameIndex()
ONE_ERROR, TWO_ERRORS = 4, 10  # Letters from which on a word of a name may be mistyped so often.
TELLING = 4  # Letters from which on a word can suggest a longer name.


def read_index(connection: Connection, type: RecordType) -> NameIndex:
    """Read the index of names of a type, once for each open database; figures have none, and may be a million."""
    if type is RecordType.FIGURE:
        return NO_INDEX
    return once(
        connection, ("index of names", type), lambda: index_names(names_held(connection, type))
    )


def find_records(connection: Connection, type: RecordType, written: str) -> list[str]:
    """Return the codes of the records of a type that have this code or name."""
    return held_codes(connection, type, [written]) or read_index(connection, type).find(written)


def held_codes(connection: Connection, type: RecordType, written: Sequence[str]) -> list[str]:
    """Return those of the texts that are codes, in lower case; that spares reading the index of names."""
    codes = {code.strip().lower() for code in written}
    column = col(KINDS[type].row.code)  # type: ignore[attr-defined]  # every table of records has it
    if type is RecordType.FIGURE:  # Of which there may be a million.
        return [*connection.execute(select(column).where(column.in_(codes))).scalars()]
    held = once(connection, ("codes", type), lambda: {*distinct(connection, column)})
    return sorted(codes & held)


def has_record(connection: Connection, type: RecordType, code: str) -> bool:
    """Tell whether there is a record with this code; its names do not count."""
    return code in held_codes(connection, type, [code])


def get_nearest_code(connection: Connection, type: RecordType, written: str) -> str | None:
    """Return the code to suggest for an unknown name; None where there are several candidates, or none.

    An indicator may also be suggested by the words in which people ask for it, such as `deaths`.
    """
    near = nearest(read_index(connection, type), written)
    if near is None and type is RecordType.INDICATOR:
        return _asked_as(connection).get(fold(written))
    return near


def _asked_as(connection: Connection) -> dict[str, str]:
    """Map the words in which people ask for indicators to the first indicator that has them."""

    def read() -> dict[str, str]:
        indicators = read_field_words(connection).get("indicators", {})
        asked = [(code, words["asked_as"]) for code, words in indicators.items()]
        return {fold(said): code for code, words in reversed(asked) for said in words}

    return once(connection, ("indicators as asked",), read)


def nearest(index: NameIndex, written: str) -> str | None:
    """Return the one entry of an index whose name is the text but for typing errors, or else contains its words."""
    words = tuple(fold(written).split())
    for fits in (_is_mistyped, _is_part):
        found = {
            code for name, codes in index.by_words.items() if fits(words, name) for code in codes
        }
        if found:
            return found.pop() if len(found) == 1 else None
    return None


@dataclass(frozen=True)
class Words:
    """Values of a column that are no records, such as topics: by lower case in `held`, by folded words in `index`."""

    held: dict[str, str]
    index: NameIndex


def words_in(connection: Connection, column: Any) -> Words:
    """Read the distinct values of a column with their index, once for each open database."""

    def read() -> Words:
        values = distinct(connection, column)
        index = index_names((value, [value]) for value in values)
        return Words({value.lower(): value for value in values}, index)

    return once(connection, ("words", str(column)), read)


def distinct(connection: Connection, column: Any) -> list[str]:
    """List the distinct values of a column, sorted, without null."""
    statement = select(column).distinct().where(column.is_not(None)).order_by(column)
    return [*connection.execute(statement).scalars()]


def names_held(connection: Connection, type: RecordType) -> Iterator[tuple[str, list[str]]]:
    """Yield the code of each record of a type, with all its names."""
    row = KINDS[type].row
    fields = ["code", *(name for name in NAME_FIELDS if name in row.model_fields)]
    columns = [col(getattr(row, name)) for name in fields]
    for code, *values in connection.execute(select(*columns).order_by(columns[0])):
        yield code, [code, *(name for value in values for name in names_in(value))]


def _is_mistyped(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Tell whether words equal a name but for typing errors, word by word."""
    return len(words) == len(name) and all(map(_is_near, words, name))


def _is_part(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Tell whether a longer name contains all words, one of which has at least four letters."""
    return {*words} < {*name} and any(len(word) >= TELLING for word in words)


def _is_near(word: str, other: str) -> bool:
    shorter = min(len(word), len(other))
    if word == other or shorter < ONE_ERROR or word[0] != other[0]:
        return word == other
    if any(letter.isdigit() for letter in word + other) or {*word} <= {*"ivx"}:
        return False
    return errors_between(word, other, 1 + (shorter >= TWO_ERRORS)) is not None
